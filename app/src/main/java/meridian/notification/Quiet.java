package meridian.notification;

import java.time.LocalTime;

/** Hours of the day in which somebody wants to hear nothing: from the first minute until before the last, over midnight if need be. */
public record Quiet(LocalTime from, LocalTime until) {
    public Quiet {
        if (from.equals(until)) throw new IllegalArgumentException("quiet hours of no length");
    }

    boolean at(LocalTime time) {
        return from.isBefore(until) ? !time.isBefore(from) && time.isBefore(until) : !time.isBefore(from) || time.isBefore(until);
    }
}
