package meridian.acceptance;

import java.util.Locale;
import meridian.tenancy.Refused;

/** A finding is open, mended by its owner’s word, and verified by whoever checked; or sent back, and open again. */
public enum FindingState {
    OPEN, MENDED, VERIFIED;

    public FindingState mend() {
        if (this != OPEN) throw Refused.because("quality.not_open");
        return MENDED;
    }

    public FindingState verify() {
        if (this != MENDED) throw Refused.because("quality.not_mended");
        return VERIFIED;
    }

    public FindingState sendBack() {
        if (this != MENDED) throw Refused.because("quality.not_mended");
        return OPEN;
    }

    public static FindingState of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
