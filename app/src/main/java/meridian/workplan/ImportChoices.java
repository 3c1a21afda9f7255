package meridian.workplan;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import meridian.workplan.exchange.CellRef;
import meridian.workplan.exchange.Columns;
import meridian.workplan.exchange.Corrections;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Everything a person decided about an uploaded plan before it is written: corrections of the file, and whom its names mean. */
public record ImportChoices(Corrections corrections, Map<String, Settled> people, Map<String, Settled> parties) {
    public static final ImportChoices NONE = new ImportChoices(Corrections.NONE, Map.of(), Map.of());

    private static final JsonMapper JSON = new JsonMapper();

    public ImportChoices {
        people = Map.copyOf(people);
        parties = Map.copyOf(parties);
    }

    public ImportChoices with(Corrections corrections) {
        return new ImportChoices(corrections, people, parties);
    }

    public ImportChoices withPeople(Map<String, Settled> settled) {
        return new ImportChoices(corrections, merged(people, settled), parties);
    }

    public ImportChoices withParties(Map<String, Settled> settled) {
        return new ImportChoices(corrections, people, merged(parties, settled));
    }

    private static Map<String, Settled> merged(Map<String, Settled> before, Map<String, Settled> more) {
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
            @Nullable Map<String, String> parties) {}

    String json() {
        var values = new LinkedHashMap<String, String>();
        corrections.values().forEach((cell, value) -> values.put(cell.toString(), value));
        return JSON.writeValueAsString(new Kept(corrections.columns() == null ? null : corrections.columns().toString(), values, List.copyOf(corrections.leftOut()), texts(people), texts(parties)));
    }

    static ImportChoices parse(String json) {
        var kept = JSON.readValue(json, Kept.class);
        var values = new HashMap<CellRef, String>();
        if (kept.values() != null) kept.values().forEach((cell, value) -> values.put(CellRef.of(cell), value));
        var leftOut = kept.leftOut() == null ? new java.util.HashSet<Integer>() : new java.util.HashSet<>(kept.leftOut());
        return new ImportChoices(new Corrections(kept.columns() == null ? null : Columns.parse(kept.columns()), values, leftOut), settled(kept.people()), settled(kept.parties()));
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
