package meridian.workplan.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import meridian.document.CellLines;
import meridian.document.FormulaGuard;
import org.dhatim.fastexcel.BorderStyle;
import org.dhatim.fastexcel.PaperSize;
import org.dhatim.fastexcel.Position;
import org.dhatim.fastexcel.VisibilityState;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * Writes a plan in the layout of the playbook's own table (title, document head, headings in row 3, phase and package
 * merged), or as CSV. What the template has no column for (state, progress, duration, description) stands to its right,
 * and only where the plan has any. Text stays text: nothing written can become a formula, and what is read back is what
 * was written.
 */
public final class PlanSheet {
    private static final List<Column> TEMPLATE = List.of(
            Column.NUMBER, Column.PHASE, Column.PACKAGE, Column.TASK, Column.OWNER, Column.PARTY, Column.START, Column.FINISH,
            Column.DELIVERABLE, Column.CRITERIA, Column.MILESTONE, Column.PREDECESSORS, Column.NOTE);
    private static final List<Column> FURTHER = List.of(Column.STATUS, Column.PROGRESS, Column.DURATION, Column.DESCRIPTION, Column.CONSTRAINT, Column.CONSTRAINT_DATE, Column.DEADLINE, Column.MODE);
    private static final Set<Column> DATES = EnumSet.of(Column.START, Column.FINISH);

    private static final Set<Column> CENTRED = EnumSet.of(Column.CONSTRAINT_DATE, Column.DEADLINE, Column.MODE,
            Column.NUMBER, Column.PHASE, Column.PACKAGE, Column.START, Column.FINISH, Column.MILESTONE, Column.PREDECESSORS, Column.STATUS, Column.PROGRESS, Column.DURATION);

    private static final int HEADINGS = 2;
    private static final String FONT = "微软雅黑";
    private static final String LINE = "999999";
    private static final double LINE_HEIGHT = 15;
    private static final double TIMED_WIDTH = 16;

    private final PlanDraft plan;
    private final boolean chinese;
    private final Wording wording;
    private final List<Column> columns = new ArrayList<>(TEMPLATE);

    public PlanSheet(PlanDraft plan, Locale locale) {
        this(plan, locale.getLanguage().equals("zh"), Wording.of(locale));
    }

    private PlanSheet(PlanDraft plan, boolean chinese, Wording wording) {
        this.plan = plan;
        this.chinese = chinese;
        this.wording = wording;
        for (var column : FURTHER) if (plan.tasks().stream().anyMatch(task -> !text(task, column, "").isEmpty())) columns.add(column);
    }

    /** What stands above the table. */
    public PlanHead head() {
        return plan.head();
    }

    /** The columns this plan needs: the template's own, and of the further ones those that hold anything. */
    public List<Column> columns() {
        return List.copyOf(columns);
    }

    public String heading(Column column) {
        return wording.say("exchange.heading." + column.code());
    }

    /** The table as it is read: phase and package only where they begin. */
    public List<List<String>> rows() {
        var rows = new ArrayList<List<String>>();
        TaskDraft before = null;
        for (var task : plan.tasks()) {
            boolean samePhase = before != null && before.phase().equals(task.phase());
            boolean samePackage = samePhase && before.workPackage().equals(task.workPackage());
            var row = new ArrayList<String>(columns.size());
            for (var column : columns) row.add(column == Column.PHASE && samePhase || column == Column.PACKAGE && samePackage ? "" : text(task, column, String.valueOf(rows.size() + 1)));
            rows.add(row);
            before = task;
        }
        return rows;
    }

    /** Leaves the stream open. */
    public void writeXlsx(OutputStream out) throws IOException {
        writeXlsx(out, null);
    }

    /** As above, and remembers what it looked like, so that it can be compared when it comes back. */
    public void writeXlsx(OutputStream out, @Nullable Copy copy) throws IOException {
        var workbook = new Workbook(out, "Meridian", "1.0");
        workbook.setCompressionLevel(2); // a third of the usual time, for a quarter more to send
        workbook.setGlobalDefaultFont(FONT, 10);
        var sheet = workbook.newWorksheet(wording.say("exchange.sheet.name"));
        writeHead(sheet);
        writeRows(sheet);
        mergeGroups(sheet);
        setUpPage(sheet);
        if (copy != null) remember(copy, workbook.newWorksheet(Copy.SHEET));
        workbook.finish();
    }

