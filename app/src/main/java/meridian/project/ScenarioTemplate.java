package meridian.project;

import java.util.Locale;
import meridian.tenancy.ScenarioTemplateId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What projects of one kind start from, in both languages; {@code edition} counts how often it was published. */
public record ScenarioTemplate(ScenarioTemplateId id, String scenario, String nameZh, String nameEn, JsonNode content, int edition) {
    private static final JsonMapper JSON = JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

    public String name(Locale language) {
        return chinese(language) ? nameZh : nameEn;
    }

    public TemplateContent content(Locale language) {
        return JSON.treeToValue(one(content.deepCopy(), chinese(language) ? "zh" : "en"), TemplateContent.class);
    }

    /** All of it as a file holds it. */
    public ObjectNode whole() {
        return whole(scenario, nameZh, nameEn, (ObjectNode) content);
    }

    static ObjectNode whole(String scenario, String nameZh, String nameEn, ObjectNode content) {
        var whole = JsonNodeFactory.instance.objectNode();
        if (nameZh.equals(nameEn)) whole.put("name", nameZh);
        else whole.putObject("name").put("zh", nameZh).put("en", nameEn);
        whole.put("scenario", scenario);
        whole.setAll(content.deepCopy());
        return whole;
    }

    static String name(ObjectNode whole, String language) {
        var name = whole.path("name");
        return name instanceof ObjectNode both ? both.path(language).asString("") : name.asString("");
    }

    /** What of a whole template is its content. */
    static ObjectNode content(ObjectNode whole) {
        var content = whole.deepCopy();
        TemplateShape.APART.forEach(content::remove);
        return content;
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
