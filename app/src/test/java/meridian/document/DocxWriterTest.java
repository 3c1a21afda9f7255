package meridian.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import meridian.web.Words;
import org.apache.poi.ooxml.POIXMLProperties;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.apache.poi.xwpf.extractor.XWPFWordExtractor;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DocxWriterTest {
    private static final Words WORDS = new Words();

    static {
        ZipSecureFile.setMinInflateRatio(0); // a thousand times the same sentence is packed better than POI trusts
    }

    @Test
    void aCharterKeepsItsHeadingsTablesAndHeadInWord() throws Exception {
        try (var word = read(Charters.chinese(Classification.INTERNAL))) {
            assertThat(word.getParagraphs()).filteredOn(p -> "Heading1".equals(p.getStyle())).extracting(XWPFParagraph::getText)
                    .containsExactly("一、项目背景", "二、目标", "三、范围", "四、交付物与验收标准", "五、量化指标", "六、约束条件", "七、审批", "修订记录");
            assertThat(word.getStyles().getStyle("Heading1").getName()).isEqualTo("heading 1");
            var head = word.getTables().getFirst();
            assertThat(head.getRow(0).getTableCells()).extracting(c -> c.getText())
                    .containsExactly("编号", "HQ-HDSS-2026-CH-001", "版本", "V1.0");
            assertThat(head.getRow(1).getCell(1).getText()).isEqualTo("内部");
            assertThat(head.getRow(2).getCell(3).getText()).isEqualTo("陈国强  2026年10月10日");
            assertThat(word.getTables().get(2).getRow(3).getTableCells()).extracting(c -> c.getText())
                    .containsExactly("首月销售收入", "万元", "≥", "1,200", "各区域", "2026-12-31");
        }
    }

    @Test
    void theHeadRowOfATableRepeatsOnEveryPage() throws Exception {
        try (var word = read(Charters.rows(200))) {
            var table = word.getTables().get(1);
            assertThat(table.getNumberOfRows()).isEqualTo(201);
            assertThat(table.getRow(0).isRepeatHeader()).isTrue();
            assertThat(table.getRow(1).isRepeatHeader()).isFalse();
        }
    }

    /** Kept together, a row of two pages would leave the one before it empty. */
    @Test
    void aRowStaysTogetherUnlessItIsHigh() throws Exception {
        var content = DocumentContent.of(Head.titled("风险", Locale.SIMPLIFIED_CHINESE).build()).table(List.of(Block.Column.of("甲", 50), Block.Column.of("乙", 50)), List.of(List.of("短", "短"), List.of("长".repeat(5000), "短"))).build();
        try (var word = read(content)) {
            var table = word.getTables().get(1);
            assertThat(table.getRow(1).isCantSplitRow()).isTrue();
            assertThat(table.getRow(2).isCantSplitRow()).isFalse();
        }
    }

    @Test
    void everyPageSaysWhichDocumentItIsAndItsNumber() throws Exception {
        try (var word = read(Charters.chinese(Classification.INTERNAL))) {
            assertThat(word.getHeaderList().getFirst().getText()).contains("HQ-HDSS-2026-CH-001  V1.0", "密级：内部");
            var footer = word.getFooterList().getFirst();
            assertThat(footer.getText()).contains("远山食品集团有限公司").contains("第1页 共1页");
            assertThat(footer._getHdrFtr().xmlText()).contains("\"PAGE\"", "\"NUMPAGES\"");
        }
    }

    @Test
    void anEnglishDocumentHasEnglishLabelsAndChineseNames() throws Exception {
        try (var word = read(Charters.english())) {
            var text = new XWPFWordExtractor(word).getText();
            assertThat(text).contains("Prepared by", "李静 Li Jing  8 Oct 2026", "V0.2 (draft)", "Revision record", "新品区域上市", "it’s measured");
            assertThat(word.getFooterList().getFirst().getText()).contains("Page ").contains(" of ");
            assertThat(properties(word).getTitle()).isEqualTo("Project charter: regional launch of Hill Oats");
            assertThat(properties(word).getUnderlyingProperties().getLanguageProperty()).contains("en");
        }
    }

    @Test
    void onlyAClassifiedDocumentNamesWhoTookItOut() throws Exception {
        try (var secret = read(Charters.chinese(Classification.CONFIDENTIAL)); var open = read(Charters.chinese(Classification.INTERNAL))) {
            assertThat(secret.getHeaderList().getFirst()._getHdrFtr().xmlText()).contains("王敏 2026-11-23 14:05");
            assertThat(open.getHeaderList().getFirst()._getHdrFtr().xmlText()).doesNotContain("王敏");
        }
    }

    @Test
    void chineseIsSetInChineseFonts() throws Exception {
        try (var word = read(Charters.chinese(Classification.INTERNAL))) {
            var styles = word.getStyle().xmlText();
            assertThat(styles).contains("w:eastAsia=\"宋体\"", "w:eastAsia=\"黑体\"");
        }
    }

    @Test
    void everyNumberedListCountsFromOne() throws Exception {
        var content = DocumentContent.of(Head.titled("两个列表", Charters.CHINESE).build())
                .numbered(List.of("甲", "乙")).paragraph("隔开").numbered(List.of("丙")).build();
        try (var word = read(content)) {
            var items = word.getParagraphs().stream().filter(p -> p.getNumID() != null).toList();
            assertThat(items.get(0).getNumID()).isEqualTo(items.get(1).getNumID()).isNotEqualTo(items.get(2).getNumID());
            assertThat(word.getNumbering().getNum(items.get(2).getNumID()).getCTNum().getLvlOverrideArray(0).getStartOverride().getVal().intValue()).isEqualTo(1);
        }
    }

    @Test
    void aWideTableTurnsThePage() throws Exception {
        try (var word = read(DocumentContent.of(Head.titled("宽表", Charters.CHINESE).build()).landscape().build())) {
            var size = word.getDocument().getBody().getSectPr().getPgSz();
            assertThat(size.getW().toString()).isEqualTo("16838");
            assertThat(size.getH().toString()).isEqualTo("11906");
        }
    }

    @ParameterizedTest
    @MethodSource("meridian.document.HostileTexts#all")
    void nothingPeopleTypeBreaksTheFile(String text) throws Exception {
        try (var word = read(Charters.saying(text))) {
            assertThat(word.getTables().get(2).getRow(1).getCell(1).getText()).isEqualTo("末尾");
            assertThat(word.getPackagePart().getRelationships()).allMatch(r -> r.getTargetMode() == org.apache.poi.openxml4j.opc.TargetMode.INTERNAL);
        }
    }

    @Test
    void markupThatPeopleTypeIsOnlyText() throws Exception {
        try (var word = read(Charters.saying("<w:p/>&amp;\"'</w:t>"))) {
            assertThat(word.getParagraphs()).extracting(XWPFParagraph::getText).contains("<w:p/>&amp;\"'</w:t>");
        }
    }

    @Test
    void lineBreaksStay() throws Exception {
        try (var word = read(Charters.saying("第一行\r\n第二行"))) {
            assertThat(word.getTables().get(1).getRow(0).getCell(1).getText()).isEqualTo("第一行\n第二行");
            assertThat(word.getParagraphs()).extracting(XWPFParagraph::getText).contains("第一行", "第二行");
        }
    }

    private static POIXMLProperties.CoreProperties properties(XWPFDocument word) {
        return word.getProperties().getCoreProperties();
    }

    private static XWPFDocument read(DocumentContent content) throws Exception {
        var out = new ByteArrayOutputStream();
        new DocxWriter(WORDS).write(content, Charters.export(), out);
        return new XWPFDocument(new ByteArrayInputStream(out.toByteArray()));
    }
}