    private static void remember(Copy copy, Worksheet sheet) {
        sheet.setVisibilityState(VisibilityState.VERY_HIDDEN);
        var head = copy.head();
        for (int i = 0; i < head.size(); i++) sheet.value(0, i, head.get(i));
        int at = 1;
        for (var row : copy.rows().entrySet()) sheet.value(at++, 0, Copy.line(row.getKey(), row.getValue()));
    }

    private void writeHead(Worksheet sheet) {
        int last = columns.size() - 1;
        sheet.value(0, 0, plan.head().title());
        sheet.range(0, 0, 0, last).merge();
        sheet.range(0, 0, 0, last).style().bold().fontName(FONT).fontSize(16).horizontalAlignment("center").verticalAlignment("center").format("@").set();
        sheet.rowHeight(0, 30);
        sheet.value(1, 0, note());
        sheet.range(1, 0, 1, last).merge();
        sheet.range(1, 0, 1, last).style().format("@").set();
        for (int column = 0; column <= last; column++) {
            sheet.value(HEADINGS, column, heading(columns.get(column)));
            sheet.width(column, DATES.contains(columns.get(column)) && timed() ? TIMED_WIDTH : width(columns.get(column)));
        }
        sheet.range(HEADINGS, 0, HEADINGS, last).style().bold().fillColor("D9E1F2").borderStyle(BorderStyle.THIN).borderColor(LINE)
                .horizontalAlignment("center").verticalAlignment("center").wrapText(true).set();
        sheet.rowHeight(HEADINGS, chinese ? 22 : 34);
    }

    /** A time of day needs a wider column than a date. */
    private boolean timed() {
        return plan.tasks().stream().anyMatch(task -> task.start() != null && task.start().time() != null || task.finish() != null && task.finish().time() != null);
    }

    private String note() {
        var head = plan.head();
        var parts = new ArrayList<String>();
        add(parts, "exchange.head.unit", head.unit());
        add(parts, "exchange.head.version", head.version());
        add(parts, "exchange.head.number", head.number());
        add(parts, "exchange.head.class", head.classification());
        add(parts, "exchange.head.date", head.date() == null ? "" : head.date().toString());
        if (!head.remarks().isEmpty()) parts.add(head.remarks());
        return String.join("   ", parts);
    }

    private void add(List<String> parts, String key, String value) {
        if (!value.isEmpty()) parts.add(wording.say(key, value));
    }

    private void writeRows(Worksheet sheet) {
        var tasks = plan.tasks();
        for (int i = 0; i < tasks.size(); i++) {
            var task = tasks.get(i);
            var before = i == 0 ? null : tasks.get(i - 1);
            boolean samePhase = before != null && before.phase().equals(task.phase());
            boolean samePackage = samePhase && before.workPackage().equals(task.workPackage());
            int row = HEADINGS + 1 + i;
            for (int column = 0; column < columns.size(); column++) {
                var meaning = columns.get(column);
                if (meaning == Column.PHASE && samePhase || meaning == Column.PACKAGE && samePackage) continue;
                writeCell(sheet, row, column, meaning, task, i);
            }
            if (before != null && !samePhase && task.phase().isEmpty()) sheet.value(row, columns.indexOf(Column.PHASE), RowReader.NONE);
            if (samePhase && !samePackage && task.workPackage().isEmpty()) sheet.value(row, columns.indexOf(Column.PACKAGE), RowReader.NONE);
        }
        for (int i = 0; i < tasks.size(); i++) {
            sheet.rowHeight(HEADINGS + 1 + i, Math.min(400, lines(tasks.get(i)) * LINE_HEIGHT + 5));
        }
        if (!tasks.isEmpty()) styleRows(sheet, HEADINGS + 1, HEADINGS + tasks.size());
    }

