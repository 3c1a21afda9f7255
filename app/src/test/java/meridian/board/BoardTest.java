package meridian.board;

import static db.identity.Tables.REGION;
import static db.project.Tables.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import meridian.identity.Grants;
import meridian.identity.Members;
import meridian.identity.Role;
import meridian.progress.ProgressDuties;
import meridian.project.Parties;
import meridian.tenancy.TaskId;
import meridian.workplan.TaskFields;
import meridian.workplan.TaskKind;
import meridian.workplan.Tasks;
import meridian.world.MeridianTest;
import meridian.world.Worlds;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

class BoardTest extends MeridianTest {
    @Autowired
    Grants grants;

    @Autowired
    Members members;

    @Autowired
    Parties parties;

    @Autowired
    ProgressDuties reports;

    @Autowired
    Tasks tasks;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transaction;

    @Test
    void theChiefCoordinatorSeesEveryPartyAndTheRegionsLocalTimes() {
        var world = worlds.world();
        var seen = world.signedIn("王敏", port).get(world.here("/board"));
        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.page().select("#meridian .zone").eachText()).hasSize(4).anyMatch(text -> text.contains("德国"));
    }

    @Test
    void anExecutorAndAStrangerDoNotReadTheBoard() {
        var world = worlds.world();
        assertThat(world.signedIn("周颖", port).get(world.here("/board")).status()).isEqualTo(403);
        assertThat(world.signedIn("外人", port).get(world.here("/board")).status()).isEqualTo(404);
        assertThat(world.signedIn("审计员", port).get(world.here("/board")).status()).isEqualTo(200);
    }

    @Test
    void readingTheBoardIsNotedOnceADay() {
        var world = worlds.world();
        var chief = world.signedIn("王敏", port);
        assertThat(chief.post(world.here("/board/reading")).status()).isEqualTo(303);
        assertThat(chief.post(world.here("/board/reading")).status()).isEqualTo(303);
        var readers = chief.get(world.here("/board")).page().select("#readership header small").text();
        assertThat(readers).containsOnlyOnce("王敏");
        assertThat(world.signedIn("审计员", port).post(world.here("/board/reading")).status()).isEqualTo(403);
    }

    @Test
    void anInstructionBecomesADutyThatItsReceiverCarriesOut() {
        var world = worlds.world();
        var chief = world.signedIn("王敏", port);
        var lead = world.signedIn("陈浩", port);
        var id = UUID.randomUUID().toString();
        String[] form = {"_form", "instruction", "_from", world.here("/board"), "id", id, "content", "请于明日前补齐未填报人员", "to", world.person("陈浩").member().toString(), "due_on", LocalDate.now().plusDays(2).toString()};
        assertThat(chief.post(world.here("/board/instructions"), form).status()).isEqualTo(303);
        assertThat(chief.post(world.here("/board/instructions"), form).status()).isEqualTo(303);
        assertThat(lead.get(world.url("/inbox")).body()).containsOnlyOnce("请于明日前补齐未填报人员</");
        var page = world.here("/board/instructions/" + id);
        assertThat(world.signedIn("林峰", port).get(page).status()).isEqualTo(403);
        assertThat(chief.post(page + "/done").status()).isEqualTo(403);
        assertThat(lead.post(page + "/done").status()).isEqualTo(303);
        assertThat(lead.get(world.url("/inbox")).body()).doesNotContain("请于明日前补齐未填报人员</");
    }

    @Test
    void onAFridayAnInstructionIsProposedForMonday() {
        clock.set(Instant.parse("2026-11-27T02:00:00Z"));
        var world = worlds.world();
        var board = world.signedIn("王敏", port).get(world.here("/board")).page();
        assertThat(board.select("#instruction input[name=due_on]").val()).isEqualTo("2026-11-30");
    }

    @Test
    void anInstructionWithoutWordsOrForAStrangerIsRefusedBesideItsFields() {
        var world = worlds.world();
        var chief = world.signedIn("王敏", port);
        var seen = chief.post(world.here("/board/instructions"), "_form", "instruction", "_from", world.here("/board"), "id", UUID.randomUUID().toString(),
                "content", "", "to", world.person("外人").member().toString(), "due_on", "2020-01-01");
        assertThat(seen.status()).isEqualTo(422);
        assertThat(seen.page().select("#instruction [aria-invalid=true]").eachAttr("name")).containsExactly("content", "to", "due_on");
        assertThat(seen.page().select("#instruction input[name=due_on]").val()).isEqualTo("2020-01-01");
    }

    @Test
    void thePortfolioHoldsOnlyOnesOwnProjects() {
        var world = worlds.world();
        assertThat(world.signedIn("王敏", port).get(world.url("/projects")).body()).contains("新品区域上市");
        assertThat(world.signedIn("外人", port).get(world.url("/projects")).body()).doesNotContain("新品区域上市");
    }

    @Test
    void whatTheBoardAndThePortfolioDoNotListIsCounted() {
        var world = worlds.world();
        var chief = world.signedIn("王敏", port);
        for (int i = 1; i <= 10; i++) {
            chief.post(world.here("/board/instructions"), "_form", "instruction", "_from", world.here("/board"), "id", UUID.randomUUID().toString(), "content", "第" + i + "项", "to", world.person("陈浩").member().toString(), "due_on", LocalDate.now().plusDays(2).toString());
        }
        var board = chief.get(world.here("/board")).page();
        assertThat(board.select("#duties li")).hasSize(8);
        assertThat(board.select("#duties").text()).contains("另有2项");
        assertThat(board.select("#clocks, #milestones, #unreported").text()).doesNotContain("另有");
        var portfolio = chief.get(world.url("/projects")).page();
        assertThat(portfolio.body().attr("data-topics").split(" ")).as("live").contains("project:" + world.project);
        assertThat(portfolio.select("tbody tr [data-label=最近时限]").text()).as("an instruction is owed by a day and has no clock").isEmpty();
        assertThat(chief.post(world.here("/emergencies"), "id", UUID.randomUUID().toString(), "title", "停电", "severity", "serious", "party", world.parties.get("华南").toString()).status()).isEqualTo(303);
        assertThat(chief.get(world.url("/projects")).page().select("tbody tr [data-label=最近时限]").text()).contains("应急1项");
    }

    @Test
    void aTaskIsLateForThePortfolioWhenItIsForTheBoard() {
        var world = worlds.world();
        // One is never the day before the other’s day.
        zone(world, "华东", "Pacific/Kiritimati");
        zone(world, "德国", "Etc/GMT+12");
        world.in(() -> tasks.add(new Tasks.NewTask(TaskId.next(), world.project, TaskKind.TASK, null, null,
                TaskFields.titled("清关").withParty(world.parties.get("德国")).withFinish(TaskFields.endOf(LocalDate.ofInstant(clock.instant(), ZoneId.of("Etc/GMT+12"))))), world.person("王敏").actor()));
        var chief = world.signedIn("王敏", port);
        assertThat(chief.get(world.here("/board")).page().select("#parties tfoot td").get(3).text()).isEqualTo("0");
        assertThat(chief.get(world.url("/projects")).page().select("tbody tr [data-label=已逾期]").text()).isEqualTo("0");
    }

    @Test
    void whoHasLeftCoordinatesNoProject() {
        var world = worlds.world();
        assertThat(world.signedIn("王敏", port).get(world.url("/projects")).page().select("tbody tr [data-label=总协调人]").text()).isEqualTo("王敏");
        world.in(() -> members.leave(world.person("王敏").member(), null, 0, world.person("管理员").actor()));
        assertThat(world.signedIn("审计员", port).get(world.url("/projects")).page().select("tbody tr [data-label=总协调人]").text()).isEmpty();
    }

    @Test
    void whatARemovedPartyDidStaysCounted() {
        var world = worlds.world();
        var chief = world.person("王敏").actor();
        world.in(() -> {
            var task = tasks.add(new Tasks.NewTask(TaskId.next(), world.project, TaskKind.TASK, null, null, TaskFields.titled("预算").withParty(world.parties.get("财务部")).withOwner(world.person("刘洋").member())), chief).task();
            tasks.complete(task.id(), chief);
            parties.remove(world.project, world.parties.get("财务部"), "并入市场部", 0, chief);
        });
        var seen = world.signedIn("王敏", port);
        var board = seen.get(world.here("/board")).page();
        assertThat(board.select("#parties tbody tr").last().text()).startsWith("已移除的责任单位").contains("100%");
        assertThat(board.select("#parties tfoot td").first().text()).isEqualTo("合计1");
        assertThat(seen.get(world.url("/projects")).page().select("tbody tr [data-label=完成]").text()).isEqualTo("100% 1 / 1");
    }

    @Test
    void whoOwesAReportForNoPartyIsCounted() {
        var world = worlds.world();
        clock.set(Instant.parse("2026-11-23T01:30:00Z"));
        world.in(() -> {
            transaction.executeWithoutResult(status -> db.update(PROJECT).set(PROJECT.STAGE, "execution").where(PROJECT.ID.eq(world.project)).execute());
            tasks.add(new Tasks.NewTask(TaskId.next(), world.project, TaskKind.TASK, null, null, TaskFields.titled("统筹").withOwner(world.person("赵总").member()).withFinish(TaskFields.endOf(LocalDate.of(2026, 11, 23)))), world.person("王敏").actor());
            reports.openFor(world.project, LocalDate.of(2026, 11, 23));
        });
        var board = world.signedIn("王敏", port).get(world.here("/board")).page();
        assertThat(board.select("#unreported li").text()).contains("赵总");
        assertThat(board.select("#parties tfoot td").get(6).text()).isEqualTo("1 / 1");
    }

    private void zone(Worlds.World world, String region, String zone) {
        world.in(() -> transaction.executeWithoutResult(status -> db.update(REGION).set(REGION.ZONE, zone).where(REGION.ID.eq(world.regions.get(region))).execute()));
    }

    @Test
    void aGuestSeesWhichProjectItIsAndNoFigures() {
        var world = worlds.world();
        world.in(() -> grants.grant(world.person("外人").member(), world.project, null, Role.GUEST, world.person("王敏").actor()));
        var row = world.signedIn("外人", port).get(world.url("/projects")).page().select("tbody tr").first();
        assertThat(row.text()).contains("新品区域上市").contains("王敏").doesNotContain("%");
        assertThat(world.signedIn("王敏", port).get(world.url("/projects")).page().select("tbody tr").first().text()).contains("%");
    }
}
