package meridian.launch;

import static db.duty.Tables.DUTY;
import static db.project.Tables.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.ZoneId;
import meridian.approval.Approvals;
import meridian.approval.Route;
import meridian.identity.Delegations;
import meridian.identity.Power;
import meridian.project.Gates;
import meridian.project.Stage;
import meridian.tenancy.Actor;
import meridian.tenancy.ApprovalId;
import meridian.tenancy.DelegationId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import meridian.tenancy.TaskId;
import meridian.workplan.Baselines;
import meridian.workplan.PlanApprovals;
import meridian.workplan.Task;
import meridian.workplan.TaskFields;
import meridian.workplan.TaskKind;
import meridian.workplan.Tasks;
import meridian.world.MeridianTest;
import meridian.world.Worlds.World;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** From the plan that is submitted to the last party that has confirmed it, and what asks one of them again. */
class PlanConfirmationsTest extends MeridianTest {
    @Autowired
    PlanApprovals plans;

    @Autowired
    PlanConfirmations confirmations;

    @Autowired
    Approvals approvals;

    @Autowired
    Baselines baselines;

    @Autowired
    Tasks tasks;

    @Autowired
    Gates gates;

    @Autowired
    Delegations delegations;

    @Autowired
    Kickoffs kickoffs;

    @Autowired
    meridian.identity.Regions regions;

    @Autowired
    meridian.project.Parties parties;

    @Autowired
    meridian.identity.Grants grants;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transaction;

    World world;

    @BeforeEach
    void aWorld() {
        world = worlds.world();
    }

    @Test
    void whatFollowsTheKickoffStandsOnItsScreen() {
        act(() -> atStage("launch"));
        act(() -> kickoffs.begin(world.project, who("王敏")));
        var chief = world.signedIn("王敏", port);
        var lead = world.signedIn("陈浩", port);
        var at = world.here("/launch/kickoff");
        assertThat(chief.get(at).page().select("#plan a[href$=/plan/approval]").text()).isEqualTo("提交计划审批");
        assertThat(lead.get(at).page().select("#plan a[href$=/plan/approval]").text()).isEqualTo("计划审批");
        task("华南铺货", "华南", 20, false);
        task("首批铺货完成", "华东", 30, true);
        var id = submit();
        assertThat(lead.get(at).page().select("#plan").text()).contains("审批中", "赵总");
        approve(id);
        var plan = chief.get(at).page().select("#plan");
        assertThat(plan.select("a[href$=/plan/baselines/1]")).hasSize(1);
        assertThat(plan.select("form[action$=/plan/signers]")).hasSize(1);
        assertThat(plan.select("form[action$=/confirmation]")).as("the parties’ own signers confirm").isEmpty();
        var tap = lead.get(at).page().select("#plan form[action$=/confirmation]");
        assertThat(tap).as("their own party").hasSize(1);
        assertThat(world.signedIn("李婷", port).post(tap.attr("action")).status()).isEqualTo(403);
        var confirmed = lead.post(tap.attr("action"), "_from", at);
        assertThat(confirmed.response().headers().firstValue("location").orElse("")).as("one stays on the screen").startsWith(at);
        assertThat(lead.get(at).page().select("#plan form[action$=/confirmation]")).isEmpty();
        assertThat(chief.get(at).page().select("#plan").text()).contains("陈浩", "1/7");
    }

