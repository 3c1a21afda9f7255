package meridian.tenancy;

/** The person sees the thing, but this act is not theirs, or nobody’s now. HTTP 403. */
public final class NotAllowed extends RuntimeException {
    private final String textKey;

    public NotAllowed() {
        this("error.not_allowed");
    }

    private NotAllowed(String textKey) {
        super("not allowed", null, false, false);
        this.textKey = textKey;
    }

    /** With the key of a message that says why, whoever asks. */
    public static NotAllowed because(String textKey) {
        return new NotAllowed(textKey);
    }

    public String textKey() {
        return textKey;
    }
}
