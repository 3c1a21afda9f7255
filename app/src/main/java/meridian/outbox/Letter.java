package meridian.outbox;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A letter ready to leave. {@code html} and {@code event} may be missing; {@code headers} beside the usual ones. */
public record Letter(String recipient, String subject, String text, @Nullable String html, @Nullable Event event, Map<String, String> headers) {
    /** What a calendar program makes of the letter: iCalendar text and what it asks for (REQUEST, CANCEL). */
    public record Event(String method, String text) {}

    public Letter(String recipient, String subject, String text, @Nullable String html, Map<String, String> headers) {
        this(recipient, subject, text, html, null, headers);
    }

    public static Letter plain(String recipient, String subject, String text) {
        return new Letter(recipient, subject, text, null, null, Map.of());
    }
}
