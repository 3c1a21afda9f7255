package meridian.notification;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The three headers by which a receiver knows a webhook for ours and unchanged: Standard Webhooks 1.0, symmetric (v1). */
final class StandardSignature {
    private StandardSignature() {}

    static Map<String, String> headers(byte[] secret, String id, Instant at, String body) {
        var seconds = Long.toString(at.getEpochSecond());
        var headers = new LinkedHashMap<String, String>();
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", seconds);
        headers.put("webhook-signature", "v1," + Base64.getEncoder().encodeToString(sign(secret, id + "." + seconds + "." + body)));
        return headers;
    }

    private static byte[] sign(byte[] secret, String content) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(content.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
