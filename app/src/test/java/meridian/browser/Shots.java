package meridian.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import meridian.world.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pictures of every page of the demo, for {@code bin/shots}: telephone and desktop, both languages, light and dark. Pages are
 * found by following links, one of each kind, as the people below. No test by its name, so it only runs when asked for.
 */
class Shots {
    private static final List<String> PEOPLE = List.of("wang.min", "zhou.ying", "qian.jin");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<=/tasks/)\\d+");
    private static final int MOST = 60;

    @TempDir
    Path data;

    @Test
    void everyPage() throws Exception {
        var folder = Files.createDirectories(Path.of(System.getProperty("shots.folder", "../var/shots")).toAbsolutePath().normalize());
        try (var files = Files.list(folder)) {
            for (var old : files.filter(file -> file.toString().endsWith(".png")).toList()) Files.delete(old);
        }
        int taken = 0;
        try (var program = Program.start(data, "demo"); var chromium = Chromium.start()) {
            for (var language : List.of("zh-CN", "en")) {
                try (var database = program.database(); var change = database.createStatement()) {
                    change.execute("update identity.member set locale = '" + language + "'");
                    change.execute("update identity.account set locale = '" + language + "'");
                }
                for (int width : List.of(390, 1440)) {
                    for (boolean dark : List.of(false, true)) {
                        var seen = new TreeSet<String>();
                        for (var person : PEOPLE) {
                            try (var context = chromium.context(width, dark)) {
                                var page = context.newPage();
                                page.navigate(program.url("/signin?lang=" + language));
                                if (seen.add("/signin")) taken += shoot(page, folder, "signin", language, width, dark);
                                page.fill("input[name=email]", person + "@xinghe.example");
                                page.fill("input[name=password]", "meridian-demo");
                                page.press("input[name=password]", "Enter");
                                page.waitForURL(url -> !url.contains("/signin"));
                                taken += walk(page, program, folder, language, width, dark, seen);
                            }
                        }
                    }
                }
            }
        }
        System.out.println(taken + " pictures in " + folder);
    }

    private static int walk(Page page, Program program, Path folder, String language, int width, boolean dark, TreeSet<String> seen) {
        int taken = 0;
        Map<String, String> waiting = new LinkedHashMap<>();
        for (var first : List.of("/inbox", "/projects", "/p/HDSS/board", "/p/HDSS/plan", "/p/HDSS/progress", "/p/HDSS/progress/today", "/p/HDSS/charter", "/p/HDSS/indicators", "/p/HDSS/team", "/p/HDSS/resources", "/p/HDSS/rules",
                "/p/HDSS/gate", "/p/HDSS/activity", "/p/HDSS/trash", "/p/HDSS/plan/import", "/projects/new", "/me", "/admin/people", "/admin/regions")) waiting.put(kind("/w/xinghe" + first), "/w/xinghe" + first);
        while (!waiting.isEmpty() && seen.size() < MOST) {
            var next = waiting.entrySet().iterator().next();
            waiting.remove(next.getKey());
            if (seen.contains(next.getKey())) continue;
            com.microsoft.playwright.Response answer;
            try {
                answer = page.navigate(program.url(next.getValue()));
            } catch (com.microsoft.playwright.PlaywrightException e) {
                seen.add(next.getKey()); // a file to keep, not a page
                continue;
            }
            if (answer == null || answer.status() != 200 || !String.valueOf(answer.headerValue("content-type")).startsWith("text/html")) continue;
            if (!seen.add(next.getKey())) continue;
            taken += shoot(page, folder, next.getKey().replace("/w/xinghe/", "").replace("p/HDSS", "p").replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", ""), language, width, dark);
            for (var link : page.locator("a[href^='/w/xinghe/']:not([download])").all()) {
                var address = link.getAttribute("href").replaceAll("[?#].*", "");
                if (!address.matches(".*\\.[a-z]{3,4}$")) waiting.putIfAbsent(kind(address), address);
            }
        }
        return taken;
    }

    // Pages of one kind differ in the ids in their addresses only.
    private static String kind(String address) {
        return ID.matcher(address).replaceAll("one");
    }

    private static int shoot(Page page, Path folder, String name, String language, int width, boolean dark) {
        page.waitForLoadState(LoadState.DOMCONTENTLOADED);
        page.waitForTimeout(150);
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(folder.resolve(name + "-" + width + "-" + language.substring(0, 2) + (dark ? "-dark" : "-light") + ".png")));
        return 1;
    }
}
