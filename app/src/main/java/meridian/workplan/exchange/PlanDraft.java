package meridian.workplan.exchange;

import java.util.List;

/** A whole plan as a file says it, or is to say it: the head and the tasks in their order. */
public record PlanDraft(PlanHead head, List<TaskDraft> tasks) {
    public PlanDraft {
        tasks = List.copyOf(tasks);
    }
}
