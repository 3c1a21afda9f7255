package meridian.workplan.exchange;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One task as a row of a file says it; nothing of it exists yet. Text that is not given is empty.
 *
 * @param row where it stands in the sheet, from 1; 0 for a draft not read from one
 * @param number the file's own number, kept as the source number; predecessors mean this
 * @param owner who leads 牵头; {@code collaborators} support 配合
 * @param party region and department as a path ({@code 华东区域/市场部}), in the known spelling where it is known
 * @param progress percent, 0 to 100
 * @param identity by what the program that wrote the file knows the row again; empty for none
 */
public record TaskDraft(
        int row,
        String number,
        String phase,
        String workPackage,
        String title,
        String description,
        String owner,
        List<String> collaborators,
        String party,
        @Nullable PlanDate start,
        @Nullable PlanDate finish,
        @Nullable Length duration,
        boolean milestone,
        @Nullable Integer progress,
        @Nullable Status status,
        String deliverable,
        List<String> criteria,
        List<Predecessor> predecessors,
        String note,
        Timing timing,
        String identity) {

    public TaskDraft {
        collaborators = List.copyOf(collaborators);
        criteria = List.copyOf(criteria);
        predecessors = List.copyOf(predecessors);
    }

    public TaskDraft(
            int row, String number, String phase, String workPackage, String title, String description, String owner, List<String> collaborators, String party,
            @Nullable PlanDate start, @Nullable PlanDate finish, @Nullable Length duration, boolean milestone, @Nullable Integer progress, @Nullable Status status,
            String deliverable, List<String> criteria, List<Predecessor> predecessors, String note) {
        this(row, number, phase, workPackage, title, description, owner, collaborators, party, start, finish, duration, milestone, progress, status, deliverable, criteria, predecessors, note, Timing.NONE, "");
    }

    /** The same with other names. */
    public TaskDraft named(String owner, List<String> collaborators, String party) {
        return new TaskDraft(row, number, phase, workPackage, title, description, owner, collaborators, party, start, finish,
                duration, milestone, progress, status, deliverable, criteria, predecessors, note, timing, identity);
    }

    TaskDraft in(String phase, String workPackage) {
        return new TaskDraft(row, number, phase, workPackage, title, description, owner, collaborators, party, start, finish,
                duration, milestone, progress, status, deliverable, criteria, predecessors, note, timing, identity);
    }

    TaskDraft numbered(String number) {
        return new TaskDraft(row, number, phase, workPackage, title, description, owner, collaborators, party, start, finish,
                duration, milestone, progress, status, deliverable, criteria, predecessors, note, timing, identity);
    }

    /** The same with other links. */
    public TaskDraft predecessors(List<Predecessor> predecessors) {
        return new TaskDraft(row, number, phase, workPackage, title, description, owner, collaborators, party, start, finish,
                duration, milestone, progress, status, deliverable, criteria, predecessors, note, timing, identity);
    }
}
