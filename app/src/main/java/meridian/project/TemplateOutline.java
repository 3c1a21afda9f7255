package meridian.project;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import meridian.project.TemplateShape.Field;
import meridian.project.TemplateShape.Part;
import meridian.project.TemplateShape.Type;
import meridian.web.Ui;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A template as it reads, part by part, in one language; also what two of them are compared by. */
public record TemplateOutline(List<Group> groups) {
    /** One kind of part; {@code add} is the place where one more is added, empty where none can be. */
    public record Group(String name, String add, List<Line> lines) {}

    /** One part: {@code depth} within its group, {@code place} where it is edited, {@code adds} the places of what can be added beneath it, by the names of their groups. */
    public record Line(int depth, String place, String title, String details, String key, List<Adding> adds) {}

    public record Adding(String name, String place) {}

    public static TemplateOutline of(ObjectNode whole, Ui ui, Locale language) {
        return new TemplateOutline(new Writing(ui, language.getLanguage().equals("zh") ? "zh" : "en").groups(whole));
    }

    private record Writing(Ui ui, String language) {
        List<Group> groups(ObjectNode whole) {
            var groups = new ArrayList<Group>();
            groups.add(new Group("head", "", List.of(new Line(0, TemplatePlace.HEAD, say(TemplateShape.WHOLE.field("name"), whole.get("name")), details(TemplateShape.HEAD, whole, "name"), "", List.of()))));
            for (var field : TemplateShape.WHOLE.fields()) {
                if (field.scalar()) continue;
                var lines = new ArrayList<Line>();
                var value = whole.get(field.name());
                if (field.type() == Type.PART) {
                    if (value instanceof ObjectNode part) lines.add(new Line(0, field.name(), "", details(field.part(), part, ""), "", List.of()));
                } else if (field.type() == Type.CLOCKS) {
                    if (value instanceof ObjectNode clocks) for (var kind : clocks.propertyNames()) lines.add(new Line(0, field.name() + "/" + kind, ui.has("duty." + kind) ? ui.t("duty." + kind) : kind, clock(clocks.get(kind)), "", List.of()));
                } else {
                    list(field, value, field.name(), 0, lines);
                }
                groups.add(new Group(field.name(), field.type() == Type.PARTS ? field.name() + "/new" : field.type() == Type.PART && lines.isEmpty() ? field.name() : "", lines));
            }
            return groups;
        }

        private void list(Field field, JsonNode value, String place, int depth, List<Line> lines) {
            if (!(value instanceof ArrayNode all)) return;
            var part = field.part();
            for (int i = 0; i < all.size(); i++) {
                if (!(all.get(i) instanceof ObjectNode one)) continue;
                var at = place + "/" + i;
                var naming = part.fields().stream().filter(each -> each.type() == Type.WORDS).findFirst().orElseThrow();
                var adds = part.fields().stream().filter(each -> each.type() == Type.PARTS).map(each -> new Adding(each.name(), at + "/" + each.name() + "/new")).toList();
                lines.add(new Line(depth, at, say(naming, one.get(naming.name())), details(part, one, naming.name()), one.path("key").asString(""), adds));
                for (var inner : part.fields()) if (inner.type() == Type.PARTS) list(inner, one.get(inner.name()), at + "/" + inner.name(), depth + 1, lines);
            }
        }

        private String details(Part part, ObjectNode one, String but) {
            var said = new ArrayList<String>();
            if (one.has("from_week")) said.add(ui.t("scenario.weeks", one.path("from_week").asInt(), one.path("to_week").asInt()));
            for (var field : part.fields()) {
                if (field.name().equals(but) || field.type() == Type.KEY || !field.scalar() || field.name().endsWith("_week") && one.has("from_week")) continue;
                var text = say(field, one.get(field.name()));
                if (!text.isEmpty()) said.add(ui.t("scenario.said", ui.t("scenario.field." + field.name()), text));
            }
            return String.join("\n", said);
        }

        private String say(Field field, JsonNode value) {
            if (value == null || value.isNull()) return "";
            return switch (field.type()) {
                case WORDS -> words(value);
                case LINES -> value.valueStream().map(this::words).map(line -> "\n· " + line).collect(Collectors.joining());
                case CHOICE -> ui.t(field.words() + value.asString());
                case YES -> ui.t(value.asBoolean() ? "scenario.yes" : "scenario.no");
                case NUMBER, DECIMAL -> ui.number(value.decimalValue());
                case TEXT, KEY -> value.asString();
                case PART, PARTS, CLOCKS -> "";
            };
        }

        private String words(JsonNode value) {
            return value instanceof ObjectNode both ? both.path(language).asString("") : value.asString();
        }

        private String clock(JsonNode clock) {
            var ladder = clock.path("ladder").valueStream().map(percent -> percent.isNull() ? "–" : percent.asInt() + "%").collect(Collectors.joining(" → "));
            var minutes = clock.path("minutes").isNumber() ? ui.t("scenario.hours", ui.number(java.math.BigDecimal.valueOf(clock.path("minutes").asInt()).divide(java.math.BigDecimal.valueOf(60), 1, java.math.RoundingMode.HALF_UP).stripTrailingZeros())) : ui.t("scenario.dated");
            return ui.t("scenario.clock." + clock.path("clock").asString("working_time")) + " · " + minutes + " · " + ladder;
        }
    }

    /** All of it as lines of text, by which two templates are compared. */
    public String text(Ui ui) {
        var text = new StringBuilder();
        for (var group : groups) {
            if (group.lines().isEmpty()) continue;
            text.append(ui.t("scenario.part." + group.name())).append('\n');
            for (var line : group.lines()) {
                var indent = "  ".repeat(line.depth() + 1);
                if (!line.title().isEmpty()) text.append(indent).append(line.title()).append('\n');
                line.details().lines().forEach(detail -> text.append(indent).append("  ").append(detail).append('\n'));
            }
        }
        return text.toString();
    }
}
