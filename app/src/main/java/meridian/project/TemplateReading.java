package meridian.project;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import meridian.project.TemplateShape.Field;
import meridian.project.TemplateShape.Part;
import meridian.tenancy.Refused;
import meridian.tenancy.Text;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a template, or a part of one, by its shape, wherever it comes from, and makes it anew of what may stand there: nothing else gets in. What is
 * wrong is gathered with where it is.
 */
public final class TemplateReading {
    private static final int MOST_WRONGS = 20;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Map<String, Boolean> duties;
    private final List<Wrong> wrongs = new ArrayList<>();

    /** {@code duties}: the kinds of duty that are known, and whether each is due when its opener says, so that it has no length. */
    TemplateReading(Map<String, Boolean> duties) {
        this.duties = duties;
    }

    /** What is wrong at a place ({@code plan[0].packages[2].title.zh}); {@code kind} ends the key of its message. */
    public record Wrong(String place, String kind, List<Object> arguments) {}

    public List<Wrong> wrongs() {
        return wrongs;
    }

    boolean good() {
        return wrongs.isEmpty();
    }

    private void wrong(String place, String kind, Object... arguments) {
        if (wrongs.size() < MOST_WRONGS) wrongs.add(new Wrong(place, kind, List.of(arguments)));
    }

    ObjectNode part(Part part, @Nullable JsonNode typed, String place) {
        var made = JSON.objectNode();
        if (!(typed instanceof ObjectNode object)) {
            wrong(place, "shape");
            return made;
        }
        for (var name : object.propertyNames()) if (part.field(name) == null) wrong(at(place, name), "unknown");
        for (var field : part.fields()) {
            var value = field(field, object.get(field.name()), at(place, field.name()));
            if (value != null) made.set(field.name(), value);
        }
        int from = made.path("from_week").asInt(0);
        if (made.path("to_week").asInt(from) < from) wrong(at(place, "to_week"), "order");
        if (made.has("naming_pattern") && !named(made.get("naming_pattern").asString())) wrong(at(place, "naming_pattern"), "pattern");
        return made;
    }

    private static boolean named(String pattern) {
        try {
            ToolRules.example(pattern, "P", "R", "D", java.time.LocalDate.EPOCH);
            return true;
        } catch (Refused e) {
            return false;
        }
    }

    private static String at(String place, String name) {
        return place.isEmpty() ? name : place + "." + name;
    }

    private @Nullable JsonNode field(Field field, @Nullable JsonNode value, String place) {
        if (value == null || value.isNull()) {
            if (!field.optional()) wrong(place, "missing");
            return null;
        }
        return switch (field.type()) {
            case WORDS -> words(field, value, place, field.most());
            case LINES -> many(value, place, field.most(), (line, at) -> words(field.required(), line, at, Field.LINE));
            case TEXT -> text(field, value, place, field.most());
            case KEY -> value.isString() && value.asString().matches("[a-z0-9_-]{1,40}") ? JSON.stringNode(value.asString()) : refuse(place, "shape");
            case CHOICE -> value.isString() && field.choices().contains(value.asString()) ? JSON.stringNode(value.asString()) : refuse(place, "choice");
            case NUMBER -> value.isIntegralNumber() && value.canConvertToInt() && value.asInt() >= field.least() && value.asInt() <= field.most() ? JSON.numberNode(value.asInt()) : refuse(place, "number", field.least(), field.most());
            case DECIMAL -> decimal(value, place);
            case YES -> value.isBoolean() ? JSON.booleanNode(value.asBoolean()) : refuse(place, "shape");
            case PART -> part(field.part(), value, place);
            case PARTS -> many(value, place, field.most(), (one, at) -> part(field.part(), one, at));
            case CLOCKS -> clocks(value, place);
        };
    }

    private @Nullable JsonNode refuse(String place, String kind, Object... arguments) {
        wrong(place, kind, arguments);
        return null;
    }

