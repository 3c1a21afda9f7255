package meridian.workplan.exchange;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;

/** A party written once almost like one written often is a slip, even where no party is known beforehand. */
final class Slips {
    private static final int COMPARED = 200;
    /** Stricter than against known names: nothing here says which of the two is right. */
    private static final double SLIP = 0.21;

    private final Checking checking;

    Slips(Checking checking) {
        this.checking = checking;
    }

    void check() {
        if (!checking.parties.none() || !checking.columns.has(Column.PARTY)) return;
        var rows = new LinkedHashMap<String, List<TaskDraft>>();
        for (var task : checking.tasks) if (!task.party().isEmpty()) rows.computeIfAbsent(task.party(), party -> new ArrayList<>()).add(task);
        if (rows.size() > COMPARED) return;
        rows.forEach((party, written) -> {
            var oftener = rows.entrySet().stream().filter(other -> other.getValue().size() > written.size()).map(java.util.Map.Entry::getKey).toList();
            var meant = oftener.stream().filter(other -> Names.apart(party, other) <= SLIP).min(Comparator.comparingDouble(other -> Names.apart(party, other))).orElse(null);
            if (meant == null) return;
            for (var task : written) {
                var cell = checking.ref(task.row(), Column.PARTY);
                boolean apart = checking.columns.has(Column.DEPARTMENT);
                checking.report(cell, Column.PARTY, Severity.WARNING, "exchange.party.slip", List.of(party, meant, rows.get(meant).size()), party,
                        apart ? List.of() : List.of(Mend.write(cell, meant)));
            }
        });
    }
}
