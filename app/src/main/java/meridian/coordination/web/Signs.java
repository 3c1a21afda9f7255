package meridian.coordination.web;

import meridian.coordination.EmergencyState;
import meridian.coordination.Severity;

/** The shapes and colours that states and severities of emergencies are shown with. */
public final class Signs {
    private Signs() {}

    public static String of(EmergencyState state) {
        return switch (state) {
            case RAISED -> "blocked";
            case ANSWERED, PROPOSED -> "doing";
            case ACCEPTED -> "done";
            case CLOSED -> "accepted";
            case WITHDRAWN -> "cancelled";
        };
    }

    public static String tag(Severity severity) {
        return switch (severity) {
            case SEVERE -> "high";
            case SERIOUS -> "mid";
            case MINOR -> "low";
        };
    }
}
