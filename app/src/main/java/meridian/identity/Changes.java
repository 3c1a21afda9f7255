package meridian.identity;

import java.util.ArrayList;
import java.util.List;
import meridian.activity.Event.Change;

/** What an edit changed, field by field; what stayed the same is not mentioned. */
final class Changes {
    private final List<Change> found = new ArrayList<>();

    Changes of(String field, String from, String to) {
        if (!from.equals(to)) found.add(new Change(field, from, to));
        return this;
    }

    boolean any() {
        return !found.isEmpty();
    }

    List<Change> list() {
        return List.copyOf(found);
    }
}
