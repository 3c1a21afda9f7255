package meridian.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import meridian.browser.Chromium;
import meridian.house.Scene.Visitor;
import meridian.world.MeridianTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** The main pages in a real browser, on a telephone and on a desk, by day and by night: usable by everybody, whole, and without a word in the console. */
class AccessibilityTest extends MeridianTest {
    private static final List<String> BY_EXECUTOR = List.of("/signin", "/w/{slug}/inbox", "/w/{slug}/p/{code}/progress/today", "/w/{slug}/me");
    private static final List<String> BY_CHIEF = List.of("/w/{slug}/projects", "/w/{slug}/projects/new", "/w/{slug}/p/{code}/board", "/w/{slug}/p/{code}/plan", "/w/{slug}/p/{code}/gantt", "/w/{slug}/p/{code}/plan/board", "/w/{slug}/p/{code}/plan/calendar", "/w/{slug}/p/{code}/plan/parties", "/w/{slug}/p/{code}/tasks/{number}", "/w/{slug}/p/{code}/charter",
            "/w/{slug}/p/{code}/team", "/w/{slug}/p/{code}/resources", "/w/{slug}/p/{code}/rules", "/w/{slug}/p/{code}/indicators", "/w/{slug}/p/{code}/gate", "/w/{slug}/p/{code}/plan/import", "/w/{slug}/p/{code}/progress",
            "/w/{slug}/p/{code}/activity");
    private static final List<String> BY_ADMIN = List.of("/w/{slug}/admin/people", "/w/{slug}/admin/regions", "/w/{slug}/admin/regions/{id}");

    private static Chromium chromium;

    @Autowired
    ApplicationContext beans;

    @BeforeAll
    static void startChromium() {
        chromium = Chromium.ofTheTests();
    }

    @ParameterizedTest
    @CsvSource({"390, light", "390, dark", "1440, light", "1440, dark"})
    void nothingSeriousIsWrong(int width, String scheme) {
        var scene = new Scene(beans, worlds.world());
        scene.thing("instruction");
        scene.thing("report");
        var wrong = new LinkedHashSet<String>();
        look(scene, Visitor.EXEC, BY_EXECUTOR, width, scheme, wrong);
        look(scene, Visitor.CHIEF, BY_CHIEF, width, scheme, wrong);
        look(scene, Visitor.ADMIN, BY_ADMIN, width, scheme, wrong);
        assertThat(wrong).as(width + " px, " + scheme + "\n" + String.join("\n", wrong)).isEmpty();
    }

    private void look(Scene scene, Visitor visitor, List<String> patterns, int width, String scheme, Set<String> wrong) {
        try (var context = chromium.context(width, scheme.equals("dark"))) {
            var page = context.newPage();
            var where = new String[] {""};
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) wrong.add(where[0] + " console: " + message.text());
            });
            for (var line : AccessTable.read()) {
                if (line.change() || !patterns.contains(line.pattern())) continue;
                where[0] = line.pattern();
                if (line.pattern().startsWith("/w/")) context.addCookies(List.of(new Cookie("meridian_session", scene.session(visitor)).setUrl("http://localhost:" + port)));
                page.navigate("http://localhost:" + port + line.address(scene, scene));
                judge(page, line.pattern(), wrong);
            }
        }
    }

    private static void judge(Page page, String where, Set<String> wrong) {
        var overflow = ((Number) page.evaluate("document.documentElement.scrollWidth - innerWidth")).intValue();
        if (overflow > 0) wrong.add(where + " is " + overflow + " px wider than the screen");
        for (var violation : new AxeBuilder(page).withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")).setLegacyMode(true).analyze().getViolations()) {
            if (!List.of("serious", "critical").contains(violation.getImpact())) continue;
            for (var node : violation.getNodes()) wrong.add(where + " " + violation.getId() + ": " + node.getTarget() + " " + node.getFailureSummary().lines().skip(1).findFirst().orElse("").strip());
        }
    }
}
