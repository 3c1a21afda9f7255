package meridian.activity;

import java.util.List;
import meridian.tenancy.Ref;

/**
 * Something that happened, in the past tense. A module's events are one sealed interface of records; a record's components
 * are kept as JSON and are never renamed.
 */
public interface Event {
    /** The permanent name, snake_case: {@code task_completed}. Its sentence is the message {@code activity.<type>}. */
    String type();

    /** What it happened to. */
    Ref subject();

    /** Which fields changed from what to what, as people read them. */
    default List<Change> changes() {
        return List.of();
    }

    /** One field's change; {@code field} names the message {@code field.<field>}. */
    record Change(String field, String from, String to) {}
}
