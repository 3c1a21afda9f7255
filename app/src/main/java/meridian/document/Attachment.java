package meridian.document;

import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import meridian.tenancy.AttachmentId;
import meridian.tenancy.MemberId;
import meridian.tenancy.Ref;

/** A file under the name its owner gave it. {@code type} is what its content shows it to be, whatever the name says. */
public record Attachment(AttachmentId id, Ref subject, String name, long size, String type, String sha256, MemberId by, String byName, Instant at) {
    private static final Set<String> PICTURES = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

    /** A picture that every browser shows. */
    public boolean picture() {
        return PICTURES.contains(type);
    }

    /** Harmless enough to be shown in the browser instead of being saved. */
    public boolean shown() {
        return picture() || type.equals("application/pdf");
    }

    /** 840 B, 12 kB, 3.4 MB. */
    public String length() {
        if (size < 1000) return size + " B";
        if (size < 1_000_000) return Math.round(size / 1000.0) + " kB";
        return String.format(Locale.ROOT, "%.1f MB", size / 1e6);
    }
}
