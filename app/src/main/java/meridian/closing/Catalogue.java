package meridian.closing;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import meridian.document.Block;
import meridian.document.CellLines;
import meridian.document.DocumentContent;
import meridian.document.Head;
import meridian.document.SheetPaper;
import meridian.web.Words;
import org.dhatim.fastexcel.BorderStyle;
import org.dhatim.fastexcel.PaperSize;
import org.dhatim.fastexcel.Workbook;
import org.jspecify.annotations.Nullable;

/** The catalogue of an archive 归档目录: number, title, author, date, class, retention, pages and where it lies, the same for page, Word file, PDF and workbook. */
final class Catalogue {
    private static final String FONT = "微软雅黑";
    private static final int HEADINGS = 2;
    private static final int LINE_HEIGHT = 15;
    private static final double WIDER = 1.35;

    private record Column(String key, int width, boolean centred) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("closing.catalogue.no", 6, true), new Column("closing.catalogue.number", 20, false), new Column("closing.catalogue.title", 30, false), new Column("closing.catalogue.author", 12, true), new Column("closing.catalogue.date", 12, true),
            new Column("closing.catalogue.class", 9, true), new Column("closing.catalogue.retention", 10, true), new Column("closing.catalogue.pages", 8, true), new Column("closing.catalogue.path", 34, false));

    private final Words words;
    private final Locale language;

    Catalogue(Words words, Locale language) {
        this.words = words;
        this.language = language;
    }

    /** One entry; {@code pages} is null where nobody can count them, {@code lacking}: its content was gone. */
    record Line(String number, String title, String author, @Nullable LocalDate date, String classed, String retained, @Nullable Integer pages, String path, boolean lacking) {}

    /** A part of it on paper; {@code first} is the place of its first line in the whole. */
    DocumentContent paper(List<Line> lines, int first, String title, String organisation, String project, String by, LocalDate on) {
        var content = DocumentContent.of(Head.titled(title, language).organisation(organisation).project(project).prepared(by, on).effective(on).version(meridian.document.DocumentVersion.issued(1)).build()).landscape();
        content.paragraph(t("closing.catalogue.note", lines.size()));
        content.table(COLUMNS.stream().map(column -> column.centred() ? Block.Column.centred(t(column.key()), column.width()) : Block.Column.of(t(column.key()), column.width())).toList(),
                IntStream.range(0, lines.size()).mapToObj(i -> cells(first + i, lines.get(i))).toList());
        return content.build();
    }

    private List<String> cells(int number, Line line) {
        var pages = line.lacking() ? t("closing.catalogue.lacking") : line.pages() == null ? "–" : line.pages().toString();
        return List.of(String.valueOf(number), line.number(), line.title(), line.author(), Objects.toString(line.date(), "–"), line.classed(), line.retained(), pages, line.path());
    }

    /** As a workbook; leaves the stream open. */
    void write(List<Line> lines, String title, String note, OutputStream out) throws IOException {
        var workbook = new Workbook(out, "Meridian", "1.0");
        workbook.setGlobalDefaultFont(FONT, 10);
        var sheet = workbook.newWorksheet(t("closing.catalogue.sheet"));
        int last = COLUMNS.size() - 1;
        sheet.value(0, 0, title);
        sheet.range(0, 0, 0, last).merge();
        sheet.range(0, 0, 0, last).style().bold().fontName(FONT).fontSize(16).horizontalAlignment("center").verticalAlignment("center").format("@").set();
        sheet.rowHeight(0, 30);
        sheet.value(1, 0, note);
        sheet.range(1, 0, 1, last).merge();
        for (int column = 0; column <= last; column++) {
            sheet.value(HEADINGS, column, t(COLUMNS.get(column).key()));
            sheet.width(column, COLUMNS.get(column).width() * WIDER + 2);
        }
        sheet.range(HEADINGS, 0, HEADINGS, last).style().bold().fillColor("D9E1F2").borderStyle(BorderStyle.THIN).borderColor("999999").horizontalAlignment("center").verticalAlignment("center").wrapText(true).set();
        for (int i = 0; i < lines.size(); i++) {
            int row = HEADINGS + 1 + i;
            var cells = cells(i + 1, lines.get(i));
            int high = 1;
            for (int column = 0; column <= last; column++) {
                sheet.value(row, column, cells.get(column));
                var style = sheet.style(row, column).borderStyle(BorderStyle.THIN).borderColor("999999").verticalAlignment("center").wrapText(true).format("@");
                if (COLUMNS.get(column).centred()) style.horizontalAlignment("center");
                style.set();
                high = Math.max(high, CellLines.of(cells.get(column), COLUMNS.get(column).width() * WIDER + 2));
            }
            sheet.rowHeight(row, Math.min(400, high * LINE_HEIGHT + 5));
            if (i % 500 == 499) sheet.flush();
        }
        sheet.freezePane(3, HEADINGS + 1);
        SheetPaper.onItsSide(sheet, PaperSize.A4_PAPER, HEADINGS, words, language);
        workbook.finish();
    }

    private String t(String key, Object... arguments) {
        return words.in(language, key, arguments);
    }
}
