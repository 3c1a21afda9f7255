package meridian.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.function.Function;
import java.util.TreeMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code access.txt}: who may use which route. */
public final class AccessTable {
    private static final Pattern VARIABLE = Pattern.compile("\\{([a-z]+)}");

    // Numbered within each project: another workspace’s number means something here too.
    private static final Set<String> NUMBERED = Set.of("request", "dispute", "risk", "check", "entry", "application");
    // Words that mean the same in every workspace.
    private static final Set<String> WORDS = Set.of("charter", "weekly", "monday", "handover", "points", "settlement", "daily_report", "decision_register", "xlsx");

    private AccessTable() {}

    /**
     * One route; {@code cells} in the order of {@link Scene.Visitor}. {@code things} say what the variables of the address
     * stand for, {@code fields} what a form holds beside an id and a version, {@code json} a body of that kind; there a thing is
     * written {@code $thing}.
     */
    record Line(String method, String pattern, List<String> cells, Map<String, String> things, Map<String, String> fields, String json) {
        String route() {
            return method + " " + pattern;
        }

        boolean change() {
            return !method.equals("GET");
        }

        /** The address with every variable filled in; what no thing stands for is filled with an id of nothing. */
        String address(Scene scene, Scene owner) {
            var address = new StringBuilder();
            Matcher variable = VARIABLE.matcher(pattern);
            while (variable.find()) {
                variable.appendReplacement(address, Matcher.quoteReplacement(switch (variable.group(1)) {
                    case "slug" -> scene.world.slug;
                    case "code" -> "HDSS";
                    case "number" -> owner.thing(things.getOrDefault("number", "number"));
                    case "request", "dispute", "risk", "check", "entry", "application" -> owner.thing(things.getOrDefault(variable.group(1), variable.group(1)));
                    default -> things.containsKey(variable.group(1)) ? owner.thing(things.get(variable.group(1))) : Scene.NOTHING;
                }));
            }
            return variable.appendTail(address).toString();
        }

        /** What it is about: the things of its address, else the part of the house that it stands in. */
        String about() {
            return things.isEmpty() ? pattern.replaceAll("^(/w/\\{slug})?(/p/\\{code}|/admin)?/([a-z]*).*", "$3") : String.join(" ", things.values());
        }

        Line withCells(List<String> cells) {
            return new Line(method, pattern, cells, things, fields, json);
        }

        /** An almost empty form: whoever may not is to be refused before the form is read. */
        Map<String, String> form(Scene owner) {
            var form = new LinkedHashMap<String, String>();
            form.put("id", UUID.randomUUID().toString());
            form.put("version", "0");
            fields.forEach((name, value) -> form.put(name, filled(value, owner)));
            return form;
        }

        String body(Scene owner) {
            return filled(json, owner);
        }

        private static String filled(String text, Scene owner) {
            return Pattern.compile("\\$([a-z]+)").matcher(text).replaceAll(thing -> owner.thing(thing.group(1)));
        }

        boolean addressNamesThings() {
            return things.entrySet().stream().anyMatch(thing -> !NUMBERED.contains(thing.getKey()) && !WORDS.contains(thing.getValue()));
        }

        boolean namesThings() {
            return addressNamesThings() || json.contains("$") || fields.values().stream().anyMatch(value -> value.startsWith("$"));
        }

        @Override
        public String toString() {
            var text = new StringBuilder("%-4s %-62s".formatted(method, pattern));
            for (var cell : cells) text.append(" %-5s".formatted(cell));
            things.forEach((name, thing) -> text.append(' ').append(name).append('=').append(thing));
            fields.forEach((name, value) -> text.append(" +").append(name).append('=').append(value));
            if (!json.isEmpty()) text.append(' ').append(json);
            return text.toString().stripTrailing();
        }
    }

    /** In rounds in which each is about something else, so that what one of a round changes is not what the next one asks for. */
    static <T> List<List<T>> rounds(List<T> all, Function<T, String> about) {
        var seen = new HashMap<String, Integer>();
        var rounds = new TreeMap<Integer, List<T>>();
        for (var one : all) rounds.computeIfAbsent(seen.merge(about.apply(one), 1, Integer::sum), round -> new ArrayList<>()).add(one);
        return List.copyOf(rounds.values());
    }

    /** The patterns of the addresses that can be asked for. */
    public static List<String> addresses() {
        return read().stream().filter(line -> !line.change()).map(Line::pattern).toList();
    }

    static List<Line> read() {
        try (var file = AccessTable.class.getResourceAsStream("access.txt")) {
            var lines = new ArrayList<Line>();
            for (var text : new String(file.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (text.isBlank() || text.startsWith("#")) continue;
                lines.add(line(text.strip().split("\\s+")));
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Line line(String[] words) {
        int people = Scene.Visitor.values().length;
        if (words.length < 2 + people) throw new IllegalArgumentException("access.txt: too few cells: " + String.join(" ", words));
        var things = new LinkedHashMap<String, String>();
        var fields = new LinkedHashMap<String, String>();
        var json = "";
        for (int i = 2 + people; i < words.length; i++) {
            var parts = words[i].split("=", 2);
            if (words[i].startsWith("{")) json = words[i];
            else if (words[i].startsWith("+")) fields.put(parts[0].substring(1), parts[1]);
            else things.put(parts[0], parts[1]);
        }
        return new Line(words[0], words[1], List.of(words).subList(2, 2 + people), things, fields, json);
    }
}
