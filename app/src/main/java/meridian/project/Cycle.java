package meridian.project;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import meridian.tenancy.CycleId;
import org.jspecify.annotations.Nullable;

/** One execution cycle 执行周期 of a project that never closes: a quarter or a month, with its goals and what came of it. */
public record Cycle(CycleId id, int number, LocalDate firstDay, LocalDate lastDay, String goals, String summary, @Nullable String endedBy, @Nullable Instant endedAt, int version) {
    /** The scenario whose projects go round instead of closing. */
    static final String SCENARIO = "operation";

    public boolean running() {
        return endedAt == null;
    }

    /** From a day to the end of its quarter; a day in the last week of one belongs to the next, so that no cycle is days long. */
    record Span(LocalDate firstDay, LocalDate lastDay) {
        private static final int SHORTEST = 7;

        static Span from(LocalDate day) {
            var last = endOfQuarter(day);
            return new Span(day, day.plusDays(SHORTEST).isAfter(last) ? endOfQuarter(last.plusDays(1)) : last);
        }

        private static LocalDate endOfQuarter(LocalDate day) {
            return day.with(IsoFields.DAY_OF_QUARTER, 1).plusMonths(2).with(TemporalAdjusters.lastDayOfMonth());
        }
    }
}
