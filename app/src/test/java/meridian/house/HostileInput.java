package meridian.house;

import static db.activity.Tables.ACTIVITY;
import static db.workplan.Tables.TASK;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import meridian.house.Scene.Visitor;
import meridian.tenancy.NotFound;
import meridian.tenancy.Refused;
import meridian.tenancy.TaskId;
import meridian.world.MeridianTest;
import meridian.world.Worlds;
import org.jsoup.Jsoup;
import org.jsoup.nodes.FormElement;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every route is sent what nobody should send: never does anything break, and nothing of it comes back as markup. The forms
 * are those of the pages; what is not reached by a form is sent the fields its method reads. It takes long, so that two
 * classes share it, which run beside each other.
 */
abstract class HostileInput extends MeridianTest {
    private static final String SCRIPT = "\"'><script>hacked()</script><img src=x onerror=hacked()><svg/onload=hacked()>";
    private static final List<String> EVIL = List.of(
            SCRIPT,
            "=cmd|' /C calc'!A0",
            "\u200b\u202e\u2066\ufeff\u0000\u0007ab\u0000c",
            "\u200b\u200b",
            "\ud800", // half a character: sent as the bytes ED A0 80
            "abc",
            "9999-99-99",
            "+999999999-12-31",
            "1e999",
            "-1",
            "99999999999999999999",
            Scene.NOTHING,
            "x".repeat(5000));
    // In one field among good ones; each field meets one of them in turn, beside the script, as each whole form meets three of all.
    private static final List<String> BY_ITSELF = List.of(EVIL.get(2), EVIL.get(4), EVIL.get(5), EVIL.get(7), EVIL.get(8), EVIL.get(12));
    // As they stand in a body; null leaves the value out.
    private static final String MARK = "to be replaced";
    private static final List<@Nullable String> EVIL_JSON = Arrays.asList(null, "null", "7", "-1", "1.5", "1e999", "99999999999999999999", "true", "\"\"", "[]", "[[[[[]]]]]", "[".repeat(2000) + "]".repeat(2000), "{\"a\":{\"b\":[1]}}", "[null]",
            "\"<script>hacked()</script><img src=x onerror=hacked()>\"", "\"\\u200b\\u200b\"", "\"\\u202e\\u2066abc\"", "\"a\\u0000b\"", "\"\\ud800\"", "\"9999-99-99\"", "\"" + Scene.NOTHING + "\"", "\"" + "x".repeat(5000) + "\"");
    private static final List<Visitor> IN_TURN = List.of(Visitor.CHIEF, Visitor.ADMIN, Visitor.LEAD, Visitor.EXEC, Visitor.SPONSOR, Visitor.NOBODY);

    @Autowired
    ApplicationContext beans;

    @Autowired
    JsonMapper json;

    private final List<AccessTable.Line> table = AccessTable.read();
    private final Set<String> wrong = new LinkedHashSet<>();
    private final Map<String, String> pageOfForm = new LinkedHashMap<>();
    private Routes routes;
    private Worlds.World elsewhere;
    private Scene scene;
    private Map<String, String> unchanged;
    private final Set<String> taken = new LinkedHashSet<>();

    @BeforeEach
    void aScene() {
        routes = Routes.of(beans);
        elsewhere = worlds.world();
        scene = new Scene(beans, elsewhere);
    }

    void noFormBreaksAndNothingTypedComesBackAsMarkup() {
        learnWhereTheFormsAre();
        int turn = 0;
        for (var line : inRounds()) {
            var visitor = visitor(line);
            if (visitor == null || !line.json().isEmpty()) continue;
            turn++;
            for (var evil : List.of(SCRIPT, EVIL.get(1 + turn % 12), EVIL.get(1 + (turn + 4) % 12), EVIL.get(1 + (turn + 8) % 12))) {
                var base = form(line, visitor);
                base.replaceAll((name, value) -> keeps(name) ? value : evil);
                attack(line, visitor, base, "all=" + evil);
            }
            for (var field : List.copyOf(form(line, visitor).keySet())) {
                if (field.equals("_form") || field.equals("_from")) continue;
                turn++;
                for (var evil : List.of(SCRIPT, BY_ITSELF.get(turn % BY_ITSELF.size()))) {
                    var base = form(line, visitor);
                    base.put(field, evil);
                    attack(line, visitor, base, field + "=" + evil);
                }
            }
            attack(line, visitor, Map.of(), "nothing");
            unchanged = null;
        }
        startOver();
        assertThat(wrong).as(String.join("\n", wrong)).isEmpty();
    }

