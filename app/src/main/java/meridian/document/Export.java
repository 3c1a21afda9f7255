package meridian.document;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * One taking-out of a document: by whom, when by their own clock, and in which words. A classified document bears the
 * first two on every page.
 */
public record Export(String by, ZonedDateTime at, Words words) {

    String watermark() {
        return SafeText.line(by) + " " + DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).format(at);
    }
}
