package meridian.calendar;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * When a region works: a zone, weekly hours by effective date, and single days that differ. Immutable, equal by content, safe for any
 * number of threads; months are computed once and kept, so hold on to a calendar while calculating.
 *
 * <ul>
 *   <li><b>An instant is worked when the clock on the region’s wall reads working hours.</b> Durations are real elapsed time, so a night
 *       shift is an hour shorter when summer time begins and an hour longer when it ends.
 *   <li>Weekly hours hold from their effective date until the next one; the first ones hold for the time before, too.
 *   <li>A make-up workday without hours of its own has its weekday’s, if that weekday works in that week; otherwise those of the nearest
 *       day of normal length (the earlier of two), by the weekly hours in force on it.
 *   <li>Of two overrides of one day the later added wins: add the country’s, then the region’s, then the company’s.
 *   <li>Windows are half-open. A finish that falls on a closing stays there; it is not the next morning’s opening.
 *   <li>Nothing searches for ever: after ten years without working time, or two centuries in all, {@link NoWorkingTimeException}.
 * </ul>
 */
public final class WorkCalendar {

    private static final int MOST_EMPTY_MONTHS = 10 * 12;
    private static final int MOST_MONTHS = 200 * 12;
    private static final int MOST_EMPTY_DAYS = 3653;
    private static final LocalTime LAST_MINUTE = LocalTime.of(23, 59);

    private final ZoneId zone;
    private final NavigableMap<LocalDate, WeeklyHours> weekly;
    private final Map<LocalDate, DayOverride> overrides;
    private final Map<LocalDate, List<Interval>> overriddenHours = new HashMap<>();
    private final ConcurrentHashMap<Integer, WorkMonth> months = new ConcurrentHashMap<>();

    private WorkCalendar(ZoneId zone, NavigableMap<LocalDate, WeeklyHours> weekly, Map<LocalDate, DayOverride> overrides) {
        this.zone = zone;
        this.weekly = weekly;
        this.overrides = overrides;
        overrides.values().forEach(override -> overriddenHours.put(override.day(), hoursOf(override)));
    }

    public static Builder in(ZoneId zone) {
        return new Builder(zone);
    }

    public ZoneId zone() {
        return zone;
    }

    // ---- instants

    public boolean isWorking(Instant instant) {
        return month(instant).works(instant);
    }

    /**
     * The instant at which this much work is done after {@code from}, the earliest there is: eight hours from 09:00 of an eight-hour day
     * end at that day’s closing. A negative amount goes back, to the latest instant from which that much work was done until
     * {@code from}. Nothing leaves {@code from} where it is, worked or not.
     */
    public Instant add(Instant from, Duration working) {
        if (working.isZero()) {
            return from;
        }
        var index = indexOf(from);
        var target = month(index).workedUntil(from).plus(working);
        return working.isNegative() ? goBack(from, index, target) : goOn(from, index, target);
    }

    /** The work between two instants; negative when {@code b} is before {@code a}. */
    public Duration between(Instant a, Instant b) {
        if (b.isBefore(a)) {
            return between(b, a).negated();
        }
        int first = indexOf(a);
        int last = lastIndex(first, b);
        var whole = 0L;
        for (int index = first; index < last; index++) {
            whole += month(index).total;
        }
        return month(last).workedUntil(b).minus(month(first).workedUntil(a)).plusSeconds(whole);
    }

    /** This instant if it is worked, else the next opening: where work that is ready now begins. */
    public Instant nextWorkingInstant(Instant instant) {
        var index = indexOf(instant);
        for (int walked = 0; walked <= MOST_EMPTY_MONTHS; walked++) {
            var next = month(index + walked).nextWorked(instant);
            if (next != null) {
                return next;
            }
        }
        throw new NoWorkingTimeException(zone, instant, startOf(index + MOST_EMPTY_MONTHS));
    }

