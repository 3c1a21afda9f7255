package meridian.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTextTest {
    static final String DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    @TempDir
    Path folder;

    @Test
    void whatStandsInOfficeFilesIsRead() throws Exception {
        try (var word = new XWPFDocument(); var out = new ByteArrayOutputStream()) {
            word.createParagraph().createRun().setText("门店陈列标准");
            word.createTable(1, 2).getRow(0).getCell(1).setText("货架高度");
            word.write(out);
            assertThat(FileText.of(file(out.toByteArray()), DOCX)).contains("门店陈列标准\n").contains("货架高度");
        }
        try (var book = new XSSFWorkbook(); var out = new ByteArrayOutputStream()) {
            book.createSheet().createRow(0).createCell(0).setCellValue("区域预算");
            book.write(out);
            assertThat(FileText.of(file(out.toByteArray()), XLSX)).contains("区域预算");
        }
        var odt = zip("content.xml", "<o:document-content xmlns:o='o'><o:p>结算<o:s/>说明</o:p></o:document-content>");
        assertThat(FileText.of(file(odt), "application/vnd.oasis.opendocument.text")).isEqualTo("结算 说明\n");
    }

    @Test
    void plainTextIsReadAsItWasWritten() throws Exception {
        assertThat(FileText.of(file("验收清单".getBytes(StandardCharsets.UTF_8)), "text/plain")).isEqualTo("验收清单");
        assertThat(FileText.of(file("验收清单".getBytes(Charset.forName("GB18030"))), "text/csv")).isEqualTo("验收清单");
        assertThat(FileText.of(file("验收清单".getBytes(StandardCharsets.UTF_16)), "text/plain")).isEqualTo("验收清单");
        assertThat(FileText.of(file("长".repeat(3_000_000).getBytes(StandardCharsets.UTF_8)), "text/plain")).hasSize(FileText.MOST);
    }

    @Test
    void aPdfIsReadInAProcessOfItsOwn() throws Exception {
        var out = new ByteArrayOutputStream();
        try (var pdf = new PDDocument()) {
            var page = new PDPage();
            pdf.addPage(page);
            try (var content = new PDPageContentStream(pdf, page)) {
                content.beginText();
                content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
                content.newLineAtOffset(50, 700);
                content.showText("Acceptance protocol");
                content.endText();
            }
            pdf.save(out);
        }
        var file = file(out.toByteArray());
        assertThat(FileText.of(file, "application/pdf")).contains("Acceptance protocol");
        assertThatThrownBy(() -> PdfText.apart(file, "256m", Duration.ofMillis(1))).isInstanceOf(FileText.Unreadable.class);
        assertThatThrownBy(() -> FileText.of(file("%PDF-1.7\nnothing".getBytes(StandardCharsets.UTF_8)), "application/pdf")).isInstanceOf(FileText.Unreadable.class);
    }

    @Test
    void hostileFilesAreNotRead() throws Exception {
        var entities = "<!DOCTYPE d [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><d><p><t>&a;</t></p></d>";
        assertThatThrownBy(() -> FileText.of(file(zip("word/document.xml", entities)), DOCX)).isInstanceOf(FileText.Unreadable.class);
        assertThatThrownBy(() -> FileText.of(file(zip("word/document.xml", "<a>".repeat(100_000))), DOCX)).isInstanceOf(FileText.Unreadable.class);
        assertThatThrownBy(() -> FileText.of(file(zip("word/document.xml", "<d><!--" + " ".repeat(60 << 20) + "--></d>")), DOCX)).as("it swells").isInstanceOf(FileText.Unreadable.class);
        assertThatThrownBy(() -> FileText.of(file("PK no archive".getBytes(StandardCharsets.UTF_8)), XLSX)).isInstanceOf(FileText.Unreadable.class);
        assertThatThrownBy(() -> FileText.of(file(new byte[9]), "image/png")).isInstanceOf(FileText.Unreadable.class);
        assertThatThrownBy(() -> FileText.of(folder.resolve("gone"), "text/plain")).isInstanceOf(FileText.Unreadable.class);
        assertThat(FileText.of(file(zip("../../word/document.xml", "<d/>")), DOCX)).as("a part by another name is no part").isEmpty();
    }

    private static byte[] zip(String name, String content) throws Exception {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    private Path file(byte[] content) throws Exception {
        return Files.write(Files.createTempFile(folder, "content", ""), content);
    }
}
