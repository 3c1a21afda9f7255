package meridian.board;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;
import java.util.regex.Pattern;

/** A week of the ISO calendar (Monday to Sunday), written {@code 2026-W48}. */
public record Week(LocalDate monday) {
    private static final Pattern WRITTEN = Pattern.compile("(\\d{4})-W(\\d{2})");

    public Week {
        if (monday.getDayOfWeek() != DayOfWeek.MONDAY) throw new IllegalArgumentException("A week begins on Monday, not " + monday);
    }

    public static Week of(LocalDate day) {
        return new Week(day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
    }

    public static Optional<Week> parse(String written) {
        var parts = WRITTEN.matcher(written);
        if (!parts.matches()) return Optional.empty();
        try {
            var week = of(LocalDate.of(Integer.parseInt(parts.group(1)), 1, 4).with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, Integer.parseInt(parts.group(2))));
            return week.toString().equals(written) ? Optional.of(week) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    public LocalDate sunday() {
        return monday.plusDays(6);
    }

    public Week next() {
        return new Week(monday.plusDays(7));
    }

    public int year() {
        return monday.get(IsoFields.WEEK_BASED_YEAR);
    }

    public int number() {
        return monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
    }

    @Override
    public String toString() {
        return "%04d-W%02d".formatted(year(), number());
    }
}
