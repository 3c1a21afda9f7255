package meridian.coordination;

import static db.activity.Tables.ACTIVITY;
import static db.coordination.Tables.EMERGENCY;
import static db.coordination.Tables.EMERGENCY_ENTRY;
import static db.duty.Tables.DUTY;
import static db.notification.Tables.NOTICE;
import static db.project.Tables.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import meridian.project.Gates;
import meridian.project.Stage;
import meridian.tenancy.MemberId;
import meridian.tenancy.TaskId;
import meridian.workplan.TaskFields;
import meridian.workplan.TaskKind;
import meridian.workplan.Tasks;
import meridian.world.Browser;
import meridian.world.MeridianTest;
import meridian.world.Worlds;
import org.jooq.DSLContext;
import org.jsoup.nodes.FormElement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

class EmergenciesTest extends MeridianTest {
    private static final Instant BEGIN = Instant.parse("2026-11-27T19:00:00Z"); // a Friday night in Germany, a Saturday in China

    @Autowired
    Tasks tasks;

    @Autowired
    Gates gates;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transaction;

    Worlds.World world;
    Browser raiser;
    Browser responder;
    Browser chief;

    @BeforeEach
    void aWorldWithAnEmergencyGroup() {
        clock.set(BEGIN);
        world = worlds.world();
        raiser = world.signedIn("周颖", port);
        responder = world.signedIn("陈浩", port);
        chief = world.signedIn("王敏", port);
        contact("陈浩");
        contact("Tan Wei");
    }

    @Test
    void anybodyRaisesOneInTwoTapsFromAnyPage() {
        var number = task("推广物料印制", "华南", "周颖");
        var alarm = raiser.get(world.here("/tasks/" + number)).page().select(".tabbar a.alarm").attr("href");
        var page = raiser.get(alarm).page();
        assertThat(page.select("#emergency-title").val()).isEqualTo("推广物料印制");
        assertThat(page.select("#emergency-place").val()).isEqualTo("华南");
        assertThat(page.select("[name=party][checked]")).hasSize(1);
        var raised = raiser.post(page.select("form#emergency").attr("action"), fields(page.selectFirst("form#emergency")));
        assertThat(raised.location()).isEqualTo(world.here("/emergencies/1"));
        assertThat(raiser.get(raised.location()).page().select(".head").text()).contains("E-1", "推广物料印制", "待响应");
        assertThat(raiser.get(world.here("/plan")).page().select(".rail a[href$=/emergencies] b.hot").text()).isEqualTo("1");
        assertThat(duty("emergency_response").get(DUTY.OWNER_ID)).as("the first of the group").isEqualTo(person("陈浩"));
        assertThat(duty("emergency_response").get(DUTY.DUE_AT)).as("two hours, also on a Saturday").isEqualTo(BEGIN.plus(Duration.ofHours(2)));
        assertThat(duty("emergency_solution").get(DUTY.DUE_AT)).isEqualTo(BEGIN.plus(Duration.ofHours(24)));
        assertThat(told("emergency_raised")).contains(person("陈浩"), person("Tan Wei"), person("王敏"), person("赵总")).doesNotContain(person("周颖"), person("林峰"));
        assertThat(count(db -> db.fetchCount(NOTICE, NOTICE.KIND.eq("emergency_raised"), NOTICE.CRITICAL.isTrue()))).isEqualTo(told("emergency_raised").size());
        assertThat(responder.get(world.url("/inbox")).body()).contains("响应突发问题", "E-1 推广物料印制");
        assertThat(chief.get(world.here("/board")).page().select("#emergencies tbody tr").text()).contains("E-1", "推广物料印制", "华南");
    }

