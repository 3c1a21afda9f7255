package meridian.calendar;

import java.time.LocalDate;
import java.util.List;

/**
 * One day that does not follow the weekly hours: a holiday, a make-up workday (调休), a company closure, a half day.
 *
 * @param hours of a working day; empty means the hours of a normal day, see {@link WorkCalendar}
 * @param name what people call it, in the words of whoever entered it; may be empty
 * @param source where it came from, for people to judge it by: {@code holiday-cn 2026}, {@code jollyday DE-BY}, a person's entry
 */
public record DayOverride(LocalDate day, boolean working, List<Interval> hours, String name, String source) {

    public DayOverride {
        if (!working && !hours.isEmpty()) {
            throw new IllegalArgumentException("a day off has no hours: " + day);
        }
        hours = Interval.tidy(hours);
    }

    public static DayOverride off(LocalDate day, String name, String source) {
        return new DayOverride(day, false, List.of(), name, source);
    }

    /** A make-up workday with the hours of a normal day. */
    public static DayOverride working(LocalDate day, String name, String source) {
        return new DayOverride(day, true, List.of(), name, source);
    }
}
