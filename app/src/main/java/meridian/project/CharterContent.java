package meridian.project;

import java.util.HexFormat;
import java.util.List;
import meridian.document.Canonical;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** All that a charter says, as it is shown, handed over and frozen. Dates and numbers are text, so that it stays as it was. */
public record CharterContent(
        String project,
        String code,
        String background,
        String goal,
        String constraints,
        List<Scope> inScope,
        List<Scope> outOfScope,
        List<Item> deliverables,
        List<Measure> indicators) {
    private static final JsonMapper JSON = JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

    /** A region, a department, or content in words. */
    public record Scope(String kind, String id, String name) {}

    /** A deliverable with its acceptance criteria. */
    public record Item(String id, String name, String description, String dueOn, int version, List<String> criteria) {}

    /** An indicator, the target of the whole and those of the parties that have one of their own. */
    public record Measure(String name, String unit, String comparator, String target, String dueOn, List<Share> parties) {
        public Measure {
            parties = parties == null ? List.of() : List.copyOf(parties); // issues frozen before targets were shared out have none
        }

        public String sign() {
            return switch (comparator) {
                case "at_least" -> "≥";
                case "at_most" -> "≤";
                default -> "=";
            };
        }
    }

    /** What one party contributes to an indicator. */
    public record Share(String party, String target) {}

    public JsonNode json() {
        return JSON.valueToTree(this);
    }

    public static CharterContent of(JsonNode json) {
        return JSON.treeToValue(json, CharterContent.class);
    }

    /** SHA-256 of all of it: whoever decides says with it what they have read. */
    public String fingerprint() {
        return HexFormat.of().formatHex(Canonical.sha256(json()));
    }

    /** Regions and departments that are named, of one kind. */
    public List<Scope> named(List<Scope> scope, String kind) {
        return scope.stream().filter(item -> item.kind().equals(kind)).toList();
    }
}
