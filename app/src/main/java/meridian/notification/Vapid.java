package meridian.notification;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import tools.jackson.databind.json.JsonMapper;

/** Says to a push service who sends (RFC 8292): a JWT for that service alone, good for half a day. */
final class Vapid {
    private static final Duration GOOD = Duration.ofHours(12);
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final JsonMapper JSON = new JsonMapper();

    private Vapid() {}

    /** The value of the Authorization header; {@code subject} is how the service’s operator may reach this house’s: an https or mailto address. */
    static String authorization(KeyPair keys, String origin, String subject, Instant now) throws GeneralSecurityException {
        var head = BASE64.encodeToString("{\"typ\":\"JWT\",\"alg\":\"ES256\"}".getBytes(StandardCharsets.US_ASCII));
        var claims = JSON.createObjectNode().put("aud", origin).put("exp", now.plus(GOOD).getEpochSecond()).put("sub", subject);
        var signed = head + "." + BASE64.encodeToString(JSON.writeValueAsBytes(claims));
        var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(keys.getPrivate());
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return "vapid t=" + signed + "." + BASE64.encodeToString(signature.sign()) + ", k=" + publicKey(keys);
    }

    /** The key that a browser wants before it subscribes. */
    static String publicKey(KeyPair keys) {
        return BASE64.encodeToString(PushEncryption.point((ECPublicKey) keys.getPublic()));
    }
}
