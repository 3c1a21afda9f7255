package meridian.workplan;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Working time in minutes, as people write it: 3d, 4h, 90m, 1.5 天, 2小时, or a bare number of the region’s days. */
public final class WorkTime {
    /** Where no region says how long a day is. */
    static final int DAY = 480;
    private static final Pattern TYPED = Pattern.compile("([0-9]{1,5}(?:\\.[0-9]{1,2})?)\\s*(d|day|days|天|日|工作日|h|hour|hours|小时|时|m|min|分钟|分|w|周)?");

    private WorkTime() {}

    /** The minutes, or null where it makes no sense; {@code day} is what 1d means in minutes. */
    public static @Nullable Integer parse(String typed, int day) {
        var matcher = TYPED.matcher(typed.strip().toLowerCase());
        if (!matcher.matches()) return null;
        var number = Double.parseDouble(matcher.group(1));
        var unit = matcher.group(2) == null ? "d" : matcher.group(2);
        var minutes = switch (unit) {
            case "h", "hour", "hours", "小时", "时" -> 60;
            case "m", "min", "分钟", "分" -> 1;
            case "w", "周" -> 5 * day;
            default -> day;
        };
        return (int) Math.round(number * minutes);
    }

    public static String text(@Nullable Integer minutes, int day) {
        if (minutes == null) return "";
        if (minutes * 4L % day == 0) return BigDecimal.valueOf(minutes).divide(BigDecimal.valueOf(day), 2, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString() + "d";
        if (minutes % 60 == 0) return minutes / 60 + "h";
        return minutes + "m";
    }
}
