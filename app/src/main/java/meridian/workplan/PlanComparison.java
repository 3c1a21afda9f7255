package meridian.workplan;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import meridian.tenancy.TaskId;
import meridian.workplan.exchange.CellText;
import meridian.workplan.exchange.Column;
import meridian.workplan.exchange.Copy;
import meridian.workplan.exchange.PlanCheck;
import meridian.workplan.exchange.PlanFile;
import meridian.workplan.exchange.Predecessor;
import meridian.workplan.exchange.TaskDraft;
import org.jspecify.annotations.Nullable;

/**
 * An uploaded plan beside the plan that stands: which of its rows are tasks that are there already, and what it says
 * otherwise of them. Rows are known again by what the program that wrote the file calls them, by the number under which
 * they were taken out, or by the number of the file they came from, if most of those numbers still have their titles.
 *
 * <p>Where the file remembers what it looked like when it was taken out, only what was edited in it since is a change; and
 * where the plan was changed in the same place meanwhile, it is a conflict, and nothing is proposed. Pure.
 *
 * @param lines one for each row of the file, in their order
 * @param missing tasks that stand in the plan and should be in the file, but are not
 */
public record PlanComparison(boolean matched, boolean offered, List<Line> lines, List<Missing> missing) {
    static final Set<Column> COMPARED = EnumSet.of(Column.PHASE, Column.PACKAGE, Column.TASK, Column.OWNER, Column.PARTY, Column.START, Column.FINISH, Column.DURATION, Column.DELIVERABLE,
            Column.CRITERIA, Column.MILESTONE, Column.PREDECESSORS, Column.STATUS, Column.PROGRESS, Column.NOTE, Column.CONSTRAINT, Column.DEADLINE, Column.MODE);

    public enum State {
        NEW, CHANGED, UNCHANGED,
        /** Of a plan that was taken out here; it has been deleted here since. */
        DELETED_HERE
    }

    /**
     * What one cell says otherwise.
     *
     * @param conflict changed here too, since the file was taken out
     * @param taken whether it will be written
     */
    public record Change(String key, Column column, String now, String file, boolean conflict, boolean taken) {}

    /**
     * @param task the one it is, if it is there
     * @param number of the task, as the plan is taken out with it
     * @param sourceNumber what a file called it before
     */
    public record Line(TaskDraft draft, @Nullable TaskId task, int version, String number, String title, String sourceNumber, State state, List<Change> changes) {
        /** Says something that will be written. */
        boolean writes() {
            return changes.stream().anyMatch(Change::taken);
        }

        boolean takes(Column column) {
            return changes.stream().anyMatch(change -> change.column() == column && change.taken());
        }
    }

    /** @param going whether it will be moved to the trash */
    public record Missing(TaskId task, int version, String number, String title, boolean going) {}

    public static final PlanComparison NONE = new PlanComparison(false, false, List.of(), List.of());

    public PlanComparison {
        lines = List.copyOf(lines);
        missing = List.copyOf(missing);
    }

    public int count(State state) {
        return (int) lines.stream().filter(line -> line.state() == state).count();
    }

    /** Rows that stand in the plan and will be changed. */
    public int changing() {
        return (int) lines.stream().filter(line -> line.state() == State.CHANGED && line.writes()).count();
    }

    public int going() {
        return (int) missing.stream().filter(Missing::going).count();
    }

    public int conflicts() {
        return (int) lines.stream().flatMap(line -> line.changes().stream()).filter(Change::conflict).count();
    }

    /** Whether writing it would do anything. */
    public boolean writes() {
        return count(State.NEW) > 0 || changing() > 0 || going() > 0;
    }

    /**
     * @param standing the tasks of the plan
     * @param meaning a row with its names as the workspace knows them (empty for a name that means nobody), and its lags in minutes
     */
    static PlanComparison of(PlanCheck check, List<StandingPlan.Line> standing, UUID project, UnaryOperator<TaskDraft> meaning, ImportChoices choices) {
        return new Comparing(check, standing, project, meaning, choices).compare();
    }

    private static final class Comparing {
        private final PlanCheck check;
        private final List<StandingPlan.Line> standing;
        private final UUID project;
        private final UnaryOperator<TaskDraft> meaning;
        private final ImportChoices choices;
        private final @Nullable Copy copy;
        private @Nullable Map<UUID, Copy.Row> byTask;
        private final Map<Integer, StandingPlan.Line> matches = new HashMap<>();
        private final Set<TaskId> taken = new HashSet<>();
        private final Set<Integer> deleted = new HashSet<>();
        private final Set<TaskId> expected = new HashSet<>();
        /** What the numbers of the file are called in the plan. */
        private final Map<String, String> renumbered = new HashMap<>();

        Comparing(PlanCheck check, List<StandingPlan.Line> standing, UUID project, UnaryOperator<TaskDraft> meaning, ImportChoices choices) {
            this.check = check;
            this.standing = standing;
            this.project = project;
            this.meaning = meaning;
            this.choices = choices;
            var kept = check.file().origin().copy();
            this.copy = kept != null && kept.project().equals(project) ? kept : null;
        }

