package meridian.workplan.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.UnaryOperator;
import meridian.browser.Chromium;
import meridian.tenancy.TaskId;
import meridian.workplan.Task;
import meridian.workplan.TaskFields;
import meridian.workplan.TaskKind;
import meridian.workplan.Tasks;
import meridian.world.MeridianTest;
import meridian.world.Worlds;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The chart in a real browser: by keyboard, by pointer, and while somebody else changes the same plan. */
class GanttJourneyTest extends MeridianTest {
    private static Chromium chromium;

    @Autowired
    Tasks tasks;

    private Worlds.World world;
    private LocalDate monday;
    private TaskId research, display, training;

    @BeforeAll
    static void start() {
        chromium = Chromium.ofTheTests();
    }

    private void aPlan() {
        world = worlds.world();
        monday = LocalDate.now(ZoneId.of("Asia/Shanghai")).plusWeeks(1).with(java.time.temporal.TemporalAdjusters.nextOrSame(java.time.DayOfWeek.MONDAY));
        var phase = add(TaskFields.titled("筹备期"), TaskKind.PHASE, null);
        research = add(dated("市场调研", 0, 4), TaskKind.TASK, phase);
        display = add(dated("门店陈列", 2, 4), TaskKind.TASK, phase);
        training = add(dated("导购培训", 7, 8), TaskKind.TASK, phase);
    }

    private TaskFields dated(String title, int from, int to) {
        return TaskFields.titled(title).withParty(world.parties.get("华南")).withStart(TaskFields.startOf(monday.plusDays(from))).withFinish(TaskFields.endOf(monday.plusDays(to)));
    }

    private TaskId add(TaskFields fields, TaskKind kind, TaskId parent) {
        return in(world.workspace, () -> tasks.add(new Tasks.NewTask(TaskId.next(), world.project, kind, parent, null, fields), world.person("王敏").actor()).task().id());
    }

    private Task task(TaskId id) {
        return in(world.workspace, () -> tasks.get(id, world.person("王敏").actor()));
    }

    private void edit(TaskId id, UnaryOperator<TaskFields> change) {
        in(world.workspace, () -> tasks.editAll(world.project, List.of(new Tasks.Seen(id, task(id).version(), change)), world.person("陈浩").actor()));
    }

    private BrowserContext signedIn(BrowserContext context) {
        context.addCookies(List.of(new Cookie("meridian_session", world.session("王敏")).setUrl("http://localhost:" + port)));
        return context;
    }

    private Page open(BrowserContext context, String query) {
        var page = context.newPage();
        page.navigate("http://localhost:" + port + world.here("/gantt" + query));
        page.locator("gantt-chart[data-ready]").waitFor();
        return page;
    }

    private void starts(Page page, TaskId id, LocalDate day) {
        page.waitForCondition(() -> day.equals(task(id).start().toLocalDate()));
    }

    @Test
    void tasksAreMovedByKeyByPointerAndBackAgain() {
        aPlan();
        try (var context = signedIn(chromium.desktop())) {
            var page = open(context, "");
            page.locator("[data-tree]").focus();
            page.keyboard().press("ArrowDown");
            page.keyboard().press("ArrowDown");
            assertThat(page.locator(".gantt-row.chosen")).containsText("市场调研");
            page.keyboard().press("Alt+ArrowRight");
            page.keyboard().press("Alt+ArrowRight");
            assertThat(page.locator("gantt-chart [data-say]")).containsText("市场调研");
            starts(page, research, monday.plusDays(2));
            assertThat(task(research).finish().toLocalDate()).as("five days of work, not of the calendar").isEqualTo(monday.plusDays(8));
            page.keyboard().press("Alt+Shift+ArrowRight");
            page.waitForCondition(() -> task(research).finish().toLocalDate().equals(monday.plusDays(9)));
            assertThat(task(research).start().toLocalDate()).isEqualTo(monday.plusDays(2));
            page.keyboard().press("Control+z");
            page.keyboard().press("Control+z");
            starts(page, research, monday);
            assertThat(task(research).finish().toLocalDate()).isEqualTo(monday.plusDays(4));

            // The same with a mouse: five days of sixteen pixels.
            var at = page.evaluate("() => { const c = document.querySelector('gantt-chart'), i = c.plan.title.indexOf('门店陈列'), b = c.canvas.getBoundingClientRect(); return [b.left + (c.plan.from[i] / 1440 - c.origin) * c.px - c.view.scrollLeft + 30, b.top + 44 + c.plan.place[i] * c.row - c.view.scrollTop + c.row / 2]; }");
            double x = ((Number) ((List<?>) at).get(0)).doubleValue(), y = ((Number) ((List<?>) at).get(1)).doubleValue();
            page.mouse().move(x, y);
            page.mouse().down();
            page.mouse().move(x + 20, y);
            page.mouse().move(x + 80, y);
            page.mouse().up();
            starts(page, display, monday.plusDays(7));
            assertThat(task(display).finish().toLocalDate()).isEqualTo(monday.plusDays(9));
            assertThat(page.locator(".gantt-row.chosen")).containsText("门店陈列");

            // A row folds, and its address can be passed on.
            page.keyboard().press("Home");
            page.keyboard().press("ArrowLeft");
            assertThat(page.locator(".gantt-row:visible")).hasCount(1);
            assertThat(page.url()).contains("closed=1");
            page.keyboard().press("ArrowRight");
            assertThat(page.locator(".gantt-row:visible")).hasCount(4);
            var faults = new AxeBuilder(page).analyze().getViolations();
            assertThat(faults).as(faults.stream().map(fault -> fault.getId() + " " + fault.getNodes().stream().map(node -> node.getHtml()).toList()).toList().toString()).isEmpty();
        }
    }

