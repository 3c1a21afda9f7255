package meridian.workplan;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What a task asks of the schedule beside its dates; times local to its party's region. A constraint without a date where
 * it needs one, or with one where it has none, is as soon as possible.
 *
 * @param deadline does not move the task; a later finish shows
 * @param manual the schedule leaves the dates as they are
 */
public record TaskTiming(Constraint constraint, @Nullable LocalDateTime constraintAt, @Nullable LocalDateTime deadline, boolean manual) {
    public static final TaskTiming AUTOMATIC = new TaskTiming(Constraint.AS_SOON_AS_POSSIBLE, null, null, false);

    public TaskTiming {
        if (constraint.dated() != (constraintAt != null)) {
            constraint = Constraint.AS_SOON_AS_POSSIBLE;
            constraintAt = null;
        }
    }

    /** What dates ask for that were typed: not before that start; of a finish alone, not before that finish. */
    public static TaskTiming typed(@Nullable LocalDateTime start, @Nullable LocalDateTime finish) {
        return AUTOMATIC.holding(start, finish);
    }

    TaskTiming holding(@Nullable LocalDateTime start, @Nullable LocalDateTime finish) {
        if (start != null) return asking(Constraint.START_NOT_BEFORE, start);
        return finish != null ? asking(Constraint.FINISH_NOT_BEFORE, finish) : asking(Constraint.AS_SOON_AS_POSSIBLE, null);
    }

    public TaskTiming asking(Constraint constraint, @Nullable LocalDateTime at) {
        return new TaskTiming(constraint, at, deadline, manual);
    }

    public TaskTiming due(@Nullable LocalDateTime deadline) {
        return new TaskTiming(constraint, constraintAt, deadline, manual);
    }

    public TaskTiming byHand(boolean manual) {
        return new TaskTiming(constraint, constraintAt, deadline, manual);
    }
}
