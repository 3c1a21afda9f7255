package meridian.workplan;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A day as people type it into a cell: 2026-11-30, 2026/11/30, 2026年11月30日, 11-30 (of the nearest year), each with a time or without. */
final class TypedDay {
    private static final Pattern TYPED = Pattern.compile("(?:([0-9]{4})[-/.年])?\\s*([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?:[T ]+([0-9]{1,2}):([0-9]{2})(?::00)?)?");

    private TypedDay() {}

    /** The moment, or null where it is none; without a time the first or the last minute of the day. */
    static @Nullable LocalDateTime parse(String typed, boolean finish, LocalDate today) {
        var matcher = TYPED.matcher(typed.strip());
        if (!matcher.matches()) return null;
        try {
            int month = Integer.parseInt(matcher.group(2)), day = Integer.parseInt(matcher.group(3));
            var date = matcher.group(1) != null ? LocalDate.of(Integer.parseInt(matcher.group(1)), month, day) : nearest(month, day, today);
            if (matcher.group(4) == null) return finish ? TaskFields.endOf(date) : TaskFields.startOf(date);
            int hour = Integer.parseInt(matcher.group(4)), minute = Integer.parseInt(matcher.group(5));
            return hour == 24 && minute == 0 ? TaskFields.endOf(date) : date.atTime(LocalTime.of(hour, minute));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static LocalDate nearest(int month, int day, LocalDate today) {
        var thisYear = LocalDate.of(today.getYear(), month, day);
        if (thisYear.isBefore(today.minusMonths(6))) return thisYear.plusYears(1);
        return thisYear.isAfter(today.plusMonths(6)) ? thisYear.minusYears(1) : thisYear;
    }
}
