package meridian.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;

/** The hours of odd and even weeks from one effective date on; and what a normal day is among them. */
final class WeeklyHours {

    private final List<List<Interval>> odd;
    private final List<List<Interval>> even;
    private final int normalMinutes;

    private WeeklyHours(List<List<Interval>> odd, List<List<Interval>> even) {
        this.odd = odd;
        this.even = even;
        this.normalMinutes = mostCommonLength();
    }

    List<Interval> on(LocalDate day) {
        return (WeekParity.isOdd(day) ? odd : even).get(day.getDayOfWeek().ordinal());
    }

    /** The most common length of a working day; of two equally common ones the longer. 0 if nothing is ever worked. */
    int normalMinutes() {
        return normalMinutes;
    }

    /**
     * The hours of a make-up workday: its weekday’s own, if it works that week anyway, else those of the nearest day of normal length,
     * the earlier of two. A make-up Sunday after a short Saturday is a full day, as the law means it.
     */
    List<Interval> onMakeUpDay(LocalDate day) {
        if (!on(day).isEmpty()) {
            return on(day);
        }
        for (int distance = 1; distance <= 14; distance++) {
            for (var near : List.of(day.minusDays(distance), day.plusDays(distance))) {
                if (normalMinutes > 0 && Interval.minutes(on(near)) == normalMinutes) {
                    return on(near);
                }
            }
        }
        return List.of();
    }

    private int mostCommonLength() {
        var counts = new HashMap<Integer, Integer>();
        for (var week : List.of(odd, even)) {
            for (var hours : week) {
                counts.merge(Interval.minutes(hours), 1, Integer::sum);
            }
        }
        counts.remove(0);
        return counts.entrySet().stream()
                .max((a, b) -> a.getValue().equals(b.getValue()) ? a.getKey() - b.getKey() : a.getValue() - b.getValue())
                .map(entry -> entry.getKey())
                .orElse(0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WeeklyHours that && odd.equals(that.odd) && even.equals(that.even);
    }

    @Override
    public int hashCode() {
        return 31 * odd.hashCode() + even.hashCode();
    }

    static final class Rows {
        private final List<List<Interval>> odd = emptyWeek();
        private final List<List<Interval>> even = emptyWeek();

        void add(DayOfWeek weekday, WeekParity parity, List<Interval> hours) {
            if (parity != WeekParity.EVEN) {
                odd.get(weekday.ordinal()).addAll(hours);
            }
            if (parity != WeekParity.ODD) {
                even.get(weekday.ordinal()).addAll(hours);
            }
        }

        WeeklyHours toHours() {
            return new WeeklyHours(tidy(odd), tidy(even));
        }

        private static List<List<Interval>> emptyWeek() {
            return Arrays.stream(DayOfWeek.values()).<List<Interval>>map(day -> new ArrayList<>()).toList();
        }

        private static List<List<Interval>> tidy(List<List<Interval>> week) {
            return week.stream().map(Interval::tidy).toList();
        }
    }
}
