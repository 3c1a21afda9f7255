package meridian.project;

import java.util.Locale;
import meridian.tenancy.ScenarioTemplateId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What projects of one kind start from, in both languages. */
public record ScenarioTemplate(ScenarioTemplateId id, String scenario, String nameZh, String nameEn, JsonNode content) {
    private static final JsonMapper JSON = JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

    public String name(Locale language) {
        return chinese(language) ? nameZh : nameEn;
    }

    public TemplateContent content(Locale language) {
        return JSON.treeToValue(one(content.deepCopy(), chinese(language) ? "zh" : "en"), TemplateContent.class);
    }

    // A text in two languages is an object of exactly these two; what is left is the text in one.
    private static JsonNode one(JsonNode node, String language) {
        if (node instanceof ObjectNode object) {
            if (object.size() == 2 && object.has("zh") && object.has("en")) return object.get(language);
            for (var name : object.propertyNames().toArray(String[]::new)) object.set(name, one(object.get(name), language));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) array.set(i, one(array.get(i), language));
        }
        return node;
    }

    private static boolean chinese(Locale language) {
        return language.getLanguage().equals("zh");
    }
}
