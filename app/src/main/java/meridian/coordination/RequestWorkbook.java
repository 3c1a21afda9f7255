package meridian.coordination;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import meridian.document.CellLines;
import meridian.document.SheetPaper;
import meridian.web.Words;
import org.dhatim.fastexcel.BorderStyle;
import org.dhatim.fastexcel.PaperSize;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/** The register of a project's requests 资源协调台账 as a workbook. Text stays text: nothing written can become a formula. */
final class RequestWorkbook {
    private static final String FONT = "微软雅黑";
    private static final int HEADINGS = 2;
    private static final int LONGEST = 32_000;

    private record Column(String key, double width, boolean centred) {}

    private static final int LINE_HEIGHT = 15;

    private static final List<Column> COLUMNS = List.of(
            new Column("request.code", 8, true), new Column("document.number", 14, true), new Column("request.status", 11, true), new Column("request.kind", 8, true), new Column("request.resource", 18, false),
            new Column("request.amount", 9, false), new Column("resource.unit", 7, true), new Column("field.party", 10, false), new Column("request.requester", 10, false), new Column("request.needed_by", 12, true),
            new Column("request.reason", 28, false), new Column("request.effect", 22, false), new Column("request.provider", 13, false), new Column("request.submitted", 12, true),
            new Column("request.doc.answered_at", 12, true), new Column("request.register.hours", 9, true), new Column("request.given_amount", 9, false), new Column("request.given_by", 13, false),
            new Column("request.promised_on", 12, true), new Column("request.register.answer_note", 22, false), new Column("request.register.outcome", 18, false));

    private final Words words;
    private final Locale language;
    private final ZoneId zone;

    RequestWorkbook(Words words, Locale language, ZoneId zone) {
        this.words = words;
        this.language = language;
        this.zone = zone;
    }

    /** Leaves the stream open; {@code marks} are what it says of itself, or empty. */
    void write(String project, String organisation, List<ResourceRequest> requests, Instant at, String marks, OutputStream out) throws IOException {
        var workbook = new Workbook(out, "Meridian", "1.0");
        workbook.setGlobalDefaultFont(FONT, 10);
        var sheet = workbook.newWorksheet(t("request.register.sheet"));
        int last = COLUMNS.size() - 1;
        text(sheet, 0, 0, t("request.register.title", project));
        sheet.range(0, 0, 0, last).merge();
        sheet.range(0, 0, 0, last).style().bold().fontName(FONT).fontSize(16).horizontalAlignment("center").verticalAlignment("center").format("@").set();
        sheet.rowHeight(0, 30);
        text(sheet, 1, 0, t("request.register.note", organisation, moment(at), zone.getId(), requests.size()) + (marks.isEmpty() ? "" : "  " + marks));
        sheet.range(1, 0, 1, last).merge();
        for (int column = 0; column <= last; column++) {
            sheet.value(HEADINGS, column, t(COLUMNS.get(column).key()));
            sheet.width(column, COLUMNS.get(column).width());
        }
        sheet.range(HEADINGS, 0, HEADINGS, last).style().bold().fillColor("D9E1F2").borderStyle(BorderStyle.THIN).borderColor("999999").horizontalAlignment("center").verticalAlignment("center").wrapText(true).set();
        sheet.rowHeight(HEADINGS, 30);
        for (int i = 0; i < requests.size(); i++) row(sheet, HEADINGS + 1 + i, requests.get(i));
        sheet.freezePane(1, HEADINGS + 1);
        SheetPaper.onItsSide(sheet, PaperSize.A3_PAPER, HEADINGS, words, language);
        if (!requests.isEmpty()) sheet.setAutoFilter(HEADINGS, 0, HEADINGS + requests.size(), last);
        workbook.finish();
    }

    private void row(Worksheet sheet, int row, ResourceRequest request) {
        var given = request.given();
        var answer = request.answer();
        var cells = new ArrayList<@Nullable Object>();
        cells.add(request.code());
        cells.add(request.documentNumber() == null ? "" : request.documentNumber());
        cells.add(t("request.status." + request.status().text()));
        cells.add(t("resource.kind." + request.kind().text()));
        cells.add(request.name());
        cells.add(request.amount());
        cells.add(request.unit());
        cells.add(request.from().partyName());
        cells.add(request.from().memberName());
        cells.add(request.neededBy());
        cells.add(request.reason());
        cells.add(request.effect());
        cells.add(request.provider().words());
        cells.add(request.submittedAt() == null ? "" : moment(request.submittedAt()));
        cells.add(answer.map(act -> moment(act.at())).orElse(""));
        cells.add(answer.map(act -> hours(request, act)).orElse(null));
        cells.add(given == null ? null : given.amount());
        cells.add(given == null ? "" : given.by().words());
        cells.add(given == null ? null : given.on());
        cells.add(answer.map(ResourceRequest.Act::note).orElse(""));
        cells.add(outcome(request, words, language));
        int lines = 1;
        for (int column = 0; column < cells.size(); column++) {
            cell(sheet, row, column, cells.get(column));
            if (cells.get(column) instanceof String text) lines = Math.max(lines, CellLines.of(text, COLUMNS.get(column).width()));
        }
        sheet.rowHeight(row, Math.min(400, lines * LINE_HEIGHT + 5));
    }

    // How long the answer took, from the moment the request was with the chief coordinator.
    static BigDecimal hours(ResourceRequest request, ResourceRequest.Act answer) {
        var from = request.providersWord().map(ResourceRequest.Act::at).filter(at -> at.isBefore(answer.at())).orElse(request.submittedAt() == null ? answer.at() : request.submittedAt());
        return BigDecimal.valueOf(java.time.Duration.between(from, answer.at()).toMinutes()).divide(BigDecimal.valueOf(60), 1, java.math.RoundingMode.HALF_UP);
    }

    static String outcome(ResourceRequest request, Words words, Locale language) {
        return request.act(RequestMove.FULFIL, RequestMove.FAIL, RequestMove.WITHDRAW).map(act -> words.in(language, "request.doc.word." + act.move().text()) + (act.note().isEmpty() ? "" : "\n" + act.note())).orElse("");
    }

    private static void cell(Worksheet sheet, int row, int column, @Nullable Object value) {
        var shape = COLUMNS.get(column);
        var style = sheet.style(row, column).borderStyle(BorderStyle.THIN).borderColor("999999").verticalAlignment("center").wrapText(true);
        if (shape.centred()) style.horizontalAlignment("center");
        switch (value) {
            case null -> sheet.value(row, column, "");
            case BigDecimal number -> {
                sheet.value(row, column, number.stripTrailingZeros());
                style.format("#,##0.####");
            }
            case LocalDate day -> {
                sheet.value(row, column, day);
                style.format("yyyy-mm-dd");
            }
            default -> {
                text(sheet, row, column, value.toString());
                style.format("@");
            }
        }
        style.set();
    }

    private static void text(Worksheet sheet, int row, int column, String text) {
        sheet.value(row, column, text.length() > LONGEST ? text.substring(0, LONGEST) : text);
    }

    private String moment(Instant at) {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).format(ZonedDateTime.ofInstant(at, zone));
    }

    private String t(String key, Object... arguments) {
        return words.in(language, key, arguments);
    }
}
