package meridian.coordination;

/** What can be done with a dispute, and kept as an act. */
public enum DisputeMove {
    RAISE,
    /** The chief coordinator is a side of it and leaves it to the sponsor 回避. */
    RECUSE,
    CALL,
    /** The special meeting is set anew. */
    MOVE,
    HOLD,
    ESCALATE,
    RESOLVE,
    WITHDRAW,
    /** The last side has acknowledged the resolution. */
    CLOSE;

    public static DisputeMove of(String text) {
        return valueOf(text.toUpperCase());
    }

    public String text() {
        return name().toLowerCase();
    }
}
