package meridian.workplan.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.time.LocalDate;
import java.time.ZoneId;
import meridian.tenancy.SavedViewId;
import meridian.tenancy.TaskId;
import meridian.workplan.TaskFields;
import meridian.workplan.TaskKind;
import meridian.workplan.Tasks;
import meridian.world.MeridianTest;
import meridian.world.Worlds;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The same plan by status, by day, by party and on paper; views that are kept under a name. */
class PlanViewsTest extends MeridianTest {
    @Autowired
    Tasks tasks;

    Worlds.World world;
    LocalDate today;

    @BeforeEach
    void aPlan() {
        world = worlds.world();
        today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        world.works(today);
        var phase = add(TaskFields.titled("执行期"), TaskKind.PHASE, null);
        add(dated("门店陈列", "华南", "周颖", 0).withMilestone(true, null), TaskKind.TASK, phase);
        add(dated("海报设计", "华东", "李婷", -3), TaskKind.TASK, phase);
    }

    private TaskFields dated(String title, String party, String owner, int due) {
        return TaskFields.titled(title).withParty(world.parties.get(party)).withOwner(world.person(owner).member()).withStart(TaskFields.startOf(today.plusDays(due))).withFinish(TaskFields.endOf(today.plusDays(due)));
    }

    private TaskId add(TaskFields fields, TaskKind kind, TaskId parent) {
        return in(world.workspace, () -> tasks.add(new Tasks.NewTask(TaskId.next(), world.project, kind, parent, null, fields), world.person("王敏").actor()).task().id());
    }

    @Test
    void theBoardShowsColumnsAndOffersOnlyWhatOneMayDo() {
        var done = add(dated("物料验收", "华南", "周颖", 1), TaskKind.TASK, null);
        in(world.workspace, () -> tasks.complete(done, world.person("王敏").actor()));
        var page = world.signedIn("王敏", port).get(world.here("/plan/board")).page();
        assertThat(page.select("[data-status=not_started] .task-card > a").eachText()).containsExactly("◆ 门店陈列", "海报设计");
        assertThat(page.select("[data-status=done] .task-card > a").eachText()).containsExactly("物料验收");
        assertThat(page.select("[data-status=not_started] .task-card").first().attr("data-moves")).isEqualTo("in_progress blocked done cancelled");
        var colleague = world.signedIn("周颖", port).get(world.here("/plan/board")).page();
        assertThat(colleague.select("[data-status=not_started] .task-card").eachAttr("data-moves")).contains("in_progress blocked done");
        assertThat(colleague.select("[data-status=not_started] .task-card[draggable]")).hasSize(1);
        var narrowed = world.signedIn("王敏", port).get(world.here("/plan/board?party=" + world.parties.get("华东"))).page();
        assertThat(narrowed.select(".task-card > a").eachText()).containsExactly("海报设计");
    }

    @Test
    void theCalendarShowsWhatIsDueOnItsDay() {
        var browser = world.signedIn("王敏", port);
        var page = browser.get(world.here("/plan/calendar?month=" + today.toString().substring(0, 7))).page();
        var day = page.select(".date:has(time[datetime=" + today + "])").first();
        assertThat(day.attr("aria-current")).isEqualTo("date");
        assertThat(day.select(".due").text()).contains("门店陈列");
        for (int i = 0; i < 6; i++) add(dated("任务" + i, "德国", "Johanna Maier", 0), TaskKind.TASK, null);
        day = browser.get(world.here("/plan/calendar")).page().select(".date[aria-current]").first();
        assertThat(day.select("> ul > li")).hasSize(4);
        assertThat(day.select("summary").text()).contains("3");
        assertThat(browser.get(world.here("/plan/calendar?month=2026-13")).page().select(".date[aria-current]")).hasSize(1);
        assertThat(browser.get(world.here("/plan/calendar?month=1999-02")).page().text()).contains("本月没有到期的任务");
    }

    @Test
    void eachPartySeesItsShare() {
        var page = world.signedIn("周颖", port).get(world.here("/plan/parties")).page();
        var share = page.select(".share:has(h2:containsOwn(华东))").first();
        assertThat(share.select("th").eachText()).containsExactly("海报设计");
        assertThat(share.select(".state.bad").text()).contains("1");
        assertThat(page.select(".share:has(h2:containsOwn(供应链))").text()).contains("暂无任务");
    }

    @Test
    void aViewIsKeptSharedAndRemoved() {
        var lead = world.signedIn("陈浩", port);
        var id = SavedViewId.next().toString();
        var form = lead.get(world.here("/plan/views?of=%2Fgantt%3Fzoom%3Dmonth%26only%3Doverdue%26evil%3D1")).page();
        var look = form.select("input[name=view]").attr("value");
        assertThat(look).isEqualTo("/gantt?zoom=month&only=overdue");
        var nameless = lead.post(world.here("/plan/views"), "id", id, "_form", "saved_view", "_from", world.here("/plan/views?of=%2Fgantt"), "name", " ", "view", look);
        assertThat(nameless.status()).isEqualTo(422);
        assertThat(nameless.page().select("#saved_view .error").text()).isNotEmpty();
        assertThat(lead.post(world.here("/plan/views"), "id", id, "name", "逾期", "view", "https://elsewhere.example/").status()).isEqualTo(422);
        var saved = lead.post(world.here("/plan/views"), "id", id, "name", "逾期", "view", look);
        assertThat(saved.location()).endsWith("/gantt?zoom=month&only=overdue");
        var other = world.signedIn("李婷", port);
        assertThat(other.get(world.here("/plan/views")).body()).doesNotContain("逾期");
        assertThat(other.post(world.here("/plan/views/" + id + "/removal")).status()).isEqualTo(404);

        var shared = SavedViewId.next().toString();
        lead.post(world.here("/plan/views"), "id", shared, "name", "周会", "view", "/plan/board", "shared", "true");
        assertThat(other.get(world.here("/plan/views")).page().select("a:containsOwn(周会)").attr("href")).endsWith("/plan/board");
        assertThat(other.post(world.here("/plan/views/" + shared + "/removal")).status()).isEqualTo(403);
        assertThat(world.signedIn("王敏", port).post(world.here("/plan/views/" + shared + "/removal")).status()).isEqualTo(303);
        assertThat(other.get(world.here("/plan/views")).body()).doesNotContain("周会");
        assertThat(world.signedIn("审计员", port).post(world.here("/plan/views"), "id", SavedViewId.next().toString(), "name", "x", "view", "/plan").status()).isEqualTo(403);
    }

    @Test
    void theWholeChartIsTakenAsPdf() throws Exception {
        var chief = world.signedIn("王敏", port);
        var taken = chief.get(world.here("/gantt.pdf?critical=1"));
        assertThat(taken.status()).isEqualTo(200);
        assertThat(taken.response().headers().firstValue("Content-Disposition").orElseThrow()).contains(".pdf");
        try (var pdf = Loader.loadPDF(new ByteArrayInputStream(taken.response().body()).readAllBytes())) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(1);
            assertThat(new PDFTextStripper().getText(pdf)).contains("门店陈列", "海报设计", "执行期", "王敏");
        }
        try (var pdf = Loader.loadPDF(chief.get(world.here("/gantt.pdf?party=" + world.parties.get("华东"))).response().body())) {
            assertThat(new PDFTextStripper().getText(pdf)).contains("海报设计", "执行期").doesNotContain("门店陈列");
        }
        assertThat(world.signedIn("周颖", port).get(world.here("/gantt.pdf")).status()).isEqualTo(403);
    }
}
