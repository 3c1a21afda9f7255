package meridian.workplan.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.Cookie;
import java.util.ArrayList;
import java.util.List;
import meridian.browser.Chromium;
import meridian.tenancy.TaskId;
import meridian.workplan.TaskFields;
import meridian.workplan.TaskKind;
import meridian.workplan.Tasks;
import meridian.world.MeridianTest;
import meridian.world.Worlds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The plan's table in a real browser, by keyboard alone. */
class PlanTableJourneyTest extends MeridianTest {
    private static Chromium chromium;

    @Autowired
    Tasks tasks;

    Worlds.World world;
    BrowserContext context;
    Page page;

    @BeforeAll
    static void start() {
        chromium = Chromium.ofTheTests();
    }

    @BeforeEach
    void open() {
        world = worlds.world();
        var phase = add("筹备期", TaskKind.PHASE, null);
        add("市场调研", TaskKind.TASK, phase);
        add("推广物料", TaskKind.TASK, phase);
        add("门店陈列", TaskKind.TASK, phase);
        context = chromium.desktop();
        context.addCookies(List.of(new Cookie("meridian_session", world.session("王敏")).setDomain("localhost").setPath("/")));
        page = context.newPage();
        page.navigate("http://localhost:" + port + world.here("/plan"));
        page.locator("tr[data-id] th[tabindex='0']").focus();
    }

    @AfterEach
    void close() {
        if (context != null) context.close();
    }

    private TaskId add(String title, TaskKind kind, TaskId parent) {
        return in(world.workspace, () -> tasks.add(new Tasks.NewTask(TaskId.next(), world.project, kind, parent, null, TaskFields.titled(title)), world.person("王敏").actor()).task().id());
    }

    private List<String> titles() {
        return page.locator("tr[data-id] .title a.cut").allTextContents();
    }

    private List<String> outline() {
        return page.locator("tr[data-id] .outline").allTextContents();
    }

    @Test
    void cellsAreTypedIntoSavedAndUndone() {
        page.keyboard().press("ArrowDown");
        page.keyboard().press("F2");
        page.keyboard().type("全国市场调研");
        page.keyboard().press("Tab");
        assertThat(page.locator("tr[data-id] .title a.cut").nth(1)).hasText("全国市场调研");
        page.keyboard().press("Enter");
        page.keyboard().type("华东");
        page.keyboard().press("Tab");
        assertThat(page.locator("tr[data-id] [data-field=party]").nth(1)).hasText("华东");
        page.keyboard().press("F2");
        page.keyboard().type("李婷");
        page.keyboard().press("Enter");
        assertThat(page.locator("tr[data-id] [data-field=owner]").nth(1)).containsText("李婷");
        page.keyboard().press("Control+z");
        assertThat(page.locator("tr[data-id] [data-field=owner]").nth(1)).hasText("");
        page.keyboard().press("Control+z");
        page.keyboard().press("Control+z");
        assertThat(page.locator("tr[data-id] .title a.cut").nth(1)).hasText("市场调研");
    }

    @Test
    void aWrongValueIsSaidAtTheCellAndTheTypingIsKept() {
        page.keyboard().press("ArrowDown");
        page.keyboard().press("ArrowRight");
        page.keyboard().press("ArrowRight");
        page.keyboard().press("ArrowRight");
        page.keyboard().press("ArrowRight");
        page.keyboard().type("asap");
        page.keyboard().press("Enter");
        assertThat(page.locator(".cell-error")).containsText("日期");
        assertThat(page.locator(".cell-editor")).hasValue("asap");
        page.keyboard().press("Escape");
        assertThat(page.locator(".cell-editor")).hasCount(0);
    }

