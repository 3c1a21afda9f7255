package meridian.workplan.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import meridian.web.Choice;
import meridian.web.Ui;
import meridian.workplan.ImportPreview;
import meridian.workplan.PlanComparison;
import meridian.workplan.PlanImport;
import meridian.workplan.exchange.CellRef;
import meridian.workplan.exchange.Column;
import meridian.workplan.exchange.Columns;
import meridian.workplan.exchange.Constraints;
import meridian.workplan.exchange.Mend;
import meridian.workplan.exchange.PlanFile;
import meridian.workplan.exchange.Problem;
import meridian.workplan.exchange.Severity;
import meridian.workplan.exchange.Sheet;
import meridian.workplan.exchange.Wording;
import org.jspecify.annotations.Nullable;

/** An uploaded plan as it is looked at and corrected before it is written. */
public record PlanImportPage(
        PlanImport upload,
        ImportPreview preview,
        String base,
        List<Trouble> troubles,
        int troublesLeft,
        int names,
        boolean mendable,
        List<Trouble> notices,
        int noticesLeft,
        List<Heading> headings,
        List<Choice> sheets,
        int sheet,
        int headingRow,
        List<Line> lines,
        int from,
        @Nullable Integer next,
        boolean onlyTroubled,
        List<Integer> leftOut,
        List<Choice> meanings,
        List<Difference> differences,
        int differencesLeft,
        List<PlanComparison.Missing> missing,
        int missingLeft) {
    static final int ROWS = 100;
    private static final int TROUBLES = 60;
    private static final int SAMPLE = 40;
    private static final int DIFFERENCES = 150;
    private static final int MISSING = 200;
    private static final int SHOWN = 240;
    private static final Set<String> SETTLED_BELOW = Set.of("exchange.person.unknown", "exchange.party.unknown");

    /** What the file says otherwise of one task. */
    public record Difference(String number, String title, List<Cell> cells) {}

    /** One cell of it, as it stands and as the file has it. */
    public record Cell(String key, String column, String now, String file, boolean conflict, boolean taken) {}

    /** A problem in words. */
    public record Trouble(String cell, int row, String severity, String what, String value, List<Cure> cures, boolean writable) {}

    /** A mend as a button: the cells it writes and the rows it leaves out. */
    public record Cure(String label, Map<String, String> values, List<Integer> leaveOut) {}

    /** A column of the file, and what it is taken for. */
    public record Heading(int column, String letters, String heading, String sample, String meaning, boolean shown) {}

    public record Line(int number, boolean leftOut, boolean editing, List<Box> boxes) {}

    /** A cell; the severity of the worst that is wrong with it, or empty. */
    public record Box(String cell, String label, String text, String severity, List<Trouble> troubles) {}

    static PlanImportPage of(ImportPreview preview, String base, Wording wording, int from, boolean onlyTroubled, int editing) {
        var check = preview.check();
        var columns = check.columns();
        var sheets = check.file().sheets();
        int at = Math.clamp(columns.sheet(), 0, sheets.size() - 1);
        var sheet = sheets.get(at);
        var serious = preview.problems().stream().filter(problem -> problem.severity() != Severity.NOTICE).sorted((a, b) -> a.severity().compareTo(b.severity())).toList();
        var listed = serious.stream().filter(problem -> !SETTLED_BELOW.contains(problem.key())).toList();
        var light = preview.problems().stream().filter(problem -> problem.severity() == Severity.NOTICE).toList();
        var byCell = new TreeMap<CellRef, List<Problem>>();
        for (var problem : serious) if (problem.cell() != null) byCell.computeIfAbsent(problem.cell(), cell -> new ArrayList<>()).add(problem);
        var troubledRows = new java.util.HashSet<Integer>();
        for (var problem : serious) if (problem.cell() != null) troubledRows.add(problem.cell().row());
        var headings = headings(sheet, columns, wording, check.file().format() == PlanFile.Format.PROJECT);
        var shown = headings.stream().filter(Heading::shown).toList();
        var rows = sheet.rows().stream().filter(row -> row.number() > columns.headingRow() && (!row.blank() || troubledRows.contains(row.number())))
                .filter(row -> !onlyTroubled || troubledRows.contains(row.number())).toList();
        int begin = Math.clamp(from, 0, Math.max(0, rows.size()));
        int end = Math.min(rows.size(), begin + ROWS);
        var lines = rows.subList(begin, end).stream().map(row -> line(row, shown, preview, byCell, wording, editing)).toList();
        var choices = new ArrayList<Choice>();
        for (int i = 0; i < sheets.size(); i++) choices.add(new Choice(String.valueOf(i), sheets.get(i).name().isEmpty() ? check.file().name() : sheets.get(i).name()));
        var meanings = new ArrayList<Choice>();
        for (var column : Column.values()) meanings.add(new Choice(column.code(), wording.say(column.key())));
        var changed = preview.comparison().lines().stream().filter(line -> line.state() == PlanComparison.State.CHANGED)
                .sorted(java.util.Comparator.comparing((PlanComparison.Line line) -> line.changes().stream().noneMatch(PlanComparison.Change::conflict))).toList();
        var missing = preview.comparison().missing();
        return new PlanImportPage(preview.upload(), preview, base,
                listed.stream().limit(TROUBLES).map(problem -> trouble(problem, wording)).toList(), Math.max(0, listed.size() - TROUBLES), serious.size() - listed.size(), preview.mendable(),
                light.stream().limit(TROUBLES).map(problem -> trouble(problem, wording)).toList(), Math.max(0, light.size() - TROUBLES),
                headings, choices, at, columns.headingRow(), lines, begin, end < rows.size() ? end : null, onlyTroubled, List.copyOf(check.corrections().leftOut()), meanings,
                changed.stream().limit(DIFFERENCES).map(line -> difference(line, wording)).toList(), Math.max(0, changed.size() - DIFFERENCES), missing.stream().limit(MISSING).toList(), Math.max(0, missing.size() - MISSING));
    }

    private static Difference difference(PlanComparison.Line line, Wording wording) {
        return new Difference(line.number(), line.title(),
                line.changes().stream().map(change -> new Cell(change.key(), wording.say(change.column().key()), text(change.column(), change.now(), wording), text(change.column(), change.file(), wording), change.conflict(), change.taken())).toList());
    }

    private static String text(Column column, String text, Wording wording) {
        if (text.isEmpty()) return column == Column.STATUS ? wording.say("exchange.status.not_started") : column == Column.CONSTRAINT ? wording.say("exchange.constraint.as_soon_as_possible") : "—";
        return switch (column) {
            case STATUS -> wording.say("exchange.status." + text);
            case MILESTONE -> wording.say("exchange.yes");
            case MODE -> wording.say("exchange.mode.manual");
            case CONSTRAINT -> constraint(text, wording);
            default -> cut(text, SHOWN);
        };
    }

    /** {@code SNET 2026-12-01} in words. */
    private static String constraint(String text, Wording wording) {
        int blank = text.indexOf(' ');
        var sign = blank < 0 ? text : text.substring(0, blank);
        var word = wording.say("exchange.constraint." + Constraints.of(sign).text());
        return blank < 0 ? word : word + " " + text.substring(blank + 1);
    }

    private static Trouble trouble(Problem problem, Wording wording) {
        var cell = problem.cell();
        var cures = problem.mends().stream().limit(4).map(mend -> cure(mend, wording)).toList();
        return new Trouble(cell == null ? "" : cell.toString(), cell == null ? 0 : cell.row(), problem.severity().code(), problem.in(wording), problem.value(), cures,
                cell != null && problem.column() != null && problem.severity() != Severity.NOTICE);
    }

    private static Cure cure(Mend mend, Wording wording) {
        var values = new LinkedHashMap<String, String>();
        mend.values().forEach((cell, value) -> values.put(cell.toString(), value));
        return new Cure(mend.in(wording), values, mend.leaveOut().stream().sorted().toList());
    }

    /** @param laid by us: the headings are ours, in the reader’s language */
    private static List<Heading> headings(Sheet sheet, Columns columns, Wording wording, boolean laid) {
        var byColumn = new TreeMap<Integer, Column>();
        columns.of().forEach((meaning, column) -> byColumn.put(column, meaning));
        var heading = sheet.rows().stream().filter(row -> row.number() == columns.headingRow()).findFirst().orElse(null);
        var above = sheet.rows().stream().filter(row -> row.number() == columns.headingRow() - 1).findFirst().orElse(null);
        var data = sheet.rows().stream().filter(row -> row.number() > columns.headingRow() && !row.blank()).limit(5).toList();
        int width = Math.max(byColumn.isEmpty() ? 0 : byColumn.lastKey(), heading == null ? data.stream().mapToInt(row -> row.cells().size()).max().orElse(0) : heading.cells().size());
        var headings = new ArrayList<Heading>();
        for (int column = 1; column <= Math.min(width, 60); column++) {
            int at = column;
            var text = heading == null ? "" : heading.cell(column).text().strip();
            if (text.isEmpty() && above != null && byColumn.containsKey(column)) text = above.cell(column).text().strip();
            var sample = data.stream().map(row -> row.cell(at).text().strip()).filter(value -> !value.isEmpty()).findFirst().orElse("");
            var meaning = byColumn.get(column);
            if (text.isEmpty() && sample.isEmpty() && meaning == null) continue;
            if (laid && meaning != null) text = wording.say(meaning.key());
            headings.add(new Heading(column, CellRef.letters(column), cut(text, SAMPLE), cut(sample, SAMPLE), meaning == null ? "" : meaning.code(), meaning != null));
        }
        return headings;
    }

    private static Line line(Sheet.Row row, List<Heading> headings, ImportPreview preview, Map<CellRef, List<Problem>> problems, Wording wording, int editing) {
        var corrections = preview.choices().corrections();
        var boxes = new ArrayList<Box>();
        boolean edited = row.number() == editing;
        for (var heading : headings) {
            var cell = new CellRef(row.number(), heading.column());
            var text = corrections.values().getOrDefault(cell, row.cell(heading.column()).text());
            var serious = problems.getOrDefault(cell, List.of()).stream().map(problem -> trouble(problem, wording)).toList();
            var severity = serious.stream().anyMatch(trouble -> trouble.severity().equals("error")) ? "error" : !serious.isEmpty() ? "warning" : "";
            boxes.add(new Box(cell.toString(), heading.heading(), edited ? text : cut(text, 120), severity, serious));
        }
        return new Line(row.number(), corrections.leftOut().contains(row.number()), edited, boxes);
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }

    /** “3 people join the team”, and so on: what comes with the plan. */
    public List<String> consequences(Ui ui) {
        var lines = new ArrayList<String>();
        var comparison = preview.comparison();
        if (preview.replacesSkeleton()) say(lines, ui, "imports.will_replace_skeleton", preview.skeleton());
        if (comparison.matched()) {
            say(lines, ui, "imports.will_add", comparison.count(PlanComparison.State.NEW));
            say(lines, ui, "imports.will_change", comparison.changing());
            say(lines, ui, "imports.will_remove", comparison.going());
            say(lines, ui, "imports.stays", comparison.count(PlanComparison.State.UNCHANGED));
            say(lines, ui, "imports.deleted_here", comparison.count(PlanComparison.State.DELETED_HERE));
        }
        say(lines, ui, "imports.will_create_people", preview.people(meridian.workplan.Settled.Kind.CREATE));
        say(lines, ui, "imports.will_join_people", preview.people(meridian.workplan.Settled.Kind.JOIN));
        say(lines, ui, "imports.will_leave_people", preview.people(meridian.workplan.Settled.Kind.EMPTY));
        say(lines, ui, "imports.will_create_parties", preview.parties(meridian.workplan.Settled.Kind.CREATE));
        say(lines, ui, "imports.will_join_parties", preview.parties(meridian.workplan.Settled.Kind.JOIN));
        say(lines, ui, "imports.will_leave_parties", preview.parties(meridian.workplan.Settled.Kind.EMPTY));
        return lines;
    }

    private static void say(List<String> lines, Ui ui, String key, long count) {
        if (count > 0) lines.add(ui.t(key, count));
    }
}
