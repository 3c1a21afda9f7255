package meridian.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import meridian.tenancy.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrueNameTest {
    @TempDir
    Path folder;

    @Test
    void aNameThatFitsIsKept() throws IOException {
        assertThat(named("照片.JPG", "image/jpeg")).isEqualTo("照片.JPG");
        assertThat(named("data.csv", "text/plain; charset=UTF-8")).isEqualTo("data.csv");
        assertThat(named("plan.mpp", "application/x-tika-msoffice")).isEqualTo("plan.mpp");
        assertThat(named("导出.xls", "text/html")).as("many programs export tables so").isEqualTo("导出.xls");
        assertThat(named("drawing.dwg", "application/octet-stream")).as("nobody can tell").isEqualTo("drawing.dwg");
        assertThat(named("page.html", "text/html")).isEqualTo("page.html");
        assertThat(named("protected.docx", "application/x-tika-msoffice")).isEqualTo("protected.docx");
        assertThat(named("setup.exe", "application/x-msdownload")).isEqualTo("setup.exe");
        assertThat(named("logo.ai", "application/pdf")).as("an Illustrator file is one").isEqualTo("logo.ai");
    }

    @Test
    void aHarmlessContentUnderAWrongEndingGetsTheRightOne() throws IOException {
        assertThat(named("scan.png", "application/pdf")).isEqualTo("scan.pdf");
        assertThat(named("letter.txt", "application/pdf")).isEqualTo("letter.pdf");
        assertThat(named("IMG_2207", "image/jpeg")).isEqualTo("IMG_2207.jpg");
        assertThat(TrueName.of("IMG_2207", "image/jpeg", folder, "file").changed()).as("nothing false was said").isFalse();
    }

    @Test
    void whatCallsItselfSomethingElseAndIsNotHarmlessIsRefused() {
        refused("harmless.png", "text/html", "file.lies");
        refused("harmless.pdf", "image/svg+xml", "file.lies");
        refused("报价.pdf", "application/x-msdownload", "file.program");
        refused("notes.txt", "application/x-executable", "file.program");
        refused("photo.jpg", "application/octet-stream", "file.lies");
        refused("photo.jpg", "text/plain", "file.lies");
    }

    @Test
    void anOfficeFileHasItsPartsAndSaysThatItHoldsMacros() throws IOException {
        assertThat(named("表.xlsx", "application/zip", "[Content_Types].xml", "xl/workbook.xml")).isEqualTo("表.xlsx");
        assertThat(named("表.xlsx", "application/zip", "[Content_Types].xml", "xl/vbaProject.bin")).isEqualTo("表.xlsm");
        assertThat(named("表.xlsm", "application/x-tika-ooxml", "[Content_Types].xml", "xl/vbaProject.bin")).isEqualTo("表.xlsm");
        assertThatThrownBy(() -> named("表.xlsx", "application/zip", "readme.txt")).isInstanceOf(Refused.class);
        var broken = Files.write(folder.resolve("broken"), new byte[] {'P', 'K', 3, 4, 20, 0});
        assertThatThrownBy(() -> TrueName.of("表.xlsx", "application/zip", broken, "file")).isInstanceOf(Refused.class);
    }

    private String named(String name, String content, String... entries) throws IOException {
        var zip = Files.createTempFile(folder, "office", "");
        if (entries.length > 0) {
            try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
                for (var entry : entries) out.putNextEntry(new ZipEntry(entry));
            }
        }
        return TrueName.of(name, content, zip, "file").name();
    }

    private void refused(String name, String content, String key) {
        assertThatThrownBy(() -> TrueName.of(name, content, folder, "file")).as(name).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.problems().getFirst().key()).isEqualTo(key));
    }
}