    @Test
    void rowsAreIndentedMovedInsertedAndThrownAway() {
        page.keyboard().press("ArrowDown");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Alt+Shift+ArrowRight");
        page.waitForCondition(() -> outline().equals(List.of("1", "1.1", "1.1.1", "1.2")));
        page.keyboard().press("Alt+Shift+ArrowLeft");
        page.waitForCondition(() -> outline().equals(List.of("1", "1.1", "1.2", "1.3")));
        page.keyboard().press("Alt+ArrowUp");
        page.waitForCondition(() -> titles().equals(List.of("筹备期", "推广物料", "市场调研", "门店陈列")));
        page.keyboard().press("Insert");
        page.keyboard().type("媒体投放");
        page.keyboard().press("Enter");
        page.waitForCondition(() -> titles().equals(List.of("筹备期", "推广物料", "媒体投放", "市场调研", "门店陈列")));
        page.keyboard().press("Escape");
        page.waitForCondition(() -> page.locator("[data-draft-row]").count() == 0);
        page.keyboard().press("Control+Home");
        page.keyboard().press("ArrowRight");
        page.keyboard().press("Insert");
        page.keyboard().type("执行期");
        page.keyboard().press("Tab");
        page.waitForCondition(() -> outline().equals(List.of("1", "1.1", "1.2", "1.3", "1.4", "2")));
        page.keyboard().press("Control+z");
        page.waitForCondition(() -> titles().size() == 5);
        page.keyboard().press("Control+Home");
        page.keyboard().press("ArrowRight");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Delete");
        page.waitForCondition(() -> titles().equals(List.of("筹备期", "推广物料", "市场调研", "门店陈列")));
        page.keyboard().press("Control+z");
        page.waitForCondition(() -> titles().size() == 5);
    }

    @Test
    void cellsAreCopiedAndPastedAsASpreadsheetDoes() {
        context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
        page.evaluate("navigator.clipboard.writeText('调研\\t华东\\t李婷\\n\"物料 \"\"A\"\"\"\\t华南\\t\\n陈列\\t德国\\tJohanna Maier\\n新的一行\\t市场部\\t')");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Control+v");
        page.waitForCondition(() -> titles().equals(List.of("筹备期", "调研", "物料 \"A\"", "陈列", "新的一行")));
        assertThat(page.locator("tr[data-id] [data-field=party]").allTextContents()).containsExactly("", "华东", "华南", "德国", "市场部");
        page.keyboard().press("Shift+ArrowDown");
        page.keyboard().press("Shift+ArrowRight");
        page.keyboard().press("Control+c");
        assertThat((String) page.evaluate("navigator.clipboard.readText()")).isEqualTo("调研\t华东\n\"物料 \"\"A\"\"\"\t华南");
        page.keyboard().press("Control+z");
        page.waitForCondition(() -> titles().equals(List.of("筹备期", "市场调研", "推广物料", "门店陈列")));
    }

    @Test
    void whatSomebodyElseChangedIsShownBeforeAnythingIsWritten() {
        page.keyboard().press("ArrowDown");
        page.keyboard().press("F2");
        world.signedIn("王敏", port).post(world.here("/plan/cells"), "id", page.locator("tr[data-id]").nth(1).getAttribute("data-id"), "version", "0", "field", "title", "value", "别人的标题");
        page.keyboard().press("Control+a");
        page.keyboard().type("我的标题");
        page.keyboard().press("Enter");
        assertThat(page.locator("#plan-conflict [data-theirs]")).containsText("别人的标题");
        page.locator("#plan-conflict button[value=mine]").click();
        assertThat(page.locator("tr[data-id] .title a.cut").nth(1)).hasText("我的标题");
    }

    @Test
    void theCursorStaysWhereKeysPutItWhileRowsAreReadAgain() {
        var held = new ArrayList<Route>();
        page.route("**/plan/rows?**", held::add);
        page.evaluate("document.dispatchEvent(new CustomEvent('meridian:reread'))");
        page.waitForCondition(() -> !held.isEmpty());
        page.keyboard().press("ArrowDown");
        page.keyboard().press("ArrowDown");
        page.waitForResponse("**/plan/rows?**", () -> held.getFirst().resume());
        page.evaluate("() => new Promise(done => setTimeout(done, 100))");
        assertThat(page.locator("tr[data-id]").nth(2).locator("th")).isFocused();
    }

    @Test
    void selectedRowsAreChangedTogether() {
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Shift+ArrowDown");
        page.keyboard().press("Shift+ArrowDown");
        page.locator("[data-bulk-value] input").fill("李婷");
        page.locator("[data-act=apply]").click();
        page.waitForCondition(() -> page.locator("tr[data-id] [data-field=owner] .person").count() == 3);
        assertThat(page.locator("[data-bulk]")).isVisible();
    }
}
