package meridian.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentNameTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 23);

    @Test
    void aFileIsNamedByTheProjectsPattern() {
        assertThat(DocumentName.USUAL.name("新品区域上市", "华东", "目标说明书", DAY, 2, "docx")).isEqualTo("新品区域上市-华东-目标说明书-20261123-v2.docx");
    }

    @Test
    void aDocumentOfTheWholeProjectLeavesTheRegionOut() {
        assertThat(DocumentName.USUAL.name("新品区域上市", null, "目标说明书", DAY, 2, "pdf")).isEqualTo("新品区域上市-目标说明书-20261123-v2.pdf");
    }

    @Test
    void whatAFileSystemRefusesIsReplaced() {
        assertThat(DocumentName.USUAL.name("../../etc", "a\\b:c*?", "x\u202Efdp\"<>|\0\n", DAY, 1, "pdf")).isEqualTo("_.._etc-a_b_c_-xfdp_-20261123-v1.pdf");
        assertThat(new DocumentName("{document}").name("", null, "con", DAY, 1, "pdf")).isEqualTo("_con.pdf");
        assertThat(new DocumentName("{document}").name("", null, ". 报告 .", DAY, 1, "pdf")).isEqualTo("报告.pdf");
    }

    @Test
    void aLongNameKeepsItsDateVersionAndEnding() {
        var name = DocumentName.USUAL.name("项".repeat(300), "区".repeat(20), "文".repeat(300), DAY, 12, "docx");
        assertThat(name).endsWith("-20261123-v12.docx").contains("区".repeat(20)).hasSizeLessThanOrEqualTo(120);
        assertThat(name.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(240);
    }

    @ParameterizedTest
    @MethodSource("meridian.document.HostileTexts#all")
    void everyNameIsOneAFileSystemTakes(String text) {
        var name = DocumentName.USUAL.name(text, text, text, DAY, 1, "pdf");
        assertThat(name).hasSizeBetween(5, 120).doesNotContainPattern("[\\\\/:*?\"<>|\\p{Cntrl}\u202E]").endsWith("20261123-v1.pdf");
    }

    @Test
    void aFileSomebodyBringsIsRecognisedByThePattern() {
        assertThat(DocumentName.USUAL.matches("新品区域上市-华东-目标说明书-20261123-v2.docx")).isTrue();
        assertThat(DocumentName.USUAL.matches("新品区域上市-目标说明书-20261123-v2.docx")).isTrue();
        assertThat(DocumentName.USUAL.matches("IMG_20261123.jpg")).isFalse();
        assertThat(DocumentName.USUAL.matches("目标说明书(最终版).docx")).isFalse();
    }

    @Test
    void aFileThatDoesNotFitIsOfferedANameThatTakesWhatItsOwnSays() {
        assertThat(proposal("目标说明书(最终版).docx", "华东")).contains("新品区域上市-华东-目标说明书(最终版)-20261123-v1.docx");
        assertThat(proposal("目标说明书.docx", null)).contains("新品区域上市-目标说明书-20261123-v1.docx");
        assertThat(proposal("新品区域上市_华东 铺货报告 2026年11月5日 V2.1.xlsx", "华东")).contains("新品区域上市-华东-铺货报告-20261105-v2.xlsx");
        assertThat(proposal("20261101-报价-v3.pdf", "华东")).contains("新品区域上市-华东-报价-20261101-v3.pdf");
        assertThat(proposal("Rollout 2026-13-45.pdf", "华东")).as("no day").contains("新品区域上市-华东-Rollout 2026-13-45-20261123-v1.pdf");
        assertThat(proposal("recv2.txt", "华东")).as("no version").contains("新品区域上市-华东-recv2-20261123-v1.txt");
        assertThat(proposal("20261101-v3.pdf", "华东")).as("nothing else in it").contains("新品区域上市-华东-20261101-v3-20261123-v1.pdf");
        assertThat(proposal("新品区域上市-华东-目标说明书-20261123-v2.docx", "华东")).as("fits").isEmpty();
        assertThat(proposal("README", "华东")).as("no ending").isEmpty();
        assertThat(new DocumentName("{document}").proposal("anything.pdf", "P", null, DAY, 1)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("meridian.document.HostileTexts#all")
    void whatIsOfferedIsANameAFileSystemTakes(String text) {
        proposal(text.substring(0, Math.min(text.length(), 190)) + ".pdf", text).ifPresent(name -> assertThat(name).hasSizeBetween(5, 120).doesNotContainPattern("[\\\\/:*?\"<>|\\p{Cntrl}\u202E]").endsWith(".pdf"));
    }

    private static Optional<String> proposal(String fileName, String region) {
        return DocumentName.USUAL.proposal(fileName, "新品区域上市", region, DAY, 1);
    }

    @Test
    void aPatternWithUnknownPartsIsRefused() {
        assertThatThrownBy(() -> new DocumentName("{document}-{author}")).hasMessageContaining("{author}");
        assertThatThrownBy(() -> new DocumentName("{project}")).hasMessageContaining("{document}");
    }

    @Test
    void theBrowserIsToldTheNameInUtf8() {
        assertThat(DocumentName.attachment("目标 说明书.pdf").toString())
                .startsWith("attachment;").contains("filename*=UTF-8''%E7%9B%AE%E6%A0%87%20%E8%AF%B4%E6%98%8E%E4%B9%A6.pdf");
    }
}
