package meridian.activity;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import meridian.activity.Event.Change;
import org.jspecify.annotations.Nullable;

/** What an edit changed, field by field; what stayed the same is not mentioned. */
public final class Changes {
    private final List<Change> found = new ArrayList<>();

    public Changes of(String field, @Nullable Object from, @Nullable Object to) {
        if (!text(from).equals(text(to))) found.add(new Change(field, text(from), text(to)));
        return this;
    }

    public boolean any() {
        return !found.isEmpty();
    }

    public List<Change> list() {
        return List.copyOf(found);
    }

    private static String text(@Nullable Object value) {
        if (value == null) return "";
        return value instanceof BigDecimal number ? number.stripTrailingZeros().toPlainString() : value.toString();
    }
}
