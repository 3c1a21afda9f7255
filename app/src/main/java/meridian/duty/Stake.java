package meridian.duty;

/** What somebody has to do with a duty, and so what they may do about it. */
public record Stake(boolean owes, boolean owed, boolean leads, boolean coordinates, boolean sponsors, boolean asked, boolean audits) {
    public boolean mayRead() {
        return mayArrange() || owed || sponsors || asked || audits;
    }

    /** Pause it, let it go on, hand it over, explain it, ask for more time. */
    public boolean mayArrange() {
        return owes || leads || coordinates;
    }

    /** Let a paused one go on: also whom it is owed to. */
    public boolean mayResume() {
        return mayArrange() || owed;
    }

    /** Say whether there is more time: whom it is owed to, or the chief coordinator; never who owes it. */
    public boolean mayGrant() {
        return !owes && (owed || coordinates);
    }
}
