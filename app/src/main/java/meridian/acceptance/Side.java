package meridian.acceptance;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The sides of a panel; each has somebody. */
public enum Side {
    BUSINESS, TECHNICAL, QUALITY;

    public static Optional<Side> of(String text) {
        return Stream.of(values()).filter(side -> side.text().equals(text)).findFirst();
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
