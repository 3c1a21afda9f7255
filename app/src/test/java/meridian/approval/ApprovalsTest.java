package meridian.approval;

import static db.duty.Tables.DUTY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import meridian.document.FileStore;
import meridian.identity.Delegations;
import meridian.identity.Power;
import meridian.identity.Role;
import meridian.project.Charter;
import meridian.project.Charters;
import meridian.project.Teams;
import meridian.tenancy.Actor;
import meridian.tenancy.ApprovalId;
import meridian.tenancy.DelegationId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import meridian.web.Words;
import meridian.world.MeridianTest;
import meridian.world.Worlds.World;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** The whole shape of an approval, told of a charter. */
class ApprovalsTest extends MeridianTest {
    private static final byte[] SCAN = "%PDF-1.4\n%\u00e2\u00e3\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF".getBytes(StandardCharsets.ISO_8859_1);

    @Autowired
    Approvals approvals;

    @Autowired
    ApprovalTemplates templates;

    @Autowired
    Charters charters;

    @Autowired
    Delegations delegations;

    @Autowired
    Teams teams;

    @Autowired
    FileStore store;

    @Autowired
    Words words;

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
    void oneMoreIsAskedFirstAndTheStepWaits() {
        var id = request(new Route(null, List.of(who("李婷").person(), who("陈浩").person()), who("赵总").person(), false));
        act(() -> approvals.askOneMore(id, who("刘洋").person(), "预算口径对吗？", who("李婷")));
        assertThat(owed("李婷")).as("waits for what was asked").isZero();
        assertThat(owed("刘洋")).isEqualTo(1);
        assertThat(owed("陈浩")).as("the one beside is asked all the same").isEqualTo(1);
        refused("approval.not_your_turn", () -> decide(id, true, "李婷"));
        refused("approval.asked_twice", () -> approvals.askOneMore(id, who("李婷").person(), "再看", who("陈浩")));
        refused("approval.own_work", () -> approvals.askOneMore(id, who("王敏").person(), "再看", who("陈浩")));
        refused("approval.not_in_project", () -> approvals.askOneMore(id, who("外人").person(), "再看", who("陈浩")));
        refused("refused.missing", () -> approvals.askOneMore(id, who("周颖").person(), " ", who("陈浩")));
        act(() -> decide(id, true, "刘洋"));
        assertThat(owed("李婷")).as("asked again").isEqualTo(1);
        act(() -> decide(id, true, "李婷"));
        act(() -> decide(id, true, "陈浩"));
        act(() -> decide(id, true, "赵总"));
        var done = in(world.workspace, () -> approvals.get(id));
        assertThat(done.state()).isEqualTo("approved");
        var extra = done.steps().stream().filter(step -> step.kind() == StepKind.EXTRA).findFirst().orElseThrow();
        assertThat(extra.approverName()).isEqualTo("刘洋");
        assertThat(extra.askedBy()).isEqualTo("李婷");
        assertThat(extra.note()).isEqualTo("预算口径对吗？");
        assertThat(done.inTurn()).extracting(Approval.Step::approverName).as("who is asked first stands first").containsSubsequence("刘洋", "李婷");
        assertThat(new ApprovalRecord(done, words, Words.CHINESE, java.time.ZoneId.of("Asia/Shanghai")).signers()).extracting(signer -> signer.name()).as("on paper too").containsSubsequence("刘洋", "李婷");
    }

    @Test
    void whoHasSpokenCanBeAskedOnceMore() {
        var id = request(new Route(who("刘洋").person(), List.of(who("李婷").person()), who("赵总").person(), false));
        act(() -> decide(id, true, "刘洋"));
        act(() -> decide(id, true, "李婷"));
        assertThat(owed("赵总")).isEqualTo(1);
        act(() -> approvals.askOneMore(id, who("刘洋").person(), "预算变了，再看一次", who("赵总")));
        assertThat(owed("刘洋")).as("in their inbox again").isEqualTo(1);
        act(() -> decide(id, true, "刘洋"));
        assertThat(owed("赵总")).isEqualTo(1);
        act(() -> approvals.passOn(id, who("李婷").person(), "由华东批准", who("赵总")));
        assertThat(owed("李婷")).isEqualTo(1);
        act(() -> decide(id, true, "李婷"));
        var done = in(world.workspace, () -> approvals.get(id));
        assertThat(done.state()).isEqualTo("approved");
        assertThat(done.steps()).extracting(Approval.Step::open).doesNotContain(true);
    }

