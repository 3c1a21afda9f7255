package meridian.risk;

import java.util.Locale;
import java.util.Optional;

/** How grave a risk is: the submitter’s first estimate 初判, and what the matrix makes of its assessment. */
public enum Level {
    LOW, MEDIUM, HIGH;

    public static Level of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** The one of this word; nothing else is one. */
    public static Optional<Level> named(String text) {
        for (var level : values()) if (level.text().equals(text)) return Optional.of(level);
        return Optional.empty();
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
