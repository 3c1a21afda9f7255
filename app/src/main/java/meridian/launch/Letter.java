package meridian.launch;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import meridian.tenancy.LetterId;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import meridian.tenancy.SignatureId;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;

/** One commitment letter 协同承诺书 of a party and how it was signed. {@code current}: no later text has taken its place, which voids what was signed. */
public record Letter(
        LetterId id,
        PartyId party,
        String partyName,
        String number,
        int issue,
        String language,
        String text,
        String sha256,
        int charterIssue,
        int responsibilityIssue,
        int resourceIssue,
        Instant preparedAt,
        boolean current,
        boolean voided,
        List<Signature> signatures) {

    /** Given here with proof of who it was, or on paper, where it counts once a second person has looked at the scan. */
    public record Signature(
            SignatureId id,
            String provider,
            String reference,
            String signerName,
            MemberId by,
            String byName,
            Instant at,
            String address,
            String sha256,
            @Nullable String checkedBy,
            @Nullable Instant checkedAt,
            @Nullable String refusal) {
        public boolean paper() {
            return provider.equals(PAPER);
        }

        public boolean counts() {
            return refusal == null && (!paper() || checkedAt != null);
        }

        /** On paper, and nobody has looked at it yet. */
        public boolean waits() {
            return paper() && checkedAt == null;
        }
    }

    static final String PAPER = "paper";

    /** The signature that stands: one that counts, or one on paper that waits for its check. */
    public @Nullable Signature standing() {
        return signatures.stream().filter(signature -> signature.refusal() == null).findFirst().orElse(null);
    }

    /** Whether it can be signed: in force, its number not void, and nobody has. */
    public boolean open() {
        return current && !voided && standing() == null;
    }

    public boolean signed() {
        return current && !voided && standing() != null && standing().counts();
    }

    public Locale locale() {
        return Words.language(language);
    }
}
