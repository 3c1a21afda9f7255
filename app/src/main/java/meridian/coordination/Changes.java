package meridian.coordination;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import meridian.activity.Event.Change;
import org.jspecify.annotations.Nullable;

/** What an edit changed, field by field; what stayed the same is not mentioned. */
final class Changes {
    private final List<Change> found = new ArrayList<>();

    Changes of(String field, @Nullable Object from, @Nullable Object to) {
        if (!text(from).equals(text(to))) found.add(new Change(field, text(from), text(to)));
        return this;
    }

    boolean any() {
        return !found.isEmpty();
    }

    List<Change> list() {
        return List.copyOf(found);
    }

    private static String text(@Nullable Object value) {
        if (value == null) return "";
        return value instanceof BigDecimal number ? number.stripTrailingZeros().toPlainString() : value.toString();
    }
}
