package meridian.workplan.exchange;

import java.util.List;
import meridian.workplan.TaskKind;

/**
 * A row of a scheduling program’s outline with rows beneath it: it becomes a phase, a package or a task that others stand
 * under.
 *
 * @param parent the group above, as its place in the list; -1 at the top
 * @param phase and {@code workPackage}: what the rows beneath it say in these columns
 * @param people who is responsible first
 */
public record GroupDraft(
        String number,
        String identity,
        TaskKind kind,
        int parent,
        String phase,
        String workPackage,
        String title,
        String note,
        List<String> people,
        String party,
        List<Predecessor> predecessors) {
    public GroupDraft {
        people = List.copyOf(people);
        predecessors = List.copyOf(predecessors);
    }
}
