package meridian.project;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import meridian.project.TemplateShape.Field;
import meridian.project.TemplateShape.Type;
import meridian.tenancy.Text;
import meridian.web.Choice;
import meridian.web.Ui;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The form of one part of a template, drawn by its shape: a text in two languages has a field for each, several lines stand in one field a language. */
public record TemplateForm(TemplatePlace place, @Nullable ObjectNode value) {
    public List<Field> fields() {
        return place.part().fields().stream().filter(field -> field.scalar() && field.type() != Type.KEY).toList();
    }

    /** Whether so much is written there that it needs several lines. */
    public boolean large(Field field) {
        return field.most() > 300;
    }

    public String of(Field field) {
        var there = value == null ? null : value.get(field.name());
        if (there == null || there.isNull()) return "";
        return field.type() == Type.DECIMAL ? there.decimalValue().stripTrailingZeros().toPlainString() : there.asString();
    }

    public String of(Field field, String language) {
        var there = value == null ? null : value.get(field.name());
        if (there == null || there.isNull()) return "";
        if (field.type() == Type.LINES) return String.join("\n", there.valueStream().map(line -> words(line, language)).toList());
        return words(there, language);
    }

    public boolean yes(Field field) {
        return value != null && value.path(field.name()).asBoolean(false);
    }

    private static String words(JsonNode there, String language) {
        return there instanceof ObjectNode both ? both.path(language).asString("") : there.asString();
    }

    public List<Choice> choices(Field field, Ui ui) {
        return field.choices().stream().map(choice -> new Choice(choice, ui.t(field.words() + choice))).toList();
    }

    /** What was typed, in the shape of the part; what can be no number stays a text and is refused as such. */
    public static ObjectNode read(TemplatePlace place, Map<String, String> typed) {
        var read = JsonNodeFactory.instance.objectNode();
        for (var field : place.part().fields()) {
            var name = field.name();
            switch (field.type()) {
                case WORDS -> {
                    var zh = said(typed, name + "_zh");
                    var en = said(typed, name + "_en");
                    if (!zh.isEmpty() || !en.isEmpty() || !field.optional()) read.putObject(name).put("zh", zh.isEmpty() && field.optional() ? en : zh).put("en", en.isEmpty() && field.optional() ? zh : en);
                }
                case LINES -> {
                    var zh = lines(said(typed, name + "_zh"));
                    var en = lines(said(typed, name + "_en"));
                    var all = read.putArray(name);
                    // A line that one language lacks is refused as missing there.
                    for (int i = 0; i < Math.max(zh.size(), en.size()); i++) all.addObject().put("zh", i < zh.size() ? zh.get(i) : "").put("en", i < en.size() ? en.get(i) : "");
                }
                case NUMBER, DECIMAL -> {
                    var number = java.text.Normalizer.normalize(said(typed, name), java.text.Normalizer.Form.NFKC).replaceAll("[,\\s]", "");
                    if (number.isEmpty()) continue;
                    if (field.type() == Type.NUMBER && number.matches("[+-]?\\d{1,9}")) read.put(name, Integer.parseInt(number));
                    else if (field.type() == Type.DECIMAL && number.matches("[+-]?\\d{1,15}(\\.\\d{1,12})?")) read.put(name, new java.math.BigDecimal(number));
                    else read.put(name, number.length() > 40 ? number.substring(0, 40) : number);
                }
                case YES -> read.put(name, typed.containsKey(name));
                case TEXT, CHOICE -> {
                    var text = said(typed, name);
                    if (!text.isEmpty() || !field.optional()) read.put(name, text);
                }
                case KEY, PART, PARTS, CLOCKS -> {}
            }
        }
        return read;
    }

    private static String said(Map<String, String> typed, String field) {
        return Text.clean(typed.get(field));
    }

    // So many that the shape refuses them, and no more.
    private static List<String> lines(String typed) {
        var lines = new ArrayList<String>();
        typed.lines().map(Text::clean).filter(line -> !line.isEmpty()).limit(100).forEach(lines::add);
        return lines;
    }
}
