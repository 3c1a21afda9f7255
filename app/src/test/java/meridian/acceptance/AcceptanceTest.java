package meridian.acceptance;

import static db.acceptance.Tables.APPLICATION;
import static db.acceptance.Tables.CRITERION;
import static db.acceptance.Tables.REVIEWER;
import static db.activity.Tables.ACTIVITY;
import static db.duty.Tables.DUTY;
import static db.project.Tables.DELIVERABLE;
import static db.project.Tables.PROJECT;
import static db.workplan.Tables.TASK;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import meridian.identity.Absences;
import meridian.identity.Grants;
import meridian.identity.Members;
import meridian.identity.Role;
import meridian.meeting.MeetingSheets;
import meridian.project.Deliverables;
import meridian.project.Responsibilities;
import meridian.project.ResponsibilityMatrix.Cell;
import meridian.project.Teams;
import meridian.tenancy.AbsenceId;
import meridian.tenancy.DeliverableId;
import meridian.tenancy.TaskId;
import meridian.workplan.TaskFields;
import meridian.workplan.TaskKind;
import meridian.workplan.Tasks;
import meridian.world.Browser;
import meridian.world.MeridianTest;
import meridian.world.Statements;
import meridian.world.Worlds.World;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Deliverables are applied for, judged by a panel, put right and accepted; and what happens when somebody leaves, time is over, or the criteria change. */
class AcceptanceTest extends MeridianTest {
    private static final List<String> PANEL = List.of("李婷", "Tan Wei", "Johanna Maier");

    @Autowired
    DSLContext sql;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Deliverables deliverables;

    @Autowired
    Responsibilities responsibilities;

    @Autowired
    Tasks tasks;

    @Autowired
    Members members;

    @Autowired
    Absences absences;

    @Autowired
    Grants grants;

    @Autowired
    Teams teams;

    @Autowired
    AcceptanceMinutes minutes;

    @Autowired
    MeetingSheets meetings;

    @Autowired
    Statements heard;

    World world;

    @BeforeEach
    void aWorldInExecution() {
        world = worlds.world();
        clock.set(Instant.parse("2026-11-25T02:00:00Z"));
        query(db -> db.update(PROJECT).set(PROJECT.STAGE, "execution").where(PROJECT.ID.eq(world.project)).execute());
    }

    // ---- from the application to the report

    @Test
    void aDeliverableIsAppliedForJudgedAndAccepted() {
        var deliverable = deliverable("推广物料", "华东", "色差不大于3", "经母语审校");
        var task = task(deliverable, "周颖");
        assertThat(onTheBoard("推广物料")).contains("未申请");
        assertThat(as("李婷").post(world.here("/acceptance"), "id", id(), "deliverable", deliverable.toString()).status()).as("A may, too").isEqualTo(303);
        assertThat(as("Tan Wei").post(world.here("/acceptance"), "id", id(), "deliverable", deliverable.toString()).status()).as("another party’s work").isEqualTo(422);
        as("李婷").post(at(1, "/withdrawal"), "reason", "由华南申请", "version", "0");
        // The executor prepares it, the lead is asked to submit it.
        var made = as("周颖").post(world.here("/acceptance"), "id", id(), "deliverable", deliverable.toString());
        assertThat(made.location()).isEqualTo(at(2, "/edit"));
        assertThat(owners("acceptance_submission")).containsExactly("陈浩");
        assertThat(as("李婷").post(world.here("/acceptance"), "id", id(), "deliverable", deliverable.toString()).status()).as("one stands already").isEqualTo(422);
        assertThat(as("周颖").post(at(2, ""), "version", "0", "note", "主视觉V2，印刷样", "claim_0", "met", "evidence_0", "实测ΔE 2.1", "claim_1", "", "evidence_1", "").status()).isEqualTo(303);
        assertThat(as("周颖").post(at(2, ""), "version", "1", "then", "submit", "note", "x", "claim_0", "met", "evidence_0", "x", "claim_1", "met", "evidence_1", "x").status()).as("an executor does not submit").isEqualTo(403);
        var wrong = as("陈浩").post(at(2, ""), "_form", "application", "_from", at(2, "/edit"), "version", "1", "then", "submit", "note", "", "claim_0", "not_met", "evidence_0", "x", "claim_1", "", "evidence_1", "");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.page().select("form#application [aria-invalid=true]").eachAttr("name")).contains("note", "claim_0", "claim_1", "evidence_1");
        assertThat(wrong.page().select("form#application .errors").text()).contains("还有1项任务未完成");
        world.in(() -> tasks.complete(task, world.person("周颖").actor()));
        assertThat(submit(2, "陈浩", 1).status()).isEqualTo(303);
        assertThat(owners("acceptance_submission")).isEmpty();
        assertThat(owners("acceptance_convening")).containsExactly("王敏");
        assertThat(as("周颖").post(at(2, ""), "version", "2", "note", "改一下").status()).as("frozen").isEqualTo(422);

        assertThat(onTheBoard("推广物料")).contains("已提交", at(2, ""));

