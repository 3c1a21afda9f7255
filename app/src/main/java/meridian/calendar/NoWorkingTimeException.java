package meridian.calendar;

import java.time.Instant;
import java.time.ZoneId;

/**
 * A calculation found no working time where it needed some: ten years without any, or more work than two centuries hold. The calendar
 * has no weekly hours, ends in an endless closure, or the amount of work is a slip of the pen. What to tell people: the region’s
 * calendar has no working time between {@link #from} and {@link #until}.
 */
public final class NoWorkingTimeException extends RuntimeException {

    private final ZoneId zone;
    private final Instant from;
    private final Instant until;

    NoWorkingTimeException(ZoneId zone, Instant one, Instant other) {
        super("not enough working time in the calendar of " + zone + " between " + earlier(one, other) + " and " + later(one, other));
        this.zone = zone;
        this.from = earlier(one, other);
        this.until = later(one, other);
    }

    public ZoneId zone() {
        return zone;
    }

    public Instant from() {
        return from;
    }

    public Instant until() {
        return until;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }
}