    /** This instant if work was done right up to it (a closing counts), else the closing before it: where work that must be over by now ends. */
    public Instant previousWorkingInstant(Instant instant) {
        var index = indexOf(instant);
        for (int walked = 0; walked <= MOST_EMPTY_MONTHS; walked++) {
            var previous = month(index - walked).previousWorked(instant);
            if (previous != null) {
                return previous;
            }
        }
        throw new NoWorkingTimeException(zone, instant, startOf(index - MOST_EMPTY_MONTHS));
    }

    /** The open windows of these days, the last one included; touching ones, as across midnight, are one. */
    public List<Window> openWindows(LocalDate first, LocalDate last) {
        return last.isBefore(first) ? List.of() : openWindows(startOfDay(first), endOfDay(last));
    }

    /** The open windows between two instants, cut to them. */
    public List<Window> openWindows(Instant from, Instant to) {
        var found = new WorkMonth.Filling(from.getEpochSecond(), to.getEpochSecond());
        int first = indexOf(from);
        int last = lastIndex(first, to);
        for (int index = first; index <= last; index++) {
            month(index).collect(from.getEpochSecond(), to.getEpochSecond(), found);
        }
        return found.toWindows();
    }

    // ---- days

    /** The hours of this day by the clock on the wall, in order, without overlaps; none on a day off. */
    public List<Interval> hoursOf(LocalDate day) {
        var overridden = overriddenHours.get(day);
        return overridden != null ? overridden : weeklyOn(day).on(day);
    }

    /** The working minutes of this day in real time: not the sum of {@link #hoursOf} on a day whose clocks change during work. */
    public int minutesOf(LocalDate day) {
        return (int) between(startOfDay(day), endOfDay(day)).toMinutes();
    }

    /** What {@code 1d} means in this region on this date: the most common length of a working day in its weekly hours. */
    public Duration normalDay(LocalDate on) {
        return Duration.ofMinutes(weeklyOn(on).normalMinutes());
    }

    public boolean isWorkingDay(LocalDate day) {
        return !hoursOf(day).isEmpty();
    }

    /** Why this day is not like every week’s, if it is not. */
    public @Nullable DayOverride overrideOf(LocalDate day) {
        return overrides.get(day);
    }

    /** The first working day after this one. */
    public LocalDate nextWorkingDay(LocalDate day) {
        return plusWorkingDays(day, 1);
    }

    /** The last working day before this one. */
    public LocalDate previousWorkingDay(LocalDate day) {
        return plusWorkingDays(day, -1);
    }

    /** The n-th working day after this one (before it, if negative); 0 is the day itself, working or not. */
    public LocalDate plusWorkingDays(LocalDate day, int days) {
        var step = Integer.signum(days);
        var at = day;
        for (int left = Math.abs(days), empty = 0; left > 0; ) {
            at = at.plusDays(step);
            if (isWorkingDay(at)) {
                left--;
                empty = 0;
            } else if (++empty > MOST_EMPTY_DAYS) {
                throw new NoWorkingTimeException(zone, startOfDay(day), startOfDay(at));
            }
        }
        return at;
    }

    /** The working days from {@code a} inclusive to {@code b} exclusive; negative when {@code b} is before {@code a}. */
    public int workingDaysBetween(LocalDate a, LocalDate b) {
        if (b.isBefore(a)) {
            return -workingDaysBetween(b, a);
        }
        return (int) a.datesUntil(b).filter(this::isWorkingDay).count();
    }

