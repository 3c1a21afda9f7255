package meridian.document;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * One taking-out of a document: by whom, and when by their own clock. A classified document bears both on every page.
 */
public record Export(String by, ZonedDateTime at) {

    String watermark() {
        return SafeText.line(by) + " " + DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).format(at);
    }
}
