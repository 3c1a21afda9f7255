package meridian.workplan.exchange;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One check of one file: tells the rows apart, has each read, then looks at what only shows across rows. */
final class Checking {
    private static final Pattern TOTAL = Pattern.compile("(?i)(合\\s*计|总\\s*计|小\\s*计|共\\s*计|total|grand total|sub-?total|sum)\\s*[:\uFF1A]?.{0,8}");
    private static final Pattern FOOTNOTE = Pattern.compile("(?i)(注|备注|说明|填表说明|编制人?|审核人?|批准人?|制表人?|填报人|note|notes|remark|prepared by|approved by)\\s*\\d*\\s*[:\uFF1A].*");
    /** Problems of one kind that are listed; the rest are counted. */
    private static final int SHOWN = 1_000;
    /** Names are settled by name: every cell of one has to be known as settled. */
    private static final Set<String> BY_NAME = Set.of("exchange.person.unknown", "exchange.person.near", "exchange.party.unknown", "exchange.party.near", "exchange.party.several");

    private static final List<Column> WANTED = List.of(Column.START, Column.FINISH, Column.OWNER);

    final PlanFile file;
    final Known known;
    final Corrections corrections;
    final Columns columns;
    final Names people;
    final Names parties;
    final Names deliverables;
    final List<Problem> problems = new ArrayList<>();
    private final Map<String, int[]> many = new LinkedHashMap<>();
    final List<TaskDraft> tasks = new ArrayList<>();
    final Set<String> peopleSeen = new LinkedHashSet<>();
    final Set<String> partiesSeen = new LinkedHashSet<>();
    final Set<String> unknownPeople = new LinkedHashSet<>();
    final Set<String> unknownParties = new LinkedHashSet<>();
    private int rows;

    Checking(PlanFile file, Known known, Corrections corrections) {
        this.file = file;
        this.known = known;
        this.corrections = corrections;
        this.columns = corrections.columns() != null ? corrections.columns() : Columns.recognise(file);
        this.people = Names.of(known.people());
        this.parties = Names.ofParties(known.parties());
        this.deliverables = Names.of(known.deliverables());
    }

    PlanCheck check() {
        if (columns.sheet() < 0 || columns.sheet() >= file.sheets().size() || !columns.has(Column.TASK)) {
            report(null, null, Severity.ERROR, "exchange.columns.none", List.of(), "", List.of());
            return result(PlanHead.NONE);
        }
        var sheet = file.sheets().get(columns.sheet());
        var texts = HeadReader.texts(sheet, columns.headingRow());
        var head = HeadReader.head(texts);
        remarkOnColumns();
        remarkOnSheets();
        remarkOnOrigin();
        var data = sheet.rows().stream().filter(row -> row.number() > columns.headingRow()).toList();
        readRows(sheet, data, new DateReader(hints(head, texts, data)));
        if (tasks.isEmpty()) report(null, null, Severity.ERROR, "exchange.rows.none", List.of(), "", List.of());
        new Outline(this).apply();
        new Links(this).check();
        new Slips(this).check();
        return result(head);
    }

    private PlanCheck result(PlanHead head) {
        for (var alike : List.copyOf(many.entrySet()))
            if (alike.getValue()[0] > SHOWN && !BY_NAME.contains(alike.getKey())) {
                var last = problems.stream().filter(problem -> problem.key().equals(alike.getKey())).reduce((one, next) -> next).orElseThrow();
                problems.add(new Problem(null, last.column(), last.severity(), Problem.MORE, List.of(alike.getValue()[0] - SHOWN, String.valueOf(last.cell())), "", List.of()));
            }
        problems.sort(Comparator.comparing((Problem problem) -> problem.cell() == null ? new CellRef(0, 0) : problem.cell())
                .thenComparing(Problem::severity).thenComparing(Problem::key));
        return new PlanCheck(file, columns, new PlanDraft(head, tasks), problems, rows,
                List.copyOf(peopleSeen), List.copyOf(partiesSeen), List.copyOf(unknownPeople), List.copyOf(unknownParties), corrections);
    }

