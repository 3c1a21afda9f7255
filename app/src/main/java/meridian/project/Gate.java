package meridian.project;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The gate before a project, item by item. */
public record Gate(Stage leaving, @Nullable Stage next, List<GateCheck.Item> items, List<Passage> history) {
    /** One passing of a gate: who, when, and what was waived with which reason. */
    public record Passage(Stage from, Stage to, List<String> waived, String reason, String by, Instant at) {}

    /** Whether there is one: a closed project stands before none. */
    public boolean stands() {
        return next != null;
    }

    public boolean complete() {
        return stands() && missing() == 0;
    }

    public long missing() {
        return items.stream().filter(item -> !item.there()).count();
    }
}