    /** 00:00 there, or the first instant of the day where clocks skip midnight. */
    public Instant startOfDay(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    /** 24:00 there: what a date-only deadline means. */
    public Instant endOfDay(LocalDate day) {
        return startOfDay(day.plusDays(1));
    }

    /** The first opening on this day, or on the next working day when it is a day off. */
    public Instant startOfWork(LocalDate day) {
        return nextWorkingInstant(startOfDay(day));
    }

    /** The last closing on this day, or on the previous working day when it is a day off. */
    public Instant endOfWork(LocalDate day) {
        return previousWorkingInstant(endOfDay(day));
    }

    // ---- local date-times, as tasks keep them: a start is an opening, a finish is inclusive and stays on the day that was worked

    /** The moment a local start means: the earlier reading of an hour that comes twice, the end of a gap. */
    public Instant startInstant(LocalDateTime start) {
        return reading(start, false);
    }

    /** The moment a local finish means: the later reading of an hour that comes twice; 23:59 is 24:00. */
    public Instant finishInstant(LocalDateTime finish) {
        return finish.toLocalTime().isBefore(LAST_MINUTE) ? reading(finish, true) : endOfDay(finish.toLocalDate());
    }

    public LocalDateTime localStart(Instant start) {
        return LocalDateTime.ofInstant(start, zone);
    }

    /** The wall’s reading at a finish; 24:00 is written 23:59 of the day that was worked, so that the finish date is that day. */
    public LocalDateTime localFinish(Instant finish) {
        var local = LocalDateTime.ofInstant(finish, zone);
        return local.toLocalTime().equals(LocalTime.MIDNIGHT) ? local.toLocalDate().minusDays(1).atTime(LAST_MINUTE) : local;
    }

    /** The finish of this much work begun at a local start; no work finishes where it starts. */
    public LocalDateTime finishOf(LocalDateTime start, Duration working) {
        return working.isZero() ? start : localFinish(add(startInstant(start), working));
    }

    /** The latest start from which this much work is done by an inclusive local finish. */
    public LocalDateTime startOf(LocalDateTime finish, Duration working) {
        return working.isZero() ? finish : localStart(add(finishInstant(finish), working.negated()));
    }

    /** The work between a local start and an inclusive local finish. */
    public Duration workBetween(LocalDateTime start, LocalDateTime finish) {
        return between(startInstant(start), finishInstant(finish));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WorkCalendar that
                && zone.equals(that.zone)
                && weekly.equals(that.weekly)
                && overrides.equals(that.overrides);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * zone.hashCode() + weekly.hashCode()) + overrides.hashCode();
    }

    @Override
    public String toString() {
        return "WorkCalendar[" + zone + ", weekly hours from " + weekly.keySet() + ", " + overrides.size() + " days differ]";
    }

    private Instant goOn(Instant from, int index, Duration target) {
        var left = target;
        int walked = 0;
        for (int empty = 0; walked <= MOST_MONTHS && empty <= MOST_EMPTY_MONTHS; walked++) {
            var month = month(index + walked);
            if (left.compareTo(Duration.ofSeconds(month.total)) <= 0) {
                return month.whenDone(left);
            }
            left = left.minusSeconds(month.total);
            empty = month.total == 0 ? empty + 1 : 0;
        }
        throw new NoWorkingTimeException(zone, from, startOf(index + walked));
    }

    private Instant goBack(Instant from, int index, Duration target) {
        if (!target.isNegative()) {
            return month(index).lastWithOnly(target);
        }
        var left = target;
        int walked = 1;
        for (int empty = 0; walked <= MOST_MONTHS && empty <= MOST_EMPTY_MONTHS; walked++) {
            var month = month(index - walked);
            left = left.plusSeconds(month.total);
            if (!left.isNegative()) {
                return month.lastWithOnly(left);
            }
            empty = month.total == 0 ? empty + 1 : 0;
        }
        throw new NoWorkingTimeException(zone, from, startOf(index - walked));
    }

    private List<Interval> hoursOf(DayOverride override) {
        if (!override.working()) {
            return List.of();
        }
        return override.hours().isEmpty() ? weeklyOn(override.day()).onMakeUpDay(override.day()) : override.hours();
    }

    private WeeklyHours weeklyOn(LocalDate day) {
        var entry = weekly.floorEntry(day);
        return (entry == null ? weekly.firstEntry() : entry).getValue();
    }