    private void remarkOnColumns() {
        var missing = WANTED.stream().filter(column -> !columns.has(column) && !(columns.has(Column.PERIOD) && column != Column.OWNER)).toList();
        if (!missing.isEmpty()) report(null, null, Severity.WARNING, "exchange.columns.missing", List.of(missing), "", List.of());
        columns.unrecognised().forEach((column, heading) -> report(new CellRef(Math.max(1, columns.headingRow()), column), null,
                Severity.NOTICE, "exchange.columns.unrecognised", List.of(heading), heading, List.of()));
    }

    private void remarkOnSheets() {
        for (int i = 0; i < file.sheets().size(); i++) {
            var other = file.sheets().get(i);
            if (i != columns.sheet() && !other.rows().isEmpty())
                report(null, null, Severity.NOTICE, "exchange.sheet.other", List.of(other.name(), other.rows().size()), other.name(), List.of());
        }
    }

    private void remarkOnOrigin() {
        for (var calendar : file.origin().calendars()) {
            var found = parties.find(calendar.name()).known();
            var key = found != null ? "exchange.calendar.fits" : calendar.own() ? "exchange.calendar.own" : "exchange.calendar.other";
            if (parties.none() && found == null && !calendar.own()) continue;
            report(null, null, found != null || calendar.own() ? Severity.NOTICE : Severity.WARNING, key, List.of(calendar.name(), calendar.hours(), calendar.exceptions(), calendar.rows()), calendar.name(), List.of());
        }
        for (var group : file.origin().groups()) {
            for (var name : group.people()) {
                peopleSeen.add(name);
                if (!people.none() && people.find(name).known() == null) unknownPeople.add(name);
            }
            if (!group.party().isEmpty()) partiesSeen.add(group.party());
        }
        if (!file.origin().baselines().isEmpty()) report(null, null, Severity.NOTICE, "exchange.baseline.comes", List.of(file.origin().baselines().size()), "", List.of());
    }

    private DateReader.Hints hints(PlanHead head, List<String> texts, List<Sheet.Row> data) {
        var dates = new ArrayList<LocalDate>();
        int dayFirst = 0, monthFirst = 0;
        for (var row : data)
            for (var column : List.of(Column.START, Column.FINISH)) {
                var cell = cell(row, column);
                if (cell.blank()) continue;
                var date = cell.kind() == Cell.Kind.DATE ? dateOf(cell) : cell.text().length() < 40 ? HeadReader.date(cell.text()) : null;
                if (date != null) dates.add(date);
                var order = NUMBERS.matcher(cell.text());
                if (cell.kind() == Cell.Kind.TEXT && order.find()) {
                    if (Integer.parseInt(order.group(1)) > 12) dayFirst++;
                    if (Integer.parseInt(order.group(2)) > 12) monthFirst++;
                }
            }
        dates.sort(null);
        var all = new ArrayList<>(texts);
        for (int i = 0; i < file.sheets().size(); i++) if (i != columns.sheet()) all.addAll(HeadReader.texts(file.sheets().get(i), 20));
        var issued = head.date() != null ? head.date() : texts.stream().map(HeadReader::date).filter(java.util.Objects::nonNull).findFirst().orElse(null);
        return new DateReader.Hints(HeadReader.notedYear(all), dates.isEmpty() ? null : dates.get(dates.size() / 2), dates.isEmpty() ? null : dates.getFirst(),
                issued, dayFirst > 0 == monthFirst > 0 ? null : Boolean.valueOf(dayFirst > 0), known.homeYear(), known);
    }

    private static final Pattern NUMBERS = Pattern.compile("^(\\d{1,2})[-/.](\\d{1,2})[-/.]\\d{4}\\b");

    private static @Nullable LocalDate dateOf(Cell cell) {
        try {
            return LocalDate.parse(cell.text().substring(0, 10));
        } catch (DateTimeException | StringIndexOutOfBoundsException otherForm) {
            return null;
        }
    }

    private void readRows(Sheet sheet, List<Sheet.Row> data, DateReader dates) {
        var reader = new RowReader(this, dates, data);
        var headings = sheet.rows().stream().filter(row -> row.number() == columns.headingRow()).findFirst().map(this::texts).orElse(List.of());
        int expected = columns.headingRow() + 1;
        for (int i = 0; i < data.size(); i++) {
            var row = data.get(i);
            if (blank(row)) continue;
            if (row.number() > expected) blankRows(expected, row.number() - 1);
            expected = row.number() + 1;
            rows++;
            if (corrections.leftOut().contains(row.number())) continue;
            if (!isOther(row, headings, reader)) tasks.add(reader.read(row));
        }
    }

