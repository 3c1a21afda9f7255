package meridian.workplan;

import static db.project.Tables.SCOPE_ITEM;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import meridian.project.Deliverables;
import meridian.project.Responsibilities;
import meridian.project.ResponsibilityMatrix.Cell;
import meridian.tenancy.DeliverableId;
import meridian.tenancy.ScopeItemId;
import meridian.tenancy.TaskId;
import meridian.world.Browser;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What the charter and the responsibility matrix mean for the plan. */
class ScopeAndPackagesTest extends PlanStory {
    @Autowired
    Deliverables deliverables;

    @Autowired
    Responsibilities responsibilities;

    @Test
    void aPartyOutOfScopeIsGivenWorkByARecordedExceptionOnly() {
        leaveOut("德国");
        var chief = world.signedIn("王敏", port);
        var team = chief.get(world.here("/team")).page();
        assertThat(team.select("#parties").text()).contains("不在范围内");
        var refused = give(chief, "样品到仓", "德国");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("德国不在项目范围内").contains("团队页记录例外");

        var exception = world.here("/team/parties/" + world.parties.get("德国") + "/exception");
        assertThat(world.signedIn("Johanna Maier", port).post(exception, "reason", "试点").status()).isEqualTo(403);
        assertThat(world.signedIn("外人", port).post(exception, "reason", "试点").status()).isEqualTo(404);
        assertThat(chief.post(exception, "reason", " ").status()).isEqualTo(422);
        assertThat(chief.post(world.here("/team/parties/" + world.parties.get("华南") + "/exception"), "reason", "试点").status()).isEqualTo(422);
        assertThat(chief.post(exception, "reason", "试点门店先行").status()).isEqualTo(303);
        assertThat(chief.post(exception, "reason", "再来一次").status()).isEqualTo(303);
        assertThat(chief.get(world.here("/team")).page().select("#parties").text()).contains("已记录例外").contains("试点门店先行").contains("王敏").doesNotContain("再来一次");
        assertThat(give(chief, "样品到仓", "德国").status()).isEqualTo(303);

        assertThat(chief.post(exception + "/end").status()).isEqualTo(303);
        assertThat(give(chief, "第二批样品", "德国").status()).isEqualTo(422);
        assertThat(plan()).containsExactly("样品到仓");
    }

    @Test
    void aFileBringsNoWorkToARegionThatTheCharterLeavesOutEither() {
        leaveOut("德国");
        reading(() -> db.execute("update project.party set removed_at = now() where id = '" + world.parties.get("德国") + "'"));
        var chief = world.signedIn("王敏", port);
        var csv = "编号,任务,负责人,区域/部门,开始时间,结束时间\n1,样品到仓,周颖,德国,2026-12-01,2026-12-04\n".getBytes(StandardCharsets.UTF_8);
        var at = chief.upload(world.here("/plan/import"), "file", "plan.csv", csv).location();
        var page = chief.get(at).page();
        assertThat(page.select("table.sheet td.is-error").text()).contains("德国");
        assertThat(page.select("form[action$=/confirmation]")).isEmpty();
    }

    @Test
    void aPackageInheritsItsDeliverablesRowAndMayDiffer() {
        var deliverable = deliverable("上市方案");
        matrix(deliverable, "华南", "A", "华东", "R", "财务部", "I");
        var pack = add("门店准备", TaskKind.PACKAGE, null, "华南", "王敏");
        add(TaskFields.titled("陈列").withParty(party("华南")).withDeliverable(deliverable, ""), TaskKind.TASK, pack.id(), "王敏");
        var at = world.here("/tasks/" + pack.number());
        var lead = world.signedIn("陈浩", port);
        var page = lead.get(at).page();
        assertThat(page.select("#responsibilities").text()).contains("沿用交付物“上市方案”");
        assertThat(letter(lead, at, "华南")).isEqualTo("A");
        assertThat(world.signedIn("周颖", port).get(at).page().select("#responsibilities li").text()).contains("A华南").contains("R华东");

        assertThat(assign(lead, at, "华南", "R", "华东", "").page().select(".errors").text()).isNotEmpty();
        assertThat(assign(lead, at, "华南", "R", "华东", "A").status()).isEqualTo(303);
        assertThat(letter(lead, at, "华东")).isEqualTo("A");
        assertThat(lead.get(at).page().select("#responsibilities").text()).contains("与职责表不同（R）");
        assertThat(lead.get(at).body()).contains("修改了工作模块的职责");
        // The matrix goes on deciding what was not changed here.
        matrix(deliverable, "华南", "A", "华东", "R", "财务部", "C");
        assertThat(letter(lead, at, "财务部")).isEqualTo("C");
        assertThat(lead.post(at + "/responsibilities", "state", "somebody else’s").status()).isEqualTo(409);
        assertThat(world.signedIn("李婷", port).post(at + "/responsibilities", "state", "x").status()).isEqualTo(403);
        var again = lead.get(at).page().select("#responsibilities form").last();
        assertThat(lead.post(at + "/responsibilities", fields(again)).status()).isEqualTo(303);
        assertThat(letter(lead, at, "华南")).isEqualTo("A");
    }

