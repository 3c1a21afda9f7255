package meridian.document;

import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import meridian.tenancy.AttachmentId;
import meridian.tenancy.MemberId;
import meridian.tenancy.Ref;
import org.jspecify.annotations.Nullable;

/**
 * A file under the name its owner gave it. {@code type} is what its content shows it to be, whatever the name says; {@code by} is whom
 * it belongs to, {@code broughtBy} and {@code at} who brought what stands now; {@code pages} and {@code pictures} are known once it
 * was looked at, and {@code unpictured} says why there are none; {@code proposed} is the name by the project's pattern that waits for
 * a yes or no, {@code own} what it was called before it took such a name.
 */
public record Attachment(
        AttachmentId id, Ref subject, String name, long size, String type, String sha256, MemberId by, String broughtBy, Instant at, int version, @Nullable Integer pages, @Nullable Integer pictures, @Nullable String unpictured,
        @Nullable String proposed, @Nullable String own) {
    private static final Set<String> PICTURES = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");
    private static final long SHOWN_AS_IT_IS = 6_000_000;

    /** A picture that every browser shows. */
    public boolean picture() {
        return PICTURES.contains(type);
    }

    /** Harmless enough to be shown in the browser instead of being saved. */
    public boolean shown() {
        return picture() || type.equals("application/pdf");
    }

    /** Whether there are smaller pictures of it, or may be: nobody has looked yet. */
    public boolean pictured() {
        return unpictured == null && Pictures.TYPES.contains(type);
    }

    /** Small enough to be its own small picture, for the few kinds that none is made of. */
    public boolean ownPicture() {
        return picture() && !Pictures.TYPES.contains(type) && size < SHOWN_AS_IT_IS;
    }

    public String length() {
        return length(size);
    }

    /** 840 B, 12 kB, 3.4 MB, 1.5 GB. */
    static String length(long size) {
        if (size < 1000) return size + " B";
        if (size < 1_000_000) return Math.round(size / 1000.0) + " kB";
        if (size < 1_000_000_000) return number(size / 1e6) + " MB";
        return number(size / 1e9) + " GB";
    }

    private static String number(double of) {
        var text = String.format(Locale.ROOT, "%.1f", of);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
