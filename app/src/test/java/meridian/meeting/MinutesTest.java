package meridian.meeting;

import static db.activity.Tables.ACTIVITY;
import static db.duty.Tables.DUTY;
import static db.identity.Tables.MEMBER;
import static db.meeting.Tables.MEETING;
import static db.meeting.Tables.MINUTES_ROW;
import static db.meeting.Tables.PARTICIPANT;
import static db.project.Tables.PARTY;
import static db.workplan.Tables.TASK;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import meridian.identity.Members;
import meridian.project.RuleBooks;
import meridian.project.Teams;
import meridian.tenancy.MemberId;
import meridian.world.Browser;
import meridian.world.MeridianTest;
import meridian.world.Worlds.World;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Minutes of a weekly meeting, written by several people and carried on to the next. */
class MinutesTest extends MeridianTest {
    private static final Instant MONDAY = Instant.parse("2027-03-15T08:00:00Z"); // 16:00 in 上海, as the first begins

    @Autowired
    DSLContext db;

    @Autowired
    RuleBooks rules;

    @Autowired
    Teams teams;

    @Autowired
    Members members;

    @Autowired
    TransactionTemplate transaction;

    World world;
    String first;

    @BeforeEach
    void aSeriesOfMeetings() {
        world = worlds.world();
        clock.set(MONDAY.minus(Duration.ofDays(2)));
        var fields = new ArrayList<>(List.of("id", UUID.randomUUID().toString(), "kind", "weekly", "title", "周例会", "mode", "online", "starts", "2027-03-15T16:00", "region", world.regions.get("华东").toString(), "minutes", "90", "recorder", id("李婷"), "repeats", "weekly", "until", "2027-04-30"));
        for (var person : List.of("陈浩", "周颖", "Johanna Maier")) fields.addAll(List.of("people", id(person)));
        first = as("王敏").post(world.here("/meetings"), fields.toArray(String[]::new)).location();
        clock.set(MONDAY);
    }

