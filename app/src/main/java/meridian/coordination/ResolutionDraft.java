package meridian.coordination;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import meridian.document.Canonical;
import meridian.project.Papers;
import meridian.tenancy.MemberId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A resolution as it is written before it is approved; {@code language} is that in which it will be sealed. */
public record ResolutionDraft(String facts, String decision, List<Measure> measures, Locale language, String byName, Instant at) {
    private static final JsonMapper JSON = new JsonMapper();

    /** Who does what by when. */
    public record Measure(String content, MemberId owner, String ownerName, LocalDate dueOn) {}

    static JsonNode json(List<Disputes.NewMeasure> measures) {
        var all = JSON.createArrayNode();
        for (var measure : measures) all.addObject().put("content", measure.content()).put("owner", String.valueOf(measure.owner())).put("due_on", String.valueOf(measure.dueOn()));
        return all;
    }

    static List<Disputes.NewMeasure> measures(String json) {
        var all = new ArrayList<Disputes.NewMeasure>();
        for (var one : JSON.readTree(json)) all.add(new Disputes.NewMeasure(one.path("content").asString(), MemberId.of(one.path("owner").asString()), LocalDate.parse(one.path("due_on").asString())));
        return all;
    }

    Disputes.NewResolution typed() {
        return new Disputes.NewResolution(facts, decision, measures.stream().map(one -> new Disputes.NewMeasure(one.content(), one.owner(), one.dueOn())).toList());
    }

    String fingerprint() {
        var content = JSON.createObjectNode().put("facts", facts).put("decision", decision).put("language", Papers.tag(language));
        content.set("measures", json(typed().measures()));
        return HexFormat.of().formatHex(Canonical.sha256(content));
    }
}
