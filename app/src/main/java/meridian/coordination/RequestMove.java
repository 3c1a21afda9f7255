package meridian.coordination;

/** What can be done with a resource request, and kept as an act of somebody at a moment. */
public enum RequestMove {
    SUBMIT,
    /** The provider can give all of it. */
    CONSENT,
    /** The provider can give less, or later, and says so. */
    OFFER,
    /** The provider cannot give it. */
    DECLINE,
    GRANT,
    GRANT_PARTLY,
    REFUSE,
    DELIVER,
    FULFIL,
    /** What was granted did not come. */
    FAIL,
    WITHDRAW;

    public static RequestMove of(String text) {
        return valueOf(text.toUpperCase());
    }

    public String text() {
        return name().toLowerCase();
    }
}
