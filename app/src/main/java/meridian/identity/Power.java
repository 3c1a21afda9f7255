package meridian.identity;

/** What somebody can have done by a stand-in for some time (授权代理), each on its own. */
public enum Power {
    REPORT, APPROVE, SIGN;

    public static Power of(String text) {
        return valueOf(text.toUpperCase(java.util.Locale.ROOT));
    }

    public String text() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
