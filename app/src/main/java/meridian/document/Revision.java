package meridian.document;

import java.time.Instant;
import meridian.tenancy.MemberId;
import org.jspecify.annotations.Nullable;

/** One issue of a document: why, through whose hands, when, and the fingerprint of what it said. */
public record Revision(
        int issue,
        String reason,
        @Nullable Hand prepared,
        @Nullable Hand checked,
        @Nullable Hand approved,
        Instant issuedAt,
        String sha256) {

    public record Hand(MemberId member, String name) {}

    public DocumentVersion version() {
        return DocumentVersion.issued(issue);
    }

    /** The fingerprint's first twelve digits, enough to compare by eye. */
    public String shortSha256() {
        return sha256.substring(0, 12);
    }
}