    /** The most lines that a cell of the row wraps to. */
    private int lines(TaskDraft task) {
        int most = 1;
        for (var column : columns)
            if (column != Column.PHASE && column != Column.PACKAGE && !DATES.contains(column)) most = Math.max(most, CellLines.of(text(task, column, ""), width(column)));
        return most;
    }

    private void writeCell(Worksheet sheet, int row, int column, Column meaning, TaskDraft task, int index) {
        var date = meaning == Column.START ? task.start() : meaning == Column.FINISH ? task.finish() : null;
        if (date != null) {
            if (date.time() == null) sheet.value(row, column, date.date());
            else sheet.value(row, column, date.date().atTime(date.time()));
            return;
        }
        if (meaning == Column.PROGRESS && task.progress() != null) {
            sheet.value(row, column, new BigDecimal(task.progress()).movePointLeft(2));
            return;
        }
        if (meaning == Column.DURATION && task.duration() != null && task.duration().unit() == Length.Unit.DAY) {
            sheet.value(row, column, task.duration().amount());
            return;
        }
        var text = text(task, meaning, String.valueOf(index + 1));
        if (text.isEmpty()) return;
        if (meaning == Column.NUMBER && text.matches("0|[1-9]\\d{0,8}")) sheet.value(row, column, Integer.valueOf(text));
        else sheet.value(row, column, cut(text));
    }

    private static String cut(String text) {
        return text.length() <= 32_767 ? text : text.substring(0, 32_766) + "…";
    }

    /** Text cells are of the format “Text”: editing one that begins with = leaves it text. */
    private void styleRows(Worksheet sheet, int first, int last) {
        for (int column = 0; column < columns.size(); column++) {
            var meaning = columns.get(column);
            var style = sheet.range(first, column, last, column).style().borderStyle(BorderStyle.THIN).borderColor(LINE).verticalAlignment("center").wrapText(true);
            if (CENTRED.contains(meaning)) style.horizontalAlignment("center");
            if (DATES.contains(meaning)) style.format("yyyy/m/d").set();
            else if (meaning == Column.PROGRESS) style.format("0%").set();
            else if (meaning == Column.NUMBER || meaning == Column.DURATION) style.set();
            else style.format("@").set();
        }
        for (int i = 0; i < plan.tasks().size(); i++) {
            var task = plan.tasks().get(i);
            if (task.start() != null && task.start().time() != null) timed(sheet, first + i, columns.indexOf(Column.START));
            if (task.finish() != null && task.finish().time() != null) timed(sheet, first + i, columns.indexOf(Column.FINISH));
        }
    }

    private static void timed(Worksheet sheet, int row, int column) {
        sheet.style(row, column).format("yyyy/m/d h:mm").set();
    }

    private void mergeGroups(Worksheet sheet) {
        merge(sheet, columns.indexOf(Column.PHASE), TaskDraft::phase);
        merge(sheet, columns.indexOf(Column.PACKAGE), task -> task.phase() + "\0" + task.workPackage());
    }

    private void merge(Worksheet sheet, int column, Function<TaskDraft, String> group) {
        var tasks = plan.tasks();
        for (int from = 0, to; from < tasks.size(); from = to) {
            for (to = from + 1; to < tasks.size() && group.apply(tasks.get(to)).equals(group.apply(tasks.get(from))); ) to++;
            if (to - from > 1 && !group.apply(tasks.get(from)).replace("\0", "").isEmpty())
                sheet.range(HEADINGS + 1 + from, column, HEADINGS + to, column).merge();
        }
    }

    private void setUpPage(Worksheet sheet) {
        sheet.freezePane(0, HEADINGS + 1);
        sheet.pageOrientation("landscape");
        sheet.paperSize(PaperSize.A4_PAPER);
        sheet.setFitToPage(true);
        sheet.fitToWidth((short) 1);
        sheet.fitToHeight((short) 0);
        sheet.repeatRows(HEADINGS);
        sheet.leftMargin(0.4f);
        sheet.rightMargin(0.4f);
        sheet.footer(wording.say("exchange.sheet.page"), Position.CENTER);
    }

