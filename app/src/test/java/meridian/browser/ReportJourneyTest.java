package meridian.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static db.progress.Tables.REPORT;
import static db.project.Tables.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.Cookie;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;
import meridian.progress.ProgressDuties;
import meridian.tenancy.TaskId;
import meridian.workplan.Task;
import meridian.workplan.TaskFields;
import meridian.workplan.TaskKind;
import meridian.workplan.TaskStatus;
import meridian.workplan.Tasks;
import meridian.world.MeridianTest;
import meridian.world.Worlds;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** An executor with a telephone and a bad connection reports the day; the chief coordinator sees it without touching anything. */
class ReportJourneyTest extends MeridianTest {
    private static Chromium chromium;

    @Autowired
    Tasks tasks;

    @Autowired
    ProgressDuties duties;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transaction;

    private Worlds.World world;
    private LocalDate today;
    private Task display;

    @BeforeAll
    static void startChromium() {
        chromium = Chromium.ofTheTests();
    }

    @BeforeEach
    void aProjectInExecution() {
        world = worlds.world();
        today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        world.works(today);
        sql(() -> db.update(PROJECT).set(PROJECT.STAGE, "execution").where(PROJECT.ID.eq(world.project)).execute());
        display = task("门店陈列");
        task("海报设计");
        world.in(() -> duties.openFor(world.project, today));
    }

    @Test
    void aReportWrittenWithoutANetworkSurvivesAndArrivesOnce() {
        try (var telephone = signedIn("周颖", chromium.telephone()); var desk = signedIn("王敏", chromium.desktop())) {
            var board = desk.newPage();
            board.navigate(url("/p/HDSS/board"));
            assertThat(board.locator("#blocked tbody tr")).hasCount(0);

            var page = telephone.newPage();
            page.navigate(url("/p/HDSS/progress/today"));
            choose(page, display, "blocked");
            page.locator("[name='reason." + display.id() + "']").fill("展架未到货");
            page.waitForTimeout(500);
            telephone.setOffline(true);
            page.close();
            telephone.setOffline(false);

            page = telephone.newPage();
            page.navigate(url("/p/HDSS/progress/today"));
            assertThat(page.locator(".draft-notice")).isVisible();
            assertThat(page.locator("[name='reason." + display.id() + "']")).hasValue("展架未到货");

            telephone.setOffline(true);
            page.locator("#report .buttons button").tap();
            assertThat(page.locator(".draft-notice")).isVisible();
            assertThat(filed()).isZero();
            telephone.setOffline(false);
            assertThat(page.locator("#flashes .flash")).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(15_000));

            assertThat(board.locator("#blocked tbody tr")).containsText("展架未到货", new LocatorAssertions.ContainsTextOptions().setTimeout(1_000));
            page.reload();
            page.waitForTimeout(1_000);
            assertThat(filed()).isEqualTo(1);
            assertThat(sql(() -> db.select(REPORT.VERSION).from(REPORT).fetchSingle(REPORT.VERSION))).isZero();
            assertThat(in(world.workspace, () -> tasks.get(display.id(), world.person("周颖").actor())).status()).isEqualTo(TaskStatus.BLOCKED);
            assertThat(page.locator("html[data-unsent]")).hasCount(0);
        }
    }

    @Test
    void fromTheInboxTheDayIsReportedInThreeTaps() {
        try (var telephone = signedIn("周颖", chromium.telephone())) {
            var page = telephone.newPage();
            page.navigate(url("/inbox"));
            page.locator(".duty", new Page.LocatorOptions().setHasText("填报今日进度")).locator("a.button:not(.icon)").tap();
            assertThat(page.locator("h1")).hasText("填报今日进度");
            choose(page, display, "done");
            page.locator("#report .buttons button").tap();
            assertThat(page.locator("#flashes .flash")).containsText("填报成功");
            page.navigate(url("/inbox"));
            assertThat(page.locator(".duty", new Page.LocatorOptions().setHasText("填报今日进度"))).hasCount(0);
            assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth")).isEqualTo(true);
        }
    }

    @Test
    void thePagesHaveNoAccessibilityFaults() {
        try (var telephone = signedIn("周颖", chromium.telephone()); var desk = signedIn("陈浩", chromium.desktop())) {
            for (var context : List.of(telephone, desk)) {
                var page = context.newPage();
                for (var path : List.of("/inbox", "/inbox/owed", "/p/HDSS/progress", "/p/HDSS/progress/today")) {
                    page.navigate(url(path));
                    if (path.endsWith("today") && context == telephone) choose(page, display, "blocked");
                    var faults = new AxeBuilder(page).analyze().getViolations();
                    assertThat(faults).as(path + ": " + faults.stream().map(fault -> fault.getId() + " " + fault.getNodes().stream().map(node -> node.getHtml()).toList()).toList()).isEmpty();
                }
            }
        }
    }

    private void choose(Page page, Task task, String state) {
        page.locator("fieldset", new Page.LocatorOptions().setHasText(task.title())).locator("label." + state).tap();
    }

    private int filed() {
        return sql(() -> db.fetchCount(REPORT));
    }

    private Task task(String title) {
        var fields = TaskFields.titled(title).withParty(world.parties.get("华南")).withOwner(world.person("周颖").member())
                .withStart(TaskFields.startOf(today.minusDays(2))).withFinish(TaskFields.endOf(today.plusDays(2)));
        return in(world.workspace, () -> tasks.add(new Tasks.NewTask(TaskId.next(), world.project, TaskKind.TASK, null, null, fields), world.person("王敏").actor()).task());
    }

    private BrowserContext signedIn(String name, BrowserContext context) {
        context.addCookies(List.of(new Cookie("meridian_session", world.session(name)).setUrl("http://localhost:" + port)));
        return context;
    }

    private String url(String path) {
        return "http://localhost:" + port + world.url(path);
    }

    private <T> T sql(Supplier<T> work) {
        return in(world.workspace, () -> transaction.execute(status -> work.get()));
    }
}
