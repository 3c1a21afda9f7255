package meridian.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The open windows of one month as sorted epoch seconds, with the work done before each: every question is a binary search. Months
 * partition time: each begins with the first instant of its first day.
 */
final class WorkMonth {

    private static final int DAY = 24 * 60 * 60;

    final long start;
    final long end;
    /** Seconds of work in the whole month. */
    final long total;

    private final long[] opens;
    private final long[] closes;
    private final long[] before;

    private WorkMonth(long start, long end, long[] opens, long[] closes) {
        this.start = start;
        this.end = end;
        this.opens = opens;
        this.closes = closes;
        this.before = new long[opens.length];
        var sum = 0L;
        for (int i = 0; i < opens.length; i++) {
            before[i] = sum;
            sum += closes[i] - opens[i];
        }
        this.total = sum;
    }

    static WorkMonth of(YearMonth month, ZoneId zone, Function<LocalDate, List<Interval>> hoursOf) {
        var start = month.atDay(1).atStartOfDay(zone).toEpochSecond();
        var end = month.plusMonths(1).atDay(1).atStartOfDay(zone).toEpochSecond();
        return new Filling(start, end).fill(zone, hoursOf);
    }

    /** Work between the month’s first instant and this one. */
    Duration workedUntil(Instant instant) {
        var second = instant.getEpochSecond();
        var i = lastAtOrBelow(opens, second);
        if (i < 0) {
            return Duration.ZERO;
        }
        return second < closes[i]
                ? Duration.ofSeconds(before[i] + second - opens[i], instant.getNano())
                : Duration.ofSeconds(before[i] + closes[i] - opens[i]);
    }

    /** The earliest instant at which this much work is done; more than nothing, at most {@link #total}. */
    Instant whenDone(Duration work) {
        var i = lastAtOrBelow(before, work.getNano() > 0 ? work.getSeconds() : work.getSeconds() - 1);
        return Instant.ofEpochSecond(opens[i] + work.getSeconds() - before[i], work.getNano());
    }

    /** The latest instant at which no more than this much work is done; less than {@link #total}. */
    Instant lastWithOnly(Duration work) {
        var i = lastAtOrBelow(before, work.getSeconds());
        return Instant.ofEpochSecond(opens[i] + work.getSeconds() - before[i], work.getNano());
    }

    boolean works(Instant instant) {
        var i = lastAtOrBelow(opens, instant.getEpochSecond());
        return i >= 0 && instant.getEpochSecond() < closes[i];
    }

    /** The instant itself if it is worked, else the next opening of this month. */
    @Nullable Instant nextWorked(Instant instant) {
        var i = lastAtOrBelow(opens, instant.getEpochSecond());
        if (i >= 0 && instant.getEpochSecond() < closes[i]) {
            return instant;
        }
        return i + 1 < opens.length ? Instant.ofEpochSecond(opens[i + 1]) : null;
    }

    /** The instant itself if work was done right before it, else the previous closing in this month. */
    @Nullable Instant previousWorked(Instant instant) {
        var second = instant.getEpochSecond();
        var i = lastAtOrBelow(opens, instant.getNano() > 0 ? second : second - 1);
        if (i < 0) {
            return null;
        }
        var close = Instant.ofEpochSecond(closes[i]);
        return instant.isAfter(close) ? close : instant;
    }

    /** Adds the windows between two epoch seconds, cut to them, to those found so far. */
    void collect(long from, long to, Filling found) {
        for (int i = 0; i < opens.length && opens[i] < to; i++) {
            var open = Math.max(from, opens[i]);
            var close = Math.min(to, closes[i]);
            if (open < close) {
                found.add(open, close);
            }
        }
    }

    private static int lastAtOrBelow(long[] sorted, long key) {
        var i = Arrays.binarySearch(sorted, key);
        return i >= 0 ? i : -i - 2;
    }

    /** Windows being gathered in order; touching ones become one. */
    static final class Filling {
        private final long start;
        private final long end;
        private long[] opens = new long[64];
        private long[] closes = new long[64];
        private int size;

        Filling(long start, long end) {
            this.start = start;
            this.end = end;
        }

        /** An instant is worked if the clock on the wall says so: between two changes of offset the wall is a plain shift of real time. */
        WorkMonth fill(ZoneId zone, Function<LocalDate, List<Interval>> hoursOf) {
            var rules = zone.getRules();
            for (long at = start; at < end; ) {
                var offset = rules.getOffset(Instant.ofEpochSecond(at)).getTotalSeconds();
                var change = rules.nextTransition(Instant.ofEpochSecond(at));
                var until = change == null ? end : Math.min(end, change.toEpochSecond());
                fillWithOneOffset(at + offset, until + offset, offset, hoursOf);
                at = until;
            }
            return new WorkMonth(start, end, Arrays.copyOf(opens, size), Arrays.copyOf(closes, size));
        }

        void add(long open, long close) {
            if (size > 0 && closes[size - 1] == open) {
                closes[size - 1] = close;
                return;
            }
            if (size == opens.length) {
                opens = Arrays.copyOf(opens, size * 2);
                closes = Arrays.copyOf(closes, size * 2);
            }
            opens[size] = open;
            closes[size++] = close;
        }

        List<Window> toWindows() {
            var windows = new Window[size];
            for (int i = 0; i < size; i++) {
                windows[i] = new Window(Instant.ofEpochSecond(opens[i]), Instant.ofEpochSecond(closes[i]));
            }
            return List.of(windows);
        }

        private void fillWithOneOffset(long localFrom, long localTo, int offset, Function<LocalDate, List<Interval>> hoursOf) {
            for (long day = Math.floorDiv(localFrom, DAY); day * DAY < localTo; day++) {
                for (var interval : hoursOf.apply(LocalDate.ofEpochDay(day))) {
                    var open = Math.max(localFrom, day * DAY + interval.from() * 60L);
                    var close = Math.min(localTo, day * DAY + interval.to() * 60L);
                    if (open < close) {
                        add(open - offset, close - offset);
                    }
                }
            }
        }
    }
}