    @Test
    void whoStandsInForAnotherSpeaksForEachAlone() {
        delegated("赵总", "李婷");
        var id = request(new Route(null, List.of(who("赵总").person(), who("李婷").person()), who("刘洋").person(), false));
        act(() -> decide(id, true, "李婷"));
        assertThat(owed("李婷")).isZero();
        assertThat(owed("赵总")).as("for whom nothing was said yet").isEqualTo(1);
        act(() -> decide(id, true, "李婷"));
        assertThat(owed("赵总")).isZero();
        assertThat(owed("刘洋")).isEqualTo(1);
    }

    @Test
    void nobodyApprovesTheirOwnWorkInAnothersPlace() {
        delegated("赵总", "王敏");
        var id = request(Route.approvedBy(who("赵总").person()));
        thrown(NotAllowed.class, () -> decide(id, true, "王敏"));
        assertThat(world.signedIn("王敏", port).get(world.url("/inbox")).page().select(".duty a[href*=/charter]")).isEmpty();
        act(() -> decide(id, true, "赵总"));
        assertThat(in(world.workspace, () -> approvals.get(id)).state()).isEqualTo("approved");
    }

    @Test
    void whoInheritsAStepFromSomebodyWhoIsOfTheProjectNoMoreDecidesIt() {
        var id = in(world.workspace, () -> approvals.request(world.project, subject(), "目标说明书", "", Route.approvedBy(who("陈浩").person()), who("李婷")));
        for (var seat : in(world.workspace, () -> teams.of(world.project)).seats()) {
            if (seat.member().equals(who("陈浩").person())) act(() -> teams.take(world.project, seat.id(), seat.version(), who("王敏")));
        }
        assertThat(owed("陈浩")).isZero();
        assertThat(owed("王敏")).isEqualTo(1);
        thrown(NotAllowed.class, () -> decide(id, true, "刘洋"));
        act(() -> decide(id, true, "王敏"));
        assertThat(in(world.workspace, () -> approvals.get(id)).state()).isEqualTo("approved");
        assertThat(owed("王敏")).isZero();
    }

    private void delegated(String owner, String to) {
        var today = LocalDate.now(java.time.ZoneId.of("Asia/Shanghai"));
        act(() -> delegations.give(DelegationId.next(), new Delegations.NewDelegation(who(to).person(), Power.APPROVE, world.project, today.minusDays(1), today.plusDays(2), "出差"), who(owner)));
    }

    @Test
    void aStepIsPassedOnWithItsReasonAndStaysInTheRecord() {
        var id = request(Route.approvedBy(who("赵总").person()));
        refused("approval.not_in_project", () -> approvals.passOn(id, who("外人").person(), "出差", who("赵总")));
        refused("refused.missing", () -> approvals.passOn(id, null, "出差", who("赵总")));
        thrown(NotAllowed.class, () -> approvals.passOn(id, who("刘洋").person(), "我来", who("李婷")));
        thrown(NotFound.class, () -> approvals.passOn(id, who("刘洋").person(), "我来", who("外人")));
        act(() -> approvals.passOn(id, who("刘洋").person(), "预算事项由财务部批准", who("赵总")));
        assertThat(owed("赵总")).isZero();
        assertThat(owed("刘洋")).isEqualTo(1);
        refused("approval.not_your_turn", () -> decide(id, true, "赵总"));
        thrown(Stale.class, () -> approvals.decide(id, true, "", "another text", who("刘洋")));
        act(() -> decide(id, true, "刘洋"));
        var done = in(world.workspace, () -> approvals.get(id));
        assertThat(done.state()).isEqualTo("approved");
        assertThat(done.steps()).extracting(step -> step.approverName() + " " + step.decision()).containsExactly("赵总 passed_on", "刘洋 agreed");
        assertThat(done.who(StepKind.APPROVE)).isEqualTo(who("刘洋").person());
    }

