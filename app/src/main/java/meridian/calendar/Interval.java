package meridian.calendar;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A stretch of one day by the clock on the wall, {@code from} inclusive to {@code to} exclusive, in minutes of the day. The day ends at
 * 1440 (24:00), which no {@code LocalTime} can say. Work across midnight is two intervals: to 24:00, and from 00:00 of the next day.
 */
public record Interval(int from, int to) {

    public static final int MIDNIGHT = 24 * 60;

    private static final Pattern TEXT = Pattern.compile("\\s*(\\d{1,2}):(\\d{2})\\s*[-–~]\\s*(\\d{1,2}):(\\d{2})\\s*");

    public Interval {
        if (from < 0 || to > MIDNIGHT || from >= to) {
            throw new IllegalArgumentException("not a stretch of one day: minute " + from + " to " + to);
        }
    }

    /** Reads {@code 09:00-12:30} or {@code 18:00–24:00}. */
    public static Interval parse(String text) {
        var match = TEXT.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("not hours such as 09:00-18:00: " + text);
        }
        return new Interval(minute(match.group(1), match.group(2), text), minute(match.group(3), match.group(4), text));
    }

    public int minutes() {
        return to - from;
    }

    public boolean contains(int minuteOfDay) {
        return from <= minuteOfDay && minuteOfDay < to;
    }

    /** {@code 09:00–12:30} */
    @Override
    public String toString() {
        return clock(from) + "–" + clock(to);
    }

    /** {@code 08:05}, and {@code 24:00} for 1440. */
    public static String clock(int minuteOfDay) {
        return "%02d:%02d".formatted(minuteOfDay / 60, minuteOfDay % 60);
    }

    /** Sorted, with overlapping and touching intervals made one. */
    static List<Interval> tidy(List<Interval> intervals) {
        var tidy = new ArrayList<Interval>(intervals.size());
        intervals.stream().sorted(Comparator.comparingInt(Interval::from)).forEach(next -> {
            var last = tidy.isEmpty() ? null : tidy.getLast();
            if (last != null && next.from <= last.to) {
                tidy.set(tidy.size() - 1, new Interval(last.from, Math.max(last.to, next.to)));
            } else {
                tidy.add(next);
            }
        });
        return List.copyOf(tidy);
    }

    static int minutes(List<Interval> intervals) {
        var sum = 0;
        for (var interval : intervals) {
            sum += interval.minutes();
        }
        return sum;
    }

    private static int minute(String hour, String minute, String text) {
        var minutes = Integer.parseInt(minute);
        if (minutes > 59) {
            throw new IllegalArgumentException("not hours such as 09:00-18:00: " + text);
        }
        return Integer.parseInt(hour) * 60 + minutes;
    }
}
