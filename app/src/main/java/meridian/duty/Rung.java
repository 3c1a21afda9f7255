package meridian.duty;

/** The steps of a ladder, lowest first: a reminder, the owner again, then who is asked to help. */
public enum Rung {
    REMINDER, OWNER, LEAD, CHIEF, SPONSOR;

    public static Rung of(String text) {
        return valueOf(text.toUpperCase(java.util.Locale.ROOT));
    }

    public String text() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Whether somebody beside the owner is asked. */
    public boolean climbs() {
        return compareTo(OWNER) > 0;
    }
}
