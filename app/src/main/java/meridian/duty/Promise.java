package meridian.duty;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a promise was kept 承诺兑现. Pure; {@link PromiseRecord} says the same in SQL. A promise counts once it is due, never before:
 *
 * <ul>
 *   <li>done by its due instant it was kept, done after it kept late; not done, or done by another one after it had lapsed, it was missed;
 *   <li>more time that was granted, and time for which the clock stood still, have moved the due instant: it is judged by where it is now;
 *   <li>a clock that stands still since before it ended is not over, and what is owed no more (cancelled) counts for nothing.
 * </ul>
 */
public enum Promise {
    KEPT, KEPT_LATE, MISSED;

    /** Of a duty in this state; empty where there is nothing to judge, or not yet. */
    public static Optional<Promise> of(String state, Instant due, @Nullable Instant pausedAt, Instant now) {
        if (due.isAfter(now)) return Optional.empty();
        return switch (state) {
            case "met" -> Optional.of(KEPT);
            case "met_late" -> Optional.of(KEPT_LATE);
            case "missed" -> Optional.of(MISSED);
            case "open" -> pausedAt != null && due.isAfter(pausedAt) ? Optional.empty() : Optional.of(MISSED);
            default -> Optional.empty();
        };
    }
}
