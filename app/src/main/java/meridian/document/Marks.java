package meridian.document;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * By what an edited copy is known again: a bookmark that names the handing-out, and one for each field. Editors keep bookmarks and
 * content controls where people change the text around them. A bookmark’s name has at most 40 characters.
 */
public final class Marks {
    static final String ORIGIN = "mdo_";
    static final String FIELD = "mdn_";

    private final UUID origin;
    private final Map<String, Integer> fields = new HashMap<>();

    public Marks(UUID origin, List<String> keys) {
        this.origin = origin;
        for (var key : keys) fields.put(key, fields.size());
    }

    String origin() {
        return ORIGIN + origin.toString().replace("-", "");
    }

    /** The name of a field’s mark, or null where it has none. */
    @Nullable String of(String key) {
        var number = fields.get(key);
        return number == null ? null : FIELD + number;
    }

    static UUID origin(String bookmark) {
        var hex = bookmark.substring(ORIGIN.length());
        if (!hex.matches("[0-9a-f]{32}")) throw WordFile.refused("not_ours");
        return UUID.fromString(hex.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5"));
    }

    static int number(String mark) {
        try {
            return Integer.parseInt(mark.substring(FIELD.length()));
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
