package meridian.project;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gate before a project, item by item. {@code outside} names what the playbook asks for as well and Meridian does not
 * keep yet: nobody can show it here, so only the sponsor's word opens such a gate.
 */
public record Gate(Stage leaving, @Nullable Stage next, List<GateCheck.Item> items, List<String> outside, List<Passage> history) {
    /** One passing of a gate: who, when, and what was waived with which reason. */
    public record Passage(Stage from, Stage to, List<String> waived, String reason, String by, Instant at) {}

    /** Whether there is one: a closed project stands before none. */
    public boolean stands() {
        return next != null;
    }

    public boolean complete() {
        return stands() && outside.isEmpty() && missing() == 0;
    }

    public long missing() {
        return items.stream().filter(item -> !item.there()).count();
    }
}
