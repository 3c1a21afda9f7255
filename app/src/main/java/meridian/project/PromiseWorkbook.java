package meridian.project;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import meridian.document.SheetPaper;
import meridian.duty.Kept;
import meridian.duty.Promises;
import meridian.web.Words;
import org.dhatim.fastexcel.BorderStyle;
import org.dhatim.fastexcel.PaperSize;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/** A promise record 承诺兑现 as a workbook: a sheet by each side, and one with every line. Text stays text: nothing written can become a formula. */
public final class PromiseWorkbook {
    private static final String FONT = "微软雅黑";
    private static final int HEADINGS = 2;
    private static final List<String> FIGURES = List.of("promise.due", "promise.kept", "promise.late", "promise.missed", "promise.elsewhere", "promise.extended", "promise.percent");

    private final Words words;
    private final Locale language;

    public PromiseWorkbook(Words words, Locale language) {
        this.words = words;
        this.language = language;
    }

    /** A sheet: its name, the heading of each column before the figures, and the rows. */
    private record Table(String name, List<String> heads, List<Row> rows) {}

    private record Row(List<Object> keys, Kept kept) {}

    /** Leaves the stream open; {@code title} is what the record is of, the functions write a line’s project (null: there is but one) and party; {@code marks} are what it says of itself, or empty. */
    public void write(String title, Promises promises, @Nullable Function<Promises.Line, String> project, Function<Promises.Line, String> party, List<String> parties, Instant at, ZoneId zone, String marks, OutputStream out) throws IOException {
        var workbook = new Workbook(out, "Meridian", "1.0");
        workbook.setGlobalDefaultFont(FONT, 10);
        var tables = new ArrayList<Table>();
        if (project != null) tables.add(new Table("promise.by_project", List.of("promise.project"), rows(promises.by(project, promises.lines().stream().map(project).distinct().sorted().toList()))));
        tables.add(new Table("promise.by_party", List.of("field.party"), rows(promises.by(party, parties))));
        tables.add(new Table("promise.by_kind", List.of("promise.kind"), rows(promises.by(line -> kind(line.kind()), promises.lines().stream().map(line -> kind(line.kind())).distinct().sorted().toList()))));
        tables.add(new Table("promise.by_week", List.of("promise.week"), promises.weeks().stream().map(week -> new Row(List.of(week.key()), week.kept())).toList()));
        var heads = project == null ? List.of("field.party", "promise.kind", "promise.week") : List.of("promise.project", "field.party", "promise.kind", "promise.week");
        tables.add(new Table("promise.every_line", heads, promises.lines().stream().map(line -> {
            var keys = new ArrayList<Object>();
            if (project != null) keys.add(project.apply(line));
            keys.add(party.apply(line));
            keys.add(kind(line.kind()));
            keys.add(line.week());
            return new Row(keys, line.kept());
        }).toList()));
        var note = t("promise.sheet_note", DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).format(ZonedDateTime.ofInstant(at, zone)), zone.getId(), promises.first().toString(), promises.last().plusDays(6).toString()) + (marks.isEmpty() ? "" : "  " + marks);
        for (var table : tables) sheet(workbook, table, title, note);
        workbook.finish();
    }

    private static List<Row> rows(List<Promises.Part<String>> parts) {
        return parts.stream().map(part -> new Row(List.of(part.key()), part.kept())).toList();
    }

    private String kind(String kind) {
        return words.has("duty." + kind) ? t("duty." + kind) : kind;
    }

    private void sheet(Workbook workbook, Table table, String title, String note) {
        var sheet = workbook.newWorksheet(t(table.name()));
        int keys = table.heads().size();
        int last = keys + FIGURES.size() - 1;
        sheet.value(0, 0, title + " · " + t("nav.promises") + " · " + t(table.name()));
        sheet.range(0, 0, 0, last).merge();
        sheet.range(0, 0, 0, last).style().bold().fontName(FONT).fontSize(14).horizontalAlignment("left").verticalAlignment("center").format("@").set();
        sheet.rowHeight(0, 28);
        sheet.value(1, 0, note);
        sheet.range(1, 0, 1, last).merge();
        for (int column = 0; column <= last; column++) {
            sheet.value(HEADINGS, column, t(column < keys ? table.heads().get(column) : FIGURES.get(column - keys)));
            sheet.width(column, column < keys ? width(table, column) : 13);
        }
        sheet.range(HEADINGS, 0, HEADINGS, last).style().bold().fillColor("D9E1F2").borderStyle(BorderStyle.THIN).borderColor("999999").horizontalAlignment("center").verticalAlignment("center").wrapText(true).set();
        sheet.rowHeight(HEADINGS, 30);
        int at = HEADINGS + 1;
        for (var row : table.rows()) row(sheet, at++, row, keys);
        sheet.freezePane(keys, HEADINGS + 1);
        SheetPaper.onItsSide(sheet, PaperSize.A4_PAPER, HEADINGS, words, language);
        if (!table.rows().isEmpty()) sheet.setAutoFilter(HEADINGS, 0, at - 1, last);
    }

    // As wide as its longest words, within reason; a Chinese character takes two.
    private static int width(Table table, int column) {
        int longest = table.rows().stream().mapToInt(row -> row.keys().get(column).toString().codePoints().map(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN ? 2 : 1).sum()).max().orElse(0);
        return Math.clamp(longest + 2, 24, 60);
    }

    private static void row(Worksheet sheet, int at, Row row, int keys) {
        for (int column = 0; column < keys; column++) {
            var style = sheet.style(at, column).borderStyle(BorderStyle.THIN).borderColor("999999");
            if (row.keys().get(column) instanceof LocalDate day) {
                sheet.value(at, column, day);
                style.format("yyyy-mm-dd").horizontalAlignment("center").set();
            } else {
                sheet.value(at, column, row.keys().get(column).toString());
                style.format("@").set();
            }
        }
        var kept = row.kept();
        int[] figures = {kept.due(), kept.kept(), kept.late(), kept.missed(), kept.elsewhere(), kept.extended()};
        for (int i = 0; i < figures.length; i++) {
            sheet.value(at, keys + i, figures[i]);
            sheet.style(at, keys + i).borderStyle(BorderStyle.THIN).borderColor("999999").format("#,##0").set();
        }
        var percent = kept.percent();
        int column = keys + figures.length;
        if (percent == null) sheet.value(at, column, "–");
        else sheet.value(at, column, percent / 100.0);
        sheet.style(at, column).borderStyle(BorderStyle.THIN).borderColor("999999").horizontalAlignment("right").format("0%").set();
    }

    private String t(String key, Object... arguments) {
        return words.in(language, key, arguments);
    }
}