    @Test
    void minutesAreWrittenIssuedReadAndRevised() {
        var at = first + "/minutes";
        assertThat(as("陈浩").get(at).page().select("main").text()).contains("还没有纪要");
        assertThat(as("林峰").post(at).status()).isEqualTo(403);
        assertThat(as("周颖").post(at).status()).isEqualTo(303);
        assertThat(as("周颖").post(at).status()).isEqualTo(303);
        // A row for each party, ready to be typed in.
        assertThat(as("陈浩").get(at).page().select("#section-progress .minutes-row")).hasSize(7);

        var decision = add("陈浩", at, "decisions");
        assertThat(save("陈浩", at, decision, 0, false, "content", "华南下周铺货").status()).isEqualTo(200);
        // Somebody else sees who types there, and cannot.
        assertThat(as("周颖").get(at).page().select("#row-" + decision + " .saying").text()).isEqualTo("陈浩正在输入");
        assertThat(as("周颖").postJson(at + "/rows/" + decision + "/hold", "").status()).isEqualTo(422);
        assertThat(save("周颖", at, decision, 1, false, "content", "别的").status()).isEqualTo(422);
        // Until they let it go, or have not typed for a while.
        clock.forward(MinuteBook.HOLD.plusSeconds(1));
        assertThat(as("周颖").post(at + "/rows/" + decision + "/hold").status()).isEqualTo(200);
        assertThat(save("陈浩", at, decision, 1, false, "content", "我继续写").status()).isEqualTo(422);
        assertThat(save("周颖", at, decision, 0, true, "content", "旧的").status()).isEqualTo(409);
        assertThat(save("周颖", at, decision, 1, true, "content", "华南下周铺货，华东同步").status()).isEqualTo(200);
        // What each of them wrote is in the history, under their own names.
        List<MemberId> writers = query(db -> db.select(ACTIVITY.ACTOR_ID).from(ACTIVITY).where(ACTIVITY.TYPE.eq("minutes_row_written")).orderBy(ACTIVITY.ID).fetch(ACTIVITY.ACTOR_ID));
        assertThat(writers).containsExactlyInAnyOrder(world.person("陈浩").member(), world.person("周颖").member());

        // Only what is new comes with the rows.
        var revision = as("李婷").get(at).page().select("live-minutes").attr("data-revision");
        var problem = add("李婷", at, "problems");
        save("李婷", at, problem, 0, true, "content", "印刷延误", "reply", "改由华东印厂", "party", world.parties.get("华南").toString());
        assertThat(as("陈浩").get(at + "/rows?since=" + revision).page().select("[data-row]").eachAttr("data-row")).containsExactly(problem);

        // Not before it is said who was there.
        assertThat(publish("李婷", at, false, "").status()).isEqualTo(422);
        assertThat(as("李婷").post(first + "/attendance", "there_" + id("陈浩"), "present", "there_" + id("周颖"), "absent", "reason_" + id("周颖"), "出差", "version", "0").status()).isEqualTo(303);
        assertThat(publish("陈浩", at, false, "").status()).isEqualTo(403);
        assertThat(publish("李婷", at, true, "").status()).isEqualTo(303);
        assertThat(duties("minutes_acknowledgement")).containsExactlyInAnyOrder("王敏", "陈浩", "周颖", "Johanna Maier");
        assertThat(save("陈浩", at, decision, 2, true, "content", "改一下").status()).isEqualTo(422);
        var page = as("Johanna Maier").get(at).page();
        assertThat(page.select("#head").text()).contains("XH-HDSS-2027-MM-001 · V1.0", "周颖 (出差)");
        assertThat(page.select("#section-decisions").text()).contains("华南下周铺货，华东同步");
        // Who was there is part of it; and it says what it said, whatever things are called since.
        assertThat(as("李婷").get(first).page().select("form[action$=/attendance]")).isEmpty();
        assertThat(as("李婷").post(first + "/attendance", "there_" + id("周颖"), "present", "version", "1").status()).isNotEqualTo(303);
        assertThat(notThere("周颖")).isTrue();
        query(db -> db.update(PARTY).set(PARTY.NAME, "大华南").where(PARTY.ID.eq(world.parties.get("华南"))).execute());
        assertThat(as("李婷").get(at + "/paper?lang=zh-CN").page().select("article.document").text()).contains("V1.0", "周颖（出差）").doesNotContain("大华南");
        query(db -> db.update(PARTY).set(PARTY.NAME, "华南").where(PARTY.ID.eq(world.parties.get("华南"))).execute());
        assertThat(as("Johanna Maier").post(at + "/acknowledgement", "note", "Understood").status()).isEqualTo(303);
        assertThat(as("林峰").post(at + "/acknowledgement").status()).isEqualTo(403);
        assertThat(as("李婷").get(at).page().select("#read").text()).contains("1/5人已确认", "Understood");

        // A later change needs a reason, and is another version.
        assertThat(as("陈浩").post(at + "/revision").status()).isEqualTo(403);
        assertThat(as("李婷").post(at + "/revision").status()).isEqualTo(303);
        assertThat(save("李婷", at, decision, 2, true, "content", "华南再下一周铺货").status()).isEqualTo(200);
        assertThat(publish("李婷", at, false, "").status()).isEqualTo(422);
        assertThat(publish("李婷", at, false, "日期记错").status()).isEqualTo(303);
        assertThat(as("陈浩").get(at).page().select("#head").text()).contains("V2.0");
        // What was decided stands in a register of its own, on the page as in the files.
        var register = as("林峰").get(world.here("/meetings/decisions"));
        assertThat(register.page().select("#decisions tbody tr").eachText()).singleElement().asString().contains("华南再下一周铺货", "XH-HDSS-2027-MM-001");
        assertThat(register.page().select("#decisions tbody a").first().attr("href")).endsWith(first + "/minutes#row-" + decision);
        assertThat(as("李婷").get(world.here("/registers/decision_register?lang=zh-CN")).page().select("article.document").text()).contains("决议台账", "华南再下一周铺货");
        for (var ending : List.of("docx", "pdf", "xlsx")) {
            assertThat(as("李婷").get(world.here("/registers/decision_register/file." + ending)).status()).as(ending).isEqualTo(200);
            assertThat(as("林峰").get(world.here("/registers/decision_register/file." + ending)).status()).as("who may not export").isEqualTo(403);
        }
        assertThat(as("林峰").get(world.here("/meetings/decisions?after=" + decision)).page().select("#decisions")).as("after the last one").isEmpty();
        assertThat(as("林峰").get(world.here("/meetings/decisions?after=nonsense")).page().select("#decisions tbody tr")).hasSize(1);
        var paper = as("陈浩").get(at + "/paper?lang=zh-CN").page().select("article.document").text();
        assertThat(paper).contains("会议纪要", "XH-HDSS-2027-MM-001", "V2.0", "日期记错", "华南再下一周铺货", "印刷延误", "改由华东印厂", "周颖（出差）");
        for (var ending : List.of("docx", "pdf")) assertThat(as("陈浩").get(at + "/minutes." + ending + "?lang=en").status()).isEqualTo(200);
        // What was issued first can still be read as it was.
        var earlier = as("陈浩").get(at).page().select("#head a.tag");
        assertThat(earlier.eachText()).containsExactly("V1.0");
        var was = as("陈浩").get(earlier.attr("href") + "&lang=zh-CN").page().select("article.document").text();
        assertThat(was).contains("V1.0", "华南下周铺货，华东同步", "印刷延误", "周颖（出差）").doesNotContain("华南再下一周铺货", "日期记错", "V2.0");
        assertThat(as("陈浩").get(at + "/paper?issue=3").status()).isEqualTo(404);
        assertThat(as("林峰").get(earlier.attr("href")).status()).as("whoever reads the project").isEqualTo(200);
        assertThat(as("陈浩").get(at + "/minutes.pdf?issue=1").status()).isEqualTo(200);
    }

