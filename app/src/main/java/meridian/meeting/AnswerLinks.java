package meridian.meeting;

import static db.meeting.Tables.ANSWER_KEY;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import meridian.tenancy.NotFound;
import meridian.tenancy.WorkspaceId;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The signed addresses in invitations by which somebody answers without signing in. An address names one person and one meeting or
 * series, and nothing else can be done with it; it stays good, because old letters are found again.
 */
@Component
class AnswerLinks {
    private static final int SIGNATURE = 16;
    private static final int WORDS = 1 + 3 * 16;
    private static final byte VERSION = 1;
    private static final byte SECRET = 2;

    private final DSLContext db;
    private volatile byte @Nullable [] key;

    AnswerLinks(DSLContext db) {
        this.db = db;
    }

    /** {@code of}: the id of the meeting, or of the series. */
    record Invited(WorkspaceId workspace, UUID of, UUID person) {}

    String path(Invited invited) {
        var words = words(VERSION, invited);
        return "/answer/" + spelled(ByteBuffer.allocate(WORDS + SIGNATURE).put(words).put(signature(words)).array());
    }

    /** What only the letter to this person about this meeting or series holds: a calendar program that answers it gives it back. */
    String secret(Invited invited) {
        return HexFormat.of().formatHex(Arrays.copyOf(signature(words(SECRET, invited)), 10));
    }

    private static byte[] words(byte kind, Invited invited) {
        var words = ByteBuffer.allocate(WORDS).put(kind);
        for (var id : new UUID[] {invited.workspace().value(), invited.of(), invited.person()}) words.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        return words.array();
    }

    /** Reads an address; one that this house did not sign is not found. */
    Invited read(String token) {
        byte[] signed;
        try {
            signed = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            throw over();
        }
        // The last letter has bits that stand for nothing: one address, one spelling.
        if (signed.length != WORDS + SIGNATURE || signed[0] != VERSION || !spelled(signed).equals(token)) throw over();
        var words = Arrays.copyOf(signed, WORDS);
        if (!MessageDigest.isEqual(signature(words), Arrays.copyOfRange(signed, WORDS, signed.length))) throw over();
        var read = ByteBuffer.wrap(words, 1, WORDS - 1);
        return new Invited(new WorkspaceId(new UUID(read.getLong(), read.getLong())), new UUID(read.getLong(), read.getLong()), new UUID(read.getLong(), read.getLong()));
    }

    static NotFound over() {
        return NotFound.linkIsOver("meeting.answer_over");
    }

    private static String spelled(byte[] signed) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
    }

    private byte[] signature(byte[] words) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key(), "HmacSHA256"));
            return Arrays.copyOf(mac.doFinal(words), SIGNATURE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    // Made once, by whichever node needs it first.
    private byte[] key() {
        var known = key;
        if (known != null) return known;
        var found = db.select(ANSWER_KEY.SECRET).from(ANSWER_KEY).fetchOne(ANSWER_KEY.SECRET);
        if (found == null) {
            var fresh = new byte[32];
            new SecureRandom().nextBytes(fresh);
            db.insertInto(ANSWER_KEY).set(ANSWER_KEY.NAME, "answer").set(ANSWER_KEY.SECRET, fresh).onConflictDoNothing().execute();
            // Not remembered yet: the transaction that made it may be taken back.
            return db.select(ANSWER_KEY.SECRET).from(ANSWER_KEY).fetchSingle(ANSWER_KEY.SECRET);
        }
        return key = found;
    }
}
