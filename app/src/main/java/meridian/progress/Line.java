package meridian.progress;

import meridian.tenancy.TaskId;
import org.jspecify.annotations.Nullable;

/** One line of a report: about a task, or (task null) about something else. Blocked needs a reason. */
public record Line(
        @Nullable TaskId task,
        LineState state,
        String content,
        @Nullable Integer progress,
        @Nullable Integer remainingMinutes,
        @Nullable Integer spentMinutes,
        String blockedReason) {

    /** A line that says nothing of what was spent. */
    public Line(@Nullable TaskId task, LineState state, String content, @Nullable Integer progress, @Nullable Integer remainingMinutes, String blockedReason) {
        this(task, state, content, progress, remainingMinutes, null, blockedReason);
    }

    /** A line about no task, its state read from its words. */
    public static Line free(String text) {
        var state = PastedReport.stateOf(text, LineState.DOING);
        return new Line(null, state, text, null, null, state == LineState.BLOCKED ? text : "");
    }
}