    @Test
    void aDelegateDecidesInTheOwnersPlaceAndBothAreNamed() {
        delegated("赵总", "李婷");
        var id = request(Route.approvedBy(who("赵总").person()));
        act(() -> decide(id, true, "李婷"));
        var step = in(world.workspace, () -> approvals.get(id)).steps().getFirst();
        assertThat(step.approverName()).isEqualTo("赵总");
        assertThat(step.decidedBy()).isEqualTo("李婷");
    }

    @Test
    void theStepsOfAKindAreAskedWhateverTheRouteSays() {
        var facts = new ApprovalTemplates.Facts(who("刘洋").person().toString(), List.of(Steps.role(Role.LEAD)), Steps.role(Role.SPONSOR));
        act(() -> templates.set(null, "charter", new ApprovalTemplates.Facts("", List.of(), Steps.role(Role.SPONSOR)), 0, who("管理员")));
        refused("approval.step_needed", () -> submit(Route.approvedBy(who("李婷").person())));
        act(() -> templates.set(world.project, "charter", facts, 0, who("王敏")));
        thrown(Stale.class, () -> templates.set(world.project, "charter", facts, 0, who("王敏")));
        refused("approval.no_approver", () -> templates.set(world.project, "charter", new ApprovalTemplates.Facts(Steps.role(Role.LEAD), List.of(), ""), 1, who("王敏")));
        refused("refused.not_a_choice", () -> templates.set(world.project, "charter", new ApprovalTemplates.Facts("", List.of(), "role:king"), 1, who("王敏")));
        refused("approval.step_needed", () -> submit(Route.approvedBy(who("赵总").person())));
        var leads = List.of("李婷", "陈浩", "Tan Wei", "Johanna Maier").stream().map(name -> who(name).person()).toList();
        refused("approval.step_needed", () -> submit(new Route(who("刘洋").person(), leads.subList(1, 4), who("赵总").person(), false)));
        var id = request(new Route(who("刘洋").person(), leads, who("赵总").person(), false, List.of(who("周颖").person())));
        var asked = in(world.workspace, () -> approvals.get(id));
        assertThat(asked.steps()).hasSize(6);
        assertThat(asked.copied()).containsExactly("周颖");
        // Where nothing is set in the project, the workspace's hold.
        act(() -> templates.set(world.project, "charter", new ApprovalTemplates.Facts("", List.of(), ""), 1, who("王敏")));
        assertThat(in(world.workspace, () -> templates.of(world.project, "charter")).lines()).containsExactly(new Steps.Line("approve", "role:sponsor"));
    }

    @Test
    void whatWasApprovedElsewhereIsRecordedWithItsNumberAndItsScan() {
        refused("file.none", () -> record(null, "OA-2026-118"));
        refused("file.lies", () -> record("<html>not a scan</html>".getBytes(StandardCharsets.UTF_8), "OA-2026-118"));
        refused("approval.scan_type", () -> record(new byte[] {'G', 'I', 'F', '8', '9', 'a', 1, 0, 1, 0}, "OA-2026-118"));
        refused("refused.missing", () -> record(SCAN, " "));
        assertThat(state()).as("nothing half-written").isEqualTo(Charter.State.DRAFT);
        act(() -> record(SCAN, "OA-2026-118"));
        assertThat(state()).isEqualTo(Charter.State.APPROVED);
        var charter = in(world.workspace, () -> charters.of(world.project));
        var approval = in(world.workspace, () -> approvals.of(charter.id(), 1)).getFirst();
        assertThat(approval.outside()).isEqualTo(new Approval.Outside("公司OA", "OA-2026-118", "赵总", LocalDate.of(2026, 11, 2)));
        var chief = world.signedIn("王敏", port);
        var page = chief.get(world.here("/charter")).page();
        assertThat(page.select("#approval").text()).contains("外部审批").contains("OA-2026-118").contains("审批单.pdf");
        var scan = page.select("#approval a[href*=/files/]").attr("href");
        assertThat(chief.get(scan).status()).isEqualTo(200);
        assertThat(world.signedIn("外人", port).get(scan).status()).isEqualTo(404);
    }

