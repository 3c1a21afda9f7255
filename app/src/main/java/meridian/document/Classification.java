package meridian.document;

/** Who a document is meant for (密级). None of them is a state secret: the system is not made for those. */
public enum Classification {
    PUBLIC,
    INTERNAL,
    CONFIDENTIAL;

    /** Whether every page names the person who took the document out, and when. */
    public boolean watermarked() {
        return this == CONFIDENTIAL;
    }

    String key() {
        return "document.class." + name().toLowerCase(java.util.Locale.ROOT);
    }
}