    @Test
    void theCharterShowsWhatThePlanDoesForADeliverable() {
        var deliverable = deliverable("上市方案");
        var done = add(TaskFields.titled("陈列").withParty(party("华南")).withOwner(member("周颖")).withDeliverable(deliverable, ""), TaskKind.TASK, null, "王敏");
        add(TaskFields.titled("培训").withParty(party("华南")).withDeliverable(deliverable, ""), TaskKind.TASK, null, "王敏");
        here(() -> tasks.complete(done.id(), world.person("周颖").actor()));
        assertThat(world.signedIn("王敏", port).get(world.here("/charter")).page().select("#deliverables").text()).contains("任务2项，已完成1项");
    }

    @Test
    void aCalendarSaysWhenPlansReachIntoAYearWhoseHolidaysNobodyKnows() {
        int year = LocalDate.now().getYear() + 4;
        var wednesday = LocalDate.of(year, 3, 1).with(TemporalAdjusters.nextOrSame(DayOfWeek.WEDNESDAY));
        task("展望", "华南", null, wednesday);
        task("圣诞之后", "德国", null, wednesday);
        var admin = world.signedIn("管理员", port);
        var notice = admin.get(world.url("/admin/regions")).page().select("#unpublished").text();
        assertThat(notice).contains("华南：计划已排到" + wednesday).contains(year + "年的节假日和调休（CN）尚未公布").doesNotContain("德国").doesNotContain("华东");
        assertThat(admin.get(world.url("/admin/regions/" + world.regions.get("华南"))).page().select("#unpublished span")).hasSizeGreaterThan(1);
        assertThat(admin.get(world.url("/admin/regions/" + world.regions.get("华东"))).page().select("#unpublished")).isEmpty();
    }

    private void leaveOut(String region) {
        reading(() -> db.insertInto(SCOPE_ITEM).set(SCOPE_ITEM.ID, ScopeItemId.next()).set(SCOPE_ITEM.PROJECT_ID, world.project).set(SCOPE_ITEM.INCLUDED, false)
                .set(SCOPE_ITEM.REGION_ID, world.regions.get(region)).execute());
    }

    private Browser.Seen give(Browser browser, String title, String party) {
        return browser.post(world.here("/tasks"), "_form", "task", "_from", world.here("/tasks/new"), "id", TaskId.next().toString(), "title", title, "kind", "task", "party", world.parties.get(party).toString());
    }

    private DeliverableId deliverable(String name) {
        return here(() -> deliverables.add(world.project, DeliverableId.next(), new Deliverables.Text(name, "", null, "标准"), world.person("王敏").actor()));
    }

    private void matrix(DeliverableId deliverable, String... partiesAndLetters) {
        var letters = new HashMap<Cell, String>();
        for (int i = 0; i < partiesAndLetters.length; i += 2) letters.put(new Cell(deliverable, party(partiesAndLetters[i])), partiesAndLetters[i + 1]);
        world.in(() -> responsibilities.assign(world.project, letters, responsibilities.of(world.project).state(), world.person("王敏").actor()));
    }

    private String letter(Browser browser, String at, String party) {
        return browser.get(at).page().select("#responsibilities select[name=letter_" + party(party) + "] option[selected]").attr("value");
    }

    private Browser.Seen assign(Browser browser, String at, String... partiesAndLetters) {
        var fields = new ArrayList<>(List.of("_form", "raci", "_from", at, "state", browser.get(at).page().select("#responsibilities input[name=state]").attr("value")));
        for (int i = 0; i < partiesAndLetters.length; i += 2) fields.addAll(List.of("letter_" + party(partiesAndLetters[i]), partiesAndLetters[i + 1]));
        return browser.post(at + "/responsibilities", fields.toArray(String[]::new));
    }

    private static String[] fields(org.jsoup.nodes.Element form) {
        var fields = new ArrayList<String>();
        for (var input : form.select("input[name]")) fields.addAll(List.of(input.attr("name"), input.attr("value")));
        return fields.toArray(String[]::new);
    }
}