        PlanComparison compare() {
            var drafts = check.draft().tasks();
            if (!standing.isEmpty()) match(drafts);
            boolean offered = !matches.isEmpty() || !deleted.isEmpty();
            if (choices.asNew()) {
                matches.clear();
                deleted.clear();
                expected.clear();
            }
            for (int i = 0; i < drafts.size(); i++) if (matches.containsKey(i)) renumbered.put(drafts.get(i).number(), Objects.requireNonNull(matches.get(i)).draft().number());
            var lines = new ArrayList<Line>(drafts.size());
            for (int i = 0; i < drafts.size(); i++) lines.add(line(drafts.get(i), matches.get(i), deleted.contains(i)));
            var there = new HashSet<TaskId>();
            matches.values().forEach(line -> there.add(line.id()));
            var missing = standing.stream().filter(line -> expected.contains(line.id()) && !there.contains(line.id()))
                    .map(line -> new Missing(line.id(), line.version(), line.draft().number(), line.draft().title(), choices.removed().contains(line.id().toString()))).toList();
            return new PlanComparison(!matches.isEmpty() || !deleted.isEmpty(), offered, lines, missing);
        }

        private void match(List<TaskDraft> drafts) {
            if (copy != null) byCopy(drafts);
            else if (check.file().format() == PlanFile.Format.PROJECT) byIdentity(drafts);
            else if (check.columns().has(Column.NUMBER)) byNumber(drafts);
            else byTitle(drafts);
        }

        private void byCopy(List<TaskDraft> drafts) {
            var kept = Objects.requireNonNull(copy);
            var there = new HashMap<UUID, StandingPlan.Line>();
            standing.forEach(line -> there.put(line.id().value(), line));
            var titles = new HashMap<TaskId, String>();
            var numbered = new HashMap<String, StandingPlan.Line>();
            kept.rows().forEach((number, row) -> {
                var line = there.get(row.task());
                if (line == null) return;
                expected.add(line.id());
                numbered.put(number, line);
                titles.put(line.id(), kept.mark(row, Column.TASK));
            });
            pair(drafts, numbered, titles, Copy::mark);
            for (int i = 0; i < drafts.size(); i++) {
                var row = matches.containsKey(i) ? null : kept.rows().get(drafts.get(i).number());
                if (row != null && !there.containsKey(row.task()) && kept.same(row, Column.TASK, drafts.get(i).title())) deleted.add(i);
            }
        }

        /**
         * Rows that have kept their number and their title; then those that have kept a title that only one has, for people count anew
         * when they put a row between; last those that have kept their number.
         *
         * @return how many have kept their title
         */
        private int pair(List<TaskDraft> drafts, Map<String, StandingPlan.Line> numbered, Map<TaskId, String> titles, UnaryOperator<String> titled) {
            for (int i = 0; i < drafts.size(); i++) {
                var line = numbered.get(drafts.get(i).number());
                if (line != null && titled.apply(drafts.get(i).title()).equals(titles.get(line.id())) && taken.add(line.id())) matches.put(i, line);
            }
            var byTitle = new HashMap<String, StandingPlan.Line>();
            var twice = new HashSet<String>();
            for (var line : standing) {
                var title = titles.get(line.id());
                if (title != null && !taken.contains(line.id()) && byTitle.putIfAbsent(title, line) != null) twice.add(title);
            }
            var left = new HashMap<String, Integer>();
            for (int i = 0; i < drafts.size(); i++) if (!matches.containsKey(i) && left.putIfAbsent(titled.apply(drafts.get(i).title()), i) != null) twice.add(titled.apply(drafts.get(i).title()));
            left.forEach((title, at) -> {
                var line = twice.contains(title) ? null : byTitle.get(title);
                if (line != null && taken.add(line.id())) matches.put(at, line);
            });
            int kept = matches.size();
            for (int i = 0; i < drafts.size(); i++) {
                var line = matches.containsKey(i) ? null : numbered.get(drafts.get(i).number());
                if (line != null && taken.add(line.id())) matches.put(i, line);
            }
            return kept;
        }

        private void byIdentity(List<TaskDraft> drafts) {
            var own = project.equals(check.file().origin().plan());
            var known = new HashMap<String, StandingPlan.Line>();
            for (var line : standing) {
                if (!line.sourceId().isEmpty()) known.putIfAbsent(line.sourceId(), line);
                known.put(line.id().toString(), line);
            }
            for (int i = 0; i < drafts.size(); i++) {
                var line = drafts.get(i).identity().isEmpty() ? null : known.get(drafts.get(i).identity());
                if (line != null && taken.add(line.id())) matches.put(i, line);
            }
            if (!matches.isEmpty()) for (var line : standing) if (own || !line.sourceId().isEmpty()) expected.add(line.id());
        }

