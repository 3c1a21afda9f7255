package meridian.workplan.exchange;

import meridian.workplan.Constraint;
import org.jspecify.annotations.Nullable;

/**
 * What a row asks of the schedule beside its dates. Null where the file says nothing.
 *
 * @param at of the constraint: a start of its day for one about the start, else the end of it
 * @param manual keeps its dates whatever its predecessors do
 */
public record Timing(
        @Nullable Constraint constraint,
        @Nullable PlanDate at,
        @Nullable PlanDate deadline,
        @Nullable Boolean manual,
        @Nullable PlanDate actualStart,
        @Nullable PlanDate actualFinish) {
    public static final Timing NONE = new Timing(null, null, null, null, null, null);
}