    @Test
    void sentTwiceItIsRaisedOnceAndNumbersAreNeverGivenTwice() {
        var id = UUID.randomUUID().toString();
        assertThat(raise(raiser, id, "停电").location()).endsWith("/1");
        assertThat(raise(raiser, id, "停电").location()).endsWith("/1");
        assertThat(raise(raiser, UUID.randomUUID().toString(), "又停电").location()).endsWith("/2");
        assertThat(count(db -> db.fetchCount(EMERGENCY, EMERGENCY.PROJECT_ID.eq(world.project)))).isEqualTo(2);
        var elsewhere = worlds.world();
        assertThat(elsewhere.signedIn("王敏", port).post(elsewhere.here("/emergencies"), "id", id, "title", "x", "severity", "minor").status()).as("an id of another workspace’s").isEqualTo(303);
        assertThat(chief.get(world.here("/emergencies/1")).body()).contains("停电");
    }

    @Test
    void theResponseClockStopsWithTheFirstWordOfSomebodyWhoWasCalled() {
        raise(raiser, "停电");
        clock.forward(Duration.ofMinutes(20));
        say(raiser, "有人吗？");
        say(world.signedIn("林峰", port), "我在现场");
        assertThat(one().get(EMERGENCY.RESPONDED_AT)).as("neither the raiser’s nor a bystander’s word").isNull();
        responder.post(world.here("/emergencies/1/responders"));
        assertThat(one().get(EMERGENCY.RESPONDED_AT)).as("coming in is no word yet").isNull();
        clock.forward(Duration.ofMinutes(20));
        say(world.signedIn("Tan Wei", port), "On it.");
        assertThat(one().get(EMERGENCY.RESPONDED_AT)).isEqualTo(BEGIN.plus(Duration.ofMinutes(40)));
        assertThat(duty("emergency_response").get(DUTY.STATE)).isEqualTo("met");
        assertThat(member(db -> db.select(DUTY.OWNER_ID).from(DUTY).where(DUTY.KIND.eq("emergency_solution"), DUTY.STATE.eq("open")).fetchSingle().value1())).as("who answered sees to the solution").isEqualTo(person("Tan Wei"));
        var room = raiser.get(world.here("/emergencies/1")).page();
        assertThat(room.select("#clocks").text()).contains("按时完成", "用时40分钟");
        assertThat(room.select("#timeline .answer").text()).contains("Tan Wei", "首次响应", "On it.");
        assertThat(room.select("#who li").text()).as("everybody’s own time").contains("03:40");
        clock.forward(Duration.ofHours(3));
        say(responder, "我也到了");
        assertThat(one().get(EMERGENCY.RESPONDED_AT)).as("once").isEqualTo(BEGIN.plus(Duration.ofMinutes(40)));
    }

    @Test
    void anAnswerAfterTwoHoursIsMissed() {
        raise(raiser, "停电");
        clock.forward(Duration.ofHours(2).plusSeconds(1));
        assertThat(chief.get(world.here("/emergencies/1")).page().select("#clocks .late")).isNotEmpty();
        say(responder, "收到");
        assertThat(duty("emergency_response").get(DUTY.STATE)).isEqualTo("met_late");
        assertThat(chief.get(world.here("/emergencies/statistics")).page().select("#by-party").text()).contains("华南");
        assertThat(chief.get(world.here("/emergencies/statistics")).page().select("#total").text()).contains("按时响应0/1");
    }

