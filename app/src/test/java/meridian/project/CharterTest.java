package meridian.project;

import static db.duty.Tables.DUTY;
import static db.project.Tables.INDICATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import meridian.approval.Approvals;
import meridian.approval.Route;
import meridian.document.DocumentVersion;
import meridian.document.Documents;
import meridian.identity.Grants;
import meridian.identity.Role;
import meridian.tenancy.Actor;
import meridian.tenancy.ApprovalId;
import meridian.tenancy.DeliverableId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import meridian.world.MeridianTest;
import meridian.world.Worlds.World;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

class CharterTest extends MeridianTest {
    @Autowired
    Charters charters;

    @Autowired
    Deliverables deliverables;

    @Autowired
    Indicators indicators;

    @Autowired
    Approvals approvals;

    @Autowired
    Documents documents;

    @Autowired
    Grants grants;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transaction;

    World world;

    @BeforeEach
    void people() {
        world = worlds.world();
        world.in(() -> {
            grants.grant(who("李婷").person(), world.project, null, Role.BUSINESS_COORDINATOR, who("王敏"));
            grants.grant(who("周颖").person(), world.project, null, Role.EXECUTOR, who("王敏"));
            grants.grant(who("管理员").person(), world.project, null, Role.GUEST, who("王敏"));
        });
    }

    @Test
    void anApprovedCharterIsFrozenAndItsNumberAndVersionTellSo() {
        write();
        var id = submit(new Route(who("李婷").person(), List.of(), who("赵总").person(), false));
        assertThat(duties("李婷")).isEqualTo(1);
        assertThat(duties("赵总")).as("not asked before the check").isZero();
        decide(id, true, "", "李婷");
        assertThat(duties("李婷")).isZero();
        assertThat(duties("赵总")).isEqualTo(1);
        decide(id, true, "同意", "赵总");
        world.in(() -> {
            var charter = charters.of(world.project);
            assertThat(charter.state()).isEqualTo(Charter.State.APPROVED);
            var document = charters.document(charter);
            assertThat(document.number()).matches("XH-HDSS-\\d{4}-CH-001");
            assertThat(document.version()).isEqualTo(DocumentVersion.issued(1));
            var revision = documents.revisions(document.id()).getFirst();
            assertThat(revision.prepared().name()).isEqualTo("王敏");
            assertThat(revision.checked().name()).isEqualTo("李婷");
            assertThat(revision.approved().name()).isEqualTo("赵总");
            assertThat(revision.sha256()).isEqualTo(charter.content().fingerprint());
            var frozen = documents.frozen(document.id(), 1).orElseThrow();
            assertThat(frozen.intact()).isTrue();
            assertThat(CharterContent.of(frozen.content())).isEqualTo(charter.content());
        });
        refused("王敏", "charter.approved", () -> rewrite("other goal", 99));
    }

    @Test
    void aChangeNeedsAReasonThatTheNextIssueCarries() {
        write();
        decide(submit(Route.approvedBy(who("赵总").person())), true, "", "赵总");
        refused("王敏", "refused.missing", () -> charters.requestChange(world.project, " ", who("王敏")));
        world.in(() -> charters.requestChange(world.project, "新增新加坡", who("王敏")));
        world.in(() -> assertThat(charters.document(charters.of(world.project)).version().toString()).isEqualTo("V1.1"));
        rewrite("新目标", version());
        decide(submit(Route.approvedBy(who("赵总").person())), true, "", "赵总");
        world.in(() -> {
            var revisions = documents.revisions(charters.document(charters.of(world.project)).id());
            assertThat(revisions).extracting(r -> r.version().toString()).containsExactly("V2.0", "V1.0");
            assertThat(revisions.getFirst().reason()).isEqualTo("新增新加坡");
            var first = CharterContent.of(documents.frozen(charters.document(charters.of(world.project)).id(), 1).orElseThrow().content());
            assertThat(first.goal()).isNotEqualTo("新目标");
        });
    }

