package meridian.risk;

import static db.activity.Tables.ACTIVITY;
import static db.coordination.Tables.EMERGENCY;
import static db.duty.Tables.DUTY;
import static db.identity.Tables.CALENDAR_DAY;
import static db.project.Tables.PROJECT;
import static db.risk.Tables.RISK;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import meridian.duty.RecurringDuties;
import meridian.identity.Grants;
import meridian.identity.Members;
import meridian.identity.Role;
import meridian.project.Teams;
import meridian.tenancy.MemberId;
import meridian.tenancy.RoleGrantId;
import meridian.tenancy.WorkspaceRole;
import meridian.world.Browser;
import meridian.world.MeridianTest;
import meridian.world.Statements;
import meridian.world.Worlds.World;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Risks as people meet them: submitted every week, assessed in a session, treated, closed, or come true. */
class RisksTest extends MeridianTest {
    /** Who asks, where they stand, and where they may go. */
    private static final int OTHERS = 3;

    private static final Instant WEDNESDAY = Instant.parse("2026-11-25T02:00:00Z"); // 10:00 in 上海
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);

    @Autowired
    WeeklyRisks weekly;

    @Autowired
    RecurringDuties job;

    @Autowired
    Grants grants;

    @Autowired
    Members members;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Teams teams;

    @Autowired
    Statements statements;

    World world;

    @BeforeEach
    void aWorld() {
        clock.set(WEDNESDAY); // before the world is made: who leads a party hangs on who was given it first
        world = worlds.world();
        stage("execution");
    }

    // ---- the way of one risk

    @Test
    void aRiskIsSubmittedAssessedTreatedAndClosed() {
        int number = raise("周颖", "华南", "海关可能要求补充CE技术文件", "high");
        var at = world.here("/risks/" + number);
        var page = as("陈浩").get(at).page();
        assertThat(page.select(".head .state").text()).contains("已提出");
        assertThat(page.select(".head .tag").text()).isEqualTo("高风险");
        assertThat(duties("risk_assessment")).containsExactly("王敏");
        assertThat(notices("陈浩")).contains("海关可能要求补充CE技术文件");

        assertThat(assess("王敏", number, "4", "5", "mitigate", "陈浩", "2026-12-02", 0).status()).isEqualTo(303);
        assertThat(duties("risk_assessment")).isEmpty();
        assertThat(duties("risk_review")).containsExactly("陈浩");
        assertThat(due("risk_review")).isEqualTo(Instant.parse("2026-12-02T16:00:00Z")); // 24:00 in 上海
        page = as("周颖").get(at).page();
        assertThat(page.select("#facts").text()).contains("可能性4 × 影响5 = 20", "减轻", "陈浩", "12-02");

        assertThat(measure("陈浩", number, "请研发导出完整技术文件", "周颖", "2026-11-27").status()).isEqualTo(303);
        assertThat(duties("risk_measure")).containsExactly("周颖");
        assertThat(as("陈浩").post(at + "/treatment", "residual_probability", "1", "residual_impact", "3", "version", "2").status()).as("a measure is still open").isEqualTo(422);
        // Done with one tap from the inbox.
        var duty = as("周颖").get(world.url("/inbox")).page().select(".duty:contains(请研发导出完整技术文件)");
        assertThat(duty.select("form").attr("action")).contains("/risks/measures/");
        assertThat(as("周颖").post(duty.select("form").attr("action")).status()).isEqualTo(303);
        assertThat(duties("risk_measure")).isEmpty();

        assertThat(as("陈浩").get(at).page().select("#treatment-step")).isNotEmpty();
        assertThat(as("陈浩").post(at + "/treatment", "residual_probability", "", "residual_impact", "9", "version", "3").status()).isEqualTo(422);
        assertThat(as("陈浩").post(at + "/treatment", "residual_probability", "1", "residual_impact", "3", "note", "文件已补齐", "version", "3").status()).isEqualTo(303);
        page = as("周颖").get(at).page();
        assertThat(page.select(".head .state").text()).contains("已应对");
        assertThat(page.select("#facts").text()).contains("剩余风险 低", "可能性1 × 影响3 = 3", "可能性4 × 影响5 = 20");
        assertThat(page.select(".head .tag").text()).as("as grave as what is left of it").isEqualTo("低风险");
        assertThat(as("周颖").get(world.here("/risks/matrix")).page().select(".matrix-table a").eachAttr("aria-label")).containsExactly("可能性1、影响3：1项");

        assertThat(as("陈浩").post(at + "/closure", "reason", "", "version", "4").status()).isEqualTo(422);
        assertThat(as("陈浩").post(at + "/closure", "reason", "首批货物已放行", "version", "4").status()).isEqualTo(303);
        assertThat(open()).isEmpty();
        assertThat(as("周颖").get(at).page().select("#log li").eachText()).hasSize(6).first().asString().contains("关闭了风险", "首批货物已放行");
        assertThat(activity()).contains("risk_raise", "risk_assess", "risk_measure", "risk_done", "risk_treat", "risk_close");
        assertThat(as("陈浩").post(at + "/closure", "reason", "再关一次", "version", "5").status()).isEqualTo(422);
        assertThat(as("陈浩").post(at + "/reopening", "reason", "第二批仍有同样要求", "version", "5").status()).isEqualTo(303);
        assertThat(as("陈浩").get(at).page().select(".head .state").text()).contains("已评估");
    }

    @Test
    void aRiskThatOccursBecomesAnEmergencyAndTheThreadIsKept() {
        int number = raise("周颖", "华南", "台风影响仓库", "medium");
        measure("陈浩", number, "货物垫高", "周颖", "2026-11-27");
        var at = world.here("/risks/" + number);
        assertThat(as("陈浩").post(at + "/occurrence", "what", "", "emergency", "true", "version", "1").status()).isEqualTo(422);
        var occurred = as("陈浩").post(at + "/occurrence", "what", "一号仓进水", "emergency", "true", "version", "1");
        assertThat(occurred.location()).contains("/emergencies/new?from=risk:");
        assertThat(open()).as("what was planned against it is over").isEmpty();
        var form = as("陈浩").get(occurred.location()).page();
        assertThat(form.select("[name=title]").val()).contains("台风影响仓库");
        var raised = as("陈浩").post(world.here("/emergencies"), "id", UUID.randomUUID().toString(), "title", "一号仓进水", "severity", "serious", "from", form.select("[name=from]").val());
        assertThat(raised.status()).isEqualTo(303);
        assertThat(as("周颖").get(at).page().select("#thread").text()).contains("E-1 一号仓进水");
        assertThat(as("周颖").get(world.here("/story?of=" + form.select("[name=from]").val())).page().select("main").text()).contains("上报风险", "风险发生", "一号仓进水");

        // And the other way: what an emergency leaves to fear is a risk.
        var emergency = query(db -> db.select(EMERGENCY.ID).from(EMERGENCY).where(EMERGENCY.PROJECT_ID.eq(world.project)).fetchSingle().value1());
        var from = as("周颖").get(world.here("/risks/new?from=emergency:" + emergency)).page();
        assertThat(from.select("[name=description]").val()).isNotBlank();
        assertThat(as("周颖").post(world.here("/risks"), form(UUID.randomUUID().toString(), "华南", "其他仓也可能进水", "medium", "from", "emergency:" + emergency)).status()).isEqualTo(303);
        assertThat(as("周颖").get(world.here("/risks/2")).page().select("#thread").text()).contains("E-1");
        assertThat(as("周颖").get(world.here("/risks/new?from=emergency:" + UUID.randomUUID())).status()).isEqualTo(404);
    }

    @Test
    void severalAreRatedOnOneScreenAllOrNone() {
        int first = raise("周颖", "华南", "印厂排期紧张", "medium");
        int second = raise("李婷", "华东", "讲师排期冲突", "low");
        var chief = as("王敏");
        assertThat(chief.get(world.here("/risks/assessment")).page().select(".rating").eachAttr("id")).containsExactly("rate-" + first, "rate-" + second);
        var half = chief.post(world.here("/risks/assessment"), "_form", "session", "_from", world.here("/risks/assessment"), "probability_1", "4", "impact_1", "4", "version_1", "0", "probability_2", "2", "version_2", "0");
        assertThat(half.status()).isEqualTo(422);
        assertThat(half.page().select("#session-impact_2 .error")).hasSize(1);
        assertThat(half.page().select("[name=probability_1][value=4][checked]")).as("what was chosen is kept").hasSize(1);
        assertThat(rated()).isZero();
        assertThat(chief.post(world.here("/risks/assessment"), "probability_1", "6", "impact_1", "x".repeat(1_000_000), "version_1", "0").status()).isEqualTo(422);
        assertThat(chief.post(world.here("/risks/assessment"), "probability_1", "4", "impact_1", "4", "version_1", "0", "probability_2", "2", "impact_2", "2", "version_2", "7").status()).as("somebody was there before").isEqualTo(409);
        assertThat(rated()).isZero();
        assertThat(chief.post(world.here("/risks/assessment"), "probability_1", "4", "impact_1", "4", "version_1", "0", "probability_2", "2", "impact_2", "2", "version_2", "0").status()).isEqualTo(303);
        assertThat(rated()).isEqualTo(2);
        assertThat(chief.get(world.here("/risks/assessment")).page().select(".empty").text()).contains("没有待评估的风险");
        assertThat(chief.get(world.here("/risks")).page().select("#risk-1").text()).contains("高 4×4");
        // Sent again with nothing changed, nothing is written.
        assertThat(chief.post(world.here("/risks/assessment"), "probability_1", "4", "impact_1", "4", "version_1", "1").status()).isEqualTo(303);
        int version = query(db -> db.select(RISK.VERSION).from(RISK).where(RISK.PROJECT_ID.eq(world.project), RISK.NUMBER.eq(1)).fetchSingle().value1());
        assertThat(version).isEqualTo(1);
        assertThat(chief.post(world.here("/risks/assessment")).status()).isEqualTo(422);
    }

    @Test
    void aReviewIsOwedOnItsDayAndGivesTheNext() {
        int number = raise("李婷", "华东", "竞品可能提前上市", "medium");
        assess("王敏", number, "3", "3", "accept", "李婷", "2026-11-26", 0);
        assertThat(duties("risk_review")).containsExactly("李婷");
        clock.set(Instant.parse("2026-11-26T02:00:00Z"));
        var page = as("李婷").get(world.here("/risks/" + number)).page();
        assertThat(page.select("#review.now")).hasSize(1);
        assertThat(as("王敏").get(world.here("/risks/assessment")).page().select(".rating")).as("also in the session").hasSize(1);
        assertThat(as("李婷").post(world.here("/risks/" + number + "/review"), "note", "", "next", "2026-11-20", "version", "1").page().text()).isNotNull();
        assertThat(as("李婷").post(world.here("/risks/" + number + "/review"), "note", "没有变化", "next", "2026-12-10", "version", "1").status()).isEqualTo(303);
        assertThat(states("risk_review")).containsExactlyInAnyOrder("met", "open");
        // What is accepted needs no measure to be treated.
        assertThat(as("李婷").post(world.here("/risks/" + number + "/treatment"), "residual_probability", "3", "residual_impact", "3", "version", "2").status()).isEqualTo(303);
    }

    // ---- every week

    @Test
    void everyPartysLeadSubmitsTheWeekOnItsLastWorkingDayThere() {
        world.in(() -> job.openNow(weekly.rounds()));
        assertThat(duties("risk_submission")).as("not on a Wednesday").isEmpty();
        clock.set(Instant.parse("2026-11-27T01:30:00Z")); // Friday 09:30 in 上海, night in Berlin
        world.in(() -> job.openNow(weekly.rounds()));
        world.in(() -> job.openNow(weekly.rounds()));
        assertThat(duties("risk_submission")).containsExactlyInAnyOrder("李婷", "陈浩", "刘洋", "Tan Wei");
        clock.set(Instant.parse("2026-11-27T09:00:00Z"));
        job.run();
        assertThat(duties("risk_submission")).contains("Johanna Maier").hasSize(5);
        Instant due = query(db -> db.select(DUTY.DUE_AT).from(DUTY).where(DUTY.PROJECT_ID.eq(world.project), DUTY.OWNER_ID.eq(world.person("Johanna Maier").member()), DUTY.KIND.eq("risk_submission")).fetchSingle().value1());
        assertThat(due).isEqualTo(Instant.parse("2026-11-27T23:00:00Z"));

        // Nothing new, in one tap from the inbox.
        var duty = as("陈浩").get(world.url("/inbox")).page().select(".duty:contains(上报本周风险)");
        assertThat(duty.select("form").attr("action")).endsWith("/risks/weekly/" + world.parties.get("华南") + "/" + MONDAY);
        assertThat(as("陈浩").post(duty.select("form").attr("action")).status()).isEqualTo(303);
        assertThat(duties("risk_submission")).doesNotContain("陈浩");
        // What a lead submits for the party is the party's week.
        raise("李婷", "华东", "讲师排期冲突", "low");
        assertThat(duties("risk_submission")).containsExactlyInAnyOrder("刘洋", "Tan Wei", "Johanna Maier");
        // What somebody of the party raises is not: the lead looks it over.
        raise("周颖", "华南", "印厂排期紧张", "low");
        clock.set(Instant.parse("2026-11-29T02:00:00Z"));
        var page = as("王敏").get(world.here("/risks/weekly")).page();
        assertThat(page.select("#party-" + world.parties.get("华南") + " td").last().text()).contains("已上报", "新增1项");
        assertThat(page.select("#party-" + world.parties.get("德国") + " td").last().text()).contains("未上报");
        assertThat(page.select(".head small").text()).contains("本周2/7个单位已上报");
        // Late, and seen to be late.
        assertThat(as("Johanna Maier").post(world.here("/risks/weekly/" + world.parties.get("德国") + "/" + MONDAY)).status()).isEqualTo(303);
        assertThat(as("王敏").get(world.here("/risks/weekly")).page().select("#party-" + world.parties.get("德国") + " td").last().text()).contains("补报");
        job.run();
        assertThat(states("risk_submission")).contains("met_late");
    }

    @Test
    void whoeverLeadsThePartyNowOwesItsWeek() {
        clock.set(Instant.parse("2026-11-27T09:00:00Z"));
        world.in(() -> job.openNow(weekly.rounds()));
        var chief = world.person("王敏").actor();
        var party = world.parties.get("华南");
        var before = in(world.workspace, () -> teams.of(world.project)).seats().stream().filter(seat -> party.equals(seat.party()) && seat.role() == Role.LEAD).findFirst().orElseThrow();
        // A second lead beside the first changes nothing; once the first is gone it is the second's.
        world.in(() -> teams.give(world.project, RoleGrantId.next(), world.person("林峰").member(), Role.LEAD, party, new Teams.Facts("", "", null), chief));
        assertThat(duties("risk_submission")).contains("陈浩").doesNotContain("林峰");
        world.in(() -> teams.take(world.project, before.id(), before.version(), chief));
        assertThat(duties("risk_submission")).contains("林峰").doesNotContain("陈浩").hasSize(5);
        assertThat(notices("林峰")).contains("华南");
        job.run();
        assertThat(duties("risk_submission")).as("asked once").hasSize(5);
        assertThat(as("林峰").post(world.here("/risks/weekly/" + party + "/" + MONDAY)).status()).isEqualTo(303);
        assertThat(duties("risk_submission")).doesNotContain("林峰").hasSize(4);
    }

    @Test
    void aWeekIsOwedToNoChiefCoordinatorWhoHasLeft() {
        world.in(() -> members.leave(world.person("王敏").member(), null, 0, world.person("管理员").actor()));
        clock.set(Instant.parse("2026-11-27T09:00:00Z"));
        world.in(() -> job.openNow(weekly.rounds()));
        assertThat(duties("risk_submission")).hasSize(5);
        List<MemberId> owedTo = query(db -> db.select(DUTY.OWED_TO_ID).from(DUTY).where(DUTY.PROJECT_ID.eq(world.project), DUTY.KIND.eq("risk_submission")).fetch(DUTY.OWED_TO_ID));
        assertThat(owedTo).containsOnlyNulls();
    }

    @Test
    void aWeekOffAsksNobodyAndABridgeDayAsksADayEarlier() {
        for (int day = 0; day < 5; day++) off("德国", MONDAY.plusDays(day));
        off("华南", MONDAY.plusDays(4));
        clock.set(Instant.parse("2026-11-26T09:00:00Z"));
        world.in(() -> job.openNow(weekly.rounds()));
        assertThat(duties("risk_submission")).as("Thursday is the last working day there").containsExactly("陈浩");
        clock.set(Instant.parse("2026-11-27T10:00:00Z"));
        world.in(() -> job.openNow(weekly.rounds()));
        assertThat(duties("risk_submission")).doesNotContain("Johanna Maier").contains("李婷");
    }

    @Test
    void nobodyIsAskedOutsideOfExecutionOrWhereTheTemplateLeavesItOut() {
        clock.set(Instant.parse("2026-11-27T10:00:00Z"));
        stage("launch");
        world.in(() -> job.openNow(weekly.rounds()));
        assertThat(duties("risk_submission")).isEmpty();
        stage("execution");
        query(db -> db.update(PROJECT).set(PROJECT.SETTINGS, org.jooq.JSONB.valueOf("{\"cadence\": [{\"kind\": \"weekly\", \"every\": \"week\"}]}")).where(PROJECT.ID.eq(world.project)).execute());
        world.in(() -> job.openNow(weekly.rounds()));
        assertThat(duties("risk_submission")).isEmpty();
    }

    @Test
    void onlyWhoAnswersForAPartySubmitsItsWeek() {
        var south = world.here("/risks/weekly/" + world.parties.get("华南") + "/" + MONDAY);
        for (var other : List.of("周颖", "李婷", "赵总", "审计员")) assertThat(as(other).post(south).status()).as(other).isEqualTo(403);
        assertThat(as("外人").post(south).status()).isEqualTo(404);
        assertThat(as("陈浩").post(world.here("/risks/weekly/" + world.parties.get("华南") + "/2026-11-25")).status()).isEqualTo(422);
        assertThat(as("陈浩").post(world.here("/risks/weekly/" + world.parties.get("华南") + "/2026-12-07")).status()).as("weeks to come").isEqualTo(422);
        assertThat(as("陈浩").post(world.here("/risks/weekly/" + world.parties.get("华南") + "/nonsense")).status()).isEqualTo(422);
        assertThat(as("陈浩").post(world.here("/risks/weekly/" + UUID.randomUUID() + "/" + MONDAY)).status()).isEqualTo(404);
        for (int i = 0; i < 2; i++) assertThat(as("王敏").post(south).status()).as("for somebody, and twice is once").isEqualTo(303);
        assertThat(activity()).containsOnlyOnce("risk_submitted");
        assertThat(as("陈浩").get(world.here("/risks/weekly")).page().select("#mine").text()).contains("王敏已于", "上报", "无新增风险");
    }

    // ---- who may

    @Test
    void aRiskIsOnesOwnPartysUnlessOneServesTheWholeProject() {
        assertThat(as("周颖").post(world.here("/risks"), form(UUID.randomUUID().toString(), "华东", "别人的事", "low")).status()).isEqualTo(403);
        assertThat(as("周颖").post(world.here("/risks"), form(UUID.randomUUID().toString(), "", "整个项目的事", "low")).status()).isEqualTo(403);
        assertThat(as("王敏").post(world.here("/risks"), form(UUID.randomUUID().toString(), "", "汇率波动", "low")).status()).isEqualTo(303);
        int number = raise("周颖", "华南", "印厂排期紧张", "low");
        var at = world.here("/risks/" + number);
        for (var other : List.of("周颖", "林峰", "李婷", "赵总", "审计员")) {
            assertThat(as(other).post(at + "/closure", "reason", "x", "version", "0").status()).as(other).isEqualTo(403);
            assertThat(as(other).post(at + "/measures", "id", UUID.randomUUID().toString(), "content", "x").status()).as(other).isEqualTo(403);
            assertThat(as(other).get(at).page().select("form#closure, form#measure, form#occurrence")).as(other).isEmpty();
        }
        for (var other : List.of("周颖", "陈浩", "赵总", "审计员")) {
            assertThat(as(other).get(world.here("/risks/assessment")).status()).as(other).isEqualTo(403);
            assertThat(assess(other, number, "1", "1", "", "", "", 0).status()).as(other).isEqualTo(403);
        }
        assertThat(as("外人").get(at).status()).isEqualTo(404);
        // Who submitted it may mend it until it is assessed; whose it became manages it from then on.
        assertThat(as("周颖").post(at, with(form(UUID.randomUUID().toString(), "华南", "印厂年底排期紧张", "medium"), "version", "0")).status()).isEqualTo(303);
        assertThat(as("林峰").get(at + "/edit").status()).isEqualTo(403);
        assess("王敏", number, "2", "3", "mitigate", "周颖", "", 1);
        assertThat(as("林峰").post(at + "/review", "note", "x", "version", "2").status()).isEqualTo(403);
        assertThat(as("周颖").post(at + "/review", "note", "已约备用印厂", "version", "2").status()).isEqualTo(303);
    }

    @Test
    void aGuestSeesNothingOfItAndAClosedProjectIsOnlyRead() {
        world.add("客人", "guest@" + world.slug + ".example", "Asia/Shanghai", "华南", WorkspaceRole.NONE, java.util.Locale.ENGLISH);
        world.in(() -> grants.grant(world.person("客人").member(), world.project, null, Role.GUEST, world.person("王敏").actor()));
        int number = raise("周颖", "华南", "印厂排期紧张", "low");
        for (var page : List.of("/risks", "/risks/new", "/risks/weekly", "/risks/" + number)) assertThat(as("客人").get(world.here(page)).status()).as(page).isEqualTo(403);
        stage("closed");
        assertThat(as("周颖").post(world.here("/risks"), form(UUID.randomUUID().toString(), "华南", "x", "low")).status()).isEqualTo(403);
        assertThat(as("陈浩").post(world.here("/risks/" + number + "/closure"), "reason", "x", "version", "0").status()).isEqualTo(403);
        assertThat(as("陈浩").get(world.here("/risks/" + number)).page().select("main form[method=post]").eachAttr("action")).noneMatch(action -> action.contains("/risks/"));
    }

    // ---- wrong, stale, twice

    @Test
    void whatIsWrongIsSaidBesideItsFieldAndKept() {
        var wrong = as("周颖").post(world.here("/risks"), "_form", "risk", "_from", world.here("/risks/new"), "id", UUID.randomUUID().toString(), "description", "</textarea><script>x()</script>", "party", "华南", "category", "weather", "estimate", "很高", "proximity", "soon",
                "cause", "x".repeat(3000));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.page().select("form#risk [aria-invalid=true]").eachAttr("name").stream().distinct().toList()).containsExactlyInAnyOrder("party", "category", "estimate", "proximity", "cause");
        assertThat(wrong.page().select("textarea[name=description]").val()).contains("<script>");
        assertThat(wrong.page().select("main script")).isEmpty();
        int kept = query(db -> db.fetchCount(RISK, RISK.PROJECT_ID.eq(world.project)));
        assertThat(kept).isZero();
        int number = raise("周颖", "华南", "印厂排期紧张", "low");
        var past = measure("陈浩", number, "", "", "2026-11-01");
        assertThat(past.status()).isEqualTo(422);
        assertThat(past.page().select("form#measure [aria-invalid=true]").eachAttr("name")).containsExactlyInAnyOrder("content", "owner", "due_on");
        assertThat(as("周颖").get(world.here("/risks/4711")).status()).isEqualTo(404);
        assertThat(as("周颖").get(world.here("/risks?state=nonsense&level=xx&party=yy&after=9&probability=9&impact=0")).status()).isEqualTo(200);
    }

    @Test
    void sentTwiceItIsOneAndTheSecondWhoEditsIsTold() {
        var id = UUID.randomUUID().toString();
        for (int i = 0; i < 2; i++) assertThat(as("周颖").post(world.here("/risks"), form(id, "华南", "印厂排期紧张", "low")).location()).isEqualTo(world.here("/risks/1"));
        assertThat(worlds.world().signedIn("王敏", port).post(world.here("/risks"), form(id, "华南", "x", "low")).status()).isEqualTo(404);
        assertThat(raise("周颖", "华南", "另一项", "low")).isEqualTo(2);
        assertThat(as("陈浩").post(world.here("/risks/1/closure"), "reason", "不会发生", "version", "0").status()).isEqualTo(303);
        assertThat(as("陈浩").post(world.here("/risks/1/occurrence"), "_form", "occurrence", "_from", world.here("/risks/1"), "what", "发生了", "version", "0").status()).isEqualTo(409);
        int number = raise("周颖", "华南", "第三项", "low");
        measure("陈浩", number, "垫高", "周颖", "2026-11-27");
        var done = as("周颖").get(world.here("/risks/" + number)).page().select("#measures form[action$=/done]").attr("action");
        assertThat(as("周颖").post(done).status()).isEqualTo(303);
        assertThat(as("周颖").post(done).status()).isEqualTo(409);
        assertThat(as("林峰").post(world.here("/risks/measures/" + UUID.randomUUID() + "/done")).status()).isEqualTo(404);
    }

    // ---- the register and the gate

    @Test
    void theRegisterIsNarrowedAndGoesOnPageByPage() {
        raise("周颖", "华南", "印厂排期紧张", "high");
        raise("李婷", "华东", "讲师排期冲突", "low");
        raise("王敏", "", "汇率波动", "medium");
        assess("王敏", 2, "5", "5", "mitigate", "", "", 0);
        as("陈浩").post(world.here("/risks/1/closure"), "reason", "不会发生", "version", "0");
        assertThat(rows("")).containsExactly("risk-3", "risk-2");
        assertThat(rows("?state=all")).containsExactly("risk-3", "risk-2", "risk-1");
        assertThat(rows("?state=closed")).containsExactly("risk-1");
        assertThat(rows("?level=high")).as("as assessed, not as first estimated").containsExactly("risk-2");
        assertThat(rows("?state=all&party=" + world.parties.get("华南"))).containsExactly("risk-1");
        assertThat(rows("?probability=5&impact=5")).containsExactly("risk-2");
        query(db -> db.execute("insert into risk.risk (id, project_id, number, description, category, submitted_by, submitted_at, submitted_week, estimate) "
                + "select gen_random_uuid(), project_id, number + 100 * n, description, category, submitted_by, submitted_at, submitted_week, estimate from risk.risk, generate_series(1, 60) n where number = 3 and project_id = ?", world.project.value()));
        var first = as("李婷").get(world.here("/risks?level=medium")).page();
        assertThat(first.select("#risks tbody tr")).hasSize(50);
        var next = as("李婷").get(first.select(".pager a[rel=next]").attr("href")).page();
        assertThat(next.select("#risks tbody tr")).hasSize(11);
        assertThat(next.select(".pager a[rel=next]")).isEmpty();
    }

    @Test
    void executionEndsWithEveryRiskClosedOrHandedOver() {
        raise("周颖", "华南", "印厂排期紧张", "high");
        raise("李婷", "华东", "德国售后备件不足", "low");
        assertThat(as("王敏").get(world.here("/gate")).page().select("main").text()).contains("R-1 印厂排期紧张", "R-2 德国售后备件不足");
        as("陈浩").post(world.here("/risks/1/closure"), "reason", "不会发生", "version", "0");
        assertThat(as("李婷").post(world.here("/risks/2/handover"), "to", "", "version", "0").status()).isEqualTo(422);
        assertThat(as("李婷").post(world.here("/risks/2/handover"), "to", "售后服务部", "version", "0").status()).isEqualTo(303);
        assertThat(as("王敏").get(world.here("/gate")).page().select("main").text()).doesNotContain("R-1 ", "R-2 ");
        assertThat(as("李婷").get(world.here("/risks/2")).page().select("#facts").text()).contains("售后服务部");
    }

    // ---- all at once

    @Test
    void theMatrixTheTrendAndTheBoardShowWhatIsOpen() {
        clock.set(Instant.parse("2026-11-18T02:00:00Z"));
        raise("周颖", "华南", "印厂排期紧张", "high");
        clock.set(WEDNESDAY);
        raise("李婷", "华东", "讲师排期冲突", "low");
        raise("李婷", "华东", "竞品提前上市", "low");
        assess("王敏", 1, "4", "5", "mitigate", "", "", 0);
        assess("王敏", 2, "2", "3", "mitigate", "", "", 0);
        measure("李婷", 2, "借调讲师", "李婷", "2026-11-25");
        clock.set(Instant.parse("2026-11-26T02:00:00Z"));
        var page = as("李婷").get(world.here("/risks/matrix")).page();
        assertThat(page.select(".matrix-table a").eachAttr("aria-label")).containsExactly("可能性4、影响5：1项", "可能性2、影响3：1项");
        assertThat(page.select(".matrix-table td.h a").attr("href")).endsWith("/risks?probability=4&impact=5");
        assertThat(page.select("#trend tbody tr").eachText()).containsExactly("11-23 1 1 1 2 0", "11-16 1 0 0 1 0");
        assertThat(page.select("#trend rect")).hasSize(4);
        assertThat(page.select("#by-party tbody tr").eachText()).containsExactly("华东 2 0 1 1 1", "华南 1 1 0 0 0");
        var board = as("王敏").get(world.here("/board")).page();
        assertThat(board.select("#risks li").eachText()).hasSize(3).first().asString().contains("高", "印厂排期紧张", "R-1", "华南");
        assertThat(board.select("#risks li").get(1).text()).contains("讲师排期冲突", "逾期");

        // Other bands read the same ratings otherwise.
        assertThat(as("李婷").post(world.here("/risks/bands"), "medium_from", "5", "high_from", "6", "version", "0").status()).isEqualTo(403);
        assertThat(as("王敏").post(world.here("/risks/bands"), "medium_from", "20", "high_from", "6", "version", "0").status()).isEqualTo(422);
        assertThat(as("王敏").post(world.here("/risks/bands"), "medium_from", "x".repeat(1_000_000), "high_from", "", "version", "0").status()).isEqualTo(422);
        assertThat(as("王敏").post(world.here("/risks/bands"), "medium_from", "5", "high_from", "6", "version", "0").status()).isEqualTo(303);
        assertThat(as("王敏").post(world.here("/risks/bands"), "_form", "bands", "_from", world.here("/risks/matrix"), "medium_from", "5", "high_from", "7", "version", "0").status()).as("somebody else set them").isEqualTo(409);
        assertThat(rows("?level=high")).containsExactly("risk-2", "risk-1");
        assertThat(as("王敏").get(world.here("/board")).page().select("#risks li").get(1).text()).startsWith("高");
    }

    @Test
    void whatWasFearedBeforeIsOfferedOnlyToWhoMayKnowOfIt() {
        raise("李婷", "华东", "汉堡港清关可能要求补充CE技术文件", "high");
        measure("李婷", 1, "提前导出技术文件", "李婷", "2026-11-27");
        as("李婷").post(as("李婷").get(world.here("/risks/1")).page().select("#measures form[action$=/done]").attr("action"));
        var similar = as("周颖").get(world.here("/risks/similar?what=" + java.net.URLEncoder.encode("担心清关时要补充CE文件", java.nio.charset.StandardCharsets.UTF_8)));
        assertThat(similar.page().select("li").eachText()).singleElement().asString().contains("汉堡港清关", "R-1", "做过： 提前导出技术文件");
        assertThat(as("周颖").get(world.here("/risks/similar?what=" + java.net.URLEncoder.encode("门店导购离职", java.nio.charset.StandardCharsets.UTF_8))).body()).doesNotContain("<li");
        assertThat(as("周颖").get(world.here("/risks/similar?what=" + java.net.URLEncoder.encode("' or 1=1 -- & | ! %_ \\", java.nio.charset.StandardCharsets.UTF_8))).status()).isEqualTo(200);
        assertThat(as("外人").get(world.here("/risks/similar?what=x")).status()).isEqualTo(404);
        // Another workspace's words stay there.
        var elsewhere = worlds.world();
        assertThat(elsewhere.signedIn("李婷", port).get(elsewhere.here("/risks/similar?what=" + java.net.URLEncoder.encode("汉堡港清关可能要求补充CE技术文件", java.nio.charset.StandardCharsets.UTF_8))).body()).doesNotContain("<li");
    }

    @Test
    void pagesTakeFewStatements() {
        int number = raise("周颖", "华南", "印厂排期紧张", "high");
        measure("陈浩", number, "联系备用印厂", "周颖", "2026-11-27");
        as("陈浩").post(world.here("/emergencies"), "id", UUID.randomUUID().toString(), "title", "停印", "severity", "serious", "from", "risk:" + query(db -> db.select(RISK.ID).from(RISK).where(RISK.PROJECT_ID.eq(world.project)).fetchSingle(RISK.ID)));
        var chief = as("王敏");
        for (var page : List.of("/risks", "/risks/" + number, "/risks/new", "/risks/weekly", "/risks/assessment", "/risks/matrix")) {
            chief.get(world.here(page));
            var heard = statements.of(() -> chief.get(world.here(page))).stream().filter(sql -> !sql.contains("set_config")).toList();
            assertThat(heard).as(page + "\n" + String.join("\n\n", heard)).hasSizeLessThanOrEqualTo(OTHERS + 8);
        }
    }

    // ---- in short

    private Browser as(String name) {
        return world.signedIn(name, port);
    }

    private int raise(String who, String party, String description, String estimate) {
        var made = as(who).post(world.here("/risks"), form(UUID.randomUUID().toString(), party, description, estimate));
        assertThat(made.status()).as(made.body()).isEqualTo(303);
        return Integer.parseInt(made.location().substring(made.location().lastIndexOf('/') + 1));
    }

    private String[] form(String id, String party, String description, String estimate, String... further) {
        return with(new String[] {"_form", "risk", "_from", world.here("/risks/new"), "id", id, "description", description, "party", party.isEmpty() ? "" : world.parties.get(party).toString(), "category", "other", "estimate", estimate}, further);
    }

    private static String[] with(String[] form, String... further) {
        var all = new ArrayList<>(List.of(form));
        all.addAll(List.of(further));
        return all.toArray(String[]::new);
    }

    private Browser.Seen assess(String who, int number, String probability, String impact, String response, String owner, String review, int version) {
        return as(who).post(world.here("/risks/assessment"), "probability_" + number, probability, "impact_" + number, impact, "response_" + number, response, "owner_" + number, owner.isEmpty() ? "" : world.person(owner).member().toString(), "review_" + number, review,
                "version_" + number, String.valueOf(version));
    }

    private Browser.Seen measure(String who, int number, String content, String owner, String due) {
        return as(who).post(world.here("/risks/" + number + "/measures"), "_form", "measure", "_from", world.here("/risks/" + number), "id", UUID.randomUUID().toString(), "content", content, "owner", owner.isEmpty() ? "" : world.person(owner).member().toString(), "due_on", due);
    }

    private List<String> rows(String query) {
        return as("李婷").get(world.here("/risks" + query)).page().select("#risks tbody tr").eachAttr("id");
    }

    private void stage(String stage) {
        query(db -> db.update(PROJECT).set(PROJECT.STAGE, stage).where(PROJECT.ID.eq(world.project)).execute());
    }

    private void off(String region, LocalDate day) {
        query(db -> db.insertInto(CALENDAR_DAY, CALENDAR_DAY.REGION_ID, CALENDAR_DAY.DAY, CALENDAR_DAY.WORKING, CALENDAR_DAY.NAME, CALENDAR_DAY.SOURCE).values(world.regions.get(region), day, false, "厂休", "company").execute());
    }

    private int rated() {
        return query(db -> db.fetchCount(RISK, RISK.PROJECT_ID.eq(world.project), RISK.PROBABILITY.isNotNull()));
    }

    private String notices(String who) {
        return as(who).get(world.url("/notices")).page().select("main").text();
    }

    private List<String> duties(String kind) {
        return query(db -> db.select(DUTY.OWNER_ID).from(DUTY).where(DUTY.PROJECT_ID.eq(world.project), DUTY.KIND.eq(kind), DUTY.STATE.eq("open")).fetch(DUTY.OWNER_ID).stream()
                .map(owner -> world.people.values().stream().filter(person -> person.member().equals(owner)).findFirst().orElseThrow().name()).toList());
    }

    private Instant due(String kind) {
        return query(db -> db.select(DUTY.DUE_AT).from(DUTY).where(DUTY.PROJECT_ID.eq(world.project), DUTY.KIND.eq(kind), DUTY.STATE.eq("open")).fetchSingle(DUTY.DUE_AT));
    }

    private List<String> states(String kind) {
        return query(db -> db.select(DUTY.STATE).from(DUTY).where(DUTY.PROJECT_ID.eq(world.project), DUTY.KIND.eq(kind)).fetch(DUTY.STATE));
    }

    private List<String> open() {
        return query(db -> db.select(DUTY.KIND).from(DUTY).where(DUTY.PROJECT_ID.eq(world.project), DUTY.KIND.startsWith("risk_"), DUTY.STATE.eq("open")).fetch(DUTY.KIND));
    }

    private List<String> activity() {
        return query(db -> db.select(ACTIVITY.TYPE).from(ACTIVITY).where(ACTIVITY.PROJECT_ID.eq(world.project)).fetch(ACTIVITY.TYPE));
    }

    private <T> T query(java.util.function.Function<DSLContext, T> work) {
        return in(world.workspace, () -> transaction.execute(status -> work.apply(db)));
    }
}