    @Test
    void thePageOffersEachAskedPersonWhatTheyCanDo() {
        var id = request(new Route(null, List.of(who("李婷").person()), who("赵总").person(), false));
        var lead = world.signedIn("李婷", port);
        var page = lead.get(world.here("/charter")).page();
        assertThat(page.select("form#decision, form#extra, form#passing")).hasSize(3);
        assertThat(page.select("form#extra option").eachText()).doesNotContain("王敏");
        var at = world.url("/approvals/" + id);
        assertThat(lead.post(at + "/extra", "_form", "extra", "_from", world.here("/charter"), "whom", "", "note", "").status()).isEqualTo(422);
        assertThat(lead.post(at + "/passing-on", "whom", who("刘洋").person().toString(), "note", "涉及预算").status()).isEqualTo(303);
        assertThat(world.signedIn("王敏", port).get(world.here("/charter")).page().select("#approval").text()).contains("由李婷转办").contains("涉及预算").contains("已转办");
        assertThat(world.signedIn("周颖", port).get(world.here("/charter")).page().select("#approval form")).isEmpty();
        var admin = world.signedIn("管理员", port);
        assertThat(admin.get(world.url("/admin/approvals")).page().select("form#steps-charter")).hasSize(1);
        assertThat(admin.post(world.url("/admin/approvals/charter"), "version", "0", "checker", "", "approver", "role:sponsor").status()).isEqualTo(303);
        assertThat(admin.post(world.url("/admin/approvals/cake"), "version", "0", "approver", "role:sponsor").status()).isEqualTo(404);
        assertThat(world.signedIn("王敏", port).get(world.here("/approvals")).page().select("#charter").text()).contains("沿用企业设置").contains("角色：上级决策人");
        assertThat(world.signedIn("李婷", port).post(world.here("/approvals/charter"), "version", "0", "approver", "").status()).isEqualTo(403);
    }

    private ApprovalId record(byte[] scan, String number) {
        if (scan == null) return outside(number, null);
        try (var received = store.receive(world.workspace, "scan", "审批单.pdf", new ByteArrayInputStream(scan))) {
            return outside(number, new Approvals.Scan("审批单.pdf", received));
        }
    }

    private ApprovalId outside(String number, Approvals.Scan scan) {
        return approvals.record(world.project, subject(), "目标说明书", "", new Approvals.NewOutside("公司OA", number, "赵总", LocalDate.of(2026, 11, 2), scan), List.of(), who("王敏"));
    }

    private Ref subject() {
        return Ref.of("charter", charters.of(world.project).id());
    }

    private Charter.State state() {
        return in(world.workspace, () -> charters.of(world.project)).state();
    }

    private ApprovalId submit(Route route) {
        return approvals.request(world.project, subject(), "目标说明书", "", route, who("王敏"));
    }

    private ApprovalId request(Route route) {
        return in(world.workspace, () -> submit(route));
    }

    private void decide(ApprovalId id, boolean agreed, String name) {
        approvals.decide(id, agreed, "", charters.of(world.project).content().fingerprint(), who(name));
    }

    private int owed(String name) {
        return in(world.workspace, () -> transaction.execute(status -> db.fetchCount(DUTY, DUTY.OWNER_ID.eq(who(name).person()), DUTY.STATE.eq("open"), DUTY.KIND.eq("decide_charter"))));
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
