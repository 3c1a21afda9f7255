package meridian.duty;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import meridian.calendar.WorkCalendar;
import org.jspecify.annotations.Nullable;

/** How often something is owed. What belongs to a week is kept under its Monday. */
public enum Cadence {
    DAY, WEEK;

    public static Cadence of(String text) {
        return valueOf(text.toUpperCase());
    }

    public String text() {
        return name().toLowerCase();
    }

    /** The first day of the period this day lies in. */
    public LocalDate period(LocalDate day) {
        return this == DAY ? day : day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    public LocalDate next(LocalDate period) {
        return this == DAY ? period.plusDays(1) : period.plusWeeks(1);
    }

    public LocalDate previous(LocalDate period) {
        return this == DAY ? period.minusDays(1) : period.minusWeeks(1);
    }

    /** The day on which what belongs to this period is owed: a working day itself, or the last one of its week; null in a week off. */
    public @Nullable LocalDate owedOn(LocalDate period, WorkCalendar calendar) {
        if (this == DAY) return calendar.isWorkingDay(period) ? period : null;
        for (var day = period.plusDays(6); !day.isBefore(period); day = day.minusDays(1)) if (calendar.isWorkingDay(day)) return day;
        return null;
    }
}