    @Test
    void whereStepsAreSetMinutesAreApprovedBeforeTheyAreIssued() {
        var at = first + "/minutes";
        as("李婷").post(at);
        var decision = add("李婷", at, "decisions");
        save("李婷", at, decision, 0, true, "content", "华南下周铺货");
        as("李婷").post(first + "/attendance", "there_" + id("陈浩"), "present", "version", "0");
        assertThat(as("李婷").get(at).page().select("#approval")).as("one step is enough where none are set").isEmpty();
        assertThat(world.signedIn("管理员", port).post(world.url("/admin/approvals/minutes"), "version", "0", "checker", "", "approver", "role:sponsor").status()).isEqualTo(303);
        assertThat(as("李婷").get(at).page().select("#publication")).isEmpty();
        assertThat(publish("李婷", at, false, "").status()).as("not past the sponsor").isEqualTo(422);
        assertThat(submit("陈浩", at, "赵总").status()).isEqualTo(403);
        assertThat(submit("李婷", at, "王敏").status()).as("another approver than the steps say").isEqualTo(422);
        assertThat(submit("李婷", at, "赵总").status()).isEqualTo(303);
        assertThat(duties("decide_minutes")).containsExactly("赵总");

        // A row that changes is not what was handed over.
        save("李婷", at, decision, 1, true, "content", "华南下下周铺货");
        assertThat(decide("赵总", at, "agree", "").status()).isEqualTo(422);
        assertThat(decide("赵总", at, "return", "日期不对").status()).isEqualTo(303);
        assertThat(duties("revise_minutes")).containsExactly("李婷");
        save("李婷", at, decision, 2, true, "content", "华南下周铺货");
        assertThat(submit("李婷", at, "赵总", "countersigners", id("周颖")).status()).isEqualTo(303);
        assertThat(decide("周颖", at, "agree", "华南按期铺货").status()).isEqualTo(303);
        assertThat(as("赵总").get(at).page().select("#approval form#decision")).hasSize(1);
        assertThat(decide("赵总", at, "agree", "").status()).isEqualTo(303);
        var page = as("陈浩").get(at).page();
        assertThat(page.select("#head").text()).contains("V1.0");
        assertThat(page.select("#foot").text()).contains("赵总");
        assertThat(as("陈浩").get(at + "/paper?lang=zh-CN").page().select("article.document").text()).contains("李婷", "赵总");
        assertThat(as("陈浩").get(at + "/paper?lang=zh-CN&issue=1").page().select("table.document-signatures tr").eachText()).as("everybody who was asked, with what they said and when").anyMatch(line -> line.startsWith("会签 周颖 华南按期铺货 2027年3月15日 ")).anyMatch(line -> line.startsWith("批准 赵总 同意 2027年3月15日 "));
        assertThat(duties("minutes_acknowledgement")).as("as was asked when they were handed over").contains("王敏", "陈浩");
        assertThat(duties("revise_minutes")).isEmpty();
    }