    @Test
    void anotherPersonsChangeArrivesAndACollisionIsAsked() {
        aPlan();
        try (var context = signedIn(chromium.desktop())) {
            var page = open(context, "");
            page.locator("[data-tree]").focus();
            page.keyboard().press("End");
            assertThat(page.locator(".gantt-row.chosen")).containsText("导购培训");
            edit(display, fields -> fields.withTitle("门店陈列（旗舰店）"));
            add(dated("新来的任务", 1, 1), TaskKind.PHASE, null);
            assertThat(page.locator(".gantt-rows")).containsText("旗舰店");
            assertThat(page.locator(".gantt-rows")).containsText("新来的任务");
            assertThat(page.locator(".gantt-row.chosen")).containsText("导购培训");
            assertThat((String) page.evaluate("document.activeElement.getAttribute('role')")).isEqualTo("treegrid");

            // Both move the same task: the second is shown the first one's dates and chooses.
            page.keyboard().press("Alt+ArrowRight");
            page.evaluate("() => clearTimeout(document.querySelector('gantt-chart').waiting)"); // the key is still held
            edit(training, fields -> fields.withFinish(TaskFields.endOf(monday.plusDays(10))));
            page.waitForCondition(() -> (Boolean) page.evaluate("() => { const c = document.querySelector('gantt-chart'), i = c.plan.at.get(c.selected); return c.plan.version[i] > c.pending.version; }"));
            page.keyboard().press("ArrowUp");
            assertThat(page.locator("#gantt-conflict")).isVisible();
            page.locator("#gantt-conflict button[value=mine]").click();
            starts(page, training, monday.plusDays(8));
            assertThat(task(training).finish().toLocalDate()).as("with the other’s four days of work").isEqualTo(monday.plusDays(11));
        }
    }

    @Test
    void aTaskWaitsForAnotherByDialogAndNoLonger() {
        aPlan();
        try (var context = signedIn(chromium.desktop())) {
            var page = open(context, "");
            page.locator("[data-tree]").focus();
            page.keyboard().press("End");
            page.keyboard().press("ArrowUp");
            assertThat(page.locator(".gantt-row.chosen")).containsText("门店陈列");
            page.keyboard().press("l");
            page.locator("#gantt-seek").fill("市场调研");
            page.locator("#gantt-link label", new Page.LocatorOptions().setHasText("市场调研")).locator("input").check();
            page.locator("#gantt-lag").fill("1d");
            page.locator("#gantt-link button[value=link]").click();
            // Monday to Friday, a day of lag, so from Tuesday on.
            starts(page, display, monday.plusDays(8));
            page.waitForCondition(() -> ((Number) page.evaluate("document.querySelector('gantt-chart').plan.links.length")).intValue() == 4);
            page.locator("[data-tree]").focus();
            page.keyboard().press("l");
            page.locator("#gantt-link [data-links] button").click();
            page.waitForCondition(() -> ((Number) page.evaluate("document.querySelector('gantt-chart').plan.links.length")).intValue() == 0);
        }
    }

