package meridian.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import meridian.world.Browser;
import meridian.world.Browser.Seen;
import meridian.world.Worlds.World;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;

/** Somebody at work, who has nothing but pages: opens them, fills in the forms they hold and sends them. */
final class Person {
    private final World world;
    private final String name;
    private final int port;
    private final String project;

    Person(World world, String name, int port, String project) {
        this.world = world;
        this.name = name;
        this.port = port;
        this.project = project;
    }

    /** A page of the project, or of the workspace when it begins with {@code ~}. */
    Document open(String path) {
        var seen = at().get(address(path));
        assertThat(seen.status()).as(name + " opens " + path + " and is sent to " + seen.location()).isEqualTo(200);
        return seen.page();
    }

    int status(String path) {
        return at().get(address(path)).status();
    }

    byte[] file(String path) {
        var seen = at().get(address(path));
        assertThat(seen.status()).as(name + " takes " + path).isEqualTo(200);
        return seen.response().body();
    }

    /**
     * Fills in the form of a page whose action ends so, and is sent on. Names and values in turn; a value {@code =label} is the
     * choice of that label; what is not named stays as the page has it.
     */
    Seen does(String path, String action, String... fields) {
        var seen = tries(path, action, fields);
        assertThat(seen.status()).as(name + ", " + path + " → " + action + ": " + seen.page().select(".errors, .field .error, [aria-invalid=true]").text() + " " + seen.page().select("h1").text()).isEqualTo(303);
        return seen;
    }

    /** The same, refused: what the page says of it. */
    String isRefused(String path, String action, String... fields) {
        var seen = tries(path, action, fields);
        assertThat(seen.status()).as(name + ", " + path + " → " + action).isIn(403, 409, 422);
        return seen.page().text();
    }

    Seen tries(String path, String action, String... fields) {
        var page = open(path);
        var form = form(page, action);
        assertThat(form).as(name + " finds no form " + action + " on " + path + ", but " + page.select("form[method=post]").eachAttr("action") + ": " + page.select("main").text()).isNotNull();
        return at().post(form.attr("action"), filled(form, fields));
    }

    /** The same with a file. */
    Seen hands(String path, String action, String field, String file, byte[] content, String... fields) {
        var form = form(open(path), action);
        assertThat(form).as(name + " finds no form " + action + " on " + path).isNotNull();
        return at().upload(form.attr("action"), field, file, content, filled(form, fields));
    }

    /** What a page's script sends: fields in turn. */
    Seen sends(String path, String... fields) {
        var seen = at().post(address(path), fields);
        assertThat(seen.status()).as(name + " sends " + path + ": " + seen.body()).isLessThan(400);
        return seen;
    }

    /** The number, id or key that ends the address it was sent on to. */
    static String named(Seen seen) {
        var path = seen.location().replaceAll("[?#].*", "");
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Where the button or link of a duty in the inbox leads whose words contain this. */
    Element owes(String words) {
        var inbox = open("~/inbox");
        return inbox.select(".duty").stream().filter(duty -> duty.text().contains(words)).findFirst()
                .orElseThrow(() -> new AssertionError(name + " does not owe “" + words + "”, but " + inbox.select(".duty").eachText()));
    }

    boolean owesNothingLike(String words) {
        return open("~/inbox").select(".duty").stream().noneMatch(duty -> duty.text().contains(words));
    }

    private static FormElement form(Document page, String action) {
        return page.select("form[method=post]").stream().filter(form -> form.attr("action").replaceAll("\\?.*", "").endsWith(action)).map(FormElement.class::cast).findFirst().orElse(null);
    }

    private String[] filled(FormElement form, String... fields) {
        var typed = new LinkedHashMap<String, List<String>>();
        for (int i = 0; i < fields.length; i += 2) typed.computeIfAbsent(fields[i], _ -> new ArrayList<>()).add(fields[i + 1].startsWith("=") ? choice(form, fields[i], fields[i + 1].substring(1)) : fields[i + 1]);
        var all = new ArrayList<String>();
        for (var data : form.formData()) {
            if (!typed.containsKey(data.key())) all.addAll(List.of(data.key(), data.value()));
        }
        for (Map.Entry<String, List<String>> each : typed.entrySet()) for (var value : each.getValue()) all.addAll(List.of(each.getKey(), value));
        return all.toArray(String[]::new);
    }

    private String choice(FormElement form, String field, String label) {
        for (var option : form.select("[name=" + field + "] option")) if (option.text().contains(label)) return option.val();
        for (var box : form.select("input[name=" + field + "]")) if (box.closest("label") != null && box.closest("label").text().contains(label)) return box.val();
        throw new AssertionError(name + " finds no “" + label + "” for " + field + ", but " + form.select("[name=" + field + "] option").eachText() + form.select("label").eachText());
    }

    // A session of its own for each visit: weeks go by between them.
    private Browser at() {
        return world.signedIn(name, port);
    }

    private String address(String path) {
        if (path.startsWith("/w/")) return path;
        return path.startsWith("~") ? world.url(path.substring(1)) : world.url("/p/" + project + path);
    }
}
