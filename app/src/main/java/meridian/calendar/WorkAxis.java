package meridian.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A calendar laid out flat for somebody who asks it very often, such as a schedule of 100,000 tasks: the same answers as
 * {@link WorkCalendar} gives, in epoch seconds. Grows by itself to wherever it is asked about, at most two centuries.
 */
public final class WorkAxis {
    private static final int DAYS_AT_FIRST = 800;
    private static final long LONGEST_DAYS = 200 * 366;
    private static final int DAY = 24 * 60 * 60;

    private final @Nullable WorkCalendar calendar;
    // Whole or not at all, whoever else asks at the same time.
    private Laid laid = new Laid(0, 0, new long[0], new long[0], new long[0], 0);
    private int last;

    /** The open windows between two instants, and how much work was done before each. */
    private record Laid(long from, long until, long[] opens, long[] closes, long[] before, long total) {}

    private WorkAxis(@Nullable WorkCalendar calendar) {
        this.calendar = calendar;
    }

    /** @param around where the first questions will be */
    public static WorkAxis of(WorkCalendar calendar, Instant around) {
        var axis = new WorkAxis(calendar);
        var first = Math.floorDiv(around.getEpochSecond(), DAY) - 60;
        axis.lay(first, first + DAYS_AT_FIRST);
        return axis;
    }

    /** Every second counts: elapsed time. */
    public static WorkAxis roundTheClock() {
        return new WorkAxis(null);
    }

    /** As {@link WorkCalendar#add}. */
    public long add(long at, long work) {
        if (calendar == null || work == 0) return at + work;
        if (work > 0) {
            for (int years = 1; ; years *= 2) {
                var there = cover(at, at);
                var target = worked(there, at) + work;
                if (target <= there.total) return whenDone(there, target);
                grow(there, 0, years, at);
            }
        }
        for (int years = 1; ; years *= 2) {
            var there = cover(at, at);
            var target = worked(there, at) + work;
            if (target >= 0 && there.opens.length > 0) return lastWithOnly(there, target);
            grow(there, years, 0, at);
        }
    }

    /** The work between two instants; negative when the second is before the first. */
    public long between(long a, long b) {
        if (calendar == null) return b - a;
        var there = cover(Math.min(a, b), Math.max(a, b));
        return worked(there, b) - worked(there, a);
    }

    /** As {@link WorkCalendar#nextWorkingInstant}. */
    public long next(long at) {
        if (calendar == null) return at;
        for (int years = 1; ; years *= 2) {
            var there = cover(at, at);
            int i = window(there, at);
            if (i >= 0 && at < there.closes[i]) return at;
            if (i + 1 < there.opens.length) return there.opens[i + 1];
            grow(there, 0, years, at);
        }
    }

    /** As {@link WorkCalendar#previousWorkingInstant}. */
    public long previous(long at) {
        if (calendar == null) return at;
        for (int years = 1; ; years *= 2) {
            var there = cover(at, at);
            int i = window(there, at - 1);
            if (i >= 0) return Math.min(at, there.closes[i]);
            grow(there, years, 0, at);
        }
    }

    /** Whether work goes on at this instant or was done right up to it. */
    public boolean touches(long at) {
        if (calendar == null) return true;
        var there = cover(at, at);
        int i = window(there, at);
        return i >= 0 && at <= there.closes[i] || i > 0 && at == there.closes[i - 1];
    }

    private long worked(Laid there, long at) {
        int i = window(there, at);
        return i < 0 ? 0 : there.before[i] + Math.min(at, there.closes[i]) - there.opens[i];
    }

    private static long whenDone(Laid there, long work) {
        int i = Arrays.binarySearch(there.before, work);
        i = i >= 0 ? i - 1 : -i - 2;
        return there.opens[i] + work - there.before[i];
    }

    private static long lastWithOnly(Laid there, long work) {
        int i = Arrays.binarySearch(there.before, work);
        if (i < 0) i = -i - 2;
        return there.opens[i] + work - there.before[i];
    }

    // Questions come close to each other: the last answer's window is tried before searching.
    private int window(Laid there, long at) {
        var opens = there.opens;
        int i = last;
        if (i < opens.length && opens[i] <= at && (i + 1 == opens.length || at < opens[i + 1])) return i;
        i = Arrays.binarySearch(opens, at);
        if (i < 0) i = -i - 2;
        last = Math.max(i, 0);
        return i;
    }

    private Laid cover(long a, long b) {
        var there = laid;
        if (a >= there.from && b < there.until) return there;
        var first = Math.min(Math.floorDiv(there.from, DAY), Math.floorDiv(a, DAY) - 60);
        var end = Math.max(Math.floorDiv(there.until, DAY), Math.floorDiv(b, DAY) + 400);
        // Half as much again beforehand, or a long plan would lay it out anew at every step.
        return lay(first, Math.max(end, Math.min(end + (end - first) / 2, first + LONGEST_DAYS)));
    }

    private void grow(Laid there, int yearsBack, int yearsOn, long asked) {
        var first = Math.floorDiv(there.from, DAY) - yearsBack * 366L;
        var end = Math.floorDiv(there.until, DAY) + yearsOn * 366L;
        if (end - first > LONGEST_DAYS) throw tooFar(there, asked);
        lay(first, end);
    }

    private Laid lay(long firstDay, long endDay) {
        if (calendar == null) return laid;
        if (endDay - firstDay > LONGEST_DAYS) throw tooFar(laid, firstDay * DAY);
        var from = calendar.startOfDay(LocalDate.ofEpochDay(firstDay)).getEpochSecond();
        var until = calendar.startOfDay(LocalDate.ofEpochDay(endDay)).getEpochSecond();
        var windows = calendar.openWindows(Instant.ofEpochSecond(from), Instant.ofEpochSecond(until));
        var opens = new long[windows.size()];
        var closes = new long[opens.length];
        var before = new long[opens.length];
        long total = 0;
        for (int i = 0; i < opens.length; i++) {
            opens[i] = windows.get(i).from().getEpochSecond();
            closes[i] = windows.get(i).to().getEpochSecond();
            before[i] = total;
            total += closes[i] - opens[i];
        }
        return laid = new Laid(from, until, opens, closes, before, total);
    }

    private NoWorkingTimeException tooFar(Laid there, long asked) {
        var zone = calendar == null ? ZoneId.of("UTC") : calendar.zone();
        return new NoWorkingTimeException(zone, Instant.ofEpochSecond(Math.min(asked, there.from)), Instant.ofEpochSecond(Math.max(asked, there.until)));
    }
}