    @Test
    void itOpensAtTheFirstOpenWorkAndTypedDatesOfAPhaseHold() {
        world = worlds.world();
        var past = LocalDate.now(ZoneId.of("Asia/Shanghai")).minusWeeks(30);
        monday = past;
        var first = add(TaskFields.titled("筹备期"), TaskKind.PHASE, null);
        for (int k = 0; k < 40; k++) {
            var done = add(dated("已办" + k, k, k + 2), TaskKind.TASK, first);
            in(world.workspace, () -> tasks.complete(done, world.person("王敏").actor()));
        }
        var second = add(TaskFields.titled("执行期"), TaskKind.PHASE, null);
        monday = LocalDate.now(ZoneId.of("Asia/Shanghai")).minusWeeks(1);
        add(dated("进行中的", 0, 9), TaskKind.TASK, second);
        // Dates typed for a phase hold in the chart as in the table, wider than what is beneath it.
        in(world.workspace, () -> tasks.edit(second, task(second).version(), fields -> fields.withStart(TaskFields.startOf(monday.minusDays(7))).withFinish(TaskFields.endOf(monday.plusDays(30))), world.person("王敏").actor()));
        try (var context = signedIn(chromium.desktop())) {
            var page = open(context, "");
            assertThat(page.locator(".gantt-row:visible", new Page.LocatorOptions().setHasText("进行中的"))).isVisible();
            // Its bar and today lie within the canvas.
            var seen = (Boolean) page.evaluate("() => { const c = document.querySelector('gantt-chart'), i = c.plan.title.indexOf('进行中的'), at = m => (m / 1440 - c.origin) * c.px - c.view.scrollLeft, wide = c.width - c.left; const inside = x => x >= 0 && x <= wide; return inside(at(c.plan.from[i])) && inside(at(c.plan.to[i])) && inside(at(Date.now() / 60000)); }");
            assertThat(seen).isTrue();
            var span = (List<?>) page.evaluate("() => { const c = document.querySelector('gantt-chart'), i = c.plan.title.indexOf('执行期'); return [Math.floor(c.plan.from[i] / 1440), Math.floor((c.plan.to[i] - 1) / 1440)]; }");
            assertThat(((Number) span.get(0)).longValue()).isEqualTo(monday.minusDays(7).toEpochDay());
            assertThat(((Number) span.get(1)).longValue()).isEqualTo(monday.plusDays(30).toEpochDay());
        }
    }

    @Test
    void aDragThatMovesAMilestoneIsAskedAboutAndMayBeLeft() {
        aPlan();
        var opening = add(TaskFields.titled("开业").withParty(world.parties.get("华南")).withMilestone(true, null).withFinish(TaskFields.endOf(monday.plusDays(8))), TaskKind.TASK, null);
        in(world.workspace, () -> tasks.edit(opening, 0, fields -> fields.withPredecessors(List.of(new meridian.workplan.TaskLink(training, meridian.workplan.LinkType.FS, 0, false))), world.person("王敏").actor()));
        try (var context = signedIn(chromium.desktop())) {
            var page = open(context, "");
            page.locator("[data-tree]").focus();
            for (int k = 0; k < 4; k++) page.keyboard().press("ArrowDown");
            assertThat(page.locator(".gantt-row.chosen")).containsText("导购培训");
            page.keyboard().press("Alt+ArrowRight");
            assertThat(page.locator("#slip-ahead")).isVisible();
            assertThat(page.locator("#slip-ahead")).containsText("开业");
            var faults = new AxeBuilder(page).analyze().getViolations();
            assertThat(faults).as(faults.stream().map(fault -> fault.getId() + " " + fault.getNodes().stream().map(node -> node.getHtml()).toList()).toList().toString()).isEmpty();
            page.locator("#slip-ahead button.quiet").click();
            assertThat(task(training).start().toLocalDate()).isEqualTo(monday.plusDays(7));
            // The bar goes back once the dialog has answered.
            page.waitForFunction("day => { const c = document.querySelector('gantt-chart'), i = c.plan.title.indexOf('导购培训'); return Math.floor(c.plan.from[i] / 1440) === day; }", (int) monday.plusDays(7).toEpochDay());
            page.locator("[data-tree]").focus();
            page.keyboard().press("Alt+ArrowRight");
            page.locator("#slip-ahead button[value=apply]").click();
            starts(page, training, monday.plusDays(8));
            assertThat(task(opening).finish().toLocalDate()).isEqualTo(monday.plusDays(9));
            assertThat(page.locator("#flashes .flash")).containsText("另有1项任务");
            page.locator("#flashes .flash [data-run]").click();
            starts(page, training, monday.plusDays(7));
        }
    }

    @Test
    void onATelephoneATapShowsTheTask() {
        aPlan();
        try (var context = signedIn(chromium.telephone())) {
            var page = open(context, "?zoom=month");
            page.locator(".gantt-row", new Page.LocatorOptions().setHasText("市场调研")).tap();
            assertThat(page.locator("#gantt-sheet")).isVisible();
            assertThat(page.locator("#gantt-sheet [data-fact=party]")).hasText("华南");
            assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth")).isEqualTo(true);
        }
    }
}
