package meridian.document;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One taking-out of a document: by whom, and when by their own clock. A classified document bears both on every page.
 * The marks are those by which an edited copy may come back, null where none may.
 */
public record Export(String by, ZonedDateTime at, @Nullable Marks marks) {

    public Export(String by, ZonedDateTime at) {
        this(by, at, null);
    }

    String watermark() {
        return SafeText.line(by) + " " + stamp();
    }

    /** When, to the minute. */
    String stamp() {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).format(at);
    }
}
