package meridian.browser;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import meridian.house.AccessTable;
import meridian.world.Browser;
import org.jspecify.annotations.Nullable;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.FormElement;

/**
 * Where the links of the demo lead: one stop for each route that shows a page, found as the people below, each following every
 * link they are shown. Of several pages of one route the fullest is the stop.
 */
final class Paths {
    /** Who walks, in this order; a page is the first one's who gets there. */
    static final List<String> PEOPLE = List.of("wang.min", "qian.jin", "zhou.ying", "chen.hao", "zhao.jianguo", "deng.hui");

    /** Pages that look different to those who work in them. */
    private static final Map<String, Set<String>> ALSO_AS = Map.of(
            "zhou.ying", Set.of("inbox", "p-tasks-number", "p-plan", "p-progress-today"),
            "chen.hao", Set.of("inbox", "p-plan", "p-tasks-number"));

    private static final String PASSWORD = "meridian-demo";
    private static final String WORKSPACE = "/w/xinghe";
    private static final int OF_ONE_KIND = 4;

    private final String house;
    private final Map<String, Pattern> routes = new LinkedHashMap<>();
    private final Map<String, Browser> browsers = new TreeMap<>();
    private final Map<String, String> languages = new TreeMap<>();
    private final Map<String, Stop> stops = new TreeMap<>();
    private final Set<String> reached = new LinkedHashSet<>();
    private final Set<String> faults = new LinkedHashSet<>();

    /** A page to see: {@code who} is null where nobody need be signed in. */
    record Stop(String name, String address, @Nullable String who) {}

    Paths(String house) {
        this.house = house;
        // The most particular pattern first, so that tasks/new is not taken for tasks/{number}.
        AccessTable.addresses().stream().sorted(Comparator.comparingInt((String pattern) -> pattern.split("\\{", -1).length).thenComparing(Comparator.comparingInt(String::length).reversed()))
                .forEach(pattern -> routes.put(pattern, Pattern.compile(("\\Q" + pattern + "\\E").replaceAll("\\{[a-z]+}", "\\\\E[^/]+\\\\Q"))));
    }

    List<Stop> pages() {
        return List.copyOf(stops.values());
    }

    /** Links that lead nowhere. */
    Set<String> faults() {
        return faults;
    }

    /** Pages that no link leads to. */
    List<String> unseen() {
        return routes.keySet().stream().filter(route -> !reached.contains(route)).sorted().toList();
    }

    String session(String person) {
        return browsers.get(person).session();
    }

    void explore(Consumer<String> say) {
        for (var open : List.of("/signin", "/reset")) {
            reached.add(open);
            stops.put(open.substring(1), new Stop(open.substring(1), open, null));
        }
        if (browser().get("/dev/gallery").status() == 200) stops.put("gallery", new Stop("gallery", "/dev/gallery", null));
        for (var person : PEOPLE) {
            var browser = browser();
            if (browser.post("/signin", "email", person + "@xinghe.example", "password", PASSWORD).status() != 303) throw new IllegalStateException(person + " cannot sign in at " + house + ": is it the demo?");
            browsers.put(person, browser);
            languages.put(person, browser.get(WORKSPACE + "/me").page().selectFirst("html").attr("lang"));
            walk(person, browser);
            say.accept(person + " has been everywhere: " + stops.size() + " pages so far");
        }
        say.accept(stops.size() + " pages found");
    }

    private void walk(String person, Browser browser) {
        var waiting = new ArrayDeque<>(List.of(WORKSPACE + "/inbox"));
        var known = new LinkedHashSet<>(waiting);
        var ofKind = new TreeMap<String, Integer>();
        var fullest = new TreeMap<String, Integer>();
        var asked = new TreeMap<String, String>();
        while (!waiting.isEmpty()) {
            var address = waiting.poll();
            var route = route(address);
            if (route != null && ofKind.merge(route, 1, Integer::sum) > OF_ONE_KIND) continue;
            var seen = browser.get(address);
            if (seen.status() == 400 && asked.containsKey(address)) { // a page that answers a question only
                address = asked.get(address);
                seen = browser.get(address);
            }
            if (seen.status() >= 400) faults.add(address + " answers " + seen.status() + " to " + person + ", who is shown a link to it");
            if (route == null || seen.status() >= 400) continue;
            reached.add(route);
            var onward = seen.location().replaceFirst("^https?://[^/]+", "").replaceAll("[?#].*", "");
            if (onward.startsWith("/w/") && known.add(onward)) waiting.add(onward);
            if (seen.status() != 200) continue;
            if (!seen.response().headers().firstValue("content-type").orElse("").startsWith("text/html")) continue;
            var name = name(route);
            boolean mine = !stops.containsKey(name) || person.equals(stops.get(name).who());
            if (!mine && ALSO_AS.getOrDefault(person, Set.of()).contains(name)) {
                name = name + "-by-" + person.replace(".", "-");
                mine = true;
            }
            if (mine && seen.body().length() > fullest.getOrDefault(name, 0)) {
                fullest.put(name, seen.body().length());
                stops.put(name, new Stop(name, address, person));
            }
            for (var link : seen.page().select("a[href^='/w/']")) {
                var next = link.attr("href").replaceAll("[?#].*", "");
                if (!link.hasAttr("download")) {
                    if (known.add(next)) waiting.add(next);
                    if (link.attr("href").contains("?")) asked.putIfAbsent(next, link.attr("href").replaceAll("#.*", ""));
                } else if (route(next) != null) {
                    reached.add(route(next)); // a file is no page, and takes its time
                }
            }
        }
    }

    private @Nullable String route(String address) {
        return routes.entrySet().stream().filter(route -> route.getValue().matcher(address).matches()).map(Map.Entry::getKey).findFirst().orElse(null);
    }

    private static String name(String route) {
        return route.replace("/w/{slug}/", "").replace("p/{code}", "p").replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }

    /** Everybody reads in this language from now on. */
    void speak(String language) {
        browsers.forEach((person, browser) -> setLanguage(browser, language));
    }

    void speakAsBefore() {
        browsers.forEach((person, browser) -> setLanguage(browser, languages.get(person)));
    }

    private static void setLanguage(Browser browser, String language) {
        Document page = browser.get(WORKSPACE + "/me").page();
        var fields = new ArrayList<String>();
        for (var field : ((FormElement) page.getElementById("profile")).formData()) {
            if (!field.key().equals("language")) fields.addAll(List.of(field.key(), field.value()));
        }
        fields.addAll(List.of("language", language.startsWith("zh") ? "zh-CN" : "en"));
        if (browser.post(WORKSPACE + "/me", fields.toArray(String[]::new)).status() != 303) throw new IllegalStateException("the language cannot be changed");
    }

    private Browser browser() {
        return new Browser(house);
    }
}
