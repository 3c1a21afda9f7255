package meridian.outbox;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A letter ready to leave. {@code html} may be missing; {@code headers} beside the usual ones. */
public record Letter(String recipient, String subject, String text, @Nullable String html, Map<String, String> headers) {
    public static Letter plain(String recipient, String subject, String text) {
        return new Letter(recipient, subject, text, null, Map.of());
    }
}
