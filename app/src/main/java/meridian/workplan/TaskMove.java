package meridian.workplan;

/** What can be done to a task's status. */
public enum TaskMove {
    START, BLOCK, UNBLOCK, COMPLETE, ACCEPT, CANCEL, REOPEN;

    public boolean needsReason() {
        return this == BLOCK || this == CANCEL || this == REOPEN;
    }

    public static TaskMove of(String text) {
        return valueOf(text.toUpperCase());
    }

    public String text() {
        return name().toLowerCase();
    }
}
