package meridian.document;

/** V0.x while a document is drafted, V1.0 and later once it is issued. */
public record DocumentVersion(int major, int minor) implements Comparable<DocumentVersion> {

    public DocumentVersion {
        if (major < 0 || minor < 0) throw new IllegalArgumentException("A version has no negative part: " + major + "." + minor);
    }

    public static DocumentVersion draft(int minor) {
        return new DocumentVersion(0, minor);
    }

    public static DocumentVersion issued(int major) {
        return new DocumentVersion(major, 0);
    }

    public boolean isDraft() {
        return major == 0;
    }

    @Override
    public int compareTo(DocumentVersion other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return "V" + major + "." + minor;
    }
}
