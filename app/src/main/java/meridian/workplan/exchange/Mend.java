package meridian.workplan.exchange;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A proposed cure: what to write into which cells, or which rows to leave out. Applied through {@link
 * Corrections#with(Mend)} and another check.
 */
public record Mend(String key, List<Object> args, Map<CellRef, String> values, Set<Integer> leaveOut) {

    public Mend {
        args = List.copyOf(args);
        values = Collections.unmodifiableMap(new TreeMap<>(values));
        leaveOut = Set.copyOf(leaveOut);
    }

    /** Write this instead: the plainest of all mends. */
    static Mend write(CellRef cell, String value) {
        return new Mend(value.isEmpty() ? "exchange.mend.empty" : "exchange.mend.write", value.isEmpty() ? List.of() : List.of(value), Map.of(cell, value), Set.of());
    }

    static Mend say(String key, Map<CellRef, String> values, Object... args) {
        return new Mend(key, List.of(args), values, Set.of());
    }

    static Mend leaveOut(int row) {
        return new Mend("exchange.mend.leave-out", List.of(row), Map.of(), Set.of(row));
    }

    public String in(Wording wording) {
        return wording.say(key, args.toArray());
    }
}