    @Test
    void anApprovedPlanIsFrozenAndEveryPartyConfirmsItsPart() {
        refused("planapproval.missing.tasks", () -> plans.submit(world.project, "", Route.approvedBy(who("赵总").person()), who("王敏")));
        var task = task("华南铺货", "华南", 20, false);
        refused("planapproval.missing.milestone", () -> plans.submit(world.project, "", Route.approvedBy(who("赵总").person()), who("王敏")));
        task("首批铺货完成", "华东", 30, true);
        thrown(NotAllowed.class, () -> plans.submit(world.project, "", Route.approvedBy(who("赵总").person()), who("李婷")));
        var id = submit();
        refused("approval.already_running", () -> plans.submit(world.project, "", Route.approvedBy(who("赵总").person()), who("王敏")));
        // Nobody agrees to a plan that is no longer the one handed over.
        move(task, 21);
        thrown(Stale.class, () -> approvals.decide(id, true, "", "what was read before", who("赵总")));
        refused("approval.changed", () -> approvals.decide(id, true, "", plans.fingerprint(world.project), who("赵总")));
        assertThat(world.signedIn("王敏", port).get(world.here("/plan/approval")).page().select("#approval .notice").text()).contains("已改动");
        act(() -> approvals.withdraw(id, who("王敏")));
        approve(submit());
        var baseline = in(world.workspace, () -> baselines.approved(world.project)).orElseThrow();
        assertThat(baseline.number()).isEqualTo(1);
        assertThat(baseline.name()).matches("XH-HDSS-\\d{4}-WP-001 V1\\.0");
        assertThat(gate("plan_approved")).isTrue();
        assertThat(gate("plan_confirmed")).isFalse();

        var south = current("华南");
        assertThat(south.lines()).extracting(line -> line.title()).containsExactly("华南铺货");
        assertThat(current("财务部").lines()).as("every party is asked, also one without tasks").isEmpty();
        assertThat(owed("陈浩")).isEqualTo(1);
        thrown(NotAllowed.class, () -> confirmations.confirm(world.project, south.id(), "127.0.0.1", who("李婷")));
        thrown(NotAllowed.class, () -> confirmations.confirm(world.project, south.id(), "127.0.0.1", who("王敏")));
        thrown(NotFound.class, () -> confirmations.confirm(world.project, south.id(), "127.0.0.1", who("外人")));
        // One tap from the inbox.
        var lead = world.signedIn("陈浩", port);
        var tap = lead.get(world.url("/inbox")).page().select(".duty form[action$=/confirmation]").attr("action");
        assertThat(lead.post(tap).status()).isEqualTo(303);
        assertThat(owed("陈浩")).isZero();
        assertThat(current("华南").confirmedBy()).isEqualTo("陈浩");
        assertThat(lead.post(tap).status()).isEqualTo(422);
        // Whoever was given the power to sign signs in their place.
        var today = LocalDate.now(ZoneId.of("Europe/Berlin"));
        act(() -> delegations.give(DelegationId.next(), new Delegations.NewDelegation(who("Tan Wei").person(), Power.SIGN, world.project, today.minusDays(1), today.plusDays(1), ""), who("Johanna Maier")));
        confirm("德国", "Tan Wei");
        for (var each : new String[][] {{"华东", "李婷"}, {"新加坡", "Tan Wei"}, {"财务部", "刘洋"}}) confirm(each[0], each[1]);
        assertThat(gate("plan_confirmed")).as("two departments have nobody who signs").isFalse();
        var page = world.signedIn("王敏", port).get(world.here("/launch")).page();
        assertThat(page.select("#parties").text()).contains("5/7").contains("陈浩");
        assertThat(page.select("form[action$=/launch/tolerance]")).hasSize(1);
        assertThat(lead.get(world.here("/launch")).page().select("form[action$=/launch/tolerance]")).isEmpty();
        // A party that comes now is asked without another approval.
        act(() -> atStage("launch"));
        var region = in(world.workspace, () -> regions.add("成都", null, "Asia/Shanghai", "CN", meridian.identity.Regions.OFFICE, Actor.system(world.workspace)));
        var party = in(world.workspace, () -> parties.addRegion(world.project, region, who("王敏")));
        world.parties.put("成都", party);
        act(() -> grants.grant(world.person("外人").member(), world.project, party, meridian.identity.Role.LEAD, who("王敏")));
        assertThat(world.signedIn("王敏", port).post(world.here("/launch/plan/signers")).status()).isEqualTo(303);
        assertThat(owed("外人")).isEqualTo(1);
        confirm("成都", "外人");
        assertThat(current("华南").confirmedBy()).as("nobody else is asked again").isEqualTo("陈浩");
    }

    @Test
    void thePlanThatMovesTooFarAsksOnlyThatPartyAgain() {
        var south = task("华南铺货", "华南", 18, false);
        var east = task("首批铺货完成", "华东", 30, true);
        approve(submit());
        confirm("华南", "陈浩");
        confirm("华东", "李婷");
        var signed = current("华南");
        move(south, 22);
        assertThat(compared()).as("within the tolerance").isZero();
        move(south, 28);
        move(east, 28);
        assertThat(in(world.workspace, () -> { atStage("execution"); return confirmations.changed(); })).containsExactly(world.project);
        assertThat(compared()).isEqualTo(1);
        assertThat(in(world.workspace, () -> confirmations.changed())).isEmpty();
        var again = current("华南");
        assertThat(again.supplementary()).isTrue();
        assertThat(again.confirmed()).isFalse();
        assertThat(again.drift().moved()).extracting(PlanDrift.Moved::days).containsExactly(10L);
        assertThat(current("华东").confirmed()).isTrue();
        assertThat(owed("陈浩")).isEqualTo(1);
        assertThat(owed("李婷")).isZero();
        thrown(Stale.class, () -> confirmations.confirm(world.project, signed.id(), "127.0.0.1", who("陈浩")));
        var page = world.signedIn("陈浩", port).get(world.here("/launch/plan/" + again.id())).page();
        assertThat(page.select("#drift").text()).contains("华南铺货").contains("滞后10天");
        confirm("华南", "陈浩");
        assertThat(compared()).as("what was confirmed last counts from now on").isZero();
        assertThat(in(world.workspace, () -> confirmations.history(world.project, world.parties.get("华南")))).hasSize(2);

        refused("launch.tolerance_days", () -> confirmations.tolerate(world.project, -1, 10, 0, who("王敏")));
        thrown(NotAllowed.class, () -> confirmations.tolerate(world.project, 1, 1, 0, who("陈浩")));
        var version = in(world.workspace, () -> confirmations.toleranceRow(world.project)).version();
        act(() -> confirmations.tolerate(world.project, 1, 10, version, who("王敏")));
        thrown(Stale.class, () -> confirmations.tolerate(world.project, 2, 10, version, who("王敏")));
        assertThat(current("华东").confirmed()).as("two days are too much now").isFalse();
    }