    @Test
    void everyPartysTargetIsAgreedWithTheCharterAndStaysInItsIssue() {
        write();
        share("华南", "200", "华东", "300.5");
        assertThat(paper("zh")).contains("各责任单位目标值").contains("华东：≥ 300.5").contains("华南：≥ 200");
        assertThat(world.signedIn("周颖", port).get(world.here("/charter")).page().select("#indicators .party-shares").text()).contains("华南 ≥ 200");
        var id = submit(Route.approvedBy(who("赵总").person()));
        refused("王敏", "charter.in_approval", () -> shareNow("华南", "100", "华东", "400"));
        decide(id, true, "", "赵总");
        refused("王敏", "indicator.target_fixed", () -> shareNow("华南", "150", "德国", "90"));
        share("华南", "200", "德国", "90");
        refused("王敏", "indicator.target_fixed", () -> shareNow("华南", "200", "德国", "95"));
        assertThat(in(world.workspace, () -> indicators.progress(world.project, LocalDate.now()).getFirst().indicator().parties()).stream().filter(party -> party.name().equals("华东")).findFirst().orElseThrow().target())
                .as("who is not spoken of keeps theirs").isEqualByComparingTo("300.5");
        assertThat(paper("en")).as("what was approved").contains("Target per party").contains(": ≥ 200").doesNotContain("≥ 90");
        var page = world.signedIn("王敏", port).get(world.here("/indicators/" + in(world.workspace, () -> indicators.progress(world.project, LocalDate.now()).getFirst().indicator().id()))).page();
        assertThat(page.select("#sharing [name=target_" + world.parties.get("华南") + "]")).as("not offered to be changed").isEmpty();
        assertThat(world.signedIn("周颖", port).get(world.here("/charter")).page().select("#indicators").text()).contains("≥ 90").contains("现行目标值");
    }

    @Test
    void anIssueFrozenBeforeTargetsWereSharedOutIsStillRead() {
        write();
        var older = (tools.jackson.databind.node.ObjectNode) in(world.workspace, () -> charters.of(world.project)).content().json();
        older.withArray("indicators").forEach(one -> ((tools.jackson.databind.node.ObjectNode) one).remove("parties"));
        assertThat(CharterContent.of(older).indicators().getFirst().parties()).isEmpty();
    }

    @Test
    void sentBackItIsADraftAgainAndTheOthersAreAskedNoMore() {
        write();
        var id = submit(new Route(null, List.of(who("李婷").person(), who("周颖").person()), who("赵总").person(), false));
        assertThat(duties("李婷") + duties("周颖")).isEqualTo(2);
        refused("李婷", "refused.missing", () -> decideNow(id, false, "", "李婷"));
        decide(id, false, "范围不清", "李婷");
        assertThat(duties("周颖")).isZero();
        world.in(() -> {
            assertThat(charters.of(world.project).draft()).isTrue();
            assertThat(charters.document(charters.of(world.project)).version().toString()).isEqualTo("V0.2");
        });
        refused("周颖", "approval.not_running", () -> decideNow(id, true, "", "周颖"));
        assertThat(duties("王敏", "revise_charter")).as("who prepared it has it in the inbox").isEqualTo(1);
        var again = submit(Route.approvedBy(who("赵总").person()));
        assertThat(duties("王敏", "revise_charter")).isZero();
        decide(again, false, "指标不够", "赵总");
        assertThat(duties("王敏", "revise_charter")).as("sent back a second time").isEqualTo(1);
    }

    @Test
    void onlyTheAskedPersonDecidesAndNobodyAboutTheirOwnWork() {
        write();
        refused("王敏", "approval.own_work", () -> charters.submit(world.project, Route.approvedBy(who("王敏").person()), who("王敏")));
        refused("王敏", "approval.asked_twice", () -> charters.submit(world.project, new Route(who("赵总").person(), List.of(), who("赵总").person(), false), who("王敏")));
        refused("王敏", "approval.not_in_project", () -> charters.submit(world.project, Route.approvedBy(who("外人").person()), who("王敏")));
        refused("王敏", "approval.not_in_project", () -> charters.submit(world.project, Route.approvedBy(who("管理员").person()), who("王敏")));
        var id = submit(Route.approvedBy(who("赵总").person()));
        for (var name : new String[] {"王敏", "李婷", "周颖"}) thrown(NotAllowed.class, () -> decideNow(id, true, "", name));
        thrown(NotFound.class, () -> decideNow(id, true, "", "管理员"));
        thrown(NotFound.class, () -> decideNow(id, true, "", "外人"));
        thrown(NotAllowed.class, () -> approvals.withdraw(id, who("李婷")));
        thrown(Stale.class, () -> approvals.decide(id, true, "", "what was read before", who("赵总")));
        world.in(() -> approvals.withdraw(id, who("王敏")));
        assertThat(duties("赵总")).isZero();
        refused("赵总", "approval.not_running", () -> decideNow(id, true, "", "赵总"));
    }