        // The panel is proposed, with A on it and without whoever worked on it.
        var form = as("王敏").get(at(2, "/panel")).page();
        assertThat(form.select("select[name=business_0] option[selected]").text()).contains("李婷");
        assertThat(form.select("select[name=quality_0] option").text()).doesNotContain("周颖", "陈浩");
        assertThat(as("陈浩").get(at(2, "/panel")).status()).isEqualTo(403);
        var broken = as("王敏").post(at(2, "/panel"), "_form", "panel", "_from", at(2, "/panel"), "version", version(2), "business_0", member("周颖"), "technical_0", member("林峰"), "quality_0", "", "due_on", "2026-11-01");
        assertThat(broken.status()).isEqualTo(422);
        assertThat(broken.page().select("form#panel .errors").text()).contains("周颖参与了该工作", "请为该方指定评审人", "至少一人须来自申请单位以外的单位", "李婷对该交付物负总责");
        assertThat(broken.page().select("form#panel [aria-invalid=true]").eachAttr("name")).contains("business_0", "quality_0", "due_on");
        convene(2, Integer.parseInt(version(2)));
        assertThat(owners("acceptance_convening")).isEmpty();
        assertThat(owners("acceptance_verdict")).containsExactlyInAnyOrderElementsOf(PANEL);
        assertThat(owners("acceptance_opinion")).as("C is asked").containsExactly("刘洋");
        assertThat(as("刘洋").post(at(2, "/opinions/" + world.parties.get("财务部")), "said", "印刷费用在预算内").status()).isEqualTo(303);
        assertThat(as("周颖").post(at(2, "/opinions/" + world.parties.get("财务部")), "said", "x").status()).isEqualTo(403);
        assertThat(as("李婷").get(as("李婷").get(world.url("/inbox")).page().select(".duty:contains(AC-2) a.button").attr("href")).location()).isEqualTo(at(2, "/verdict"));

        // Wrong people, twice, and contradictions.
        for (var other : List.of("王敏", "周颖", "陈浩", "赵总", "审计员")) assertThat(verdict(2, other, 1, "pass", "yes", "yes").status()).as(other).isEqualTo(403);
        assertThat(verdict(2, "李婷", 1, "pass", "yes", "no").status()).as("a pass with a criterion that is not met").isEqualTo(422);
        assertThat(verdict(2, "李婷", 1, "fail", "yes", "yes").status()).as("a fail without one").isEqualTo(422);
        assertThat(verdict(2, "李婷", 2, "pass", "yes", "yes").status()).as("of another round").isEqualTo(409);
        assertThat(verdict(2, "李婷", 1, "pass", "yes", "").status()).isEqualTo(422);
        assertThat(verdict(2, "李婷", 1, "pass", "yes", "yes").status()).isEqualTo(303);
        var twice = verdict(2, "李婷", 1, "pass", "yes", "yes");
        assertThat(twice.status()).as("twice").isEqualTo(422);
        assertThat(twice.page().select(".errors").text()).contains("您本轮已评审");
        assertThat(as("Tan Wei").get(at(2, "")).page().select("#panel").text()).as("nobody reads the others’ before all are there").doesNotContain("Pass").contains("1 of 3");
        for (var reviewer : List.of("Tan Wei", "Johanna Maier")) assertThat(verdict(2, reviewer, 1, "pass", "yes", "yes").status()).isEqualTo(303);
        assertThat(status(2)).isEqualTo("accepted");
        assertThat(owners("acceptance_verdict")).isEmpty();
        assertThat(statusOf(task)).isEqualTo("accepted");

        var report = as("王敏").get(at(2, "/report?lang=zh")).page().select("article").text();
        assertThat(report).contains("成果验收报告", "XH-HDSS-2026-AR-", "V1.0", "推广物料", "业务方", "Johanna Maier", "印刷费用在预算内", "实测ΔE 2.1");
        assertThat(new String(as("王敏").get(at(2, "/report.pdf?lang=en")).response().body(), 0, 5, java.nio.charset.StandardCharsets.ISO_8859_1)).isEqualTo("%PDF-");
        assertThat(as("王敏").get(at(2, "/report.docx")).response().body()).startsWith('P', 'K');
        assertThat(as("陈浩").get(at(2, "/paper?lang=en")).page().select("article").text()).contains("Application for acceptance with self-check", "-AA-");
        assertThat(as("王敏").get(world.here("/acceptance")).page().select("#deliverable-" + deliverable).text()).contains("已验收", "AC-2", "AC-1");
        List<String> happened = query(db -> db.select(ACTIVITY.TYPE).from(ACTIVITY).where(ACTIVITY.PROJECT_ID.eq(world.project)).fetch(ACTIVITY.TYPE));
        assertThat(onTheBoard("推广物料")).contains("已验收", at(2, ""));
        assertThat(happened).contains("application_submitted", "panel_convened", "verdict_given", "acceptance_pass", "task_accepted");