    private @Nullable JsonNode words(Field field, JsonNode value, String place, int most) {
        if (!(value instanceof ObjectNode both)) return text(field, value, place, most);
        for (var name : both.propertyNames()) if (!name.equals("zh") && !name.equals("en")) wrong(at(place, name), "unknown");
        // Said in one language, it is said in the other, too.
        var said = field.optional() && blank(both.path("zh")) && blank(both.path("en")) ? field : field.required();
        var zh = text(said, both.path("zh"), at(place, "zh"), most);
        var en = text(said, both.path("en"), at(place, "en"), most);
        if (zh == null || en == null) return null;
        return zh.equals(en) ? zh : JSON.objectNode().set("zh", zh).set("en", en);
    }

    private static boolean blank(JsonNode text) {
        return text.isString() && Text.clean(text.asString()).isEmpty();
    }

    private @Nullable JsonNode text(Field field, JsonNode value, String place, int most) {
        if (!value.isString()) return refuse(place, value.isMissingNode() || value.isNull() ? "missing" : "shape");
        var text = Text.clean(value.asString());
        // What is a title where it is copied to has one line.
        if (most <= 300) text = text.replace('\n', ' ');
        if (text.isEmpty() && !field.optional()) return refuse(place, "missing");
        if (text.length() > most) return refuse(place, "long", most, text.length());
        return JSON.stringNode(text);
    }

    private @Nullable JsonNode decimal(JsonNode value, String place) {
        if (!value.isNumber()) return refuse(place, "shape");
        var number = value.decimalValue();
        if (number.abs().compareTo(BigDecimal.TEN.pow(15)) >= 0 || number.scale() > 4 && number.stripTrailingZeros().scale() > 4) return refuse(place, "decimal");
        return value;
    }

    private interface One {
        @Nullable JsonNode read(JsonNode value, String place);
    }

    private @Nullable JsonNode many(JsonNode value, String place, int most, One one) {
        if (!(value instanceof ArrayNode all)) return refuse(place, "shape");
        if (all.size() > most) return refuse(place, "many", most, all.size());
        var made = JSON.arrayNode();
        for (int i = 0; i < all.size(); i++) {
            var read = one.read(all.get(i), place + "[" + i + "]");
            if (read != null) made.add(read);
        }
        return made;
    }

    private @Nullable JsonNode clocks(JsonNode value, String place) {
        if (!(value instanceof ObjectNode all)) return refuse(place, "shape");
        var made = JSON.objectNode();
        for (var kind : all.propertyNames()) {
            if (duties.containsKey(kind)) made.set(kind, clock(kind, all.get(kind), at(place, kind)));
            else wrong(at(place, kind.length() > 60 ? kind.substring(0, 60) : kind), "duty");
        }
        return made;
    }

    private ObjectNode clock(String kind, JsonNode value, String place) {
        if (!(value instanceof ObjectNode typed) || !(typed.path("ladder") instanceof ArrayNode ladder) || ladder.size() != TemplateShape.RUNGS.size()) {
            wrong(place, "shape");
            return JSON.objectNode();
        }
        var flat = typed.deepCopy();
        flat.remove("ladder");
        for (int i = 0; i < ladder.size(); i++) flat.set(TemplateShape.RUNGS.get(i), ladder.get(i));
        return clockOf(kind, part(TemplateShape.CLOCK, flat, place), place);
    }

    /** A clock with its rungs side by side, as the others read it: with its ladder in one. */
    ObjectNode clockOf(String kind, ObjectNode flat, String place) {
        boolean dated = duties.getOrDefault(kind, false);
        if (dated && flat.has("minutes")) wrong(at(place, "minutes"), "dated");
        if (!dated && !flat.has("minutes")) wrong(at(place, "minutes"), "missing");
        var ladder = JSON.arrayNode();
        int last = 0;
        boolean ascends = true;
        for (var rung : TemplateShape.RUNGS) {
            var percent = flat.get(rung);
            if (percent == null) ladder.addNull();
            else {
                ascends &= percent.asInt() > last;
                last = percent.asInt();
                ladder.add(percent.asInt());
            }
        }
        if (!ascends) wrong(place, "ladder");
        var made = JSON.objectNode();
        if (flat.has("clock")) made.set("clock", flat.get("clock"));
        if (flat.has("minutes")) made.set("minutes", flat.get("minutes"));
        made.set("ladder", ladder);
        return made;
    }
}
