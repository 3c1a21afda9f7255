package meridian.risk.web;

import meridian.risk.Level;
import meridian.risk.RiskStatus;
import org.jspecify.annotations.Nullable;

/** The shapes and colours that risks are shown with. */
public final class Signs {
    private Signs() {}

    public static String of(RiskStatus status) {
        return switch (status) {
            case PROPOSED -> "draft";
            case ASSESSED -> "doing";
            case TREATED -> "done";
            case CLOSED -> "accepted";
            case OCCURRED -> "bad";
        };
    }

    public static String tag(@Nullable Level level) {
        return switch (level) {
            case null -> "";
            case HIGH -> "high";
            case MEDIUM -> "mid";
            case LOW -> "low";
        };
    }

    /** Of one party’s week. */
    public static String week(String standing) {
        return switch (standing) {
            case "submitted" -> "done";
            case "late" -> "warn";
            case "missing" -> "bad";
            case "waiting" -> "open";
            default -> "plain";
        };
    }
}