    @Test
    void aProposalStopsTheSolutionClockAndARejectionLetsItRunOn() {
        raise(raiser, "停电");
        say(responder, "收到");
        clock.forward(Duration.ofHours(5));
        propose(responder, "租用发电机");
        assertThat(one().get(EMERGENCY.PROPOSED_AT)).isEqualTo(BEGIN.plus(Duration.ofHours(5)));
        assertThat(duty("emergency_solution").get(DUTY.STATE)).isEqualTo("met");
        assertThat(duty("emergency_judgement").get(DUTY.OWNER_ID)).isEqualTo(person("周颖"));
        var first = proposal();
        assertThat(judge(responder, "acceptance", first, null).status()).as("not one’s own").isEqualTo(403);
        assertThat(judge(world.signedIn("林峰", port), "acceptance", first, null).status()).isEqualTo(403);
        assertThat(propose(world.signedIn("林峰", port), "另一个办法").status()).as("one at a time").isEqualTo(422);
        assertThat(judge(raiser, "rejection", first, "").page().select("#rejection-reason[aria-invalid=true]")).hasSize(1);
        assertThat(judge(raiser, "rejection", first, "今晚没有车").status()).isEqualTo(303);
        assertThat(one().get(EMERGENCY.PROPOSED_AT)).isNull();
        assertThat(duty("emergency_solution").get(DUTY.STATE)).isEqualTo("open");
        assertThat(duty("emergency_solution").get(DUTY.DUE_AT)).as("due when it was due").isEqualTo(BEGIN.plus(Duration.ofHours(24)));
        assertThat(raiser.get(world.here("/emergencies/1")).page().select("#clocks").text()).contains("继续计时");
        assertThat(told("solution_rejected")).contains(person("陈浩"));
        clock.forward(Duration.ofHours(1));
        propose(responder, "调用邻仓电源");
        assertThat(judge(chief, "acceptance", first, null).status()).as("the first one is not the one to judge any more").isEqualTo(409);
        assertThat(judge(chief, "acceptance", proposal(), null).status()).isEqualTo(303);
        assertThat(judge(raiser, "rejection", proposal(), "太晚").status()).isEqualTo(409);
        var room = responder.get(world.here("/emergencies/1")).page();
        assertThat(room.select("#solution").text()).contains("调用邻仓电源", "已采纳方案");
        assertThat(room.select("#timeline .proposal").eachText()).hasSize(2).anyMatch(text -> text.contains("未采纳"));
        assertThat(duty("emergency_review").get(DUTY.OWNER_ID)).isEqualTo(person("陈浩"));
    }

    @Test
    void whoeverRaisedItDoesNotJudgeTheirOwnProposal() {
        raise(raiser, "停电");
        propose(raiser, "先用手电");
        assertThat(duty("emergency_judgement").get(DUTY.OWNER_ID)).isEqualTo(person("王敏"));
        assertThat(judge(raiser, "acceptance", proposal(), null).status()).isEqualTo(422);
        assertThat(judge(chief, "acceptance", proposal(), null).status()).isEqualTo(303);
        assertThat(one().get(EMERGENCY.RESPONDED_AT)).as("nobody has answered all the same").isNull();
    }

    @Test
    void itIsClosedWithWhatWasLearnedAndThenNothingIsAdded() {
        raise(raiser, "停电");
        propose(responder, "租用发电机");
        assertThat(close(raiser, "线路老化", "邻仓有电源", "每季度检查").status()).as("not before a solution is accepted").isEqualTo(422);
        judge(raiser, "acceptance", proposal(), null);
        assertThat(raiser.post(world.here("/emergencies/1/withdrawal"), "reason", "算了").status()).isEqualTo(422);
        assertThat(close(responder, "", "邻仓有电源", "").page().select("#closure [aria-invalid=true]").eachAttr("name")).containsExactly("cause", "changes");
        assertThat(close(world.signedIn("林峰", port), "a", "b", "c").status()).isEqualTo(403);
        assertThat(close(responder, "线路老化", "邻仓有电源", "每季度检查").status()).isEqualTo(303);
        assertThat(duty("emergency_review").get(DUTY.STATE)).isEqualTo("met");
        var room = raiser.get(world.here("/emergencies/1")).page();
        assertThat(room.select("#review").text()).contains("线路老化", "邻仓有电源", "每季度检查");
        assertThat(room.select("#say, .confirm, #facts form")).isEmpty();
        assertThat(say(raiser, "还有").status()).isEqualTo(422);
        assertThat(raiser.get(world.here("/plan")).page().select(".rail a[href$=/emergencies] b")).isEmpty();
        assertThat(raiser.get(world.here("/emergencies")).page().select("#over tr").text()).contains("E-1");
    }

