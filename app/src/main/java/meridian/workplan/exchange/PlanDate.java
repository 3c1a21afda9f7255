package meridian.workplan.exchange;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/**
 * A start or finish in the party's own time. Without a time a start is the beginning of its day and a finish its end
 * (24:00), so a finish at 24:00 has no time of its own.
 */
public record PlanDate(LocalDate date, @Nullable LocalTime time) implements Comparable<PlanDate> {

    public static PlanDate of(LocalDate date) {
        return new PlanDate(date, null);
    }

    public LocalDateTime asStart() {
        return time == null ? date.atStartOfDay() : date.atTime(time);
    }

    /** The instant it ends, exclusive: midnight after the day where no time is given. */
    public LocalDateTime asFinish() {
        return time == null ? date.plusDays(1).atStartOfDay() : date.atTime(time);
    }

    @Override
    public int compareTo(PlanDate other) {
        return asStart().compareTo(other.asStart());
    }

    @Override
    public String toString() {
        return time == null ? date.toString() : date + " " + time;
    }
}
