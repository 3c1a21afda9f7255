package meridian.workplan.exchange;

import java.util.Map;
import meridian.workplan.Constraint;
import org.jspecify.annotations.Nullable;

/** How plans word what a date asks: Microsoft Project’s phrases and signs in Chinese and English. */
public final class Constraints {
    private static final Map<String, Constraint> WORDS = Map.ofEntries(
            Map.entry("asap", Constraint.AS_SOON_AS_POSSIBLE), Map.entry("assoonaspossible", Constraint.AS_SOON_AS_POSSIBLE), Map.entry("越早越好", Constraint.AS_SOON_AS_POSSIBLE),
            Map.entry("alap", Constraint.AS_LATE_AS_POSSIBLE), Map.entry("aslateaspossible", Constraint.AS_LATE_AS_POSSIBLE), Map.entry("越晚越好", Constraint.AS_LATE_AS_POSSIBLE),
            Map.entry("snet", Constraint.START_NOT_BEFORE), Map.entry("startnoearlierthan", Constraint.START_NOT_BEFORE), Map.entry("不得早于此日期开始", Constraint.START_NOT_BEFORE), Map.entry("不早于此日期开始", Constraint.START_NOT_BEFORE), Map.entry("startnotbefore", Constraint.START_NOT_BEFORE),
            Map.entry("snlt", Constraint.START_NOT_AFTER), Map.entry("startnolaterthan", Constraint.START_NOT_AFTER), Map.entry("不得晚于此日期开始", Constraint.START_NOT_AFTER), Map.entry("不晚于此日期开始", Constraint.START_NOT_AFTER), Map.entry("startnotafter", Constraint.START_NOT_AFTER),
            Map.entry("fnet", Constraint.FINISH_NOT_BEFORE), Map.entry("finishnoearlierthan", Constraint.FINISH_NOT_BEFORE), Map.entry("不得早于此日期完成", Constraint.FINISH_NOT_BEFORE), Map.entry("不早于此日期完成", Constraint.FINISH_NOT_BEFORE), Map.entry("finishnotbefore", Constraint.FINISH_NOT_BEFORE),
            Map.entry("fnlt", Constraint.FINISH_NOT_AFTER), Map.entry("finishnolaterthan", Constraint.FINISH_NOT_AFTER), Map.entry("不得晚于此日期完成", Constraint.FINISH_NOT_AFTER), Map.entry("不晚于此日期完成", Constraint.FINISH_NOT_AFTER), Map.entry("finishnotafter", Constraint.FINISH_NOT_AFTER),
            Map.entry("mso", Constraint.START_ON), Map.entry("muststarton", Constraint.START_ON), Map.entry("必须开始于", Constraint.START_ON), Map.entry("必须于此日期开始", Constraint.START_ON),
            Map.entry("mfo", Constraint.FINISH_ON), Map.entry("mustfinishon", Constraint.FINISH_ON), Map.entry("必须完成于", Constraint.FINISH_ON), Map.entry("必须于此日期完成", Constraint.FINISH_ON));

    private Constraints() {}

    /** What a sign means that {@link CellText} writes. */
    public static Constraint of(String sign) {
        var constraint = parse(sign);
        if (constraint == null) throw new IllegalArgumentException(sign);
        return constraint;
    }

    static @Nullable Constraint parse(String text) {
        return WORDS.get(Column.plain(text));
    }

    /** The sign that every language knows: {@code SNET}. */
    static String sign(Constraint constraint) {
        return switch (constraint) {
            case AS_SOON_AS_POSSIBLE -> "ASAP";
            case AS_LATE_AS_POSSIBLE -> "ALAP";
            case START_NOT_BEFORE -> "SNET";
            case START_NOT_AFTER -> "SNLT";
            case FINISH_NOT_BEFORE -> "FNET";
            case FINISH_NOT_AFTER -> "FNLT";
            case START_ON -> "MSO";
            case FINISH_ON -> "MFO";
        };
    }

    static String key(Constraint constraint) {
        return "exchange.constraint." + constraint.name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Whether its date is one of the start, else of the finish. */
    static boolean aboutStart(Constraint constraint) {
        return constraint == Constraint.START_NOT_BEFORE || constraint == Constraint.START_NOT_AFTER || constraint == Constraint.START_ON;
    }
}
