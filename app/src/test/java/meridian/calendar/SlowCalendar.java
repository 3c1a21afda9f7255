package meridian.calendar;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The obvious way to calculate working time, to compare the fast way with: look at the wall clock minute by minute. It shares no code
 * with {@link WorkCalendar} and is correct for whole minutes only.
 */
public record SlowCalendar(ZoneId zone, List<Row> rows, List<DayOverride> overrides, Map<LocalDate, boolean[]> worked) {

    public record Row(LocalDate effective, DayOfWeek weekday, WeekParity parity, Interval hours) {}

    public SlowCalendar(ZoneId zone, List<Row> rows, List<DayOverride> overrides) {
        this(zone, rows, overrides, new HashMap<>());
    }

    public boolean isWorking(Instant instant) {
        var local = LocalDateTime.ofInstant(instant, zone);
        return worked.computeIfAbsent(local.toLocalDate(), this::workedMinutes)[local.getHour() * 60 + local.getMinute()];
    }

    public Instant next(Instant instant) {
        var at = instant;
        while (!isWorking(at)) {
            at = at.plus(1, ChronoUnit.MINUTES);
        }
        return at;
    }

    public Instant previous(Instant instant) {
        var at = instant;
        while (!isWorking(at.minus(1, ChronoUnit.MINUTES))) {
            at = at.minus(1, ChronoUnit.MINUTES);
        }
        return at;
    }

    public Instant add(Instant from, long minutes) {
        var at = from;
        for (var left = minutes; left > 0; at = at.plus(1, ChronoUnit.MINUTES)) {
            left -= isWorking(at) ? 1 : 0;
        }
        for (var left = -minutes; left > 0; ) {
            at = at.minus(1, ChronoUnit.MINUTES);
            left -= isWorking(at) ? 1 : 0;
        }
        return at;
    }

    public Duration between(Instant a, Instant b) {
        var minutes = 0L;
        for (var at = a; at.isBefore(b); at = at.plus(1, ChronoUnit.MINUTES)) {
            minutes += isWorking(at) ? 1 : 0;
        }
        return Duration.ofMinutes(minutes);
    }

    private boolean[] workedMinutes(LocalDate day) {
        var minutes = new boolean[24 * 60];
        for (var interval : hoursOf(day)) {
            Arrays.fill(minutes, interval.from(), interval.to(), true);
        }
        return minutes;
    }

    private List<Interval> hoursOf(LocalDate day) {
        var override = overrides.stream().filter(candidate -> candidate.day().equals(day)).reduce((first, second) -> second);
        if (override.isEmpty()) {
            return weekly(day, inForceOn(day));
        }
        if (!override.get().working() || !override.get().hours().isEmpty()) {
            return override.get().hours();
        }
        var inForce = inForceOn(day);
        var own = weekly(day, inForce);
        return own.isEmpty() ? nearestNormalDay(day, inForce) : own;
    }

    private List<Interval> nearestNormalDay(LocalDate day, List<Row> inForce) {
        // Any even and any odd week together are what the weekly hours say.
        var fortnight = Stream.iterate(LocalDate.of(2026, 1, 5), date -> date.plusDays(1)).limit(14).map(date -> minutes(date, inForce)).toList();
        var normal = fortnight.stream()
                .filter(minutes -> minutes > 0)
                .max(Comparator.<Integer>comparingLong(minutes -> fortnight.stream().filter(minutes::equals).count())
                        .thenComparingInt(minutes -> minutes));
        return Stream.iterate(1, distance -> distance <= 14, distance -> distance + 1)
                .flatMap(distance -> Stream.of(day.minusDays(distance), day.plusDays(distance)))
                .filter(near -> Objects.equals(normal.orElse(-1), minutes(near, inForce)))
                .findFirst()
                .map(near -> weekly(near, inForce))
                .orElse(List.of());
    }

    private int minutes(LocalDate day, List<Row> inForce) {
        var minutes = new BitSet();
        weekly(day, inForce).forEach(interval -> minutes.set(interval.from(), interval.to()));
        return minutes.cardinality();
    }

    private List<Row> inForceOn(LocalDate day) {
        var dates = new ArrayList<>(rows.stream().map(Row::effective).distinct().sorted().toList());
        var effective = dates.stream().filter(date -> !date.isAfter(day)).reduce((first, second) -> second).orElse(dates.getFirst());
        return rows.stream().filter(row -> row.effective().equals(effective)).toList();
    }

    private static List<Interval> weekly(LocalDate day, List<Row> inForce) {
        var odd = day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR) % 2 != 0;
        return inForce.stream()
                .filter(row -> row.weekday() == day.getDayOfWeek())
                .filter(row -> row.parity() == WeekParity.EVERY || row.parity() == (odd ? WeekParity.ODD : WeekParity.EVEN))
                .map(Row::hours)
                .toList();
    }
}