    /**
     * A megabyte in a field that can be typed into is refused beside that field, and nothing else is lost or written. One field
     * of each form is sent the whole megabyte, the others a seventh of it, which is more than any of them takes.
     */
    void aMegabyteOfTextIsRefusedBesideItsField() {
        learnWhereTheFormsAre();
        var megabyte = "长".repeat(349_525);
        var seventh = megabyte.substring(0, 49_932);
        int fields = 0;
        for (var line : inRounds()) {
            var visitor = visitor(line);
            if (visitor == null || !line.json().isEmpty()) continue;
            unchanged = null;
            var typedInto = typedInto(line);
            int whole = typedInto.fields().isEmpty() ? 0 : fields % typedInto.fields().size();
            for (var typed : typedInto.fields()) {
                var base = new LinkedHashMap<>(typedInto.form());
                base.put(typed, typedInto.fields().indexOf(typed) == whole ? megabyte : seventh);
                var address = line.address(scene, scene);
                var seen = routes.upload(line) ? Knock.upload(port, address, scene.session(visitor), base) : Knock.raw(port, address, scene.session(visitor), "application/x-www-form-urlencoded", body(base));
                judge(line.route(), typed + "=1 MB", seen);
                var page = Jsoup.parse(seen.body());
                var beside = page.select("[name=\"" + typed + "\"][aria-invalid=true], .errors a[href$=\"-" + typed + "\"]");
                if (seen.status() != 422 || beside.isEmpty()) wrong.add(seen.status() + " " + line.route() + " " + typed + "=1 MB is not answered beside the field: " + page.select(".errors").text());
                fields++;
                if (seen.status() < 400) {
                    freshScene();
                    break; // the addresses and ids are those of the scene before
                }
            }
            if (typedInto.fields().isEmpty()) {
                var base = form(line, visitor);
                base.replaceAll((name, value) -> keeps(name) ? value : megabyte);
                attack(line, visitor, base, "1 MB");
            }
        }
        startOver();
        assertThat(fields).isGreaterThan(80);
        assertThat(wrong).as(String.join("\n", wrong)).isEmpty();
    }

    /** A form as its page holds it, and which of its fields a person types into. */
    private record TypedInto(Map<String, String> form, List<String> fields) {}

    private TypedInto typedInto(AccessTable.Line line) {
        var from = pageOfForm.get(line.route());
        for (var page : table) {
            if (!page.route().equals(from)) continue;
            var address = page.address(scene, scene);
            for (var element : Jsoup.parse(Knock.get(port, address, scene.session(visitor(page))).body()).select("form[method=post]")) {
                if (!regex(line).matcher(element.attr("action")).matches() || !(element instanceof FormElement form) || isMoreClearly(line, element.attr("action"))) continue;
                var values = new LinkedHashMap<String, String>();
                form.formData().forEach(data -> values.put(data.key(), data.value()));
                values.put("_from", address);
                return new TypedInto(values, form.select("textarea[name], input[name]:not([type=hidden]):not([type=checkbox]):not([type=radio]):not([type=file]):not([type=password])").eachAttr("name").stream().distinct().toList());
            }
        }
        return new TypedInto(Map.of(), List.of());
    }

    /** Whether the address is that of another route, which spells out what this one leaves open. */
    private boolean isMoreClearly(AccessTable.Line line, String action) {
        return table.stream().anyMatch(other -> other.change() && regex(other).matcher(action).matches() && other.pattern().chars().filter(c -> c == '{').count() < line.pattern().chars().filter(c -> c == '{').count());
    }