    @Test
    void aFalseAlarmIsWithdrawnWithAReasonAndNobodyOwesAnythingMore() {
        raise(raiser, "冒烟");
        assertThat(raiser.post(world.here("/emergencies/1/withdrawal"), "_form", "withdrawal", "_from", world.here("/emergencies/1"), "reason", " ").page().select("#withdrawal-reason[aria-invalid=true]")).hasSize(1);
        assertThat(raiser.post(world.here("/emergencies/1/withdrawal"), "reason", "是水蒸气").status()).isEqualTo(303);
        assertThat(count(db -> db.fetchCount(DUTY, DUTY.PROJECT_ID.eq(world.project), DUTY.STATE.eq("open"), DUTY.KIND.startsWith("emergency")))).isZero();
        assertThat(told("emergency_withdrawn")).contains(person("陈浩"));
        assertThat(chief.get(world.here("/emergencies/statistics")).page().select("#total")).as("it was none").isEmpty();
    }

    @Test
    void withoutAGroupTheLeadOfThePartyThatIsHitIsCalledAndThatIsSaid() {
        world = worlds.world();
        raiser = world.signedIn("周颖", port);
        assertThat(raiser.get(world.here("/emergencies/new")).page().select("#gaps").text()).contains("尚未建立应急沟通群");
        raise(raiser, "停电");
        assertThat(duty("emergency_response").get(DUTY.OWNER_ID)).isEqualTo(person("陈浩"));
        world.signedIn("陈浩", port).post(world.here("/emergencies"), "id", UUID.randomUUID().toString(), "title", "漏水", "severity", "minor", "party", world.parties.get("华南").toString());
        assertThat(member(db -> db.select(DUTY.OWNER_ID).from(DUTY).where(DUTY.KIND.eq("emergency_response")).orderBy(DUTY.ID.desc()).limit(1).fetchSingle().value1())).as("who raises it is not called for it").isEqualTo(person("王敏"));
    }

    @Test
    void aBlockerBecomesAnEmergencyAndTheThreadIsKept() {
        var number = task("推广物料印制", "华南", "周颖");
        raiser.post(world.here("/tasks/" + number + "/status"), "move", "block", "reason", "设计稿未反馈，印厂无法排产");
        clock.forward(Duration.ofHours(1));
        var link = raiser.get(world.here("/tasks/" + number)).page().select(".convert a[href*=emergencies]").attr("href");
        var page = raiser.get(link).page();
        assertThat(page.select("#emergency-title").val()).isEqualTo("推广物料印制");
        assertThat(page.select("#emergency-what").text()).isEqualTo("设计稿未反馈，印厂无法排产");
        raiser.post(world.here("/emergencies"), fields(page.selectFirst("form#emergency")));
        clock.forward(Duration.ofHours(1));
        say(responder, "我去印厂");
        clock.forward(Duration.ofMinutes(10));
        raiser.post(world.here("/tasks/" + number + "/status"), "move", "unblock");
        assertThat(raiser.get(world.here("/tasks/" + number)).page().select("#thread").text()).contains("转为", "E-1");
        var room = raiser.get(world.here("/emergencies/1")).page();
        assertThat(room.select("#thread").text()).contains("来自", "HDSS-" + number);
        var story = raiser.get(room.select("#thread a").last().attr("href")).page();
        assertThat(story.select(".story-path li")).hasSize(2);
        assertThat(story.select(".timeline.story > li").eachText()).satisfiesExactly(
                first -> assertThat(first).contains("HDSS-" + number, "设计稿未反馈"),
                second -> assertThat(second).contains("E-1", "上报了突发问题"),
                third -> assertThat(third).contains("陈浩", "我去印厂"),
                fourth -> assertThat(fourth).contains("周颖", "HDSS-" + number));
        assertThat(story.select(".timeline.story > li.first")).hasSize(2);
        // What is learned here can become a risk, which starts from its words.
        var risk = chief.get(world.here("/emergencies/1")).page().select(".convert a[href*=risks]").attr("href");
        assertThat(chief.get(risk).page().select("form textarea").eachText()).anyMatch(text -> text.contains("设计稿未反馈"));
        assertThat(raiser.get(world.here("/emergencies/new?from=task:" + UUID.randomUUID())).status()).isEqualTo(404);
        assertThat(raiser.get(world.here("/emergencies/new?from=nonsense")).status()).isEqualTo(400);
        assertThat(raiser.get(world.here("/story?of=risk:" + UUID.randomUUID())).status()).isEqualTo(404);
    }

