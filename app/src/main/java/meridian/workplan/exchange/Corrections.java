package meridian.workplan.exchange;

import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a person changed after a first check: the columns, single cells, rows left out. The file itself stays as it is.
 *
 * @param columns null to recognise them
 */
public record Corrections(@Nullable Columns columns, Map<CellRef, String> values, Set<Integer> leftOut) {
    public static final Corrections NONE = new Corrections(null, Map.of(), Set.of());

    public Corrections {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
        leftOut = Collections.unmodifiableSet(new TreeSet<>(leftOut));
    }

    public Corrections with(Columns columns) {
        return new Corrections(columns, values, leftOut);
    }

    public Corrections with(CellRef cell, String value) {
        var more = new TreeMap<>(values);
        more.put(cell, value);
        return new Corrections(columns, more, leftOut);
    }

    public Corrections with(Mend mend) {
        var more = new TreeMap<>(values);
        more.putAll(mend.values());
        var out = new HashSet<>(leftOut);
        out.addAll(mend.leaveOut());
        return new Corrections(columns, more, out);
    }
}
