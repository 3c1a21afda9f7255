package meridian.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import meridian.web.Words;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;

class XlsxWriterTest {
    @Test
    void whatStandsAboveATableIsNoWiderThanItAndEveryPageHasItsHeadings() throws IOException {
        var content = DocumentContent.of(Head.titled("遗留问题清单", Locale.SIMPLIFIED_CHINESE).project("新品区域上市".repeat(30)).build()).landscape()
                .table(List.of(Block.Column.of("问题", 20), Block.Column.of("很长的责任单位名称".repeat(4), 10)), List.of(List.of("空调待更换", "华东"))).build();
        var bytes = new ByteArrayOutputStream();
        new XlsxWriter(new Words()).write(content, Charters.export(), bytes);
        try (var workbook = new XSSFWorkbook(new ByteArrayInputStream(bytes.toByteArray()))) {
            var sheet = workbook.getSheetAt(0);
            assertThat(sheet.getMergedRegions()).extracting(range -> range.formatAsString()).containsExactlyInAnyOrder("A1:B1", "A2:B2");
            assertThat(sheet.getRow(0).getHeightInPoints()).as("the whole of the title").isGreaterThan(60);
            assertThat(sheet.getRow(2).getHeightInPoints()).as("the whole of a heading").isGreaterThan(30);
            assertThat(sheet.getRepeatingRows().formatAsString()).isEqualTo("3:3");
            assertThat(sheet.getFooter().getCenter()).endsWith("第&P页 共&N页");
            assertThat(sheet.getPrintSetup().getLandscape()).isTrue();
            assertThat(sheet.getFitToPage()).isTrue();
        }
    }
}
