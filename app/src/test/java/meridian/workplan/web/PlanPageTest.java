package meridian.workplan.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import meridian.identity.Grants;
import meridian.identity.Role;
import meridian.tenancy.TaskId;
import meridian.workplan.PlanRows;
import meridian.workplan.PlanTable;
import meridian.workplan.TaskFields;
import meridian.workplan.TaskKind;
import meridian.workplan.Tasks;
import meridian.world.MeridianTest;
import meridian.world.Statements;
import meridian.world.Worlds;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class PlanPageTest extends MeridianTest {
    @Autowired
    Tasks tasks;

    @Autowired
    PlanRows rows;

    @Autowired
    Grants grants;

    @Autowired
    Statements statements;

    Worlds.World world;

    @BeforeEach
    void aWorld() {
        world = worlds.world();
    }

    private TaskId add(String title, TaskKind kind, TaskId parent, String party, String owner) {
        var fields = TaskFields.titled(title).withParty(party == null ? null : world.parties.get(party)).withOwner(owner == null ? null : world.person(owner).member());
        return in(world.workspace, () -> tasks.add(new Tasks.NewTask(TaskId.next(), world.project, kind, parent, null, fields), world.person("王敏").actor()).task().id());
    }

    @Test
    void thePlanIsATreeWithOutlineNumbers() {
        var phase = add("筹备期", TaskKind.PHASE, null, null, null);
        var pack = add("市场调研", TaskKind.PACKAGE, phase, null, null);
        add("华东区域调研", TaskKind.TASK, pack, "华东", "李婷");
        add("执行期", TaskKind.PHASE, null, null, null);
        var page = world.signedIn("周颖", port).get(world.here("/plan")).page();
        assertThat(page.select("tr[data-id] td.outline").eachText()).containsExactly("1", "1.1", "1.1.1", "2");
        assertThat(page.select("tr[data-id] a.cut").eachText()).containsExactly("筹备期", "市场调研", "华东区域调研", "执行期");
        assertThat(page.select("tr[data-edit]")).isEmpty();
        var folded = world.signedIn("王敏", port).get(world.here("/plan?closed=1")).page();
        assertThat(folded.select("tr[data-id] a.cut").eachText()).containsExactly("筹备期", "执行期");
    }

    @Test
    void moreRowsCountOnWhereTheLastPageEnded() {
        var all = new ArrayList<PlanRows.NewRow>();
        var phase = PlanRows.NewRow.of(TaskKind.PHASE, null, TaskFields.titled("执行期"));
        all.add(phase);
        for (int i = 1; i < PlanTable.PAGE + 21; i++) all.add(PlanRows.NewRow.of(TaskKind.TASK, phase.id(), TaskFields.titled("任务" + i)));
        in(world.workspace, () -> { rows.insert(world.project, null, all, List.of(), world.person("王敏").actor()); return 1; });
        var browser = world.signedIn("王敏", port);
        var next = browser.get(world.here("/plan")).page().select(".more a").attr("data-next");
        var fragment = browser.get(next);
        var rest = org.jsoup.Jsoup.parse("<table>" + fragment.body() + "</table>");
        assertThat(rest.select("td.outline").eachText()).hasSize(21).startsWith("1." + PlanTable.PAGE).endsWith("1." + (PlanTable.PAGE + 20));
        assertThat(rest.select(".more")).isEmpty();
    }

    @Test
    void aCellIsEditedAndTheOtherSeesAConflict() {
        var id = add("门店陈列", TaskKind.TASK, null, "华南", null);
        var browser = world.signedIn("陈浩", port);
        var saved = browser.post(world.here("/plan/cells"), "id", id.toString(), "version", "0", "field", "owner", "value", "周颖", "outline", "1");
        assertThat(saved.status()).isEqualTo(200);
        assertThat(saved.body()).contains("周颖").contains("data-version=\"1\"");
        assertThat(saved.response().headers().firstValue("X-Edit")).isPresent();
        assertThat(browser.post(world.here("/plan/cells"), "id", id.toString(), "version", "0", "field", "title", "value", "x").status()).isEqualTo(409);
        assertThat(browser.post(world.here("/plan/cells"), "id", id.toString(), "version", "1", "field", "finish", "value", "尽快").status()).isEqualTo(422);
        assertThat(browser.post(world.here("/plan/cells"), "id", id.toString(), "version", "1", "field", "owner", "value", "无此人").body()).contains("无此人");
        assertThat(browser.post(world.here("/plan/undo"), "edit", saved.response().headers().firstValue("X-Edit").orElseThrow()).status()).isEqualTo(204);
        assertThat(browser.get(world.here("/plan")).body()).contains("data-version=\"2\"");
    }

    @Test
    void whoMayNotIsRefused() {
        var id = add("门店陈列", TaskKind.TASK, null, "华南", "周颖");
        var fields = new String[] {"id", id.toString(), "version", "0", "field", "title", "value", "x"};
        assertThat(world.signedIn("李婷", port).post(world.here("/plan/cells"), fields).status()).isEqualTo(403);
        assertThat(world.signedIn("周颖", port).post(world.here("/plan/cells"), fields).status()).isEqualTo(403);
        assertThat(world.signedIn("外人", port).post(world.here("/plan/cells"), fields).status()).isEqualTo(404);
        assertThat(world.signedIn("外人", port).get(world.here("/plan")).status()).isEqualTo(404);
        assertThat(world.signedIn("审计员", port).get(world.here("/plan")).status()).isEqualTo(200);
        assertThat(world.signedIn("审计员", port).post(world.here("/plan/cells"), fields).status()).isEqualTo(403);
        assertThat(world.signedIn("李婷", port).post(world.here("/plan/moves"), "act", "delete", "rows", id + ":0").status()).isEqualTo(403);
        var own = new String[] {"id", id.toString(), "version", "0", "field", "progress", "value", "40"};
        assertThat(world.signedIn("周颖", port).post(world.here("/plan/cells"), own).status()).isEqualTo(200);
    }

    @Test
    void whoMayChangeEveryRowSharesWhatWasRendered() {
        var id = add("门店陈列", TaskKind.TASK, null, "华南", "周颖");
        var chief = world.signedIn("王敏", port);
        assertThat(chief.get(world.here("/plan")).body()).contains("门店陈列");
        in(world.workspace, () -> grants.grant(world.person("Johanna Maier").member(), world.project, null, Role.CHIEF_COORDINATOR, world.person("王敏").actor()));
        var another = world.signedIn("Johanna Maier", port);
        assertThat(another.get(world.here("/plan")).page().select("th[data-field=title]").first().text()).isEqualTo("Task");
        assertThat(statements.of(() -> another.get(world.here("/plan")))).noneMatch(sql -> sql.contains("workplan.task.title"));
        assertThat(statements.of(() -> another.get(world.here("/plan?only=overdue")))).anyMatch(sql -> sql.contains("workplan.task.title"));

        chief.post(world.here("/plan/cells"), "id", id.toString(), "version", "0", "field", "title", "value", "样板店陈列", "outline", "1");
        for (var browser : List.of(chief, another)) assertThat(browser.get(world.here("/plan")).body()).contains("样板店陈列").doesNotContain(">门店陈列<");

        var lead = world.signedIn("陈浩", port).get(world.here("/plan")).page();
        assertThat(lead.select("tr[data-edit]")).hasSize(1);
        assertThat(world.signedIn("周颖", port).get(world.here("/plan")).page().select("tr[data-edit]")).as("executors change no row").isEmpty();
        assertThat(chief.get(world.here("/plan?zoom=month")).page().select("input[name=zoom]")).as("what the address asks for stands in one’s own page only").hasSize(1);
        assertThat(chief.get(world.here("/plan")).page().select("input[name=zoom]")).isEmpty();
    }

    @Test
    void aGuestSeesOnlyTheirRows() {
        in(world.workspace, () -> grants.grant(world.person("外人").member(), world.project, null, Role.GUEST, world.person("王敏").actor()));
        add("供应商打样", TaskKind.TASK, null, "华南", "外人");
        add("门店陈列", TaskKind.TASK, null, "华南", "周颖");
        var page = world.signedIn("外人", port).get(world.here("/plan")).page();
        assertThat(page.select("tr[data-id] a.cut").eachText()).containsExactly("供应商打样");
        assertThat(page.select("datalist option")).isEmpty();
    }

    @Test
    void pastedCellsAreWrittenTogetherAndNewOnesAdded() {
        var one = add("一", TaskKind.TASK, null, "华南", null);
        var browser = world.signedIn("王敏", port);
        var json = """
                {"rows": [{"id": "%s", "version": 0, "values": {"title": "甲", "party": "华东", "status": "进行中", "progress": "30%%"}},
                          {"id": "%s", "version": null, "values": {"title": "乙", "finish": "2026/12/1"}}],
                 "behind": {"kind": "task", "parent": "", "after": "%s"}}""".formatted(one, TaskId.next(), one);
        var pasted = browser.postJson(world.here("/plan/pasting"), json);
        assertThat(pasted.status()).isEqualTo(204);
        var page = browser.get(world.here("/plan")).page();
        assertThat(page.select("tr[data-id] a.cut").eachText()).containsExactly("甲", "乙");
        assertThat(page.select("[data-field=status] .state").eachText()).containsExactly("进行中", "未开始");
        browser.post(world.here("/plan/undo"), "edit", pasted.response().headers().firstValue("X-Edit").orElseThrow());
        assertThat(browser.get(world.here("/plan")).page().select("tr[data-id] a.cut").eachText()).containsExactly("一");
    }

    @Test
    void filtersNarrowTheRows() {
        add("华东调研", TaskKind.TASK, null, "华东", "李婷");
        add("门店陈列", TaskKind.TASK, null, "华南", null);
        var browser = world.signedIn("李婷", port);
        assertThat(browser.get(world.here("/plan?only=mine")).page().select("tr[data-id] a.cut").eachText()).containsExactly("华东调研");
        assertThat(browser.get(world.here("/plan?only=unassigned")).page().select("tr[data-id] a.cut").eachText()).containsExactly("门店陈列");
        assertThat(browser.get(world.here("/plan?q=陈列")).page().select("tr[data-id] a.cut").eachText()).containsExactly("门店陈列");
        assertThat(browser.get(world.here("/plan?q=HDSS-2")).page().select("tr[data-id] a.cut").eachText()).containsExactly("门店陈列");
        assertThat(browser.get(world.here("/plan?party=" + world.parties.get("华东"))).page().select("tr[data-id] a.cut").eachText()).containsExactly("华东调研");
        assertThat(browser.get(world.here("/plan?only=overdue&status=blocked&party=zzz")).status()).isEqualTo(200);
    }

    @Test
    void wordsAreFoundWhetherFewTitlesHoldThemOrMost() {
        var all = new ArrayList<PlanRows.NewRow>();
        for (int i = 0; i < 80; i++) all.add(PlanRows.NewRow.of(TaskKind.TASK, null, TaskFields.titled("门店任务" + i)));
        all.add(PlanRows.NewRow.of(TaskKind.TASK, null, TaskFields.titled("陈列道具 100%")));
        all.add(PlanRows.NewRow.of(TaskKind.TASK, null, TaskFields.titled("Quarterly Report")));
        in(world.workspace, () -> {
            rows.insert(world.project, null, all, List.of(), world.person("王敏").actor());
            return 1;
        });
        var elsewhere = worlds.world();
        in(elsewhere.workspace, () -> tasks.add(new Tasks.NewTask(TaskId.next(), elsewhere.project, TaskKind.TASK, null, null, TaskFields.titled("陈列道具")), elsewhere.person("王敏").actor()));
        assertThat(found("任务")).hasSize(PlanTable.PAGE).startsWith("门店任务0");
        assertThat(found("陈列")).containsExactly("陈列道具 100%");
        assertThat(found("列")).containsExactly("陈列道具 100%");
        assertThat(found("REPORT")).containsExactly("Quarterly Report");
        assertThat(found("0%25")).containsExactly("陈列道具 100%");
        assertThat(found("列陈")).isEmpty();
        assertThat(found("陈列&status=done")).isEmpty();
    }

    private List<String> found(String words) {
        return world.signedIn("王敏", port).get(world.here("/plan?q=" + words)).page().select("tr[data-id] a.cut").eachText();
    }
}
