package meridian.notification;

import java.util.Locale;

/** Whether letters come one by one or gathered into one. */
public enum Digest {
    NONE, DAILY, WEEKLY;

    public static Digest of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