    private Browser.Seen submit(String who, String at, String approver, String... also) {
        return as(who).post(at + "/approval", Stream.concat(Stream.of("version", as(who).get(at).page().select("#approval-request [name=version]").val().replaceAll("^$", "0"), "asks", "true", "approver", id(approver)), Stream.of(also)).toArray(String[]::new));
    }

    private Browser.Seen decide(String who, String at, String decision, String opinion) {
        var card = as(who).get(at).page().select("#approval form#decision");
        return as(who).post(card.attr("action"), "decision", decision, "opinion", opinion, "read", card.select("[name=read]").val());
    }

    @Test
    void actionItemsBecomeDutiesAndTasksAtOnceAndGoOnToTheNextMeeting() {
        var at = first + "/minutes";
        as("王敏").post(at);
        var duty = add("王敏", at, "actions");
        // Half of it is not a duty yet.
        save("王敏", at, duty, 0, false, "content", "补齐门店清单", "owner", id("周颖"));
        assertThat(duties("action_item")).isEmpty();
        save("王敏", at, duty, 1, false, "content", "补齐门店清单", "owner", id("周颖"), "due_on", "2027-03-19", "party", world.parties.get("华南").toString(), "deliverable", "门店清单");
        assertThat(duties("action_item")).containsExactly("周颖");
        Instant due = query(db -> db.select(DUTY.DUE_AT).from(DUTY).where(DUTY.KIND.eq("action_item")).fetchSingle(DUTY.DUE_AT));
        assertThat(due).isEqualTo(Instant.parse("2027-03-19T16:00:00Z"));
        // Another owner owes it then, and the first no more.
        save("王敏", at, duty, 2, true, "content", "补齐门店清单", "owner", id("陈浩"), "due_on", "2027-03-19", "party", world.parties.get("华南").toString(), "deliverable", "门店清单");
        assertThat(duties("action_item")).containsExactly("陈浩");
        var task = add("王敏", at, "actions");
        save("王敏", at, task, 0, true, "content", "联系海关补充文件", "owner", id("Johanna Maier"), "due_on", "2027-03-26", "party", world.parties.get("德国").toString(), "becomes", "task");
        List<String> titles = query(db -> db.select(TASK.TITLE).from(TASK).where(TASK.OWNER_ID.eq(world.person("Johanna Maier").member())).fetch(TASK.TITLE));
        assertThat(titles).containsExactly("联系海关补充文件");
        // Whoever may not add tasks makes a duty.
        var small = add("周颖", at, "actions");
        assertThat(save("周颖", at, small, 0, true, "content", "订会议室", "owner", id("周颖"), "due_on", "2027-03-16", "becomes", "task").status()).isEqualTo(422);
        assertThat(save("周颖", at, small, 0, true, "content", "订会议室", "owner", id("周颖"), "due_on", "2027-03-16").status()).isEqualTo(200);
        var plan = as("王敏").get(at).page().select("#section-plan .minutes-row").getFirst().attr("data-row");
        save("王敏", at, plan, 0, true, "content", "铺货200家", "party", world.parties.get("华东").toString());

        // One of them is done with one tap from the inbox.
        var done = as("周颖").get(world.url("/inbox")).page().select("form[action*=/meetings/actions/]").attr("action");
        assertThat(as("陈浩").post(done).status()).isEqualTo(403);
        assertThat(as("周颖").post(done).status()).isEqualTo(303);
        assertThat(as("周颖").post(done).status()).isEqualTo(409);

        as("李婷").post(first + "/attendance", "there_" + id("陈浩"), "present", "version", "0");
        assertThat(publish("李婷", at, false, "").status()).isEqualTo(303);
        // The gate out of execution names what is open.
        clock.set(MONDAY.plus(Duration.ofDays(1)));
        var second = world.here("/meetings/2");
        assertThat(as("陈浩").get(second).page().select("#unfinished li").eachText()).anyMatch(line -> line.contains("补齐门店清单")).anyMatch(line -> line.contains("联系海关补充文件")).noneMatch(line -> line.contains("订会议室"));
        // Whoever deletes the task has said that it is not wanted any more.
        query(db -> db.update(TASK).set(TASK.DELETED_AT, clock.instant()).where(TASK.OWNER_ID.eq(world.person("Johanna Maier").member())).execute());
        assertThat(as("陈浩").get(second).page().select("#unfinished li").eachText()).noneMatch(line -> line.contains("联系海关补充文件"));
        assertThat(as("李婷").get(world.here("/registers/action_register?lang=zh-CN")).page().select("article.document").text()).contains("任务已删除", "行动项3项，未完成1项");
        // What was planned is the next meeting’s goal, never typed again.
        as("李婷").post(second + "/minutes");
        var goals = as("李婷").get(second + "/minutes").page().select("#section-goals .minutes-row");
        assertThat(goals).hasSize(1);
        assertThat(goals.select("[name=content]").text()).isEqualTo("铺货200家");
        assertThat(goals.select(".tag").text()).isEqualTo("来自上次");
    }