    @Test
    void theGroupIsMadeFromTheTeamAndItsGapsAreSeen() {
        world = worlds.world();
        chief = world.signedIn("王敏", port);
        var group = world.here("/emergencies/group");
        assertThat(world.signedIn("陈浩", port).post(group).status()).isEqualTo(403);
        chief.post(group);
        var page = chief.get(group).page();
        assertThat(page.select("#contacts li").eachText()).hasSize(6).first().asString().contains("李婷");
        assertThat(page.select("#gaps").text()).contains("没有电话", "未设置群聊链接", "群内没有市场部的人员");
        chief.post(group);
        assertThat(chief.get(group).page().select("#contacts li")).as("made again, nobody is in it twice").hasSize(6);
        assertThat(chief.post(group + "/chat", "_form", "chat-form", "_from", group, "version", page.select("#chat-form [name=version]").val(), "chat_name", "群", "chat_link", "javascript:alert(1)").page().select("#chat-form-chat_link[aria-invalid=true]")).hasSize(1);
        assertThat(chief.post(group + "/contacts", "_form", "contact", "_from", group, "id", UUID.randomUUID().toString(), "name", "", "phone", "").page().select("#contact [aria-invalid=true]").eachAttr("name")).contains("name", "phone");
        assertThat(chief.post(group + "/contacts", "_form", "contact", "_from", group, "id", UUID.randomUUID().toString(), "name", "消防队", "phone", "打不通").status()).isEqualTo(422);
        assertThat(chief.post(group + "/contacts", "_form", "contact", "_from", group, "id", UUID.randomUUID().toString(), "member", person("李婷").toString()).page().select("#contact-member[aria-invalid=true]")).hasSize(1);
        assertThat(chief.post(group + "/contacts", "id", UUID.randomUUID().toString(), "name", "消防队", "phone", "119").status()).isEqualTo(303);
        assertThat(chief.get(group).page().select("#contacts a[href=tel:119]").attr("aria-label")).contains("消防队");
        var wei = chief.get(group).page().select("#contacts li:contains(Tan Wei) form[action$=/front]").attr("action");
        chief.post(wei);
        raiser = world.signedIn("周颖", port);
        raise(raiser, "停电");
        assertThat(duty("emergency_response").get(DUTY.OWNER_ID)).as("whom the group calls first").isEqualTo(person("Tan Wei"));
    }

    @Test
    void theGroupStandsOnceTheProjectIsLaunchedAndIsLeftAsPeopleKeepIt() {
        world = worlds.world();
        chief = world.signedIn("王敏", port);
        var group = world.here("/emergencies/group");
        assertThat(chief.get(group).page().select("#contacts li")).isEmpty();
        var sponsor = world.person("赵总").actor();
        world.in(() -> gates.waive(world.project, Stage.PREPARATION, "启动会上确认", sponsor));
        var page = chief.get(group).page();
        assertThat(page.select("#contacts li")).hasSize(6);
        chief.post(page.select("#contacts li:contains(李婷) form[action$=/removal]").attr("action"), "version", "0");
        world.in(() -> gates.waive(world.project, Stage.LAUNCH, "书面签署", sponsor));
        assertThat(chief.get(group).page().select("#contacts li")).as("who was taken out stays out").hasSize(5);
        assertThat(count(db -> db.fetchCount(ACTIVITY, ACTIVITY.PROJECT_ID.eq(world.project), ACTIVITY.TYPE.eq("emergency_group_made")))).isEqualTo(1);
    }