        private void byNumber(List<TaskDraft> drafts) {
            var numbered = new HashMap<String, StandingPlan.Line>();
            for (var line : standing) numbered.putIfAbsent(line.draft().number(), line);
            for (var line : standing) if (!line.sourceNumber().isEmpty()) numbered.put(line.sourceNumber(), line);
            var titles = new HashMap<TaskId, String>();
            for (var line : standing) titles.put(line.id(), line.draft().title());
            int known = (int) drafts.stream().filter(draft -> numbered.containsKey(draft.number())).count();
            int kept = pair(drafts, numbered, titles, title -> title);
            // Two plans that both count from one are not the same plan.
            if (kept == 0 || kept * 2 < known) matches.clear();
            else for (var line : standing) if (!line.sourceNumber().isEmpty()) expected.add(line.id());
        }

        private void byTitle(List<TaskDraft> drafts) {
            var known = new HashMap<List<String>, StandingPlan.Line>();
            var twice = new HashSet<List<String>>();
            for (var line : standing) if (known.putIfAbsent(place(line.draft()), line) != null) twice.add(place(line.draft()));
            var seen = new HashSet<List<String>>();
            for (var draft : drafts) if (!seen.add(place(draft))) twice.add(place(draft));
            for (int i = 0; i < drafts.size(); i++) {
                var line = twice.contains(place(drafts.get(i))) ? null : known.get(place(drafts.get(i)));
                if (line != null) matches.put(i, line);
            }
        }

        private static List<String> place(TaskDraft draft) {
            return List.of(draft.phase(), draft.workPackage(), draft.title());
        }

        private Line line(TaskDraft draft, StandingPlan.@Nullable Line there, boolean deletedHere) {
            if (deletedHere) return new Line(draft, null, 0, draft.number(), draft.title(), "", State.DELETED_HERE, List.of());
            if (there == null) return new Line(draft, null, 0, draft.number(), draft.title(), "", State.NEW, List.of());
            var applied = meaning.apply(draft);
            var meant = applied.predecessors(applied.predecessors().stream().map(link -> new Predecessor(renumbered.getOrDefault(link.number(), link.number()), link.type(), link.lag())).toList());
            var row = copy == null ? null : copied(there.id());
            var changes = new ArrayList<Change>();
            for (var column : COMPARED) {
                if (!says(column, draft, meant)) continue;
                var file = CellText.of(meant, column);
                var now = CellText.of(there.exact(), column);
                if (file.equals(now) || cut(file, now)) continue;
                boolean conflict = false;
                if (row != null && Objects.requireNonNull(copy).columns().contains(column)) {
                    if (copy.same(row, column, file)) continue;
                    conflict = !copy.same(row, column, now);
                }
                var key = there.id() + "/" + column.code();
                boolean links = column == Column.PREDECESSORS;
                changes.add(new Change(key, column, links ? CellText.of(there.draft(), column) : now, links ? CellText.of(draft, column) : file, conflict, choices.cells().getOrDefault(key, !conflict)));
            }
            return new Line(draft, there.id(), there.version(), there.draft().number(), there.draft().title(), there.sourceNumber(), changes.isEmpty() ? State.UNCHANGED : State.CHANGED, changes);
        }

        private Copy.@Nullable Row copied(TaskId id) {
            if (byTask == null) {
                byTask = new HashMap<>();
                for (var row : Objects.requireNonNull(copy).rows().values()) byTask.put(row.task(), row);
            }
            return byTask.get(id.value());
        }

        /** A file is silent about what it has no column for, and about names that mean nobody here. */
        private boolean says(Column column, TaskDraft draft, TaskDraft meant) {
            var columns = check.columns();
            boolean project = check.file().format() == PlanFile.Format.PROJECT;
            return switch (column) {
                case OWNER -> (columns.has(Column.OWNER) || columns.has(Column.COLLABORATORS)) && draft.owner().isEmpty() == meant.owner().isEmpty() && draft.collaborators().size() == meant.collaborators().size();
                case PARTY -> (columns.has(Column.PARTY) || columns.has(Column.DEPARTMENT)) && (draft.party().isEmpty() == meant.party().isEmpty());
                // A milestone of a scheduling program has no start of its own.
                case START -> (columns.has(Column.START) || columns.has(Column.PERIOD)) && !(project && meant.milestone() && meant.start() == null);
                case FINISH -> columns.has(Column.FINISH) || columns.has(Column.PERIOD);
                case NOTE -> columns.has(Column.NOTE) || columns.has(Column.DESCRIPTION);
                // Between two dates the work is what the calendar says.
                case DURATION -> columns.has(Column.DURATION) && !draft.milestone() && (copy != null || draft.start() == null || draft.finish() == null);
                case STATUS -> columns.has(Column.STATUS) && meant.status() != null && meant.status() != meridian.workplan.exchange.Status.ACCEPTED;
                case PACKAGE, PHASE -> columns.has(column) || project;
                default -> columns.has(column);
            };
        }

        /** Microsoft Project’s text fields are short: what was cut there was not edited. */
        private boolean cut(String file, String now) {
            return check.file().format() == PlanFile.Format.PROJECT && file.length() > 200 && file.endsWith("…") && now.startsWith(file.substring(0, file.length() - 1));
        }
    }
}