    @Test
    void nobodyReadsMinutesInThePlaceOfWhoLeft() {
        var at = first + "/minutes";
        as("李婷").post(at);
        save("李婷", at, add("李婷", at, "decisions"), 0, true, "content", "华南下周铺货");
        assertThat(as("李婷").post(first + "/attendance", "there_" + id("陈浩"), "present", "there_" + id("周颖"), "present", "version", "0").status()).isEqualTo(303);
        assertThat(publish("李婷", at, true, "").status()).isEqualTo(303);
        assertThat(duties("minutes_acknowledgement")).containsExactlyInAnyOrder("王敏", "陈浩", "周颖", "Johanna Maier");
        var left = world.person("周颖").member();
        world.in(() -> members.leave(left, world.person("林峰").member(), members.get(left).version(), world.person("管理员").actor()));
        var gone = world.person("Johanna Maier").member();
        for (var seat : in(world.workspace, () -> teams.of(world.project)).seats()) {
            if (seat.member().equals(gone)) world.in(() -> teams.take(world.project, seat.id(), seat.version(), world.person("王敏").actor()));
        }
        assertThat(duties("minutes_acknowledgement")).containsExactlyInAnyOrder("王敏", "陈浩");
    }

    @Test
    void goalsFollowThePlanTheyComeFromWhenTheNextMinutesWereBegunBeforeItWasIssued() {
        var at = first + "/minutes";
        var second = world.here("/meetings/2/minutes");
        as("王敏").post(at);
        var rows = as("王敏").get(at).page().select("#section-plan .minutes-row").eachAttr("data-row");
        save("王敏", at, rows.get(0), 0, true, "content", "铺货100家", "party", world.parties.get("华东").toString());
        save("王敏", at, rows.get(1), 0, true, "content", "培训两场", "party", world.parties.get("华南").toString());
        save("王敏", at, rows.get(2), 0, true, "content", "补样品", "party", world.parties.get("新加坡").toString());
        as("王敏").post(second);
        var goals = as("王敏").get(second).page().select("#section-goals .minutes-row").eachAttr("data-row");
        assertThat(goals).hasSize(3);
        save("陈浩", second, goals.get(1), 0, true, "content", "培训两场", "reply", "已完成一场", "party", world.parties.get("华南").toString());
        // The first plan is written on until it is issued.
        save("王敏", at, rows.get(0), 1, true, "content", "铺货200家", "party", world.parties.get("华东").toString());
        save("王敏", at, rows.get(1), 1, true, "content", "培训三场", "party", world.parties.get("华南").toString());
        save("王敏", at, rows.get(2), 1, true, "content", "", "party", world.parties.get("新加坡").toString());
        save("王敏", at, rows.get(3), 0, true, "content", "Goods released", "party", world.parties.get("德国").toString());
        as("李婷").post(first + "/attendance", "there_" + id("陈浩"), "present", "version", "0");
        assertThat(publish("李婷", at, false, "").status()).isEqualTo(303);
        var now = as("王敏").get(second).page().select("#section-goals .minutes-row [name=content]").eachText();
        assertThat(now).as("what somebody has said something to stays as they saw it").containsExactly("铺货200家", "培训两场", "Goods released");
    }

