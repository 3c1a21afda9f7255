package meridian.document;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Who a document is meant for (密级). None of them is a state secret: the system is not made for those. */
public enum Classification {
    PUBLIC,
    INTERNAL,
    CONFIDENTIAL;

    /** Whether every page names the person who took the document out, and when. */
    public boolean watermarked() {
        return this == CONFIDENTIAL;
    }

    public static Optional<Classification> find(String text) {
        return Arrays.stream(values()).filter(one -> one.text().equals(text)).findFirst();
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The key of its word. */
    public String key() {
        return "document.class." + text();
    }
}
