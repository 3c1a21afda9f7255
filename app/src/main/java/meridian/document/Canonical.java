package meridian.document;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * JSON written in exactly one way: names sorted, nothing between the tokens. The database keeps what a document said but
 * not how it was spelt, so the fingerprint is taken of this spelling and can be taken again at any time.
 */
public final class Canonical {
    private Canonical() {}

    public static String text(JsonNode node) {
        var out = new StringBuilder();
        write(node, out);
        return out.toString();
    }

    /** SHA-256 of the canonical text in UTF-8. */
    public static byte[] sha256(JsonNode node) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text(node).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(JsonNode node, StringBuilder out) {
        if (node.isObject()) {
            out.append('{');
            var names = StreamSupport.stream(node.propertyNames().spliterator(), false).sorted().toList();
            for (int i = 0; i < names.size(); i++) {
                if (i > 0) out.append(',');
                out.append(tools.jackson.databind.node.StringNode.valueOf(names.get(i))).append(':');
                write(node.get(names.get(i)), out);
            }
            out.append('}');
        } else if (node.isArray()) {
            out.append('[');
            for (int i = 0; i < node.size(); i++) {
                if (i > 0) out.append(',');
                write(node.get(i), out);
            }
            out.append(']');
        } else {
            out.append(node);
        }
    }
}
