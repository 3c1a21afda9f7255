package meridian.workplan.exchange;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a file would become and everything that is wrong with it. The same file, knowledge and corrections always give
 * the same check.
 *
 * @param problems by cell; those of the whole file first
 * @param rows rows under the headings that hold anything
 * @param people everybody named, in the order of their first row; {@code unknownPeople} only where people are known at all
 */
public record PlanCheck(
        PlanFile file,
        Columns columns,
        PlanDraft draft,
        List<Problem> problems,
        int rows,
        List<String> people,
        List<String> parties,
        List<String> unknownPeople,
        List<String> unknownParties,
        Corrections corrections) {

    public PlanCheck {
        problems = List.copyOf(problems);
    }

    public static PlanCheck of(PlanFile file, Known known) {
        return of(file, known, Corrections.NONE);
    }

    public static PlanCheck of(PlanFile file, Known known, Corrections corrections) {
        return new Checking(file, known, corrections).check();
    }

    /** Nothing blocks: there is a task, and no error is left. */
    public boolean importable() {
        return !draft.tasks().isEmpty() && count(Severity.ERROR) == 0;
    }

    public int count(Severity severity) {
        return problems.stream().filter(problem -> problem.severity() == severity).mapToInt(Problem::cells).sum();
    }

    public int milestones() {
        return (int) draft.tasks().stream().filter(TaskDraft::milestone).count();
    }

    public int phases() {
        return draft.tasks().stream().map(TaskDraft::phase).filter(phase -> !phase.isEmpty()).collect(Collectors.toSet()).size();
    }

    public int packages() {
        Set<List<String>> packages = draft.tasks().stream()
                .filter(task -> !task.workPackage().isEmpty())
                .map(task -> List.of(task.phase(), task.workPackage()))
                .collect(Collectors.toSet());
        return packages.size();
    }

    public int predecessors() {
        return draft.tasks().stream().mapToInt(task -> task.predecessors().size()).sum();
    }

    public Map<CellRef, List<Problem>> byCell() {
        return problems.stream().filter(problem -> problem.cell() != null).collect(Collectors.groupingBy(
                problem -> java.util.Objects.requireNonNull(problem.cell()), java.util.TreeMap::new, Collectors.toList()));
    }

    /** The corrections so far and the first mend of every error; of two that want the same cell the first. */
    public Corrections mended() {
        var mended = corrections;
        var touched = new java.util.HashSet<CellRef>();
        for (var problem : problems) {
            if (problem.severity() != Severity.ERROR || problem.mends().isEmpty()) continue;
            var mend = problem.mends().getFirst();
            if (mend.values().keySet().stream().anyMatch(touched::contains)) continue;
            touched.addAll(mend.values().keySet());
            mended = mended.with(mend);
        }
        return mended;
    }

    /** One JSON object; messages in the wording's language, everything else the same in every language. */
    public String json(Wording wording) {
        return new CheckJson(wording).write(this);
    }
}
