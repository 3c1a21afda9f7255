package meridian.tenancy;

/** There is no such thing, or none that this person may know of: the two are not told apart. HTTP 404. */
public final class NotFound extends RuntimeException {
    private final String titleKey;
    private final String textKey;

    public NotFound() {
        this("error.not_found_title", "error.not_found");
    }

    private NotFound(String titleKey, String textKey) {
        super("not found", null, false, false);
        this.titleKey = titleKey;
        this.textKey = textKey;
    }

    /** A link that holds for a while and once: what to do instead may be said, since whoever had it may know of it. */
    public static NotFound linkIsOver(String textKey) {
        return new NotFound("error.link_over_title", textKey);
    }

    public String titleKey() {
        return titleKey;
    }

    public String textKey() {
        return textKey;
    }
}