    void noQuestionInAnAddressBreaksAPage() {
        for (var line : table) {
            var visitor = visitor(line);
            if (line.change() || visitor == null || !routes.has(line)) continue;
            for (var evil : EVIL) {
                var address = line.address(scene, scene) + "?" + String.join("&", routes.fields(line).stream().map(field -> field + "=" + encoded(evil)).toList());
                judge(line.route(), "?" + evil, Knock.get(port, address, scene.session(visitor)));
            }
        }
        for (var address : List.of("/w/%00/inbox", "/w/%C0%AF/inbox", "/w/" + scene.world.slug + "/p/%ED%A0%80/board", "/w/" + scene.world.slug + "/p/HDSS%00/board", "/w/" + scene.world.slug + "/inbox/abc",
                "/w/" + scene.world.slug + "/p/HDSS/..;/board", "/w/" + "x".repeat(4000), "/a/..%2f..%2fapplication.properties", "/signin?next=%0d%0aSet-Cookie:a=b", "/signin?next=//evil.example", "/signin?next=" + SCRIPT.length())) {
            judge("GET", address, Knock.get(port, address, scene.session(Visitor.CHIEF)));
        }
        assertThat(wrong).as(String.join("\n", wrong)).isEmpty();
    }

    void noBodyOfTheWrongKindBreaksAnything() {
        var bodies = Map.of(
                "application/x-www-form-urlencoded", new byte[] {'t', 'i', 't', 'l', 'e', '=', '%', 'Z', 'Z', '&', 'a', '=', (byte) 0xff, (byte) 0xfe, '&', '%', 'C', '0', '=', '%', 'F', 'F'},
                "application/x-www-form-urlencoded;charset=utf-16", "title=abc".getBytes(StandardCharsets.UTF_16),
                "application/x-www-form-urlencoded;charset=nonsense", "title=abc".getBytes(StandardCharsets.UTF_8),
                "multipart/form-data", "no boundary at all".getBytes(StandardCharsets.UTF_8),
                "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nhalf".getBytes(StandardCharsets.UTF_8),
                "application/json", "{\"rows\": [{\"id\": 7, \"values\": {\"title\": \"\\ud800\"}}, null], \"behind\": []".getBytes(StandardCharsets.UTF_8),
                "application/json;charset=utf-8", "{\"rows\":[{\"id\":\"abc\",\"version\":1e999,\"values\":{\"title\":\"\\ud800\\u0000\"}},null]}".getBytes(StandardCharsets.UTF_8),
                "application/json; x=y", ("[".repeat(100_000)).getBytes(StandardCharsets.UTF_8),
                "text/plain", "title=abc".getBytes(StandardCharsets.UTF_8));
        for (var line : inRounds()) {
            var visitor = visitor(line);
            if (visitor == null) continue;
            bodies.forEach((type, body) -> {
                var seen = Knock.raw(port, line.address(scene, scene), scene.session(visitor), type, body);
                judge(line.route(), type, seen);
                if (seen.status() < 400) taken.add(line.route());
                if (seen.status() == 404 && !taken.isEmpty()) freshScene();
            });
        }
        assertThat(wrong).as(String.join("\n", wrong)).isEmpty();
    }

    /** Each value of a JSON body, and each object and list of it, is left out and replaced in turn; what is refused says so and writes nothing. */
    void noJsonBreaksAnythingAndWhatIsRefusedWritesNothing() {
        int sent = 0;
        for (var line : table) {
            var visitor = visitor(line);
            if (line.json().isEmpty() || visitor == null) continue;
            for (var path : paths(json.readTree(line.body(scene)), "")) {
                for (var evil : EVIL_JSON) {
                    var body = current(line);
                    put((ObjectNode) body, path, evil);
                    var text = evil == null ? body.toString() : body.toString().replace("\"" + MARK + "\"", evil);
                    long before = written();
                    var seen = Knock.raw(port, line.address(scene, scene), scene.session(visitor), "application/json", text.getBytes(StandardCharsets.UTF_8));
                    var how = path + "=" + evil;
                    judge(line.route(), how, seen);
                    if (seen.status() >= 400) {
                        if (Jsoup.parse(seen.body()).text().isBlank()) wrong.add(seen.status() + " " + line.route() + " " + how + " says nothing");
                        if (written() != before) wrong.add(seen.status() + " " + line.route() + " " + how + " was refused, yet wrote something");
                    }
                    sent++;
                }
            }
        }
        assertThat(sent).isGreaterThan(300);
        assertThat(wrong).as(String.join("\n", wrong)).isEmpty();
    }

