package meridian.coordination;

import java.util.Locale;
import java.util.Optional;

/** How bad an emergency is; the first word of whoever raises it, changed as more is known. */
public enum Severity {
    SEVERE, SERIOUS, MINOR;

    public static Optional<Severity> of(String text) {
        for (var severity : values()) if (severity.text().equals(text)) return Optional.of(severity);
        return Optional.empty();
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
