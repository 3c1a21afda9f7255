package meridian.document;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One taking-out of a document: by whom, and when by their own clock. A classified document bears both on every page.
 * The marks are those by which an edited copy may come back, null where none may. {@code behind} is what lies behind every page of what is
 * drawn; a document that is written says that itself, by its head.
 */
public record Export(String by, ZonedDateTime at, @Nullable Marks marks, String behind) {

    public Export(String by, ZonedDateTime at) {
        this(by, at, null);
    }

    public Export(String by, ZonedDateTime at, @Nullable Marks marks) {
        this(by, at, marks, "");
    }

    /** The same, of a document that is drawn and not written: that it is void, or who takes something classified out. */
    public Export of(@Nullable Document document, String voided) {
        if (document == null) return this;
        return new Export(by, at, marks, document.isVoid() ? voided : document.classification().watermarked() ? watermark() : "");
    }

    String watermark() {
        return SafeText.line(by) + " " + stamp();
    }

    /** When, to the minute. */
    String stamp() {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).format(at);
    }
}