    @Test
    void aPhaseReviewVotesOnWhatItDecides() {
        clock.set(MONDAY.minus(Duration.ofMinutes(2)));
        var review = as("王敏").post(world.here("/meetings"), "id", UUID.randomUUID().toString(), "kind", "review", "title", "阶段复盘会", "mode", "online", "starts", "2027-03-15T16:00", "region", world.regions.get("华东").toString(), "minutes", "90", "people", id("陈浩"), "people", id("Johanna Maier")).location();
        clock.set(MONDAY);
        var at = review + "/minutes";
        as("王敏").post(at);
        var row = add("王敏", at, "improvements");
        save("王敏", at, row, 0, true, "content", "打样由市场部确认", "reply", "职责表第12行", "owner", id("陈浩"), "due_on", "2027-03-31");
        assertThat(duties("action_item")).containsExactly("陈浩");
        assertThat(as("陈浩").post(at + "/rows/" + row + "/vote", "vote", "against").status()).isEqualTo(200);
        assertThat(as("陈浩").post(at + "/rows/" + row + "/vote", "vote", "for").status()).isEqualTo(200);
        assertThat(as("Johanna Maier").post(at + "/rows/" + row + "/vote", "vote", "abstain").status()).isEqualTo(200);
        assertThat(as("Johanna Maier").post(at + "/rows/" + row + "/vote", "vote", "perhaps").status()).isEqualTo(422);
        assertThat(as("林峰").post(at + "/rows/" + row + "/vote", "vote", "for").status()).isEqualTo(403);
        assertThat(as("王敏").get(at).page().select("#row-" + row + " .votes button").eachText()).containsExactly("赞成 1", "反对 0", "弃权 1");
        var paper = as("王敏").get(at + "/paper?lang=zh-CN").page().select("article.document").text();
        assertThat(paper).contains("阶段复盘报告", "打样由市场部确认", "职责表第12行", "陈浩：赞成", "Johanna Maier：弃权");
        // Its report takes steps of its own; the minutes’ hold for other meetings.
        assertThat(world.signedIn("管理员", port).post(world.url("/admin/approvals/minutes"), "version", "0", "approver", "role:sponsor").status()).isEqualTo(303);
        assertThat(as("王敏").get(at).page().select("#approval")).isEmpty();
        assertThat(world.signedIn("管理员", port).post(world.url("/admin/approvals/review_report"), "version", "0", "approver", "role:sponsor").status()).isEqualTo(303);
        as("王敏").post(review + "/attendance", "there_" + id("陈浩"), "present", "version", "0");
        assertThat(submit("王敏", at, "赵总").status()).isEqualTo(303);
        assertThat(duties("decide_review_report")).containsExactly("赵总");
        assertThat(as("赵总").get(at).page().select("#approval form#decision")).hasSize(1);
        var running = as("王敏").get(at).page().select("#approval form[action$=/withdrawal]").attr("action");
        assertThat(as("王敏").post(running).status()).isEqualTo(303);
        // Who voted on other words has not voted on these.
        save("王敏", at, row, 1, true, "content", "打样由市场部和华南共同确认", "reply", "职责表第12行", "owner", id("陈浩"), "due_on", "2027-03-31");
        assertThat(as("王敏").get(at).page().select("#row-" + row + " .votes button").eachText()).containsExactly("赞成 0", "反对 0", "弃权 0");
        // Other meetings do not vote.
        as("王敏").post(first + "/minutes");
        var decision = add("王敏", first + "/minutes", "decisions");
        save("王敏", first + "/minutes", decision, 0, true, "content", "下周铺货");
        assertThat(as("陈浩").post(first + "/minutes/rows/" + decision + "/vote", "vote", "for").status()).isEqualTo(422);
    }

