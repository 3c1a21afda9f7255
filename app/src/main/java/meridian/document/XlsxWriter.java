package meridian.document;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import meridian.document.Block.Heading;
import meridian.document.Block.Named;
import meridian.document.Block.Table;
import meridian.document.DocumentContent.Sheet;
import meridian.web.Words;
import org.dhatim.fastexcel.BorderStyle;
import org.dhatim.fastexcel.PaperSize;
import org.dhatim.fastexcel.StyleSetter;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.springframework.stereotype.Component;

/**
 * The tables of a document as a workbook, a sheet each under the heading it stands beneath. Amounts are numbers to calculate with;
 * everything else in it is text: nothing that people wrote can become a formula.
 */
@Component
public class XlsxWriter {
    private static final String FONT = "微软雅黑";
    private static final int HEADINGS = 2;
    private static final double WIDEST = 150; // the shares of a table’s columns, in digits of the standard font
    private static final double DIGIT = 0.58; // of the letters’ size
    private static final Pattern AMOUNT = Pattern.compile("-?[0-9]{1,3}(,[0-9]{3})*\\.[0-9]{2}");
    private static final int LONGEST_NAME = 31;
    private static final int LONGEST_CELL = 32_000;

    private final Words words;

    public XlsxWriter(Words words) {
        this.words = words;
    }

    public void write(DocumentContent content, Export export, OutputStream out) throws IOException {
        var workbook = new Workbook(out, "Meridian", "1.0");
        workbook.setGlobalDefaultFont(FONT, 10);
        var head = new HeadLines(content.head(), words);
        var names = new ArrayList<String>();
        var heading = content.head().title();
        for (var block : content.blocks()) {
            if (block instanceof Heading(int level, String text)) heading = text;
            if ((block instanceof Named named ? named.block() : block) instanceof Table table) {
                names.add(name(heading, names));
                sheet(workbook.newWorksheet(names.getLast()), table, content, head.running() + "  " + head.runningClass() + "  " + export.stamp());
            }
        }
        if (names.isEmpty()) workbook.newWorksheet(name(heading, names)).value(0, 0, head.title());
        workbook.finish();
    }

    // What stands above a table is as wide as it: what ran over its edge would be printed, and all the rest smaller.
    private static StyleSetter above(Worksheet sheet, int row, int last, String text, double height) {
        sheet.value(row, 0, text);
        if (last > 0) sheet.range(row, 0, row, last).merge();
        sheet.rowHeight(row, height);
        return sheet.range(row, 0, row, last).style().fontName(FONT).wrapText(true).format("@");
    }

    private record Amount(int row, int column, BigDecimal number) {}

    // What a spreadsheet does not take in the name of a sheet, and no name twice.
    private static String name(String heading, List<String> taken) {
        var plain = SafeText.line(heading).replaceAll("[\\\\/?*\\[\\]:']", " ").strip();
        var name = plain.isEmpty() ? "1" : plain.substring(0, Math.min(plain.length(), LONGEST_NAME - 3));
        return taken.contains(name) ? name + " " + (taken.size() + 1) : name;
    }

    private void sheet(Worksheet sheet, Table table, DocumentContent content, String note) {
        var columns = table.columns();
        int last = columns.size() - 1, whole = columns.stream().mapToInt(Block.Column::width).sum();
        var widths = new double[columns.size()];
        for (int i = 0; i <= last; i++) {
            double word = ColumnWidths.longest(columns.get(i).title());
            for (var row : table.rows()) word = Math.max(word, ColumnWidths.longest(row.get(i)));
            widths[i] = Math.max(WIDEST * columns.get(i).width() / whole, Math.max(8, 2 + word / DIGIT));
        }
        double wide = Arrays.stream(widths).sum();
        var title = SafeText.line(new HeadLines(content.head(), words).title() + "  " + content.head().project());
        above(sheet, 0, last, title, 10 + 20 * CellLines.of(title, wide / 1.5)).bold().fontSize(14).verticalAlignment("center").set();
        above(sheet, 1, last, SafeText.line(note), 4 + 13 * CellLines.of(note, wide)).fontSize(9).fontColor("666666").set();
        int high = 1;
        for (int i = 0; i <= last; i++) {
            var name = SafeText.line(HeadLines.columnTitle(columns.get(i)));
            sheet.width(i, widths[i]);
            sheet.value(HEADINGS, i, name);
            high = Math.max(high, CellLines.of(name, widths[i] / 1.15));
        }
        sheet.rowHeight(HEADINGS, 8 + 15 * high);
        sheet.range(HEADINGS, 0, HEADINGS, last).style().bold().fontName(FONT).fillColor("EEF1F4").wrapText(true).verticalAlignment("center").borderStyle(BorderStyle.THIN).borderColor("A6A6A6").set();
        int at = HEADINGS + 1;
        var amounts = new ArrayList<Amount>();
        for (var row : table.rows()) {
            int lines = 1;
            for (int i = 0; i <= last; i++) {
                var text = SafeText.clean(row.get(i));
                if (columns.get(i).align() == Block.Align.END && AMOUNT.matcher(text).matches()) amounts.add(new Amount(at, i, new BigDecimal(text.replace(",", ""))));
                else sheet.value(at, i, text.length() > LONGEST_CELL ? text.substring(0, LONGEST_CELL) : text);
                lines = Math.max(lines, CellLines.of(text, widths[i]));
            }
            sheet.rowHeight(at, Math.min(400, 6 + 15 * lines));
            at++;
        }
        if (at > HEADINGS + 1) sheet.range(HEADINGS + 1, 0, at - 1, last).style().fontName(FONT).wrapText(true).verticalAlignment("top").borderStyle(BorderStyle.THIN).borderColor("A6A6A6").format("@").set();
        for (var amount : amounts) {
            sheet.value(amount.row(), amount.column(), amount.number());
            sheet.style(amount.row(), amount.column()).format("#,##0.00").horizontalAlignment("right").verticalAlignment("top").fontName(FONT).borderStyle(BorderStyle.THIN).borderColor("A6A6A6").set();
        }
        sheet.freezePane(0, HEADINGS + 1);
        if (content.sheet() == Sheet.LANDSCAPE) SheetPaper.onItsSide(sheet, PaperSize.A4_PAPER, HEADINGS, words, content.head().language());
        else SheetPaper.upright(sheet, HEADINGS, words, content.head().language());
    }
}