    @Test
    void theClocksAreThoseOfTheProjectAndAlwaysRoundTheClock() {
        assertThat(chief.get(world.here("/emergencies")).page().select(".empty").text()).contains("2小时内首次响应", "24小时内提出方案");
        var at = world.here("/clocks/emergency_response");
        var form = new String[] {"_form", "clock", "_from", world.here("/clocks?kind=emergency_response"), "hours", "1", "reminder", "75", "owner", "100", "lead", "125", "chief", "150", "sponsor", "200", "version", "0"};
        assertThat(chief.post(at, with(form, "clock", "working_time")).page().select("#clock-clock [aria-invalid=true]")).isNotEmpty();
        assertThat(chief.post(at, with(form, "clock", "round_the_clock")).status()).isEqualTo(303);
        assertThat(chief.get(world.here("/emergencies")).page().select(".empty").text()).contains("1小时内首次响应");
        raise(raiser, "停电");
        assertThat(duty("emergency_response").get(DUTY.DUE_AT)).isEqualTo(BEGIN.plus(Duration.ofHours(1)));
    }

    @Test
    void factsAreCorrectedByWhoRaisedItOrRunsTheProject() {
        raise(raiser, "停电");
        var at = world.here("/emergencies/1/facts");
        var version = raiser.get(world.here("/emergencies/1")).page().select("#restating [name=version]").val();
        assertThat(responder.post(at, "version", version, "severity", "severe").status()).isEqualTo(403);
        assertThat(raiser.post(at, "_form", "restating", "_from", world.here("/emergencies/1"), "version", version, "severity", "dreadful").page().select("#restating-severity[aria-invalid=true]")).hasSize(1);
        assertThat(raiser.post(at, "version", version, "severity", "severe", "place", "二号仓", "party", world.parties.get("德国").toString()).status()).isEqualTo(303);
        assertThat(chief.post(at, "version", version, "severity", "minor").status()).as("somebody was quicker").isEqualTo(409);
        var second = chief.post(at, "_form", "restating", "_from", world.here("/emergencies/1"), "version", version, "severity", "minor", "party", world.parties.get("华东").toString()).page();
        assertThat(second.select("#restating-parties-meanwhile, #restating-party-meanwhile").text()).isEqualTo("现在是：德国");
        var room = chief.get(world.here("/emergencies/1")).page();
        assertThat(room.select("#facts").text()).contains("二号仓", "德国");
        assertThat(room.select("#timeline .restated").text()).contains("将严重程度改为重大");
    }

    @Test
    void aClosedProjectIsOnlyRead() {
        raise(raiser, "停电");
        propose(responder, "租用发电机");
        sql(db -> db.update(PROJECT).set(PROJECT.STAGE, "closed").where(PROJECT.ID.eq(world.project)).execute());
        assertThat(raise(raiser, "又停电").status()).isEqualTo(403);
        assertThat(say(responder, "收到").status()).isEqualTo(403);
        assertThat(judge(raiser, "acceptance", proposal(), null).status()).isEqualTo(403);
        assertThat(chief.post(world.here("/emergencies/group")).status()).isEqualTo(403);
        assertThat(raiser.get(world.here("/emergencies/new")).status()).isEqualTo(403);
        var room = chief.get(world.here("/emergencies/1")).page();
        assertThat(room.select("#message, #proposal, #rejection, #withdrawal, #restating")).isEmpty();
        assertThat(room.select("#timeline").text()).contains("租用发电机");
    }

    @Test
    void noProjectLeavesExecutionWithOneOpen() {
        raise(raiser, "停电");
        assertThat(in(world.workspace, () -> gates.of(world.project, Stage.EXECUTION)).items()).anySatisfy(item -> {
            assertThat(item.key()).isEqualTo("no_open_emergency");
            assertThat(item.missing()).containsExactly("E-1 停电");
        });
    }

    // ---- how it is done

