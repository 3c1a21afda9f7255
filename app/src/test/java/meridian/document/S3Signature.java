package meridian.document;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** AWS Signature Version 4 as its manual has it, reckoned from what a request says alone: whoever serves S3 does the same. */
final class S3Signature {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";

    private S3Signature() {}

    /** What the head “Authorization” of a request says. */
    record Claim(String key, String scope, String[] signed, String signature) {
        static Claim of(String authorization) {
            var parts = Arrays.stream(authorization.substring(ALGORITHM.length()).split(",")).map(part -> part.strip().split("=", 2)).collect(Collectors.toMap(part -> part[0], part -> part[1]));
            var credential = parts.get("Credential").split("/", 2);
            return new Claim(credential[0], credential[1], parts.get("SignedHeaders").split(";"), parts.get("Signature"));
        }
    }

    /** {@code path} and {@code query} as they were sent, the names of {@code headers} in small letters. */
    static String of(String method, String path, String query, Map<String, String> headers, Claim claim, String secret) {
        var signed = Arrays.stream(claim.signed()).map(name -> name + ":" + headers.getOrDefault(name, "").strip().replaceAll(" +", " ") + "\n").collect(Collectors.joining());
        var canonical = String.join("\n", method, path, canonical(query), signed, String.join(";", claim.signed()), headers.get("x-amz-content-sha256"));
        var toSign = String.join("\n", ALGORITHM, headers.get("x-amz-date"), claim.scope(), sha256(canonical.getBytes(StandardCharsets.UTF_8)));
        var key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (var part : claim.scope().split("/")) key = hmac(key, part); // day, region, service, what ends it
        return HexFormat.of().formatHex(hmac(key, toSign));
    }

    private static String canonical(String query) {
        if (query == null || query.isEmpty()) return "";
        return Arrays.stream(query.split("&")).map(pair -> pair.split("=", 2)).map(pair -> encoded(pair[0]) + "=" + encoded(pair.length > 1 ? pair[1] : "")).sorted().collect(Collectors.joining("&"));
    }

    private static String encoded(String sent) {
        return URLEncoder.encode(URLDecoder.decode(sent, StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