    @Test
    void onPaperItIsToldWhoSpokeAndForWhom() throws Exception {
        var today = LocalDate.ofInstant(clock.instant(), ZoneId.of("Asia/Shanghai"));
        act(() -> delegations.give(DelegationId.next(), new Delegations.NewDelegation(who("李婷").person(), Power.APPROVE, world.project, today.minusDays(1), today.plusDays(1), "出差"), who("赵总")));
        task("华南铺货", "华南", 20, false);
        task("首批铺货完成", "华东", 30, true);
        var id = submit();
        thrown(NotAllowed.class, () -> approvals.decide(id, true, "", plans.fingerprint(world.project), who("陈浩")));
        act(() -> approvals.decide(id, true, "按此执行", plans.fingerprint(world.project), who("李婷")));
        var chief = world.signedIn("王敏", port);
        assertThat(pdf(chief.get(world.here("/plan.pdf?lang=zh-CN")).response().body())).contains("李婷（代赵总）", "按此执行");
        assertThat(pdf(chief.get(world.here("/plan.pdf?lang=en")).response().body())).contains("李婷 for 赵总");
        assertThat(chief.get(world.here("/plan/approval")).page().select("#approval").text()).contains("赵总", "李婷");
    }

    private static String pdf(byte[] file) throws java.io.IOException {
        try (var pdf = org.apache.pdfbox.Loader.loadPDF(file)) {
            return new org.apache.pdfbox.text.PDFTextStripper().getText(pdf).replaceAll("\\R", " ");
        }
    }

    private Task task(String title, String party, int days, boolean milestone) {
        var fields = TaskFields.titled(title).withParty(world.parties.get(party)).withFinish(TaskFields.endOf(day(days))).withMilestone(milestone, null);
        return in(world.workspace, () -> tasks.add(new Tasks.NewTask(TaskId.next(), world.project, TaskKind.TASK, null, null, fields), who("王敏")).task());
    }

    private void move(Task task, int days) {
        act(() -> {
            var now = tasks.get(task.id(), who("王敏"));
            tasks.edit(task.id(), now.version(), fields -> fields.withFinish(TaskFields.endOf(day(days))), who("王敏"));
        });
    }

    private static LocalDate day(int days) {
        return LocalDate.of(2026, 11, 2).plusDays(days);
    }

    private ApprovalId submit() {
        return in(world.workspace, () -> plans.submit(world.project, "", Route.approvedBy(who("赵总").person()), who("王敏")));
    }

    private void approve(ApprovalId id) {
        act(() -> approvals.decide(id, true, "", plans.fingerprint(world.project), who("赵总")));
    }

    private PlanConfirmation current(String party) {
        return in(world.workspace, () -> confirmations.current(world.project)).get(world.parties.get(party));
    }

    private void confirm(String party, String name) {
        var id = current(party).id();
        act(() -> confirmations.confirm(world.project, id, "127.0.0.1", who(name)));
    }

    private int compared() {
        return in(world.workspace, () -> confirmations.compare(world.project, Actor.system(world.workspace)));
    }

    private void atStage(String stage) {
        transaction.executeWithoutResult(status -> db.update(PROJECT).set(PROJECT.STAGE, stage).where(PROJECT.ID.eq(world.project)).execute());
    }

    private boolean gate(String key) {
        return in(world.workspace, () -> gates.of(world.project, Stage.LAUNCH)).items().stream().filter(item -> item.key().equals(key)).findFirst().orElseThrow().there();
    }

    private int owed(String name) {
        return in(world.workspace, () -> transaction.execute(status -> db.fetchCount(DUTY, DUTY.OWNER_ID.eq(who(name).person()), DUTY.STATE.eq("open"), DUTY.KIND.eq("confirm_plan"))));
    }

    private Actor who(String name) {
        return world.person(name).actor();
    }

    private void act(Runnable act) {
        world.in(act);
    }

    private void refused(String key, Runnable act) {
        assertThatThrownBy(() -> world.in(act)).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.problems()).extracting(Refused.Problem::key).contains(key));
    }

    private void thrown(Class<? extends Throwable> type, Runnable act) {
        assertThatThrownBy(() -> world.in(act)).isInstanceOf(type);
    }
}
