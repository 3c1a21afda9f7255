package meridian.meeting;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import meridian.calendar.WorkCalendar;

/**
 * How a series goes on, by the calendar of its region: on every working day; every so many weeks on the weekday of the first; every so
 * many months on the same weekday of the month (the fifth where there is none: the last). What falls on a day off is left out.
 */
public enum Repeats {
    WORKDAYS, WEEKLY, FORTNIGHTLY, MONTHLY, QUARTERLY;

    /** A year of working days; whoever wants more calls a new series. */
    public static final int MOST = 260;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Repeats> of(String text) {
        return Stream.of(values()).filter(repeats -> repeats.text().equals(text)).findFirst();
    }

    /** The days from the first (always one of them) until the last, inclusive. */
    public List<LocalDate> days(LocalDate first, LocalDate until, WorkCalendar calendar) {
        var days = new ArrayList<LocalDate>();
        days.add(first);
        for (int step = 1; days.size() < MOST; step++) {
            var day = day(first, step);
            if (day.isAfter(until)) break;
            if (calendar.isWorkingDay(day)) days.add(day);
        }
        return List.copyOf(days);
    }

    private LocalDate day(LocalDate first, int step) {
        return switch (this) {
            case WORKDAYS -> first.plusDays(step);
            case WEEKLY -> first.plusWeeks(step);
            case FORTNIGHTLY -> first.plusWeeks(2L * step);
            case MONTHLY -> inMonth(first, first.plusMonths(step));
            case QUARTERLY -> inMonth(first, first.plusMonths(3L * step));
        };
    }

    private static LocalDate inMonth(LocalDate first, LocalDate month) {
        return month.with(last(first) ? TemporalAdjusters.lastInMonth(first.getDayOfWeek()) : TemporalAdjusters.dayOfWeekInMonth(nth(first), first.getDayOfWeek()));
    }

    private static int nth(LocalDate day) {
        return day.get(ChronoField.ALIGNED_WEEK_OF_MONTH);
    }

    private static boolean last(LocalDate day) {
        return nth(day) == 5;
    }

    /** As calendars write it (RFC 5545); what it says too much or too little stands beside it in the event. */
    public String rule(LocalDateTime first, LocalDateTime last, ZoneId zone) {
        var until = ";UNTIL=" + DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC).format(last.atZone(zone).toInstant());
        var weekday = first.getDayOfWeek().name().substring(0, 2);
        return switch (this) {
            case WORKDAYS -> "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR" + until;
            case WEEKLY -> "FREQ=WEEKLY;BYDAY=" + weekday + until;
            case FORTNIGHTLY -> "FREQ=WEEKLY;INTERVAL=2;BYDAY=" + weekday + until;
            case MONTHLY -> "FREQ=MONTHLY;BYDAY=" + (last(first.toLocalDate()) ? "-1" : nth(first.toLocalDate())) + weekday + until;
            case QUARTERLY -> "FREQ=MONTHLY;INTERVAL=3;BYDAY=" + (last(first.toLocalDate()) ? "-1" : nth(first.toLocalDate())) + weekday + until;
        };
    }

    /** The days that the rule alone would give, days off too. */
    List<LocalDate> ruled(LocalDate first, LocalDate last) {
        var days = new ArrayList<LocalDate>();
        for (int step = 0; ; step++) {
            var day = day(first, step);
            if (day.isAfter(last)) return days;
            if (this != WORKDAYS || step == 0 || day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0) days.add(day);
        }
    }
}