        // Reopened with a reason, it is applied for anew.
        assertThat(as("陈浩").post(at(2, "/reopening"), "reason", "x", "version", version(2)).status()).isEqualTo(403);
        assertThat(as("赵总").post(at(2, "/reopening"), "reason", "", "version", version(2)).status()).isEqualTo(422);
        assertThat(as("赵总").post(at(2, "/reopening"), "reason", "批量色差", "version", version(2)).status()).isEqualTo(303);
        assertThat(statusOf(task)).isEqualTo("in_progress");
        assertThat(as("陈浩").post(world.here("/acceptance"), "id", id(), "deliverable", deliverable.toString()).location()).isEqualTo(at(3, "/edit"));
    }

    // ---- further rounds

    @Test
    void whatFailedIsPutRightAndOnlyThatIsJudgedAgain() {
        reviewing("色差不大于3", "经母语审校", "到店数量一致");
        verdict(1, "李婷", 1, "pass", "yes", "yes", "yes");
        verdict(1, "Tan Wei", 1, "fail", "yes", "no", "yes");
        assertThat(verdict(1, "Johanna Maier", 1, "fail", "no", "no", "yes").status()).isEqualTo(303);
        assertThat(status(1)).isEqualTo("rectification");
        assertThat(onTheBoard("推广物料")).contains("整改中", at(1, ""));
        assertThat(owners("acceptance_rectification")).as("one for each criterion that failed").containsExactly("陈浩", "陈浩");
        var page = as("王敏").get(at(1, "")).page();
        assertThat(page.select("#rectifications article h3").eachText()).hasSize(2).allMatch(text -> text.contains("差距"));
        var items = page.select("#rectifications article").eachAttr("id").stream().map(id -> id.substring("rectification-".length())).toList();
        var given = new String[] {"content", "重新印制", "owner", member("周颖"), "due_on", "2026-12-01", "version", "0"};
        assertThat(as("陈浩").post(world.here("/acceptance/rectifications/" + items.get(0)), given).status()).as("the chief coordinator gives them out").isEqualTo(403);
        assertThat(as("王敏").post(world.here("/acceptance/rectifications/" + items.get(0)), "content", "重新印制", "owner", member("李婷"), "due_on", "2026-12-01", "version", "0").status()).as("who judges does not put it right").isEqualTo(422);
        assertThat(as("王敏").post(world.here("/acceptance/rectifications/" + items.get(0)), given).status()).isEqualTo(303);
        assertThat(owners("acceptance_rectification")).containsExactlyInAnyOrder("周颖", "陈浩");
        assertThat(dueOf("acceptance_rectification", "周颖")).isEqualTo(Instant.parse("2026-12-01T16:00:00Z"));
        assertThat(submit(1, "陈浩", Integer.parseInt(version(1))).status()).as("not before it is put right").isEqualTo(422);
        for (var other : List.of("林峰", "李婷", "赵总", "审计员")) assertThat(as(other).post(world.here("/acceptance/rectifications/" + items.get(0) + "/done"), "said", "x", "version", "1").status()).as(other).isEqualTo(403);
        assertThat(as("周颖").post(world.here("/acceptance/rectifications/" + items.get(0) + "/done"), "said", "", "version", "1").status()).isEqualTo(422);
        assertThat(as("周颖").post(world.here("/acceptance/rectifications/" + items.get(0) + "/done"), "said", "已换油墨重印", "version", "1").status()).isEqualTo(303);
        assertThat(owners("acceptance_submission")).isEmpty();
        as("陈浩").post(world.here("/acceptance/rectifications/" + items.get(1) + "/done"), "said", "已请母语审校", "version", "0");
        assertThat(owners("acceptance_submission")).as("the lead is asked for the next round").containsExactly("陈浩");

        String thing = query(db -> db.select(APPLICATION.ID).from(APPLICATION).where(APPLICATION.PROJECT_ID.eq(world.project)).fetchSingle().value1()).toString();
        assertThat(as("陈浩").get(world.here("/risks/new?from=acceptance_application:" + thing)).page().select("form textarea").text()).as("what failed goes along into a risk").contains("差距");
        assertThat(as("王敏").get(world.here("/meetings/new?kind=acceptance&from=acceptance_application:" + thing)).page().select(".notice").text()).contains("AC-1");
        var called = as("王敏").post(world.here("/meetings"), "id", id(), "from", "acceptance_application:" + thing, "kind", "acceptance", "title", "推广物料验收会", "mode", "online", "region", world.regions.get("华东").toString(), "starts", "2026-11-26T10:00", "minutes", "60", "host", member("王敏"), "people", member("李婷"));
        assertThat(called.location()).isEqualTo(world.here("/meetings/1"));
        assertThat(as("李婷").get(at(1, "")).page().select("#thread").text()).contains("推广物料验收会");
        var lines = new ArrayList<String>();
        world.in(() -> lines.addAll(minutes.lines(meetings.get(world.project, 1), Locale.SIMPLIFIED_CHINESE)));
        assertThat(String.join("\n", lines)).as("what the panel decided stands in the minutes").contains("第1轮 · 不通过", "经母语审校: 差距");

        var form = as("陈浩").get(at(1, "/edit")).page();
        assertThat(form.select("fieldset.criterion > legend").eachText()).as("only what failed").hasSize(2).noneMatch(text -> text.contains("到店数量一致"));
        assertThat(submit(1, "陈浩", Integer.parseInt(version(1))).status()).isEqualTo(303);
        assertThat(as("王敏").get(at(1, "/panel")).page().select("select[name=quality_0] option[selected]").text()).as("the same panel sits again").contains("Johanna Maier");
        convene(1, Integer.parseInt(version(1)));
        var voting = as("Johanna Maier").get(at(1, "/verdict")).page();
        assertThat(voting.select("section.criterion h2").eachText()).hasSize(2);
        assertThat(voting.text()).contains("已换油墨重印");
        for (var reviewer : PANEL) assertThat(verdict(1, reviewer, 2, "pass", "yes", "yes").status()).isEqualTo(303);
        assertThat(status(1)).isEqualTo("accepted");
        var report = as("王敏").get(at(1, "/report?lang=zh")).page().select("article").text();
        assertThat(report).contains("V2.0", "第1轮", "第2轮", "重新印制", "已换油墨重印");
        assertThat(as("王敏").get(world.here("/gate")).page().select("main").text()).doesNotContain("AC-1 ");
    }

    @Test
    void passedOnConditionsItIsAcceptedWhenTheNamedReviewerSigns() {
        reviewing("色差不大于3", "经母语审校");
        assertThat(verdict(1, "李婷", 1, "conditional", "yes", "no").status()).as("where it is not allowed").isEqualTo(422);
        as("陈浩").post(at(1, "/withdrawal"), "reason", "改按新规则申请", "version", version(1));
        assertThat(as("陈浩").post(world.here("/acceptance/rules"), "rule", "unanimous", "conditional", "true", "version", "0").status()).isEqualTo(403);
        assertThat(as("王敏").post(world.here("/acceptance/rules"), "rule", "unanimous", "conditional", "true", "version", "0").status()).isEqualTo(303);
        var deliverable = query(db -> db.select(APPLICATION.DELIVERABLE_ID).from(APPLICATION).where(APPLICATION.PROJECT_ID.eq(world.project)).fetchSingle().value1());
        reviewing(2, deliverable, 2);
        as("王敏").post(world.here("/acceptance/rules"), "rule", "majority", "version", "1");
        verdict(2, "李婷", 1, "pass", "yes", "yes");
        verdict(2, "Tan Wei", 1, "conditional", "yes", "no");
        verdict(2, "Johanna Maier", 1, "pass", "yes", "yes");
        assertThat(status(2)).as("judged by the rule it began with").isEqualTo("recheck");
        var page = as("王敏").get(at(2, "")).page();
        var item = page.select("#rectifications article").first().id().substring("rectification-".length());
        assertThat(page.select("#recheck header").text()).contains("Johanna Maier");
        assertThat(as("Johanna Maier").post(at(2, "/recheck"), "note", "", "version", version(2)).status()).as("before it is put right").isEqualTo(422);
        as("陈浩").post(world.here("/acceptance/rectifications/" + item + "/done"), "said", "已审校", "version", "0");
        assertThat(owners("acceptance_recheck")).containsExactly("Johanna Maier");
        var tan = query(db -> db.select(REVIEWER.ID).from(REVIEWER).where(REVIEWER.MEMBER_ID.eq(world.person("Tan Wei").member()), REVIEWER.LEFT_AT.isNull()).orderBy(REVIEWER.JOINED_AT.desc(), REVIEWER.ID.desc()).limit(1).fetchSingle().value1());
        assertThat(as("王敏").post(at(2, "/rechecker"), "reviewer", tan.toString(), "version", version(2)).status()).isEqualTo(303);
        assertThat(owners("acceptance_recheck")).containsExactly("Tan Wei");
        for (var other : List.of("Johanna Maier", "陈浩", "王敏", "赵总")) assertThat(as(other).post(at(2, "/recheck"), "note", "", "version", version(2)).status()).as(other).isEqualTo(403);
        var back = as("Tan Wei").post(at(2, "/recheck/return"), "_form", "return-form", "_from", at(2, ""), "reason", "", "due_on", "soon", "version", version(2));
        assertThat(back.status()).isEqualTo(422);
        assertThat(back.page().select("form#return-form [aria-invalid=true]").eachAttr("name")).contains("reason", "due_on", "items");
        assertThat(as("Tan Wei").post(at(2, "/recheck/return"), "items", item, "reason", "两页未审", "due_on", "2026-12-03", "version", version(2)).status()).isEqualTo(303);
        assertThat(owners("acceptance_rectification")).containsExactly("陈浩");
        assertThat(as("王敏").get(world.here("/gate")).page().select("main").text()).as("the gate names what is to be put right").contains("AC-2 ");
        as("陈浩").post(world.here("/acceptance/rectifications/" + item + "/done"), "said", "全部审校", "version", "2");
        assertThat(as("Tan Wei").post(at(2, "/recheck"), "note", "抽查10页无误", "version", version(2)).status()).isEqualTo(303);
        assertThat(status(2)).isEqualTo("accepted");
        assertThat(as("王敏").get(at(2, "/report?lang=en")).page().select("article").text()).contains("Pass after rectification", "抽查10页无误", "Met after rectification");
    }

    // ---- what comes in between

    @Test
    void criteriaThatChangeDuringTheReviewTouchNoApplication() {
        var deliverable = reviewing("色差不大于3", "经母语审校");
        change(deliverable, "色差不大于2\n经母语审校");
        var page = as("王敏").get(at(1, "")).page();
        assertThat(page.select(".notice").text()).contains("仍按提交时的标准评审");
        assertThat(page.select("#criteria").text()).contains("色差不大于3").doesNotContain("色差不大于2");
        assertThat(verdict(1, "李婷", 1, "pass", "yes", "yes").status()).isEqualTo(303);
        assertThat(as("周颖").post(at(1, "/criteria")).status()).as("not while it is judged").isEqualTo(422);
        // Withdrawn, its verdicts count for nothing; the next application goes by the new criteria.
        for (var other : List.of("周颖", "李婷", "审计员")) assertThat(as(other).post(at(1, "/withdrawal"), "reason", "x", "version", version(1)).status()).as(other).isEqualTo(403);
        assertThat(as("陈浩").post(at(1, "/withdrawal"), "reason", "", "version", version(1)).status()).isEqualTo(422);
        assertThat(as("陈浩").post(at(1, "/withdrawal"), "reason", "标准已变更", "version", version(1)).status()).isEqualTo(303);
        assertThat(owners("acceptance_verdict")).isEmpty();
        assertThat(verdict(1, "Tan Wei", 1, "pass", "yes", "yes").status()).isEqualTo(422);
        as("陈浩").post(world.here("/acceptance"), "id", id(), "deliverable", deliverable.toString());
        assertThat(as("陈浩").get(at(2, "/edit")).page().select("fieldset.criterion > legend").eachText()).first().asString().contains("色差不大于2");
        // A draft that was begun before a change is refused until it takes the new ones.
        change(deliverable, "色差不大于2\n经母语审校\n到店数量一致");
        assertThat(submit(2, "陈浩", 0).body()).contains("验收标准已变更");
        // A file is evidence for the criteria it is ticked beside; what is not attached cannot be ticked.
        var subject = as("陈浩").get(at(2, "/edit")).page().select("#files input[name=subject]").val();
        var report = id();
        var attached = as("陈浩").upload(world.url("/files"), "file", "审校报告.txt", "已审校".getBytes(java.nio.charset.StandardCharsets.UTF_8), "subject", subject, "id", report, "_from", at(2, "/edit"));
        assertThat(attached.location()).as("whoever writes it goes on writing").isEqualTo(at(2, "/edit") + "#files");
        for (var elsewhere : List.of("//evil.example" + at(2, "/edit"), at(2, "/../../plan"), world.here("/plan"), at(2, "/edit#x"))) {
            assertThat(as("陈浩").upload(world.url("/files"), "file", "审校报告.txt", "已审校".getBytes(java.nio.charset.StandardCharsets.UTF_8), "subject", subject, "id", report, "_from", elsewhere).location()).as(elsewhere).isEqualTo(at(2, "") + "#files");
        }
        for (var other : List.of(id(), "x")) {
            var refused = as("陈浩").post(at(2, ""), "_form", "application", "_from", at(2, "/edit"), "version", "0", "note", "x", "claim_0", "met", "evidence_0", "实测1.8", "claim_1", "", "evidence_1", "", "files_1", other);
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.page().select("#application-files_1 .error")).hasSize(1);
        }
        assertThat(as("陈浩").post(at(2, ""), "version", "0", "note", "x", "claim_0", "met", "evidence_0", "实测1.8", "claim_1", "", "evidence_1", "", "files_1", report).status()).isEqualTo(303);
        assertThat(as("陈浩").post(at(2, "/criteria")).status()).isEqualTo(303);
        assertThat(as("陈浩").get(at(2, "/edit")).page().select("textarea[name=evidence_0]").text()).as("what was checked already stays").isEqualTo("实测1.8");
        assertThat(as("陈浩").get(at(2, "/edit")).page().select("input[name^=files_][checked]").eachAttr("value")).as("and so does its evidence").containsExactly(report);
        var lacking = as("陈浩").post(at(2, ""), "_form", "application", "_from", at(2, "/edit"), "version", version(2), "then", "submit", "note", "x", "claim_0", "met", "evidence_0", "实测1.8", "claim_1", "met", "evidence_1", "", "files_1", report, "claim_2", "met", "evidence_2", "");
        assertThat(lacking.page().select("form#application [aria-invalid=true]").eachAttr("name")).as("a file is evidence, nothing is none").contains("evidence_2").doesNotContain("evidence_1");
        assertThat(as("周颖").get(at(2, "")).page().select("#criteria .file-list").text()).contains("审校报告.txt");
        assertThat(submit(2, "陈浩", Integer.parseInt(version(2))).status()).isEqualTo(303);
    }

    @Test
    void whoLeavesIsReplacedWhoIsOffIsStoodInForAndTimeAloneDecidesNothing() {
        world.in(() -> grants.grant(world.person("外人").member(), world.project, world.parties.get("市场部"), Role.LEAD, world.person("王敏").actor()));
        reviewing("色差不大于3");
        verdict(1, "李婷", 1, "pass", "yes");
        // Leaves the company: the place is vacant, nobody inherits the verdict, the chief coordinator names somebody under the rules.
        var left = world.person("Tan Wei").member();
        world.in(() -> members.leave(left, world.person("刘洋").member(), members.get(left).version(), world.person("管理员").actor()));
        assertThat(owners("acceptance_verdict")).containsExactly("Johanna Maier");
        assertThat(owners("acceptance_replacement")).containsExactly("王敏");
        assertThat(verdict(1, "刘洋", 1, "pass", "yes").status()).as("took over the rest").isEqualTo(403);
        var place = as("王敏").get(at(1, "")).page().select("#panel a[href*=replacement]:contains(Tan Wei)").attr("href");
        assertThat(as("王敏").post(place, "member", member("周颖"), "reason", "").body()).contains("周颖参与了该工作");
        assertThat(as("陈浩").post(place, "member", member("刘洋"), "reason", "").status()).isEqualTo(403);
        assertThat(as("王敏").post(place, "member", member("刘洋"), "reason", "").status()).isEqualTo(303);
        assertThat(owners("acceptance_replacement")).isEmpty();
        assertThat(as("王敏").post(place, "member", member("外人"), "reason", "").status()).as("somebody sits there already").isEqualTo(422);
        assertThat(verdict(1, "刘洋", 1, "pass", "yes").status()).isEqualTo(303);
        // On leave: the stand-in judges in their place, but not their own work.
        var off = LocalDate.of(2026, 11, 25);
        world.in(() -> absences.enter(AbsenceId.next(), new Absences.NewAbsence(world.person("Johanna Maier").member(), "leave", off, off.plusDays(9), world.person("周颖").member(), ""), world.person("Johanna Maier").actor()));
        assertThat(verdict(1, "周颖", 1, "pass", "yes").body()).contains("您参与了该工作");
        var hers = as("王敏").get(at(1, "")).page().select("#panel a[href*=replacement]:contains(Johanna Maier)").attr("href");
        assertThat(as("王敏").post(hers, "member", member("外人"), "reason", "").status()).as("a reason is asked for").isEqualTo(422);
        assertThat(as("王敏").post(hers, "member", member("外人"), "reason", "休假两周").status()).isEqualTo(303);
        assertThat(owners("acceptance_verdict")).containsExactly("外人");
        var away = LocalDate.of(2026, 11, 26);
        world.in(() -> absences.enter(AbsenceId.next(), new Absences.NewAbsence(world.person("外人").member(), "leave", off, away, world.person("赵总").member(), ""), world.person("外人").actor()));
        assertThat(as("赵总").get(at(1, "/verdict")).page().select(".notice").text()).contains("您代外人评审");
        assertThat(verdict(1, "赵总", 1, "pass", "yes").status()).isEqualTo(303);
        assertThat(status(1)).isEqualTo("accepted");
        assertThat(as("王敏").get(at(1, "/report?lang=zh")).page().select("article").text()).contains("赵总代外人");
    }

    @Test
    void whoIsOfTheProjectNoMoreJudgesNothingAndNobodyInheritsTheVerdict() {
        reviewing("色差不大于3");
        var left = world.person("Tan Wei").member();
        for (var seat : in(world.workspace, () -> teams.of(world.project)).seats()) {
            if (seat.member().equals(left)) world.in(() -> teams.take(world.project, seat.id(), seat.version(), world.person("王敏").actor()));
        }
        assertThat(owners("acceptance_verdict")).containsExactlyInAnyOrder("李婷", "Johanna Maier");
        assertThat(owners("acceptance_replacement")).containsExactly("王敏");
        assertThat(as("王敏").get(at(1, "")).page().select("#panel a[href*=replacement]:contains(Tan Wei)")).hasSize(1);
    }

    @Test
    void onceTheVerdictsWereDueAQuorumDecides() {
        var deliverable = deliverable("渠道铺货", "华南", "覆盖率不低于80%");
        task(deliverable, "周颖");
        query(db -> db.update(TASK).set(TASK.STATUS, "done").where(TASK.PROJECT_ID.eq(world.project)).execute());
        as("陈浩").post(world.here("/acceptance"), "id", id(), "deliverable", deliverable.toString());
        submit(1, "陈浩", 0);
        as("王敏").post(at(1, "/panel"), "version", version(1), "business_0", member("李婷"), "technical_0", member("Tan Wei"), "quality_0", member("Johanna Maier"), "quality_1", member("刘洋"), "due_on", "2026-11-27");
        verdict(1, "李婷", 1, "pass", "yes");
        verdict(1, "Tan Wei", 1, "pass", "yes");
        assertThat(as("王敏").post(at(1, "/decision"), "version", version(1)).body()).as("before it is due").contains("评审期限未到");
        clock.set(Instant.parse("2026-11-28T02:00:00Z"));
        assertThat(as("王敏").post(at(1, "/decision"), "version", version(1)).body()).as("without a quorum").contains("未达到法定人数");
        assertThat(status(1)).isEqualTo("in_review");
        verdict(1, "Johanna Maier", 1, "pass", "yes");
        assertThat(as("陈浩").post(at(1, "/decision"), "version", version(1)).status()).isEqualTo(403);
        assertThat(as("王敏").get(at(1, "")).page().select("#panel .notice").text()).contains("可按现有意见裁定");
        assertThat(as("王敏").post(at(1, "/decision"), "version", version(1)).status()).isEqualTo(303);
        assertThat(status(1)).isEqualTo("accepted");
        String kept = query(db -> db.select(DUTY.STATE).from(DUTY).where(DUTY.PROJECT_ID.eq(world.project), DUTY.KIND.eq("acceptance_verdict"), DUTY.OWNER_ID.eq(world.person("刘洋").member())).fetchSingle().value1());
        assertThat(kept).as("a promise that was not kept").isEqualTo("missed");
        assertThat(as("王敏").get(at(1, "/report?lang=zh")).page().select("article").text()).contains("未评审：刘洋");
    }

    @Test
    void whereStepsAreSetTheReportIsApprovedBeforeItIsIssued() {
        assertThat(as("王敏").post(world.here("/approvals/acceptance_report"), "version", "0", "approver", "role:sponsor").status()).isEqualTo(303);
        reviewing("色差不大于3");
        for (var one : PANEL) assertThat(verdict(1, one, 1, "pass", "yes").status()).isEqualTo(303);
        assertThat(status(1)).as("the panel’s verdict holds").isEqualTo("accepted");
        assertThat(owners("acceptance_report")).containsExactly("王敏");
        assertThat(as("李婷").get(at(1, "/report?lang=zh")).page().text()).contains("V0.1");
        assertThat(as("王敏").get(world.here("/gate")).page().select("main").text()).contains("没有待批准的成果验收报告", "AC-1");
        var long422 = as("王敏").post(at(1, "/report/approval"), "_form", "approval-request", "_from", at(1, ""), "approver", member("赵总"), "remarks", "长".repeat(4001));
        assertThat(long422.page().select("#approval-request [aria-invalid=true]").eachAttr("name")).containsExactly("remarks");
        assertThat(as("陈浩").post(at(1, "/report/approval"), "approver", member("赵总")).status()).isEqualTo(403);
        assertThat(as("王敏").post(at(1, "/report/approval"), "approver", member("赵总"), "remarks", "首批500件有效").status()).isEqualTo(303);
        assertThat(owners("acceptance_report")).isEmpty();
        assertThat(as("王敏").post(at(1, "/reopening"), "reason", "x", "version", version(1)).status()).as("not while it is decided on").isEqualTo(422);
        assertThat(decide("return", "请附检测编号").status()).isEqualTo(303);
        assertThat(owners("acceptance_report")).as("it is owed again").containsExactly("王敏");
        assertThat(as("王敏").post(at(1, "/report/approval"), "approver", member("赵总"), "remarks", "首批500件有效，检测编号T-9").status()).isEqualTo(303);
        assertThat(decide("agree", "").status()).isEqualTo(303);
        var paper = as("李婷").get(at(1, "/report?lang=zh")).page().select("article.document").text();
        assertThat(paper).contains("V1.0", "检测编号T-9", "赵总");
        assertThat(as("王敏").post(at(1, "/report/approval"), "approver", member("赵总")).status()).as("there is nothing to approve any more").isEqualTo(422);
        assertThat(as("李婷").get(at(1, "/report.docx")).status()).isEqualTo(200);
        assertThat(as("李婷").get(at(1, "/paper.pdf")).status()).isEqualTo(200);
        assertThat(as("李婷").get(at(1, "/cake.pdf")).status()).isEqualTo(404);
    }

    private Browser.Seen decide(String decision, String opinion) {
        var card = as("赵总").get(at(1, "")).page().select("#approval form#decision");
        return as("赵总").post(card.attr("action"), "decision", decision, "opinion", opinion, "read", card.select("[name=read]").val());
    }

    @Test
    void theGateWantsEveryDeliverableAcceptedOrWaived() {
        var deliverable = deliverable("渠道铺货", "华南", "覆盖率不低于80%");
        assertThat(as("王敏").get(world.here("/gate")).page().select("main").text()).contains("渠道铺货");
        assertThat(as("王敏").get(world.here("/gate")).page().select("main a[href$=/acceptance]")).isNotEmpty();
        var waiver = world.here("/acceptance/deliverables/" + deliverable + "/waiver");
        assertThat(as("王敏").post(waiver, "reason", "x").status()).isEqualTo(403);
        assertThat(as("赵总").post(waiver, "reason", "").status()).isEqualTo(422);
        assertThat(as("赵总").post(waiver, "reason", "x".repeat(1_000_000)).status()).isEqualTo(422);
        assertThat(as("赵总").post(waiver, "reason", "渠道并入下期").status()).isEqualTo(303);
        assertThat(as("王敏").get(world.here("/acceptance")).page().select("#deliverables").text()).contains("免验", "渠道并入下期");
        assertThat(as("王敏").get(world.here("/gate")).page().select("main").text()).doesNotContain("渠道铺货");
        assertThat(onTheBoard("渠道铺货")).contains("免验");
        assertThat(as("赵总").post(waiver + "/removal").status()).isEqualTo(303);
        assertThat(as("王敏").get(world.here("/gate")).page().select("main").text()).contains("渠道铺货");
    }

    @Test
    void aPageOfFiftyCriteriaAndFiveReviewersTakesEightStatements() {
        var criteria = IntStream.rangeClosed(1, 50).mapToObj(i -> "第" + i + "条标准").toArray(String[]::new);
        var deliverable = deliverable("大型交付物", "华南", criteria);
        as("陈浩").post(world.here("/acceptance"), "id", id(), "deliverable", deliverable.toString());
        assertThat(submit(1, "陈浩", 0).status()).isEqualTo(303);
        world.in(() -> grants.grant(world.person("外人").member(), world.project, null, Role.REVIEWER, world.person("王敏").actor()));
        as("王敏").post(at(1, "/panel"), "version", version(1), "business_0", member("李婷"), "technical_0", member("Tan Wei"), "technical_1", member("刘洋"), "quality_0", member("Johanna Maier"), "quality_1", member("外人"));
        var five = List.of("李婷", "Tan Wei", "刘洋", "Johanna Maier", "外人");
        var votes = IntStream.range(0, 50).mapToObj(i -> i % 5 == 0 ? "no" : "yes").toArray(String[]::new);
        for (var reviewer : five) assertThat(verdict(1, reviewer, 1, "fail", votes).status()).as(reviewer).isEqualTo(303);
        assertThat(status(1)).isEqualTo("rectification");
        var chief = as("王敏");
        assertThat(chief.get(at(1, "")).page().select("#criteria .votes li")).hasSize(250);
        var taken = heard.of(() -> chief.get(at(1, ""))).stream().filter(statement -> statement.startsWith("select") || statement.startsWith("with")).toList();
        // Three of them ask who it is and where they may go.
        assertThat(taken).as(String.join("\n", taken)).hasSizeLessThanOrEqualTo(8 + 3);
    }

    // ---- arranging

    /** Where the board says a deliverable stands, and where it leads. */
    private String onTheBoard(String deliverable) {
        return as("王敏").get(world.here("/board")).page().select("#deliverables li:contains(" + deliverable + ")").outerHtml();
    }

    private DeliverableId deliverable(String name, String answers, String... criteria) {
        var id = DeliverableId.next();
        world.in(() -> {
            deliverables.add(world.project, id, new Deliverables.Text(name, "", null, String.join("\n", criteria)), world.person("王敏").actor());
            var matrix = responsibilities.of(world.project);
            var letters = new HashMap<>(matrix.letters());
            letters.put(new Cell(id, world.parties.get("华南")), "R");
            letters.put(new Cell(id, world.parties.get(answers)), "A");
            letters.put(new Cell(id, world.parties.get("财务部")), "C");
            responsibilities.assign(world.project, letters, matrix.state(), world.person("王敏").actor());
        });
        return id;
    }

    private TaskId task(DeliverableId deliverable, String owner) {
        var id = TaskId.next();
        var fields = TaskFields.titled("印制").withParty(world.parties.get("华南")).withOwner(world.person(owner).member()).withDeliverable(deliverable, "");
        world.in(() -> tasks.add(new Tasks.NewTask(id, world.project, TaskKind.TASK, null, null, fields), world.person("王敏").actor()));
        return id;
    }

    /** The application AC-1 of 华南 for a new deliverable, before the panel. */
    private DeliverableId reviewing(String... criteria) {
        var deliverable = deliverable("推广物料", "华东", criteria);
        world.in(() -> tasks.complete(task(deliverable, "周颖"), world.person("周颖").actor()));
        reviewing(1, deliverable, criteria.length);
        return deliverable;
    }

    private void reviewing(int number, DeliverableId deliverable, int criteria) {
        assertThat(as("陈浩").post(world.here("/acceptance"), "id", id(), "deliverable", deliverable.toString()).location()).isEqualTo(at(number, "/edit"));
        assertThat(submit(number, "陈浩", 0).status()).isEqualTo(303);
        convene(number, Integer.parseInt(version(number)));
    }

    private Browser.Seen submit(int number, String who, int version) {
        var fields = new ArrayList<>(List.of("_form", "application", "_from", at(number, "/edit"), "version", Integer.toString(version), "then", "submit", "note", "主视觉V2，印刷样"));
        for (int i = 0; i < 50; i++) fields.addAll(List.of("claim_" + i, "met", "evidence_" + i, i == 0 ? "实测ΔE 2.1" : "审校记录"));
        return as(who).post(at(number, ""), fields.toArray(String[]::new));
    }

    private void convene(int number, int version) {
        var convened = as("王敏").post(at(number, "/panel"), "version", Integer.toString(version), "business_0", member("李婷"), "technical_0", member("Tan Wei"), "quality_0", member("Johanna Maier"));
        assertThat(convened.status()).as(convened.body()).isEqualTo(303);
    }

    /** One vote on each criterion the round asks about, in their order. */
    private Browser.Seen verdict(int number, String who, int round, String overall, String... votes) {
        var asked = query(db -> db.select(CRITERION.POSITION).from(CRITERION).join(APPLICATION).on(APPLICATION.ID.eq(CRITERION.APPLICATION_ID))
                .where(APPLICATION.PROJECT_ID.eq(world.project), APPLICATION.NUMBER.eq(number), CRITERION.PASSED_ROUND.isNull().or(CRITERION.PASSED_ROUND.ge(round))).orderBy(CRITERION.POSITION).fetch(CRITERION.POSITION));
        var fields = new ArrayList<>(List.of("_form", "verdict", "_from", at(number, "/verdict"), "round", Integer.toString(round), "overall", overall, "comment", ""));
        for (int i = 0; i < votes.length && i < asked.size(); i++) fields.addAll(List.of("met_" + asked.get(i), votes[i], "comment_" + asked.get(i), votes[i].equals("no") ? "差距：第" + (asked.get(i) + 1) + "条" : ""));
        return as(who).post(at(number, "/verdict"), fields.toArray(String[]::new));
    }

    private void change(DeliverableId deliverable, String criteria) {
        var version = query(db -> db.select(DELIVERABLE.VERSION).from(DELIVERABLE).where(DELIVERABLE.ID.eq(deliverable)).fetchSingle().value1());
        world.in(() -> deliverables.change(world.project, deliverable, new Deliverables.Text("推广物料", "", null, criteria), version, world.person("王敏").actor()));
    }

    private List<String> owners(String kind) {
        return query(db -> db.select(DUTY.OWNER_ID).from(DUTY).where(DUTY.PROJECT_ID.eq(world.project), DUTY.KIND.eq(kind), DUTY.STATE.eq("open")).orderBy(DUTY.ID).fetch(DUTY.OWNER_ID)).stream()
                .map(owner -> world.people.values().stream().filter(person -> person.member().equals(owner)).findFirst().orElseThrow().name()).toList();
    }

    private Instant dueOf(String kind, String owner) {
        return query(db -> db.select(DUTY.DUE_AT).from(DUTY).where(DUTY.PROJECT_ID.eq(world.project), DUTY.KIND.eq(kind), DUTY.OWNER_ID.eq(world.person(owner).member()), DUTY.STATE.eq("open")).fetchSingle().value1());
    }

    private String status(int number) {
        return query(db -> db.select(APPLICATION.STATUS).from(APPLICATION).where(APPLICATION.PROJECT_ID.eq(world.project), APPLICATION.NUMBER.eq(number)).fetchSingle().value1());
    }

    private String statusOf(TaskId task) {
        return query(db -> db.select(TASK.STATUS).from(TASK).where(TASK.ID.eq(task)).fetchSingle().value1());
    }

    private String version(int number) {
        return query(db -> db.select(APPLICATION.VERSION).from(APPLICATION).where(APPLICATION.PROJECT_ID.eq(world.project), APPLICATION.NUMBER.eq(number)).fetchSingle().value1()).toString();
    }

    private String at(int number, String below) {
        return world.here("/acceptance/" + number + below);
    }

    private String member(String name) {
        return world.person(name).member().toString();
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }

    private Browser as(String name) {
        return world.signedIn(name, port);
    }

    private <T> T query(Function<DSLContext, T> work) {
        return in(world.workspace, () -> transaction.execute(status -> work.apply(sql)));
    }
}
