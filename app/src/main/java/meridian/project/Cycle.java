package meridian.project;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import meridian.tenancy.CycleId;
import org.jspecify.annotations.Nullable;

/** One execution cycle 执行周期 of a project that never closes: with its goals and what came of it. */
public record Cycle(CycleId id, int number, Length length, LocalDate firstDay, LocalDate lastDay, String goals, String summary, @Nullable String endedBy, @Nullable Instant endedAt, int version) {
    /** The scenario whose projects go round instead of closing. */
    static final String SCENARIO = "operation";

    public boolean running() {
        return endedAt == null;
    }

    /** How long a cycle is; each ends with a month of the calendar. */
    public enum Length {
        MONTH(1), QUARTER(3), HALF_YEAR(6), YEAR(12);

        private final int months;

        Length(int months) {
            this.months = months;
        }

        public static Optional<Length> of(String text) {
            return Arrays.stream(values()).filter(length -> length.text().equals(text)).findFirst();
        }

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The last day of the month, quarter, half-year or year that a day lies in. */
        LocalDate last(LocalDate day) {
            int behind = (day.getMonthValue() - 1) % months;
            return day.withDayOfMonth(1).plusMonths(months - behind).minusDays(1);
        }
    }

    /** From a day to the end of its month, quarter …; a day in the last week of one belongs to the next, so that no cycle is days long. */
    record Span(LocalDate firstDay, LocalDate lastDay) {
        private static final int SHORTEST = 7;

        static Span from(LocalDate day, Length length) {
            var last = length.last(day);
            return new Span(day, day.plusDays(SHORTEST).isAfter(last) ? length.last(last.plusDays(1)) : last);
        }
    }
}
