package meridian.coordination;

import java.util.Locale;
import meridian.tenancy.Refused;

/**
 * How far an emergency is, and what can be done about it there. A rejected solution leads back: whoever has answered still
 * owes one.
 */
public enum EmergencyState {
    RAISED, ANSWERED, PROPOSED, ACCEPTED, CLOSED, WITHDRAWN;

    /** What people do about an emergency beside talking. */
    public enum Act {
        PROPOSE, ACCEPT, REJECT, CLOSE, WITHDRAW
    }

    public boolean open() {
        return this != CLOSED && this != WITHDRAWN;
    }

    public boolean may(Act act) {
        return switch (act) {
            case PROPOSE -> this == RAISED || this == ANSWERED;
            case ACCEPT, REJECT -> this == PROPOSED;
            case CLOSE -> this == ACCEPTED;
            case WITHDRAW -> open() && this != ACCEPTED;
        };
    }

    /** The state after an act; refused where it does not lead on from here. */
    EmergencyState after(Act act, boolean answered) {
        if (!may(act)) throw Refused.because("emergency.cannot_" + act.name().toLowerCase(Locale.ROOT));
        return switch (act) {
            case PROPOSE -> PROPOSED;
            case ACCEPT -> ACCEPTED;
            case REJECT -> answered ? ANSWERED : RAISED;
            case CLOSE -> CLOSED;
            case WITHDRAW -> WITHDRAWN;
        };
    }

    static EmergencyState of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
