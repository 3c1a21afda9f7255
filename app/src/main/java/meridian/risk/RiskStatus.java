package meridian.risk;

import static meridian.risk.RiskAct.*;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import meridian.tenancy.Refused;

/**
 * The states of a risk and what can be done in each. It may be closed or occur from any of the open ones; either can turn
 * out to have been said too soon.
 */
public enum RiskStatus {
    PROPOSED(CHANGE, ASSESS, MEASURE, DONE, DROP, NOTE, REVIEW, HAND_OVER, CLOSE, OCCUR),
    ASSESSED(CHANGE, ASSESS, MEASURE, DONE, DROP, NOTE, REVIEW, TREAT, HAND_OVER, CLOSE, OCCUR),
    TREATED(CHANGE, ASSESS, MEASURE, DONE, DROP, NOTE, REVIEW, HAND_OVER, CLOSE, OCCUR),
    CLOSED(NOTE, REOPEN),
    OCCURRED(NOTE, REOPEN);

    private final List<RiskAct> acts;

    RiskStatus(RiskAct... acts) {
        this.acts = List.of(acts);
    }

    public boolean may(RiskAct act) {
        return acts.contains(act);
    }

    /** The state after an act; what is opened again is where it was before it ended: assessed, or never assessed. */
    public RiskStatus after(RiskAct act, boolean assessed) {
        if (!may(act)) throw Refused.because("risk.cannot_" + act.text());
        return switch (act) {
            case ASSESS -> ASSESSED;
            case TREAT -> TREATED;
            case CLOSE -> CLOSED;
            case OCCUR -> OCCURRED;
            case REOPEN -> assessed ? ASSESSED : PROPOSED;
            // More to do: what was treated is not any more.
            case MEASURE -> this == TREATED ? ASSESSED : this;
            case RAISE, CHANGE, DONE, DROP, NOTE, REVIEW, HAND_OVER -> this;
        };
    }

    /** It may still happen. */
    public boolean open() {
        return this != CLOSED && this != OCCURRED;
    }

    public static RiskStatus of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    public static Optional<RiskStatus> named(String text) {
        return Arrays.stream(values()).filter(status -> status.text().equals(text)).findFirst();
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
