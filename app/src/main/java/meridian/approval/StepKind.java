package meridian.approval;

import java.util.Locale;

/** The steps of an approval in their order. */
public enum StepKind {
    CHECK, COUNTERSIGN, APPROVE;

    static StepKind of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    short position() {
        return (short) (ordinal() + 1);
    }
}