    @Test
    void theyBeginWithTheHeadingsOfTheRulesInForce() {
        var chief = world.person("王敏").actor();
        world.in(() -> rules.write(world.project, new RuleBooks.Facts("Meridian", "", "", "纪要两日内发布。", "{project}-{document}-v{n}", "议题\n\n 结论 "), rules.of(world.project).version(), chief));
        var draft = other("2027-03-15T16:30");
        as("王敏").post(draft + "/minutes");
        assertThat(notes()).as("the rules are not published yet").isEmpty();
        world.in(() -> rules.publish(world.project, rules.of(world.project).version(), chief));
        var meeting = other("2027-03-15T17:00");
        assertThat(as("王敏").post(meeting + "/minutes").status()).isEqualTo(303);
        as("王敏").post(meeting + "/minutes");
        assertThat(notes()).containsExactly("议题", "结论");
        // Headings alone are no minutes.
        clock.forward(Duration.ofHours(2));
        as("王敏").post(meeting + "/attendance", "there_" + id("陈浩"), "present", "version", "0");
        assertThat(publish("王敏", meeting + "/minutes", false, "").status()).isEqualTo(422);
        var row = add("王敏", meeting + "/minutes", "decisions");
        save("王敏", meeting + "/minutes", row, 0, true, "content", "下周铺货");
        assertThat(publish("王敏", meeting + "/minutes", false, "").status()).isEqualTo(303);
        assertThat(as("王敏").get(meeting + "/minutes/paper?lang=zh-CN").page().select("article.document").text()).contains("议题", "结论", "下周铺货");

        // Which sections there are is the project’s choice, for what is begun from then on.
        var outline = world.here("/meetings/outline");
        assertThat(as("陈浩").post(outline, "version", "0", "sections_other", "notes").status()).isEqualTo(403);
        assertThat(as("王敏").post(outline, "_form", "outline", "_from", outline, "version", "0", "sections_other", "notes").page().select("#outline [aria-invalid=true]").eachAttr("name")).contains("sections_weekly").doesNotContain("sections_other");
        var chosen = Stream.of(Meeting.Kind.values()).flatMap(kind -> Stream.of("sections_" + kind.text(), kind == Meeting.Kind.OTHER ? "results" : "decisions")).toArray(String[]::new);
        assertThat(as("王敏").post(outline, Stream.concat(Stream.of("version", "0"), Stream.of(chosen)).toArray(String[]::new)).status()).isEqualTo(303);
        var later = other("2027-03-15T20:00");
        as("王敏").post(later + "/minutes");
        assertThat(as("王敏").get(later + "/minutes").page().select("[id^=section-]").eachAttr("id")).containsExactly("section-results");
        assertThat(as("王敏").get(draft + "/minutes").page().select("[id^=section-]")).as("begun before").hasSize(5);
    }

    private String other(String starts) {
        return as("王敏").post(world.here("/meetings"), "id", UUID.randomUUID().toString(), "kind", "other", "title", "专题会", "mode", "online", "starts", starts, "region", world.regions.get("华东").toString(), "minutes", "30", "recorder", id("王敏"), "people", id("陈浩")).location();
    }

    private boolean notThere(String who) {
        return query(db -> db.fetchExists(PARTICIPANT, PARTICIPANT.MEMBER_ID.eq(world.person(who).member()), PARTICIPANT.ATTENDANCE.eq("absent")));
    }

    private List<String> notes() {
        return query(db -> db.select(MINUTES_ROW.CONTENT).from(MINUTES_ROW).where(MINUTES_ROW.SECTION.eq("notes")).orderBy(MINUTES_ROW.POSITION).fetch(MINUTES_ROW.CONTENT));
    }

    @Test
    void turnsThatAreGivenAreCountedBeforeTheyAreTaken() {
        var times = world.here("/meetings/times?kind=other&people=" + id("王敏") + "&people=" + id("Johanna Maier"));
        assertThat(as("王敏").get(times).page().select("#turns tbody tr").eachText()).as("one of the series lies on a holiday in Berlin").containsExactly("Johanna Maier 0 1");
        // Eight in the evening in 上海 is the early afternoon in Berlin.
        assertThat(as("王敏").post(world.here("/meetings"), "id", UUID.randomUUID().toString(), "kind", "other", "title", "晚间会", "mode", "online", "starts", "2027-04-07T20:00", "region", world.regions.get("华东").toString(), "minutes", "60", "people", id("Johanna Maier")).status()).isEqualTo(303);
        assertThat(as("王敏").get(times).page().select("#turns tbody tr").eachText()).containsExactlyInAnyOrder("Johanna Maier 0 1", "王敏 0 1");
        String last = query(db -> db.select(MEETING.NUMBER).from(MEETING).where(MEETING.TITLE.eq("晚间会")).fetchSingle(one -> one.value1().toString()));
        assertThat(as("王敏").post(world.here("/meetings/" + last + "/cancellation"), "reason", "改期", "version", "0").status()).isEqualTo(303);
        assertThat(as("王敏").get(times).page().select("#turns tbody tr").eachText()).as("cancelled, it is nobody’s turn").containsExactly("Johanna Maier 0 1");
    }

