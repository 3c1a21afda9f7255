package meridian.notification;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import meridian.outbox.NoticeGroup;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotFound;
import meridian.tenancy.Tenancy;
import meridian.tenancy.WorkspaceId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The signed addresses in letters by which their reader gets no more of the kind without signing in (RFC 8058). An address says whose letters
 * and of which group, and nothing else can be done with it; it stays good, because old letters are found again.
 */
@Component
public class Unsubscribing {
    private static final int SIGNATURE = 16;
    private static final int WORDS = 1 + 16 + 16 + 1;
    private static final byte VERSION = 1;
    private static final byte EVERYTHING = (byte) 0xff;

    private final HouseKeys keys;
    private final Preferences preferences;

    Unsubscribing(HouseKeys keys, Preferences preferences) {
        this.keys = keys;
        this.preferences = preferences;
    }

    /** What an address stands for; without a group: every letter but the critical ones. */
    public record Wish(WorkspaceId workspace, MemberId member, @Nullable NoticeGroup group) {
        Set<NoticeGroup> groups() {
            return group == null ? EnumSet.allOf(NoticeGroup.class) : EnumSet.of(group);
        }
    }

    String path(WorkspaceId workspace, MemberId member, @Nullable NoticeGroup group) {
        var words = ByteBuffer.allocate(WORDS).put(VERSION);
        put(words, workspace.value());
        put(words, member.value());
        words.put(group == null ? EVERYTHING : (byte) group.ordinal());
        var signed = ByteBuffer.allocate(WORDS + SIGNATURE).put(words.array()).put(signature(words.array())).array();
        return "/unsubscribe/" + spelled(signed);
    }

    private static String spelled(byte[] signed) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
    }

    /** Reads an address; one that this house did not sign is not found. */
    public Wish read(String token) {
        byte[] signed;
        try {
            signed = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            throw new NotFound();
        }
        if (signed.length != WORDS + SIGNATURE || signed[0] != VERSION) throw new NotFound();
        // The last letter has bits that stand for nothing: one address, one spelling.
        if (!spelled(signed).equals(token)) throw new NotFound();
        var words = Arrays.copyOf(signed, WORDS);
        if (!MessageDigest.isEqual(signature(words), Arrays.copyOfRange(signed, WORDS, signed.length))) throw new NotFound();
        var read = ByteBuffer.wrap(words, 1, WORDS - 1);
        var workspace = new WorkspaceId(new UUID(read.getLong(), read.getLong()));
        var member = new MemberId(new UUID(read.getLong(), read.getLong()));
        var group = read.get();
        if (group != EVERYTHING && (group < 0 || group >= NoticeGroup.values().length)) throw new NotFound();
        return new Wish(workspace, member, group == EVERYTHING ? null : NoticeGroup.values()[group]);
    }

    /** Does what the address says, or (everything) more; doing it again changes nothing. */
    public void unsubscribe(Wish wish, boolean everything) {
        Tenancy.run(wish.workspace(), () -> preferences.noMoreLetters(wish.member(), everything ? EnumSet.allOf(NoticeGroup.class) : wish.groups()));
    }

    private static void put(ByteBuffer words, UUID id) {
        words.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }

    private byte[] signature(byte[] words) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(keys.unsubscribe(), "HmacSHA256"));
            return Arrays.copyOf(mac.doFinal(words), SIGNATURE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