    /** The body about the task as it stands now. */
    private JsonNode current(AccessTable.Line line) {
        var body = json.readTree(line.body(scene));
        int version = scene.sql(db -> db.select(TASK.VERSION).from(TASK).where(TASK.ID.eq(TaskId.of(scene.thing("task")))).fetchSingle().value1());
        for (var row : body.path("rows")) ((ObjectNode) row).put("version", version);
        return body;
    }

    private static List<String> paths(JsonNode node, String at) {
        var paths = new ArrayList<String>();
        if (node.isObject()) {
            for (var name : node.propertyNames()) {
                paths.add(at + "/" + name);
                paths.addAll(paths(node.get(name), at + "/" + name));
            }
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                paths.add(at + "/" + i);
                paths.addAll(paths(node.get(i), at + "/" + i));
            }
        }
        return paths;
    }

    private static void put(ObjectNode body, String path, @Nullable String evil) {
        int cut = path.lastIndexOf('/');
        var name = path.substring(cut + 1);
        var parent = body.at(path.substring(0, cut));
        if (parent instanceof ArrayNode list) {
            if (evil == null) list.remove(Integer.parseInt(name));
            else list.set(Integer.parseInt(name), list.stringNode(MARK));
        } else if (evil == null) {
            ((ObjectNode) parent).remove(name);
        } else {
            ((ObjectNode) parent).put(name, MARK);
        }
    }

    /** How many entries people have in the history of this world. */
    private long written() {
        return scene.sql(db -> (long) db.fetchCount(ACTIVITY, ACTIVITY.ACTOR_ID.isNotNull()));
    }

    private void learnWhereTheFormsAre() {
        for (var line : table) {
            var visitor = visitor(line);
            if (line.change() || visitor == null || !routes.has(line) || line.pattern().endsWith("/live")) continue;
            var address = line.address(scene, scene);
            var page = Jsoup.parse(Knock.get(port, address, scene.session(visitor)).body());
            for (var form : page.select("form[method=post]")) {
                for (var target : table) if (target.change() && regex(target).matcher(form.attr("action")).matches()) pageOfForm.putIfAbsent(target.route(), line.route());
            }
        }
        assertThat(pageOfForm).isNotEmpty();
    }

    /** The form as its page holds it now, else the fields that the route reads. What was refused changed nothing, so it is read once until then. */
    private Map<String, String> form(AccessTable.Line line, Visitor visitor) {
        if (unchanged == null) unchanged = read(line, visitor);
        var fields = new LinkedHashMap<>(unchanged);
        if (!line.pattern().contains("{id}")) fields.computeIfPresent("id", (name, id) -> fields.containsKey("_from") ? id : UUID.randomUUID().toString());
        return fields;
    }

    private Map<String, String> read(AccessTable.Line line, Visitor visitor) {
        var fields = new LinkedHashMap<String, String>();
        var from = pageOfForm.get(line.route());
        for (var page : table) {
            if (!page.route().equals(from)) continue;
            var address = page.address(scene, scene);
            for (var element : Jsoup.parse(Knock.get(port, address, scene.session(visitor(page))).body()).select("form[method=post]")) {
                if (!regex(line).matcher(element.attr("action")).matches() || !(element instanceof FormElement form)) continue;
                form.formData().forEach(data -> fields.put(data.key(), data.value()));
                fields.put("_from", address);
                break;
            }
        }
        routes.fields(line).forEach(field -> fields.putIfAbsent(field, ""));
        line.form(scene).forEach((name, value) -> fields.merge(name, value, (there, mine) -> there.isEmpty() ? mine : there));
        return fields;
    }

    private void attack(AccessTable.Line line, Visitor visitor, Map<String, String> form, String how) {
        var address = line.address(scene, scene);
        var session = scene.session(visitor);
        long before = written();
        var seen = routes.upload(line) ? Knock.upload(port, address, session, form) : Knock.raw(port, address, session, "application/x-www-form-urlencoded", body(form));
        judge(line.route(), how, seen);
        if (seen.status() >= 400 && written() != before) wrong.add(seen.status() + " " + line.route() + " " + how + " was refused, yet wrote something");
        if (seen.status() == 303 && seen.location().startsWith("/")) judge(line.route(), how + " then " + seen.location(), Knock.get(port, seen.location(), session));
        if (seen.status() < 400) {
            taken.add(line.route());
            unchanged = null;
        }
        if (seen.status() == 404 && !taken.isEmpty()) freshScene();
    }

    /**
     * The routes that change something, ordered so that neighbours ask for different things; between two rounds, and when much
     * was taken, what was left behind is looked at and a fresh scene is made. A scene costs as much as dozens of requests.
     */
    private Iterable<AccessTable.Line> inRounds() {
        var rounds = AccessTable.rounds(table.stream().filter(line -> line.change() && routes.has(line)).toList(), AccessTable.Line::about);
        var all = rounds.stream().flatMap(List::stream).iterator();
        var beginnings = rounds.stream().map(List::getFirst).collect(Collectors.toSet());
        return () -> new Iterator<>() {
            @Override
            public boolean hasNext() {
                return all.hasNext();
            }

            @Override
            public AccessTable.Line next() {
                var line = all.next();
                if (beginnings.contains(line) || taken.size() > 8) startOver();
                try {
                    make(line);
                } catch (NotFound | Refused e) {
                    // What was taken before left no ground for this one's thing.
                    startOver();
                    make(line);
                }
                return line;
            }
        };
    }

    /** Makes the things that this line and the page of its form speak of. */
    private void make(AccessTable.Line line) {
        line.address(scene, scene);
        line.form(scene);
        for (var page : table) if (page.route().equals(pageOfForm.get(line.route()))) page.address(scene, scene);
    }

    // What was never taken left nothing behind.
    private void startOver() {
        unchanged = null;
        if (taken.isEmpty()) return;
        var how = "left behind by " + taken;
        for (var path : List.of("/inbox", "/projects", "/p/HDSS/board", "/p/HDSS/plan", "/p/HDSS/charter", "/p/HDSS/team", "/p/HDSS/resources", "/p/HDSS/rules", "/p/HDSS/activity", "/p/HDSS/progress", "/p/HDSS/trash")) {
            judge(path, how, Knock.get(port, scene.world.url(path), scene.session(Visitor.CHIEF)));
        }
        freshScene();
    }

    private void freshScene() {
        scene = new Scene(beans, elsewhere);
        unchanged = null;
        taken.clear();
    }

    private void judge(String where, String how, Knock.Seen seen) {
        var shown = how.codePoints().limit(60).collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString().replaceAll("\\p{C}", "¤");
        if (seen.status() >= 500) wrong.add(seen.status() + " " + where + " " + shown + (seen.status() == 599 ? " " + seen.body() : ""));
        if (!seen.body().contains("<") || seen.body().startsWith("{")) return; // data is no markup
        var page = Jsoup.parse(seen.body());
        if (!page.select("script:not([src]), [onerror], [onload], [onclick], svg[onload], img[src=x]").isEmpty()) wrong.add("markup " + where + " " + shown + ": " + page.select("script:not([src]), [onerror], [onload], img[src=x]").first());
        if (!page.select("a[href^=javascript], form[action^=http], form[action^=//]").isEmpty()) wrong.add("address " + where + " " + shown);
    }

    private Visitor visitor(AccessTable.Line line) {
        return IN_TURN.stream().filter(visitor -> line.cells().get(visitor.ordinal()).equals("yes")).findFirst().orElse(null);
    }

    private static boolean keeps(String field) {
        return field.equals("_form") || field.equals("_from") || field.equals("id") || field.equals("version");
    }

    private static Pattern regex(AccessTable.Line line) {
        return Pattern.compile("\\Q" + line.pattern().replaceAll("\\{[a-z]+}", "\\\\E[^/]+\\\\Q") + "\\E");
    }

    private static byte[] body(Map<String, String> form) {
        var out = new ByteArrayOutputStream();
        var pairs = new ArrayList<String>();
        form.forEach((name, value) -> pairs.add(encoded(name) + "=" + encoded(value)));
        out.writeBytes(String.join("&", pairs).getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static String encoded(String text) {
        return text.equals("\ud800") ? "%ED%A0%80" : URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
