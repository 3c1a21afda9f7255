package meridian.approval;

import java.util.Locale;

/** The steps of an approval in their order, and one more that somebody asks for on the way (加签), which stands before theirs. */
public enum StepKind {
    CHECK, COUNTERSIGN, APPROVE, EXTRA;

    public static StepKind of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    short position() {
        return (short) (ordinal() + 1);
    }
}
