package meridian.workplan;

import java.time.LocalDateTime;
import meridian.calendar.WorkCalendar;

/** By how much a finish is later (positive) or earlier than another, in working days of a calendar, to half a day. */
public final class Variance {
    private Variance() {}

    static double days(WorkCalendar calendar, LocalDateTime from, LocalDateTime to) {
        var a = calendar.finishInstant(from);
        var b = calendar.finishInstant(to);
        var day = calendar.normalDay(from.toLocalDate());
        if (day.isZero()) return java.time.Duration.between(a, b).toHours() / 24.0;
        return Math.round(calendar.between(a, b).toMinutes() * 2.0 / day.toMinutes()) / 2.0;
    }

    /** 1.5, 4: without its sign. */
    public static String text(double days) {
        return java.math.BigDecimal.valueOf(Math.abs(days)).stripTrailingZeros().toPlainString();
    }
}
