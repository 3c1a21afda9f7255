package meridian.notification;

import static db.notification.Tables.HOUSE_KEY;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The keys this house signs with. Each is made once, by whichever node needs it first, and kept in the database; nothing of them is ever logged. */
@Component
class HouseKeys {
    private final DSLContext db;
    private final Clock clock;
    private final ConcurrentHashMap<String, Kept> known = new ConcurrentHashMap<>();

    HouseKeys(DSLContext db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    private record Kept(byte @Nullable [] publicKey, byte[] privateKey) {
        @Override
        public String toString() {
            return "a key";
        }
    }

    /** The key pair by which push services know this house (RFC 8292). */
    KeyPair vapid() {
        var kept = known.computeIfAbsent("vapid", name -> keep(name, HouseKeys::pair));
        try {
            var keys = KeyFactory.getInstance("EC");
            return new KeyPair((ECPublicKey) keys.generatePublic(new X509EncodedKeySpec(kept.publicKey())), (ECPrivateKey) keys.generatePrivate(new PKCS8EncodedKeySpec(kept.privateKey())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What signs the addresses by which a letter’s reader unsubscribes without signing in. */
    byte[] unsubscribe() {
        return known.computeIfAbsent("unsubscribe", name -> keep(name, HouseKeys::secret)).privateKey();
    }

    private Kept keep(String name, Supplier<Kept> fresh) {
        var found = find(name);
        if (found != null) return found;
        var made = fresh.get();
        db.insertInto(HOUSE_KEY)
                .set(HOUSE_KEY.NAME, name)
                .set(HOUSE_KEY.PUBLIC_KEY, made.publicKey())
                .set(HOUSE_KEY.PRIVATE_KEY, made.privateKey())
                .set(HOUSE_KEY.MADE_AT, clock.instant())
                .onConflictDoNothing()
                .execute();
        return java.util.Objects.requireNonNull(find(name));
    }

    private @Nullable Kept find(String name) {
        return db.select(HOUSE_KEY.PUBLIC_KEY, HOUSE_KEY.PRIVATE_KEY).from(HOUSE_KEY).where(HOUSE_KEY.NAME.eq(name)).fetchOne(row -> new Kept(row.value1(), row.value2()));
    }

    private static Kept pair() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var pair = generator.generateKeyPair();
            return new Kept(pair.getPublic().getEncoded(), pair.getPrivate().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Kept secret() {
        var secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return new Kept(null, secret);
    }
}
