package meridian.risk;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import meridian.document.CellLines;
import meridian.document.SheetPaper;
import meridian.web.Words;
import org.dhatim.fastexcel.BorderStyle;
import org.dhatim.fastexcel.PaperSize;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** The risk tracking table as a workbook. Text stays text: nothing written can become a formula. */
public final class RiskWorkbook {
    private static final String FONT = "微软雅黑";
    private static final int HEADINGS = 2;
    private static final int LONGEST = 32_000;
    private static final int LINE_HEIGHT = 15;
    private static final double WIDER = 1.35;

    private final Words words;
    private final Locale language;
    private final ZoneId zone;

    public RiskWorkbook(Words words, Locale language, ZoneId zone) {
        this.words = words;
        this.language = language;
        this.zone = zone;
    }

    /** Leaves the stream open. */
    public void write(String project, String organisation, List<Risk> risks, Instant at, String marks, OutputStream out) throws IOException {
        var table = new RiskTable(words, language, zone);
        var workbook = new Workbook(out, "Meridian", "1.0");
        workbook.setGlobalDefaultFont(FONT, 10);
        var sheet = workbook.newWorksheet(t("risk.doc.sheet"));
        var columns = RiskTable.COLUMNS;
        int last = columns.size() - 1;
        sheet.value(0, 0, t("risk.doc.title", project));
        sheet.range(0, 0, 0, last).merge();
        sheet.range(0, 0, 0, last).style().bold().fontName(FONT).fontSize(16).horizontalAlignment("center").verticalAlignment("center").format("@").set();
        sheet.rowHeight(0, 30);
        sheet.value(1, 0, t("risk.doc.note", organisation, DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).format(ZonedDateTime.ofInstant(at, zone)), zone.getId(), risks.size()) + (marks.isEmpty() ? "" : "  " + marks));
        sheet.range(1, 0, 1, last).merge();
        var headings = table.headings();
        for (int column = 0; column <= last; column++) {
            sheet.value(HEADINGS, column, headings.get(column));
            sheet.width(column, columns.get(column).width() * WIDER + 2);
        }
        sheet.range(HEADINGS, 0, HEADINGS, last).style().bold().fillColor("D9E1F2").borderStyle(BorderStyle.THIN).borderColor("999999").horizontalAlignment("center").verticalAlignment("center").wrapText(true).set();
        sheet.rowHeight(HEADINGS, 30);
        for (int i = 0; i < risks.size(); i++) row(sheet, HEADINGS + 1 + i, table.row(risks.get(i)));
        sheet.freezePane(2, HEADINGS + 1);
        SheetPaper.onItsSide(sheet, PaperSize.A3_PAPER, HEADINGS, words, language);
        if (!risks.isEmpty()) sheet.setAutoFilter(HEADINGS, 0, HEADINGS + risks.size(), last);
        workbook.finish();
    }

    private static void row(Worksheet sheet, int row, List<String> cells) {
        int lines = 1;
        for (int column = 0; column < cells.size(); column++) {
            var text = cells.get(column);
            sheet.value(row, column, text.length() > LONGEST ? text.substring(0, LONGEST) : text);
            var style = sheet.style(row, column).borderStyle(BorderStyle.THIN).borderColor("999999").verticalAlignment("center").wrapText(true).format("@");
            if (RiskTable.COLUMNS.get(column).centred()) style.horizontalAlignment("center");
            style.set();
            lines = Math.max(lines, CellLines.of(text, RiskTable.COLUMNS.get(column).width() * WIDER + 2));
        }
        sheet.rowHeight(row, Math.min(400, lines * LINE_HEIGHT + 5));
    }

    private String t(String key, Object... arguments) {
        return words.in(language, key, arguments);
    }
}
