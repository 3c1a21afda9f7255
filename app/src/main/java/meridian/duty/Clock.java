package meridian.duty;

/** How the time of a duty counts: every hour, or the working time of a region. */
public enum Clock {
    ROUND_THE_CLOCK, WORKING_TIME;

    public static Clock of(String text) {
        return valueOf(text.toUpperCase(java.util.Locale.ROOT));
    }

    public String text() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
