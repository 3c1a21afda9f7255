package meridian.document;

import java.time.Instant;
import meridian.tenancy.DocumentId;
import org.jspecify.annotations.Nullable;

/**
 * One document of a project as it is registered: its number, where its version stands, how it is classed and kept. {@code number} is the one that the next issue bears;
 * {@code voiding} is there while the last issue’s is void.
 */
public record Document(
        DocumentId id, String kind, String number, DocumentVersion version, int issue, Classification classification, Retention retention, int rowVersion, @Nullable Voiding voiding) {

    /** The number that counts no more, since when, by whom and why. */
    public record Voiding(String number, Instant at, String by, String reason) {}

    /** Whether what it says counts no more: it was issued under a number that is void. */
    public boolean isVoid() {
        return voiding != null && issued();
    }

    /** The number that what it says now bears: the next one once a void issue is worked on again. */
    public String shownNumber() {
        return voiding != null && issued() ? voiding.number() : number;
    }

    /** When it got its first number: its id tells. */
    public Instant registeredAt() {
        return Instant.ofEpochMilli(id.value().getMostSignificantBits() >>> 16);
    }

    /** As it was with one of its issues; a void one before the last was followed by another already, so that no number is still to come. */
    public Document at(Revision revision) {
        var voided = revision.voided();
        var next = voided == null || revision.issue() == issue ? number : voided.number();
        return new Document(id, kind, next, revision.version(), revision.issue(), classification, retention, rowVersion, voided);
    }

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
