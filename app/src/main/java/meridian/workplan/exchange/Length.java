package meridian.workplan.exchange;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A duration or lag as written: working time, except {@code ELAPSED_DAY}, which counts every day. May be negative. */
public record Length(BigDecimal amount, Unit unit) {
    public enum Unit {
        MINUTE("m"), HOUR("h"), DAY("d"), ELAPSED_DAY("ed"), WEEK("w"), MONTH("mo");

        private final String sign;

        Unit(String sign) {
            this.sign = sign;
        }
    }

    public static final Length NONE = new Length(BigDecimal.ZERO, Unit.DAY);

    private static final Pattern FORM = Pattern.compile(
            "([+-]?\\s*\\d{1,6}(?:\\.\\d{1,4})?)\\s*(?:个)?\\s*([a-z]*|工作日|自然日|日历日|日历天|天|日|小时|时|分钟|分|周|星期|月)\\.?",
            Pattern.CASE_INSENSITIVE);

    public Length {
        amount = amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
    }

    public static Length days(long days) {
        return new Length(BigDecimal.valueOf(days), Unit.DAY);
    }

    /** {@code 10}, {@code 10天}, {@code 2周}, {@code 3d}, {@code 1.5 days}; null for anything else. */
    static @Nullable Length parse(String text, Unit otherwise) {
        var form = FORM.matcher(text.strip());
        if (!form.matches()) return null;
        var unit = unit(form.group(2).toLowerCase(Locale.ROOT), otherwise);
        return unit == null ? null : new Length(new BigDecimal(form.group(1).replace(" ", "")), unit);
    }

    static @Nullable Unit unit(String word, Unit otherwise) {
        return switch (word) {
            case "" -> otherwise;
            case "d", "day", "days", "wd", "workday", "workdays", "天", "日", "工作日" -> Unit.DAY;
            case "ed", "eday", "edays", "自然日", "日历日", "日历天" -> Unit.ELAPSED_DAY;
            case "h", "hr", "hrs", "hour", "hours", "小时", "时" -> Unit.HOUR;
            case "m", "min", "mins", "minute", "minutes", "分", "分钟" -> Unit.MINUTE;
            case "w", "wk", "wks", "week", "weeks", "周", "星期" -> Unit.WEEK;
            case "mo", "mon", "mons", "month", "months", "月" -> Unit.MONTH;
            default -> null;
        };
    }

    public boolean zero() {
        return amount.signum() == 0;
    }

    /** {@code 2d}, {@code -4h}: read back as the same length. */
    @Override
    public String toString() {
        return amount.toPlainString() + unit.sign;
    }
}
