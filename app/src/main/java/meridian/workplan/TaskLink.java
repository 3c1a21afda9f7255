package meridian.workplan;

import java.math.BigDecimal;
import java.math.RoundingMode;
import meridian.tenancy.TaskId;
import meridian.workplan.exchange.Length;
import meridian.workplan.exchange.Predecessor;

/** What a task waits for: a predecessor, and a lag in working time of its own party, or by the clock. Negative is a lead. */
public record TaskLink(TaskId predecessor, LinkType type, int lagMinutes, boolean elapsed) {
    private static final int LONGEST = 5_256_000;

    /** @param day what 1d means to the party of the task that waits, in minutes */
    static TaskLink of(TaskId predecessor, Predecessor typed, int day) {
        return new TaskLink(predecessor, LinkType.valueOf(typed.type().name()), minutes(typed.lag(), day), typed.lag().unit() == Length.Unit.ELAPSED_DAY);
    }

    private static int minutes(Length lag, int day) {
        long unit = switch (lag.unit()) {
            case MINUTE -> 1;
            case HOUR -> 60;
            case DAY -> day;
            case ELAPSED_DAY -> 1440;
            case WEEK -> 5L * day;
            case MONTH -> 20L * day;
        };
        return (int) Math.clamp(lag.amount().multiply(BigDecimal.valueOf(unit)).longValue(), -LONGEST, LONGEST);
    }

    /** As it is typed and read back: {@code 12}, {@code 14SS+1d}, {@code 9FS+3ed}. */
    public static String text(int number, LinkType type, int lagMinutes, boolean elapsed, int day) {
        return new Predecessor(String.valueOf(number), Predecessor.Type.valueOf(type.name()), lag(lagMinutes, elapsed, day)).toString();
    }

    private static Length lag(int minutes, boolean elapsed, int day) {
        int unit = elapsed ? 1440 : day;
        if (elapsed || minutes * 4L % day == 0) return new Length(BigDecimal.valueOf(minutes).divide(BigDecimal.valueOf(unit), 4, RoundingMode.HALF_UP), elapsed ? Length.Unit.ELAPSED_DAY : Length.Unit.DAY);
        return minutes % 60 == 0 ? new Length(BigDecimal.valueOf(minutes / 60), Length.Unit.HOUR) : new Length(BigDecimal.valueOf(minutes), Length.Unit.MINUTE);
    }
}