    private static double width(Column column) {
        return switch (column) {
            case NUMBER -> 8;
            case OWNER -> 16;
            case PHASE, MILESTONE, STATUS, PROGRESS, DURATION, MODE -> 10;
            case PACKAGE, PARTY, PREDECESSORS, CONSTRAINT_DATE, DEADLINE -> 14;
            case TASK, DESCRIPTION -> 30;
            case START, FINISH -> 12;
            case DELIVERABLE -> 24;
            case CRITERIA -> 34;
            default -> 20;
        };
    }

    private String text(TaskDraft task, Column column, String order) {
        return switch (column) {
            case NUMBER -> task.number().isEmpty() ? order : task.number();
            case PHASE -> task.phase();
            case PACKAGE -> task.workPackage();
            case TASK -> task.title();
            case OWNER -> Owners.write(task.owner(), task.collaborators(), chinese);
            case PARTY -> task.party();
            case START -> task.start() == null ? "" : task.start().toString();
            case FINISH -> task.finish() == null ? "" : task.finish().toString();
            case DELIVERABLE -> task.deliverable();
            case CRITERIA -> criteria(task.criteria());
            case MILESTONE -> task.milestone() ? wording.say("exchange.yes") : "";
            case PREDECESSORS -> String.join(",", task.predecessors().stream().map(Predecessor::toString).toList());
            case NOTE -> task.note();
            case STATUS -> task.status() == null ? "" : wording.say(task.status().key());
            case PROGRESS -> task.progress() == null ? "" : task.progress() + "%";
            case DURATION -> task.duration() == null ? "" : task.duration().unit() == Length.Unit.DAY ? task.duration().amount().toPlainString() : task.duration().toString();
            case DESCRIPTION -> task.description();
            case CONSTRAINT -> constrained(task) ? wording.say(Constraints.key(Objects.requireNonNull(task.timing().constraint()))) : "";
            case CONSTRAINT_DATE -> constrained(task) && task.timing().at() != null ? task.timing().at().toString() : "";
            case DEADLINE -> task.timing().deadline() == null ? "" : task.timing().deadline().toString();
            case MODE -> Boolean.TRUE.equals(task.timing().manual()) ? wording.say("exchange.mode.manual") : "";
            default -> "";
        };
    }

    private static boolean constrained(TaskDraft task) {
        return !CellText.of(task, Column.CONSTRAINT).isEmpty();
    }

    private String criteria(List<String> criteria) {
        boolean semicolons = criteria.stream().anyMatch(one -> one.indexOf(';') >= 0 || one.indexOf('\uFF1B') >= 0);
        return String.join(semicolons ? "\n" : chinese ? "\uFF1B" : "; ", criteria);
    }

    /** UTF-8 with its mark, for Excel; headings in the first line, phase and package in every one. Leaves the stream open. */
    public void writeCsv(OutputStream out) throws IOException {
        var writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        writer.write('\uFEFF');
        writeLine(writer, columns.stream().map(this::heading).toList());
        var tasks = plan.tasks();
        for (int i = 0; i < tasks.size(); i++) {
            var task = tasks.get(i);
            var before = i == 0 ? null : tasks.get(i - 1);
            var line = new ArrayList<String>(columns.size());
            for (var column : columns) {
                var text = text(task, column, String.valueOf(i + 1));
                boolean leftOut = text.isEmpty() && before != null
                        && (column == Column.PHASE && !before.phase().isEmpty() || column == Column.PACKAGE && before.phase().equals(task.phase()) && !before.workPackage().isEmpty());
                line.add(leftOut ? RowReader.NONE : text);
            }
            writeLine(writer, line);
        }
        writer.flush();
    }

    private static void writeLine(Writer writer, List<String> texts) throws IOException {
        for (int i = 0; i < texts.size(); i++) {
            if (i > 0) writer.write(',');
            var text = FormulaGuard.put(texts.get(i));
            boolean quoted = text.indexOf(',') >= 0 || text.indexOf('"') >= 0 || text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0 || text.indexOf(';') >= 0;
            writer.write(quoted ? '"' + text.replace("\"", "\"\"") + '"' : text);
        }
        writer.write("\r\n");
    }
}