    private boolean blank(Sheet.Row row) {
        return row.blank() && columns.of().values().stream().allMatch(at -> corrections.values().getOrDefault(new CellRef(row.number(), at), "").isBlank());
    }

    private void blankRows(int from, int to) {
        var key = from == to ? "exchange.row.blank" : "exchange.row.blanks";
        report(new CellRef(from, 1), null, Severity.NOTICE, key, List.of(from, to), "", List.of());
    }

    /** A total, a footnote, headings repeated after a page break, a phase standing in a row of its own. */
    private boolean isOther(Sheet.Row row, List<String> headings, RowReader reader) {
        // Most rows show at once that they are tasks.
        if (!cell(row, Column.TASK).blank() && cell(row, Column.START).kind() == Cell.Kind.DATE) return false;
        var texts = texts(row);
        int first = 0;
        while (texts.get(first).isEmpty()) first++;
        var text = texts.get(first);
        var title = CleanText.of(cell(row, Column.TASK).text()).text();
        var cell = new CellRef(row.number(), first + 1);
        long filled = texts.stream().filter(t -> !t.isEmpty()).distinct().count();
        if (TOTAL.matcher(text).matches() && (title.isEmpty() || first + 1 == columns.at(Column.TASK) && !dated(row))) {
            report(cell, null, Severity.NOTICE, "exchange.row.total", List.of(text), text, List.of());
            return true;
        }
        if (filled > 1 && texts.equals(headings)) {
            report(cell, null, Severity.NOTICE, "exchange.row.headings", List.of(), text, List.of());
            return true;
        }
        boolean alone = filled == 1;
        if (alone && FOOTNOTE.matcher(text).matches() && !dated(row)) {
            report(cell, null, Severity.NOTICE, "exchange.row.footnote", List.of(text), text, List.of());
            return true;
        }
        boolean heading = title.isEmpty() || first + 1 != columns.at(Column.TASK) && title.equals(text);
        if (alone && heading && (!columns.has(Column.PHASE) || first + 1 == columns.at(Column.PHASE) || columns.at(Column.PHASE) > 1 && first == 0)) {
            reader.beginPhase(text);
            report(cell, Column.PHASE, Severity.NOTICE, "exchange.row.phase", List.of(text), text, List.of());
            return true;
        }
        return false;
    }

    private boolean dated(Sheet.Row row) {
        return !cell(row, Column.START).blank() || !cell(row, Column.FINISH).blank();
    }

    private List<String> texts(Sheet.Row row) {
        var texts = new ArrayList<String>();
        int width = Math.max(row.cells().size(), columns.of().values().stream().mapToInt(Integer::intValue).max().orElse(0));
        for (int column = 1; column <= width; column++) {
            var cell = at(row, column);
            texts.add(cell.merged() ? "" : CleanText.of(cell.text()).text());
        }
        return texts;
    }

    Cell cell(Sheet.Row row, Column column) {
        return columns.has(column) ? at(row, columns.at(column)) : Cell.BLANK;
    }

    private Cell at(Sheet.Row row, int column) {
        if (!corrections.values().isEmpty()) {
            var corrected = corrections.values().get(new CellRef(row.number(), column));
            if (corrected != null) return Cell.of(corrected);
        }
        return row.cell(column);
    }

    CellRef ref(int row, Column column) {
        return new CellRef(row, columns.at(column));
    }

    void report(@Nullable CellRef cell, @Nullable Column column, Severity severity, String key, List<Object> args, String value, List<Mend> mends) {
        var alike = many.computeIfAbsent(key, k -> new int[1]);
        if (alike[0]++ < SHOWN || BY_NAME.contains(key)) problems.add(new Problem(cell, column, severity, key, args, value, mends));
    }

    Set<String> numbers() {
        var numbers = new HashSet<String>();
        tasks.forEach(task -> numbers.add(task.number()));
        numbers.remove("");
        return numbers;
    }
}