    private Instant reading(LocalDateTime local, boolean later) {
        var transition = zone.getRules().getTransition(local);
        if (transition == null) {
            return local.toInstant(zone.getRules().getOffset(local));
        }
        if (transition.isGap()) {
            return transition.getInstant();
        }
        return local.toInstant(later ? transition.getOffsetAfter() : transition.getOffsetBefore());
    }

    private WorkMonth month(Instant instant) {
        return month(indexOf(instant));
    }

    private WorkMonth month(int index) {
        var month = months.get(index);
        return month != null ? month : months.computeIfAbsent(index, i -> WorkMonth.of(yearMonth(i), zone, this::hoursOf));
    }

    /** The month that holds this instant. Not always the wall’s: clocks set back across midnight on the 1st read the old month again. */
    private int indexOf(Instant instant) {
        var local = LocalDate.ofInstant(instant, zone);
        var index = local.getYear() * 12 + local.getMonthValue() - 1;
        return instant.getEpochSecond() < month(index).end ? index : index + 1;
    }

    private int lastIndex(int first, Instant to) {
        var last = indexOf(to);
        if (last - first > MOST_MONTHS) {
            throw new IllegalArgumentException("more than 200 years until " + to);
        }
        return last;
    }

    private Instant startOf(int index) {
        return yearMonth(index).atDay(1).atStartOfDay(zone).toInstant();
    }

    private static YearMonth yearMonth(int index) {
        return YearMonth.of(Math.floorDiv(index, 12), Math.floorMod(index, 12) + 1);
    }

    /**
     * Puts a calendar together from rows: {@link #from} begins the weekly hours of an effective date, {@link #on} and {@link #weekdays}
     * add to the ones begun last. Without a {@code from} they hold always.
     */
    public static final class Builder {
        private final ZoneId zone;
        private final TreeMap<LocalDate, WeeklyHours.Rows> weekly = new TreeMap<>();
        private final Map<LocalDate, DayOverride> overrides = new HashMap<>();
        private @Nullable LocalDate effective;

        private Builder(ZoneId zone) {
            this.zone = zone;
        }

        /** The rows that follow hold from this date on. A date without rows is a region that stops working. */
        public Builder from(LocalDate effectiveDate) {
            effective = effectiveDate;
            weekly.computeIfAbsent(effectiveDate, date -> new WeeklyHours.Rows());
            return this;
        }

        public Builder on(DayOfWeek weekday, WeekParity parity, Interval... hours) {
            var date = effective == null ? LocalDate.MIN : effective;
            weekly.computeIfAbsent(date, d -> new WeeklyHours.Rows()).add(weekday, parity, List.of(hours));
            return this;
        }

        public Builder on(DayOfWeek weekday, String... hours) {
            return on(weekday, WeekParity.EVERY, parsed(hours));
        }

        /** Monday to Friday of every week: {@code weekdays("09:00-12:00", "13:30-18:00")}. */
        public Builder weekdays(String... hours) {
            Arrays.stream(DayOfWeek.values()).limit(5).forEach(day -> on(day, hours));
            return this;
        }

        /** Later ones win over earlier ones of the same day. */
        public Builder overrides(Collection<DayOverride> days) {
            days.forEach(override -> overrides.put(override.day(), override));
            return this;
        }

        public Builder override(DayOverride day) {
            return overrides(List.of(day));
        }

        public WorkCalendar build() {
            var hours = new TreeMap<LocalDate, WeeklyHours>();
            weekly.forEach((date, rows) -> hours.put(date, rows.toHours()));
            if (hours.isEmpty()) {
                hours.put(LocalDate.MIN, new WeeklyHours.Rows().toHours());
            }
            return new WorkCalendar(zone, hours, new HashMap<>(overrides));
        }

        private static Interval[] parsed(String... hours) {
            return Arrays.stream(hours).map(Interval::parse).toArray(Interval[]::new);
        }
    }
}
