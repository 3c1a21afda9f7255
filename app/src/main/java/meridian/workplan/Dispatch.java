package meridian.workplan;

/** Where a task stands between the lead who gives it out and the executor: offered 已派发, accepted 已接收, returned 已退回. */
public enum Dispatch {
    NONE, OFFERED, ACCEPTED, RETURNED;

    public static Dispatch of(String text) {
        return valueOf(text.toUpperCase());
    }

    public String text() {
        return name().toLowerCase();
    }
}
