package meridian.workplan;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import meridian.workplan.exchange.CellRef;
import meridian.workplan.exchange.Columns;
import meridian.workplan.exchange.Corrections;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Everything a person decided about an uploaded plan before it is written: corrections of the file, whom its names mean,
 * and what of it becomes of the plan that stands.
 *
 * @param cells by {@link PlanComparison.Change#key}: whether what the file says is taken; without a word, what is proposed
 * @param removed tasks the file no longer has, and that are to go
 * @param asNew every row is a new task, whatever stands in the plan
 * @param skeleton whether the template’s untouched plan makes room; null for what is proposed
 */
public record ImportChoices(
        Corrections corrections,
        Map<String, Settled> people,
        Map<String, Settled> parties,
        Map<String, Boolean> cells,
        Set<String> removed,
        boolean asNew,
        @Nullable Boolean skeleton) {
    public static final ImportChoices NONE = new ImportChoices(Corrections.NONE, Map.of(), Map.of(), Map.of(), Set.of(), false, null);

    private static final JsonMapper JSON = new JsonMapper();

    public ImportChoices {
        people = Map.copyOf(people);
        parties = Map.copyOf(parties);
        cells = Map.copyOf(cells);
        removed = Set.copyOf(removed);
    }

    public ImportChoices with(Corrections corrections) {
        return new ImportChoices(corrections, people, parties, cells, removed, asNew, skeleton);
    }

    public ImportChoices withPeople(Map<String, Settled> settled) {
        return new ImportChoices(corrections, merged(people, settled), parties, cells, removed, asNew, skeleton);
    }

    public ImportChoices withParties(Map<String, Settled> settled) {
        return new ImportChoices(corrections, people, merged(parties, settled), cells, removed, asNew, skeleton);
    }

    public ImportChoices withCells(Map<String, Boolean> taken) {
        return new ImportChoices(corrections, people, parties, merged(cells, taken), removed, asNew, skeleton);
    }

    public ImportChoices withRemoved(Map<String, Boolean> going) {
        var all = new HashSet<>(removed);
        going.forEach((task, goes) -> {
            if (goes) all.add(task);
            else all.remove(task);
        });
        return new ImportChoices(corrections, people, parties, cells, all, asNew, skeleton);
    }

    public ImportChoices asNew(boolean asNew) {
        return new ImportChoices(corrections, people, parties, cells, removed, asNew, skeleton);
    }

    public ImportChoices replacing(boolean skeleton) {
        return new ImportChoices(corrections, people, parties, cells, removed, asNew, skeleton);
    }

    private static <T> Map<String, T> merged(Map<String, T> before, Map<String, T> more) {
        var merged = new HashMap<>(before);
        merged.putAll(more);
        return merged;
    }

    // ---- as kept with the upload

    private record Kept(
            @Nullable String columns,
            @Nullable Map<String, String> values,
            @Nullable List<Integer> leftOut,
            @Nullable Map<String, String> people,
            @Nullable Map<String, String> parties,
            @Nullable Map<String, Boolean> cells,
            @Nullable Set<String> removed,
            @Nullable Boolean asNew,
            @Nullable Boolean skeleton) {}

    String json() {
        var values = new LinkedHashMap<String, String>();
        corrections.values().forEach((cell, value) -> values.put(cell.toString(), value));
        return JSON.writeValueAsString(new Kept(corrections.columns() == null ? null : corrections.columns().toString(), values, List.copyOf(corrections.leftOut()), texts(people), texts(parties),
                new TreeMap<>(cells), new TreeSet<>(removed), asNew, skeleton));
    }

    static ImportChoices parse(String json) {
        var kept = JSON.readValue(json, Kept.class);
        var values = new HashMap<CellRef, String>();
        if (kept.values() != null) kept.values().forEach((cell, value) -> values.put(CellRef.of(cell), value));
        var leftOut = kept.leftOut() == null ? new HashSet<Integer>() : new HashSet<>(kept.leftOut());
        return new ImportChoices(new Corrections(kept.columns() == null ? null : Columns.parse(kept.columns()), values, leftOut), settled(kept.people()), settled(kept.parties()),
                kept.cells() == null ? Map.of() : kept.cells(), kept.removed() == null ? Set.of() : kept.removed(), Boolean.TRUE.equals(kept.asNew()), kept.skeleton());
    }

    private static Map<String, String> texts(Map<String, Settled> settled) {
        var texts = new LinkedHashMap<String, String>();
        settled.forEach((name, one) -> texts.put(name, one.text()));
        return texts;
    }

    private static Map<String, Settled> settled(@Nullable Map<String, String> texts) {
        var settled = new HashMap<String, Settled>();
        if (texts != null) texts.forEach((name, text) -> settled.put(name, Objects.requireNonNullElse(Settled.of(text), Settled.EMPTY)));
        return settled;
    }
}
