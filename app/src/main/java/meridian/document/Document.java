package meridian.document;

import java.time.Instant;
import meridian.tenancy.DocumentId;
import org.jspecify.annotations.Nullable;

/** One document of a project as it is registered: its number, where its version stands, how it is classed and kept. */
public record Document(
        DocumentId id, String kind, String number, DocumentVersion version, int issue, Classification classification, Retention retention, int rowVersion, @Nullable Voiding voiding) {

    /** Since when its number counts no more, by whom and why. */
    public record Voiding(Instant at, String by, String reason) {}

    /** Whether something has been issued, and nothing drafted since. */
    public boolean issued() {
        return issue > 0 && version.minor() == 0;
    }

    /** The same entry, of another version than the register’s: an older issue, or what is drafted after one. */
    public Document as(DocumentVersion other) {
        return new Document(id, kind, number, other, other.major(), classification, retention, rowVersion, voiding);
    }

    static DocumentVersion version(int issue, int draft) {
        return new DocumentVersion(issue, draft);
    }

    static Classification classification(@Nullable String text) {
        return text == null ? Classification.INTERNAL : Classification.valueOf(text.toUpperCase(java.util.Locale.ROOT));
    }
}
