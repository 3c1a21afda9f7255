package meridian.risk;

import java.util.Locale;

/** What is done with a risk, each kept in its update log with who did it when. */
public enum RiskAct {
    RAISE,
    CHANGE,
    ASSESS,
    /** Somebody is to do something about it. */
    MEASURE,
    /** A measure was carried out. */
    DONE,
    /** A measure is not wanted any more. */
    DROP,
    NOTE,
    /** Looked at again on its day, with the next day. */
    REVIEW,
    /** All is done that was to be done; what is left of it was rated. */
    TREAT,
    /** Who keeps an eye on it once the project is over. */
    HAND_OVER,
    CLOSE,
    /** It has happened. */
    OCCUR,
    REOPEN;

    public static RiskAct of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
