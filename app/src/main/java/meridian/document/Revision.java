package meridian.document;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import meridian.tenancy.MemberId;
import org.jspecify.annotations.Nullable;

/** One issue of a document: why, through whose hands, when, the fingerprint of what it said, and whether its number was voided. */
public record Revision(
        int issue,
        String reason,
        @Nullable Hand prepared,
        @Nullable Hand checked,
        @Nullable Hand approved,
        Instant issuedAt,
        String sha256,
        Document.@Nullable Voiding voided) {

    /** {@code on} is the day that was written down of an approval outside the house, whose hand is no member’s. */
    public record Hand(@Nullable MemberId member, String name, @Nullable LocalDate on) {}

    /** The day it was approved; inside the house it was issued by that. */
    public LocalDate approvedOn(ZoneId zone) {
        return approved != null && approved.on() != null ? approved.on() : LocalDate.ofInstant(issuedAt, zone);
    }

    public DocumentVersion version() {
        return DocumentVersion.issued(issue);
    }

    /** The fingerprint's first twelve digits, enough to compare by eye. */
    public String shortSha256() {
        return sha256.substring(0, 12);
    }
}