    @Test
    void whatIsTypedWrongIsSaidAndNothingIsHalfWritten() {
        var at = first + "/minutes";
        as("王敏").post(at);
        var row = add("王敏", at, "actions");
        assertThat(save("王敏", at, row, 0, false, "content", "长".repeat(4001)).status()).isEqualTo(422);
        assertThat(save("王敏", at, row, 0, false, "content", "好", "owner", id("外人")).status()).isEqualTo(422);
        assertThat(save("王敏", at, row, 0, false, "content", "好", "due_on", "2020-01-01").status()).isEqualTo(422);
        String kept = query(db -> db.select(MINUTES_ROW.CONTENT, MINUTES_ROW.VERSION).from(MINUTES_ROW).where(MINUTES_ROW.SECTION.eq("actions")).fetchSingle(one -> one.value1() + one.value2()));
        assertThat(kept).isEqualTo("0");
        // Not for whoever does not take part, nor of another meeting.
        assertThat(save("林峰", at, row, 0, false, "content", "好").status()).isEqualTo(403);
        as("王敏").post(world.here("/meetings/2/minutes"));
        assertThat(save("王敏", world.here("/meetings/2/minutes"), row, 0, false, "content", "好").status()).isEqualTo(404);
        assertThat(as("外人").get(at).status()).isEqualTo(404);
        assertThat(as("王敏").post(at + "/rows/" + row + "/removal", "version", "0").status()).isEqualTo(200);
        assertThat(as("王敏").get(at + "/rows?since=0").page().select("[data-row=" + row + "]").hasAttr("data-removed")).isTrue();
    }

    @Test
    void aChangeOfTheCalendarTellsWhichMeetingsItLeavesOnADayOff() {
        var place = world.url("/admin/regions/" + world.regions.get("华东"));
        var admin = as("管理员");
        var version = admin.get(place).page().select("form[action$=/days] [name=version]").first().val();
        var seen = admin.post(place + "/days", "name", "停电检修", "first", "2027-03-22", "last", "2027-03-22", "kind", "off", "version", version);
        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.page().select("main tbody tr").eachText()).anyMatch(line -> line.contains("M-2 周例会") && line.contains("遇休息日") && line.contains("23")).noneMatch(line -> line.contains("M-3"));
    }

    // ---- what they do

    private String add(String who, String at, String section) {
        var id = UUID.randomUUID().toString();
        assertThat(as(who).post(at + "/rows", "id", id, "section", section).status()).isEqualTo(200);
        return id;
    }

    private Browser.Seen save(String who, String at, String row, int version, boolean done, String... fields) {
        var all = new ArrayList<>(List.of(fields));
        all.addAll(List.of("version", "" + version, "done", "" + done));
        return as(who).post(at + "/rows/" + row, all.toArray(String[]::new));
    }

    private Browser.Seen publish(String who, String at, boolean asks, String reason) {
        var version = as(who).get(at).page().select("#publication [name=version]").attr("value");
        var fields = new ArrayList<>(List.of("version", version.isEmpty() ? "0" : version, "reason", reason));
        if (asks) fields.addAll(List.of("asks", "true"));
        return as(who).post(at + "/publication", fields.toArray(String[]::new));
    }

    private List<String> duties(String kind) {
        return query(db -> db.select(MEMBER.DISPLAY_NAME).from(DUTY).join(MEMBER).on(MEMBER.ID.eq(DUTY.OWNER_ID)).where(DUTY.KIND.eq(kind), DUTY.STATE.eq("open")).fetch(MEMBER.DISPLAY_NAME));
    }

    private String id(String who) {
        return world.person(who).member().toString();
    }

    private Browser as(String who) {
        return world.signedIn(who, port);
    }

    private <T> T query(Function<DSLContext, T> work) {
        return in(world.workspace, () -> transaction.execute(status -> work.apply(db)));
    }
}
