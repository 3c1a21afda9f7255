package meridian.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A calendar laid out flat for somebody who asks it very often, such as a schedule of 100,000 tasks: the same answers as
 * {@link WorkCalendar} gives, in epoch seconds. Grows by itself to wherever it is asked about, at most two centuries. Not
 * safe for several threads.
 */
public final class WorkAxis {
    private static final int DAYS_AT_FIRST = 800;
    private static final long LONGEST_DAYS = 200 * 366;
    private static final int DAY = 24 * 60 * 60;

    private final @Nullable WorkCalendar calendar;
    private long from;
    private long until;
    private long[] opens = {};
    private long[] closes = {};
    private long[] before = {};
    private long total;
    private int last;

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
                cover(at, at);
                var target = worked(at) + work;
                if (target <= total) return whenDone(target);
                grow(0, years, at);
            }
        }
        for (int years = 1; ; years *= 2) {
            cover(at, at);
            var target = worked(at) + work;
            if (target >= 0 && opens.length > 0) return lastWithOnly(target);
            grow(years, 0, at);
        }
    }

    /** The work between two instants; negative when the second is before the first. */
    public long between(long a, long b) {
        if (calendar == null) return b - a;
        cover(Math.min(a, b), Math.max(a, b));
        return worked(b) - worked(a);
    }

    /** As {@link WorkCalendar#nextWorkingInstant}. */
    public long next(long at) {
        if (calendar == null) return at;
        for (int years = 1; ; years *= 2) {
            cover(at, at);
            int i = window(at);
            if (i >= 0 && at < closes[i]) return at;
            if (i + 1 < opens.length) return opens[i + 1];
            grow(0, years, at);
        }
    }

    /** As {@link WorkCalendar#previousWorkingInstant}. */
    public long previous(long at) {
        if (calendar == null) return at;
        for (int years = 1; ; years *= 2) {
            cover(at, at);
            int i = window(at - 1);
            if (i >= 0) return Math.min(at, closes[i]);
            grow(years, 0, at);
        }
    }

    /** Whether work goes on at this instant or was done right up to it. */
    public boolean touches(long at) {
        if (calendar == null) return true;
        cover(at, at);
        int i = window(at);
        return i >= 0 && at <= closes[i] || i > 0 && at == closes[i - 1];
    }

    private long worked(long at) {
        int i = window(at);
        return i < 0 ? 0 : before[i] + Math.min(at, closes[i]) - opens[i];
    }

    private long whenDone(long work) {
        int i = Arrays.binarySearch(before, work);
        i = i >= 0 ? i - 1 : -i - 2;
        return opens[i] + work - before[i];
    }

    private long lastWithOnly(long work) {
        int i = Arrays.binarySearch(before, work);
        if (i < 0) i = -i - 2;
        return opens[i] + work - before[i];
    }

    // Questions come close to each other: the last answer's window is tried before searching.
    private int window(long at) {
        int i = last;
        if (i < opens.length && opens[i] <= at && (i + 1 == opens.length || at < opens[i + 1])) return i;
        i = Arrays.binarySearch(opens, at);
        if (i < 0) i = -i - 2;
        last = Math.max(i, 0);
        return i;
    }

    private void cover(long a, long b) {
        if (a >= from && b < until) return;
        lay(Math.min(Math.floorDiv(from, DAY), Math.floorDiv(a, DAY) - 60), Math.max(Math.floorDiv(until, DAY), Math.floorDiv(b, DAY) + 400));
    }

    private void grow(int yearsBack, int yearsOn, long asked) {
        var first = Math.floorDiv(from, DAY) - yearsBack * 366L;
        var end = Math.floorDiv(until, DAY) + yearsOn * 366L;
        if (end - first > LONGEST_DAYS) throw tooFar(asked);
        lay(first, end);
    }

    private void lay(long firstDay, long endDay) {
        if (calendar == null) return;
        if (endDay - firstDay > LONGEST_DAYS) throw tooFar(firstDay * DAY);
        from = calendar.startOfDay(LocalDate.ofEpochDay(firstDay)).getEpochSecond();
        until = calendar.startOfDay(LocalDate.ofEpochDay(endDay)).getEpochSecond();
        var windows = calendar.openWindows(Instant.ofEpochSecond(from), Instant.ofEpochSecond(until));
        opens = new long[windows.size()];
        closes = new long[opens.length];
        before = new long[opens.length];
        total = 0;
        for (int i = 0; i < opens.length; i++) {
            opens[i] = windows.get(i).from().getEpochSecond();
            closes[i] = windows.get(i).to().getEpochSecond();
            before[i] = total;
            total += closes[i] - opens[i];
        }
    }

    private NoWorkingTimeException tooFar(long asked) {
        var zone = calendar == null ? ZoneId.of("UTC") : calendar.zone();
        return new NoWorkingTimeException(zone, Instant.ofEpochSecond(Math.min(asked, from)), Instant.ofEpochSecond(Math.max(asked, until)));
    }
}