    private static String[] with(String[] form, String... further) {
        var all = new ArrayList<>(List.of(form));
        all.addAll(List.of(further));
        return all.toArray(String[]::new);
    }

    private Browser.Seen raise(Browser who, String title) {
        return raise(who, UUID.randomUUID().toString(), title);
    }

    private Browser.Seen raise(Browser who, String id, String title) {
        return who.post(world.here("/emergencies"), "id", id, "title", title, "severity", "serious", "party", world.parties.get("华南").toString());
    }

    private Browser.Seen say(Browser who, String text) {
        return who.post(world.here("/emergencies/1/messages"), "_form", "message", "_from", world.here("/emergencies/1"), "id", UUID.randomUUID().toString(), "body", text);
    }

    private Browser.Seen propose(Browser who, String text) {
        return who.post(world.here("/emergencies/1/solution"), "_form", "proposal", "_from", world.here("/emergencies/1"), "id", UUID.randomUUID().toString(), "solution", text);
    }

    private Browser.Seen judge(Browser who, String how, String proposal, String reason) {
        return who.post(world.here("/emergencies/1/solution/" + how), "_form", "rejection", "_from", world.here("/emergencies/1"), "proposal", proposal, "reason", reason == null ? "" : reason);
    }

    private Browser.Seen close(Browser who, String cause, String helped, String changes) {
        return who.post(world.here("/emergencies/1/closure"), "_form", "closure", "_from", world.here("/emergencies/1"), "cause", cause, "helped", helped, "changes", changes);
    }

    private void contact(String name) {
        chief.post(world.here("/emergencies/group/contacts"), "id", UUID.randomUUID().toString(), "member", person(name).toString(), "phone", "+86 138 0000 0000");
    }

    private String proposal() {
        return sql(db -> db.select(EMERGENCY_ENTRY.ID).from(EMERGENCY_ENTRY).where(EMERGENCY_ENTRY.KIND.eq("proposal")).orderBy(EMERGENCY_ENTRY.AT.desc()).limit(1).fetchSingle().value1().toString());
    }

    private org.jooq.Record one() {
        return sql(db -> db.selectFrom(EMERGENCY).where(EMERGENCY.PROJECT_ID.eq(world.project), EMERGENCY.NUMBER.eq(1)).fetchSingle());
    }

    /** The newest duty of this kind that was not handed on. */
    private org.jooq.Record duty(String kind) {
        return sql(db -> db.selectFrom(DUTY).where(DUTY.KIND.eq(kind), DUTY.PROJECT_ID.eq(world.project), DUTY.STATE.ne("cancelled")).orderBy(DUTY.ID.desc()).limit(1).fetchSingle());
    }

    private List<MemberId> told(String kind) {
        return sql(db -> db.select(NOTICE.MEMBER_ID).from(NOTICE).where(NOTICE.KIND.eq(kind)).fetch(NOTICE.MEMBER_ID));
    }

    private MemberId person(String name) {
        return world.person(name).member();
    }

    private int task(String title, String party, String owner) {
        var fields = TaskFields.titled(title).withParty(world.parties.get(party)).withOwner(person(owner));
        return in(world.workspace, () -> tasks.add(new Tasks.NewTask(TaskId.next(), world.project, TaskKind.TASK, null, null, fields), world.person("王敏").actor()).task().number());
    }

    private static String[] fields(org.jsoup.nodes.Element form) {
        var fields = new ArrayList<String>();
        ((FormElement) form).formData().forEach(data -> {
            fields.add(data.key());
            fields.add(data.value());
        });
        return fields.toArray(String[]::new);
    }

    private int count(java.util.function.Function<DSLContext, Integer> work) {
        return sql(work);
    }

    private MemberId member(java.util.function.Function<DSLContext, MemberId> work) {
        return sql(work);
    }

    private <T> T sql(java.util.function.Function<DSLContext, T> work) {
        return in(world.workspace, () -> transaction.execute(status -> work.apply(db)));
    }
}
