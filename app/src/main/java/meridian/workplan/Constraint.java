package meridian.workplan;

/** What a task's own date asks of the schedule. All but the first two go with a date. */
public enum Constraint {
    AS_SOON_AS_POSSIBLE,
    AS_LATE_AS_POSSIBLE,
    START_NOT_BEFORE,
    START_NOT_AFTER,
    FINISH_NOT_BEFORE,
    FINISH_NOT_AFTER,
    START_ON,
    FINISH_ON;

    public boolean dated() {
        return this != AS_SOON_AS_POSSIBLE && this != AS_LATE_AS_POSSIBLE;
    }

    public static Constraint of(String text) {
        return valueOf(text.toUpperCase(java.util.Locale.ROOT));
    }

    public String text() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
