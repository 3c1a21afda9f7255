package meridian.document;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import meridian.tenancy.Actor;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;

/** A kind of document whose edited Word copy may come back; implemented by the module that owns what it says. */
public interface ReturningKind {
    /** As in the head of its documents: {@link Head#kind}. */
    String name();

    /** The key of what such a document is called. */
    String title();

    /** Refuses who may not edit the document, or says why it cannot be edited now. */
    void require(ProjectId project, UUID subject, Actor actor);

    /** As it stands. */
    DocumentContent now(ProjectId project, UUID subject, Locale language, Actor actor);

    /** What an accepted copy has changed, for the history. */
    Ref thing(UUID subject);

    /** Where it is found, below the project. */
    String address(ProjectId project, UUID subject);

    /** Whether a field may be changed in a copy; {@code column} is empty for a text. */
    boolean editable(String name, String column);

    /** Whether rows of a piece may be added and taken away in a copy. */
    boolean grows(String name);

    /** The key of the word for a piece, or for a column of it. */
    String word(String name, String column);

    /** Writes what was accepted, as ordinary edits with the versions as they are now. */
    void write(ProjectId project, UUID subject, Edits edits, Locale language, Actor actor);

    /** What was accepted: texts by piece, cells by piece, row and column, rows to add, rows (piece, id) to take away. */
    record Edits(Map<String, String> texts, Map<String, Map<String, Map<String, String>>> rows, List<NewRow> added, Map<String, List<String>> removed) {
        public Map<String, Map<String, String>> rowsOf(String name) {
            return rows.getOrDefault(name, Map.of());
        }

        public List<String> removedFrom(String name) {
            return removed.getOrDefault(name, List.of());
        }
    }

    record NewRow(String name, Map<String, String> values) {}
}
