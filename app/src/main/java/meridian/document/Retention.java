package meridian.document;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How long a document is kept (保管期限). */
public enum Retention {
    PERMANENT, LONG_TERM, SHORT_TERM;

    public static Retention of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    public static Optional<Retention> find(String text) {
        return Arrays.stream(values()).filter(one -> one.text().equals(text)).findFirst();
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The key of its word. */
    public String key() {
        return "document.retention." + text();
    }
}