    @Test
    void anUnfinishedCharterIsNotSubmitted() {
        assertThatThrownBy(() -> in(world.workspace, () -> charters.submit(world.project, Route.approvedBy(who("赵总").person()), who("王敏"))))
                .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.problems()).extracting(Refused.Problem::key)
                        .contains("charter.missing.goal", "charter.missing.region", "charter.missing.deliverable", "charter.missing.indicator"));
    }

    @Test
    void aStaleFormALongTextAndAnExecutorAreRefused() {
        int read = version();
        rewrite("第一", read);
        thrown(Stale.class, () -> rewrite("第二", read));
        refused("王敏", "refused.too_long", () -> rewrite("目".repeat(8001), version()));
        thrown(NotAllowed.class, () -> charters.rewrite(world.project, text("x"), version(), who("周颖")));
        thrown(NotAllowed.class, () -> charters.rewrite(world.project, text("x"), version(), who("赵总")));
        thrown(NotFound.class, () -> charters.rewrite(world.project, text("x"), version(), who("外人")));
        var id = DeliverableId.next();
        world.in(() -> deliverables.add(world.project, id, new Deliverables.Text("报告", "", null, "一\n二"), who("王敏")));
        thrown(Stale.class, () -> deliverables.change(world.project, id, new Deliverables.Text("报告", "", null, "一"), 7, who("王敏")));
        thrown(NotAllowed.class, () -> deliverables.remove(world.project, id, who("周颖")));
        world.in(() -> deliverables.remove(world.project, id, who("王敏")));
        world.in(() -> assertThat(charters.of(world.project).content().deliverables()).isEmpty());
        world.in(() -> deliverables.restore(world.project, id, who("王敏")));
        world.in(() -> assertThat(charters.of(world.project).content().deliverables().getFirst().criteria()).containsExactly("一", "二"));
    }

    @Test
    void whatIsPastedAsAListBecomesLines() {
        assertThat(Charters.lines(new Refused.Check(), "x", "- 一\n2. 二\n\n 3、三\n· 四\n2026年目标")).containsExactly("一", "二", "三", "四", "2026年目标");
    }

    private void write() {
        rewrite("在年底前进入四个区域", version());
        world.in(() -> {
            deliverables.add(world.project, DeliverableId.next(), new Deliverables.Text("区域上市方案", "", null, "每个区域一份"), who("王敏"));
            transaction.executeWithoutResult(status -> db.insertInto(INDICATOR)
                    .set(INDICATOR.ID, meridian.tenancy.IndicatorId.next())
                    .set(INDICATOR.PROJECT_ID, world.project)
                    .set(INDICATOR.NAME, "覆盖率")
                    .set(INDICATOR.COMPARATOR, "at_least")
                    .set(INDICATOR.TARGET, new BigDecimal("80"))
                    .execute());
        });
    }

    private void share(String first, String its, String second, String others) {
        world.in(() -> shareNow(first, its, second, others));
    }

    private void shareNow(String first, String its, String second, String others) {
        var indicator = indicators.progress(world.project, LocalDate.now()).getFirst().indicator();
        var shares = Map.of(world.parties.get(first), new Indicators.Share(new BigDecimal(its), null), world.parties.get(second), new Indicators.Share(new BigDecimal(others), null));
        indicators.share(world.project, indicator.id(), shares, indicator.version(), who("王敏"));
    }

    private String paper(String language) {
        return world.signedIn("王敏", port).get(world.here("/charter/paper?lang=" + language)).page().select(".document").text();
    }

    private Charters.Text text(String goal) {
        return new Charters.Text("背景", goal, "", List.of(world.regions.get("华东")), List.of(world.regions.get("德国")), List.of(world.departments.get("市场部")), List.of(), "铺货\n培训", "电商");
    }

    private void rewrite(String goal, int version) {
        world.in(() -> charters.rewrite(world.project, text(goal), version, who("王敏")));
    }

    private int version() {
        return in(world.workspace, () -> charters.of(world.project)).version();
    }

    private ApprovalId submit(Route route) {
        return in(world.workspace, () -> charters.submit(world.project, route, who("王敏")));
    }

    private void decide(ApprovalId id, boolean agreed, String opinion, String name) {
        world.in(() -> decideNow(id, agreed, opinion, name));
    }

    private void decideNow(ApprovalId id, boolean agreed, String opinion, String name) {
        approvals.decide(id, agreed, opinion, charters.of(world.project).content().fingerprint(), who(name));
    }

    private int duties(String name) {
        return duties(name, "decide_charter");
    }

    private int duties(String name, String kind) {
        return in(world.workspace, () -> transaction.execute(status -> db.fetchCount(DUTY,
                DUTY.OWNER_ID.eq(who(name).person()), DUTY.STATE.eq("open"), DUTY.KIND.eq(kind))));
    }

    private Actor who(String name) {
        return world.person(name).actor();
    }

    private void refused(String name, String key, Runnable act) {
        assertThatThrownBy(() -> world.in(act)).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.problems()).extracting(Refused.Problem::key).contains(key));
    }

    private void thrown(Class<? extends Throwable> type, Runnable act) {
        assertThatThrownBy(() -> world.in(act)).isInstanceOf(type);
    }
}
