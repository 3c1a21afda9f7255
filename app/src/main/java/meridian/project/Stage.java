package meridian.project;

/** The stages of the playbook, in order. Monitoring runs beside execution and is no stage of its own. */
public enum Stage {
    PREPARATION, LAUNCH, EXECUTION, CLOSING, CLOSED;

    public static Stage of(String text) {
        return valueOf(text.toUpperCase());
    }

    public String text() {
        return name().toLowerCase();
    }

    public boolean before(Stage other) {
        return ordinal() < other.ordinal();
    }
}
