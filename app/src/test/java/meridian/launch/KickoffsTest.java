package meridian.launch;

import static db.activity.Tables.ACTIVITY;
import static db.duty.Tables.DUTY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import meridian.document.Documents;
import meridian.identity.Grants;
import meridian.identity.Role;
import meridian.meeting.Meeting;
import meridian.meeting.MeetingSheets;
import meridian.meeting.Meetings;
import meridian.meeting.MinuteBook;
import meridian.meeting.Minutes;
import meridian.meeting.MinutesSheets;
import meridian.project.Charters;
import meridian.project.Gates;
import meridian.project.Stage;
import meridian.tenancy.Actor;
import meridian.tenancy.KickoffQuestionId;
import meridian.tenancy.MeetingId;
import meridian.tenancy.MinutesRowId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.Refused;
import meridian.world.MeridianTest;
import meridian.world.Worlds.World;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** The kickoff from its first item to whoever was absent. */
class KickoffsTest extends MeridianTest {
    @Autowired
    Kickoffs kickoffs;

    @Autowired
    DSLContext db;

    @Autowired
    Gates gates;

    @Autowired
    Meetings meetings;

    @Autowired
    MeetingSheets sheets;

    @Autowired
    MinuteBook book;

    @Autowired
    MinutesSheets minutes;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Grants grants;

    @Autowired
    meridian.identity.Regions regions;

    @Autowired
    meridian.project.Parties parties;

    @Autowired
    CommitmentLetters letters;

    @Autowired
    Charters charters;

    @Autowired
    Documents documents;

    World world;

    @BeforeEach
    void aWorld() {
        world = worlds.world();
    }

    @Test
    void itIsGoneThroughOnOneScreenAndAbsenteesConfirmAfterwards() {
        refused("launch.not_in_launch", () -> kickoffs.begin(world.project, who("王敏")));
        world.in(() -> gates.waive(world.project, Stage.PREPARATION, "窗口期", who("赵总")));
        refused("launch.kickoff_not_begun", () -> kickoffs.done(world.project, Kickoff.Step.CHARTER, who("王敏")));
        thrown(NotAllowed.class, () -> kickoffs.begin(world.project, who("李婷")));
        var chief = world.signedIn("王敏", port);
        var at = world.here("/launch/kickoff");
        assertThat(chief.get(at).page().select("form[action$=/launch/kickoff]")).hasSize(1);
        assertThat(world.signedIn("李婷", port).get(at).page().select("form[action*=/launch/kickoff]")).isEmpty();
        assertThat(chief.post(at).status()).isEqualTo(303);
        assertThat(chief.post(at).status()).as("sent twice").isEqualTo(303);
        assertThat(chief.get(at).page().select("#tables").text()).contains("跨区域团队架构及职责表 V1.0").contains("协同资源清单 V1.0");
        refused("launch.kickoff_missing.charter", () -> kickoffs.end(world.project, who("王敏")));
        assertThat(chief.post(at + "/steps/charter").status()).isEqualTo(303);
        assertThat(chief.post(at + "/steps/lunch").status()).isEqualTo(404);
        assertThat(chief.post(at + "/steps/readiness").status()).isEqualTo(303);
        refused("launch.kickoff_missing.tables", () -> kickoffs.end(world.project, who("王敏")));

        var typed = new ArrayList<>(List.of("_form", "stands", "_from", at));
        world.parties.forEach((name, party) -> typed.addAll(List.of("stand_" + party, name.equals("德国") || name.equals("市场部") ? "absent" : "present", "objection_" + party, name.equals("华南") ? "返工费用未写明" : "")));
        assertThat(chief.post(at + "/parties", typed.toArray(String[]::new)).status()).isEqualTo(303);
        refused("refused.too_long", () -> kickoffs.note(world.project, List.of(new Kickoffs.Note(world.parties.get("华东"), true, "长".repeat(2001))), who("王敏")));
        thrown(NotAllowed.class, () -> kickoffs.note(world.project, List.of(new Kickoffs.Note(world.parties.get("华东"), true, "")), who("李婷")));
        var question = KickoffQuestionId.next();
        assertThat(chief.post(at + "/questions", "id", question.toString(), "party", world.parties.get("华南").toString(), "question", "返工由谁承担？", "answer", "由印厂承担。").status()).isEqualTo(303);
        assertThat(chief.post(at + "/questions", "id", question.toString(), "question", "返工由谁承担？").status()).isEqualTo(303);
        assertThat(chief.post(at + "/questions", "_form", "question", "_from", at, "id", KickoffQuestionId.next().toString(), "question", " ").status()).isEqualTo(422);
        // What was done there is in the history, once each, with what was said.
        assertThat(chief.post(at + "/steps/charter").status()).isEqualTo(303);
        assertThat(chief.post(at + "/parties", typed.toArray(String[]::new)).status()).isEqualTo(303);
        assertThat(recorded()).containsExactly("kickoff_charter_explained", "kickoff_readiness_heard", "kickoff_noted", "kickoff_asked");
        assertThat(chief.get(world.here("/activity")).page().select("main").text()).contains("在启动会上说明了目标说明书", "返工费用未写明", "返工由谁承担？");
        assertThat(missing()).contains("德国", "市场部").doesNotContain("华南");
        // Another is asked, and answered later; of two who answer it the second sees what the first wrote.
        var open = KickoffQuestionId.next();
        assertThat(chief.post(at + "/questions", "id", open.toString(), "question", "样品何时到仓？").status()).isEqualTo(303);
        assertThat(chief.post(at + "/questions/" + open + "/answer", "answer", " ").status()).isEqualTo(422);
        assertThat(chief.post(at + "/questions/" + open + "/answer", "answer", "十月中旬").status()).isEqualTo(303);
        assertThat(chief.post(at + "/questions/" + open + "/answer", "before", "", "answer", "十月底").status()).isEqualTo(409);
        assertThat(chief.post(at + "/questions/" + open + "/answer", "before", "十月中旬", "answer", "十月底").status()).isEqualTo(303);
        assertThat(world.signedIn("陈浩", port).post(at + "/questions/" + open + "/answer", "before", "十月底", "answer", "明天").status()).isEqualTo(403);
        assertThat(chief.get(at).page().select("#questions dd").text()).contains("十月底").doesNotContain("十月中旬");
        var left = KickoffQuestionId.next();
        assertThat(chief.post(at + "/questions", "id", left.toString(), "question", "谁付仓储费？").status()).isEqualTo(303);
        var early = in(world.workspace, () -> kickoffs.of(world.project)).orElseThrow().stand(world.parties.get("德国")).id();
        refused("launch.kickoff_runs", () -> kickoffs.confirmLater(world.project, early, null, who("Johanna Maier")));
        assertThat(chief.post(at + "/end").status()).isEqualTo(303);
        refused("launch.kickoff_over", () -> kickoffs.done(world.project, Kickoff.Step.CHARTER, who("王敏")));
        var over = chief.get(at).page();
        assertThat(over.select("#tables").text()).contains("返工费用未写明").contains("5/7");
        assertThat(over.select("#questions dt")).hasSize(3);
        // What was left open is answered afterwards; what was answered stays.
        assertThat(chief.post(at + "/questions/" + open + "/answer", "before", "十月底", "answer", "明天").status()).isEqualTo(422);
        assertThat(chief.post(at + "/questions/" + left + "/answer", "before", "", "answer", "供应链").status()).isEqualTo(303);
        assertThat(chief.get(at).page().select("#questions dd").text()).contains("供应链", "十月底");
        assertThat(over.select("form[action$=/end], form#stands, form#question")).isEmpty();

        var absent = world.signedIn("Johanna Maier", port);
        var tap = absent.get(world.url("/inbox")).page().select(".duty form[action*=/kickoff/parties/]").attr("action");
        thrown(NotFound.class, () -> kickoffs.confirmLater(world.project, meridian.tenancy.TableConfirmationId.next(), null, who("Johanna Maier")));
        assertThat(world.signedIn("李婷", port).post(tap).status()).isEqualTo(403);
        assertThat(absent.post(tap).status()).isEqualTo(303);
        assertThat(absent.post(tap).status()).isEqualTo(422);
        assertThat(missing()).containsExactly("市场部");

        // The gate asks for the minutes, too, and they say what was confirmed.
        assertThat(gate("kickoff_held")).isFalse();
        var meeting = MeetingId.next();
        var number = in(world.workspace, () -> meetings.call(world.project, meeting, new Meetings.Facts(Meeting.Kind.KICKOFF, "启动会", Meeting.Mode.ONLINE, "", "", "", world.regions.get("华东"), LocalDateTime.now(ZoneId.of("Asia/Shanghai")).plusMinutes(30).withSecond(0).withNano(0), 60,
                who("王敏").person(), who("王敏").person(), List.of(who("李婷").person()), "", null, null, List.of()), null, who("王敏")));
        world.in(() -> meetings.begin(world.project, meeting, who("王敏")));
        world.in(() -> meetings.attend(world.project, meeting, sheets.get(meeting).participants().stream().map(one -> new Meetings.There(one.person(), Meeting.Attendance.PRESENT, "")).toList(), sheets.get(meeting).version(), who("王敏")));
        world.in(() -> book.begin(world.project, meeting, who("王敏")));
        var row = MinutesRowId.next();
        world.in(() -> book.add(world.project, meeting, row, Minutes.Section.NOTES, null, who("王敏")));
        world.in(() -> book.save(world.project, meeting, row, new MinuteBook.Typed(null, "目标说明书已宣讲。", "", null, null, null, "", false), true, 0, who("王敏")));
        assertThat(gate("kickoff_held")).as("nothing is published yet").isFalse();
        world.in(() -> book.publish(world.project, meeting, false, "", minutes.of(sheets.get(meeting)).orElseThrow().version(), who("王敏")));
        assertThat(gate("kickoff_held")).isTrue();
        assertThat(chief.get(world.here("/meetings/" + number + "/minutes")).page().text()).contains("华南的异议：返工费用未写明").contains("市场部：缺席，待会后确认").contains("-RT-001 V1.0");
        assertThat(chief.get(at).page().select("a[href$=/minutes]")).hasSize(1);
        // Issued, they say what was so then, whoever confirms afterwards and whatever meeting is called.
        var paper = world.here("/meetings/" + number + "/minutes/paper?lang=zh-CN");
        var issued = chief.get(paper).page().select("article.document").text();
        assertThat(issued).contains("市场部：缺席，待会后确认");
        var late = in(world.workspace, () -> kickoffs.of(world.project)).orElseThrow().stand(world.parties.get("市场部"));
        world.in(() -> grants.grant(world.person("外人").member(), world.project, world.parties.get("市场部"), Role.SUPPORT_HEAD, who("王敏")));
        world.in(() -> kickoffs.confirmLater(world.project, late.id(), null, who("外人")));
        assertThat(missing()).isEmpty();
        assertThat(chief.get(paper).page().select("article.document").text()).isEqualTo(issued);
        assertThat(chief.get(paper + "&issue=1").page().select("article.document").text()).contains("市场部：缺席，待会后确认");
        assertThat(chief.get(world.here("/meetings/" + number + "/minutes")).page().text()).contains("市场部：缺席，待会后确认");
        // Opened again they are a draft, which says how it stands.
        world.in(() -> book.revise(world.project, meeting, who("王敏")));
        assertThat(chief.get(paper).page().select("article.document").text()).doesNotContain("市场部：缺席，待会后确认");
        assertThat(chief.get(paper.replace("zh-CN", "en") + "&issue=1").page().select("article.document").text()).contains("市场部").doesNotContain("缺席");
    }

    @Test
    void whoseLetterNamesOtherVersionsThanTheKickoffConfirmedConfirmsTheseToo() {
        world.in(() -> {
            var charter = charters.of(world.project);
            documents.issue(charters.document(charter).id(), "", charter.content().json(), who("王敏").person(), null, meridian.document.Approver.of(who("赵总").person()));
        });
        world.in(() -> gates.waive(world.project, Stage.PREPARATION, "窗口期", who("赵总")));
        var chief = world.signedIn("王敏", port);
        var at = world.here("/launch/kickoff");
        world.in(() -> kickoffs.begin(world.project, who("王敏")));
        assertThat(chief.get(at).page().select("#charter").text()).as("explained right there").contains("目标", "交付物");
        for (var step : Kickoff.Step.values()) world.in(() -> kickoffs.done(world.project, step, who("王敏")));
        world.in(() -> kickoffs.note(world.project, world.parties.values().stream().map(party -> new Kickoffs.Note(party, true, "")).toList(), who("王敏")));
        world.in(() -> kickoffs.end(world.project, who("王敏")));
        assertThat(missing()).isEmpty();

        assertThat(in(world.workspace, () -> letters.prepare(world.project, meridian.web.Words.CHINESE, "", 0, who("王敏")))).isPositive();
        assertThat(missing()).as("they name what was confirmed").isEmpty();
        var lead = world.signedIn("李婷", port);
        assertThat(lead.get(at).page().select("#letters form[action$=/signature] input[name=password]")).as("signed on the same screen").hasSize(1);
        assertThat(chief.get(at).page().select("#letters form[action$=/signature]")).isEmpty();

        world.in(() -> grants.grant(world.person("外人").member(), world.project, world.parties.get("市场部"), Role.SUPPORT_HEAD, who("王敏")));
        world.in(() -> letters.prepare(world.project, meridian.web.Words.CHINESE, "", 1, who("王敏")));
        assertThat(missing()).as("the team is another one").contains("华东", "市场部");
        assertThat(lead.get(at).page().select("#tables").text()).contains("补充确认", "跨区域团队架构及职责表 V2.0");
        var tap = lead.get(world.url("/inbox")).page().select(".duty form[action*=/kickoff/parties/]").attr("action");
        assertThat(lead.post(tap).status()).isEqualTo(303);
        assertThat(lead.post(tap).status()).as("once").isEqualTo(422);
        assertThat(missing()).doesNotContain("华东").contains("市场部");

        // Prepared again meanwhile, they name what nobody has seen yet; what is owed goes on being due when it was.
        var south = world.signedIn("陈浩", port);
        var old = south.get(world.url("/inbox")).page().select(".duty form[action*=/kickoff/parties/]").attr("action");
        var due = due("陈浩");
        clock.forward(java.time.Duration.ofHours(30));
        world.in(() -> grants.grant(world.person("外人").member(), world.project, world.parties.get("供应链"), Role.SUPPORT_HEAD, who("王敏")));
        world.in(() -> letters.prepare(world.project, meridian.web.Words.CHINESE, "", 2, who("王敏")));
        assertThat(due("陈浩")).isEqualTo(due);
        assertThat(south.post(old).status()).as("other versions than were read").isEqualTo(409);
        assertThat(missing()).contains("华南");
        var now = south.get(world.url("/inbox")).page().select(".duty form[action*=/kickoff/parties/]").attr("action");
        assertThat(south.post(now).status()).isEqualTo(303);
        assertThat(missing()).doesNotContain("华南");
        // The older issue is called by its own version.
        assertThat(chief.get(world.here("/launch/tables/responsibility_table/1/table.pdf")).response().headers().firstValue("content-disposition").orElse("")).contains("v1");
    }

    @Test
    void eachPartRunsAgainstTheClockByTheAgendaOfTheMeeting() {
        world.in(() -> gates.waive(world.project, Stage.PREPARATION, "窗口期", who("赵总")));
        var chief = world.signedIn("王敏", port);
        var at = world.here("/launch/kickoff");
        assertThat(chief.get(at).page().select("#begin input[name=minutes_readiness]").val()).as("the usual").isEqualTo("40");
        var agenda = List.of(new Meetings.NewTopic("宣讲目标", null, 10), new Meetings.NewTopic("各单位汇报", null, 30), new Meetings.NewTopic("确认两张表", null, null));
        world.in(() -> meetings.call(world.project, MeetingId.next(), new Meetings.Facts(Meeting.Kind.KICKOFF, "启动会", Meeting.Mode.ONLINE, "", "", "", world.regions.get("华东"), LocalDateTime.ofInstant(clock.instant(), ZoneId.of("Asia/Shanghai")).plusMinutes(30).withSecond(0).withNano(0), 60,
                who("王敏").person(), who("王敏").person(), List.of(who("李婷").person()), "", null, null, agenda), null, who("王敏")));
        var called = chief.get(at).page();
        assertThat(called.select("a.button:containsOwn(打开会议)").attr("href")).endsWith("/meetings/1");
        var form = called.select("#begin");
        assertThat(form.select("input[name^=minutes_]").eachAttr("value")).containsExactly("10", "30", "25", "15", "20");
        assertThat(form.text()).contains("议程：各单位汇报");
        var wrong = chief.post(at, "_form", "begin", "_from", at, "minutes_charter", "0", "minutes_readiness", "一刻", "minutes_tables", "", "minutes_questions", "15", "minutes_letters", "20");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.page().select("input[name=minutes_readiness]").val()).as("what was typed stays").isEqualTo("一刻");
        var half = chief.post(at, "_form", "begin", "_from", at, "minutes_charter", "10", "minutes_readiness", "30", "minutes_tables", "25", "minutes_questions", "7.5", "minutes_letters", "20");
        assertThat(half.page().select("#begin .error").text()).isEqualTo("请填写整数。");
        refused("launch.kickoff_minutes_wrong", () -> kickoffs.begin(world.project, java.util.Arrays.asList(10, 30, null, 15, 601), who("王敏")));

        assertThat(chief.post(at, "minutes_charter", "10", "minutes_readiness", "30", "minutes_tables", "25", "minutes_questions", "15", "minutes_letters", "20").status()).isEqualTo(303);
        assertThat(chief.get(at).page().select("#charter m-clock")).as("it is being explained").hasSize(1);
        assertThat(chief.get(at).page().select("#readiness m-clock")).isEmpty();
        assertThat(chief.get(at).page().select("#readiness .timing").text()).contains("30分钟");
        clock.forward(java.time.Duration.ofMinutes(14));
        world.in(() -> kickoffs.done(world.project, Kickoff.Step.CHARTER, who("王敏")));
        assertThat(chief.get(at).page().select("#charter .timing").text()).contains("超时4分钟");
        clock.forward(java.time.Duration.ofMinutes(20));
        world.in(() -> kickoffs.done(world.project, Kickoff.Step.READINESS, who("王敏")));
        assertThat(chief.get(at).page().select("#readiness .timing").text()).contains("提前6分钟");
        var first = world.parties.get("华东");
        world.in(() -> kickoffs.note(world.project, List.of(new Kickoffs.Note(first, true, "")), who("王敏")));
        assertThat(chief.get(at).page().select("#tables m-clock")).as("the others have not spoken").hasSize(1);
        world.in(() -> kickoffs.note(world.project, world.parties.values().stream().map(party -> new Kickoffs.Note(party, true, "")).toList(), who("王敏")));
        assertThat(chief.get(at).page().select("#tables m-clock")).isEmpty();
        assertThat(chief.get(at).page().select("#questions m-clock, #letters m-clock")).hasSize(2);
        clock.forward(java.time.Duration.ofMinutes(66));
        world.in(() -> kickoffs.end(world.project, who("王敏")));
        assertThat(chief.get(at).page().select("m-clock")).isEmpty();
        assertThat(chief.get(at).page().select("#letters .timing").text()).contains("按时");
    }

    @Test
    void lettersArePreparedAndSignedThereAndPrintedFromThere() {
        world.in(() -> {
            var charter = charters.of(world.project);
            documents.issue(charters.document(charter).id(), "", charter.content().json(), who("王敏").person(), null, meridian.document.Approver.of(who("赵总").person()));
        });
        world.in(() -> gates.waive(world.project, Stage.PREPARATION, "窗口期", who("赵总")));
        world.in(() -> kickoffs.begin(world.project, who("王敏")));
        var chief = world.signedIn("王敏", port);
        var lead = world.signedIn("李婷", port);
        var at = world.here("/launch/kickoff");
        assertThat(lead.get(at).page().select("#letters form")).as("whoever leads a party prepares none").isEmpty();
        var prepare = chief.get(at).page().select("#letters form");
        var prepared = chief.post(prepare.attr("action"), "_from", at, "language", "zh-CN", "clause", "", "version", "0");
        assertThat(prepared.status()).isEqualTo(303);
        assertThat(prepared.response().headers().firstValue("location").orElse("")).as("one stays on the screen").startsWith(at);
        assertThat(chief.get(at).page().select("#letters a[href$=/letter.pdf]")).as("to be printed and stamped").hasSize(world.parties.size());
        var sign = lead.get(at).page().select("#letters form[action$=/signature]");
        var signed = lead.post(sign.attr("action"), "_from", at, "read", sign.select("[name=read]").val(), "password", meridian.world.Worlds.PASSWORD);
        assertThat(signed.response().headers().firstValue("location").orElse("")).startsWith(at);
    }

    @Test
    void whereNoCharterWasIssuedAndAPartyComesLaterTheGateCanStillBePassed() {
        world.in(() -> gates.waive(world.project, Stage.PREPARATION, "窗口期", who("赵总")));
        world.in(() -> kickoffs.begin(world.project, who("王敏")));
        for (var step : Kickoff.Step.values()) world.in(() -> kickoffs.done(world.project, step, who("王敏")));
        world.in(() -> kickoffs.note(world.project, world.parties.values().stream().map(party -> new Kickoffs.Note(party, true, "")).toList(), who("王敏")));
        world.in(() -> kickoffs.end(world.project, who("王敏")));
        world.in(() -> {
            var charter = charters.of(world.project);
            documents.issue(charters.document(charter).id(), "", charter.content().json(), who("王敏").person(), null, meridian.document.Approver.of(who("赵总").person()));
        });
        world.in(() -> letters.prepare(world.project, meridian.web.Words.CHINESE, "", 0, who("王敏")));
        assertThat(missing()).as("it was not known which charter").isEmpty();

        var region = in(world.workspace, () -> regions.add("成都", null, "Asia/Shanghai", "CN", meridian.identity.Regions.OFFICE, Actor.system(world.workspace)));
        var party = in(world.workspace, () -> parties.addRegion(world.project, region, who("王敏")));
        world.in(() -> grants.grant(world.person("外人").member(), world.project, party, Role.LEAD, who("王敏")));
        assertThat(missing()).containsExactly("成都");
        world.in(() -> letters.prepare(world.project, meridian.web.Words.CHINESE, "", 1, who("王敏")));
        var came = world.signedIn("外人", port);
        var tap = came.get(world.url("/inbox")).page().select(".duty form[action*=/kickoff/parties/]").attr("action");
        assertThat(came.get(world.here("/launch/kickoff")).page().select("#tables").text()).contains("成都");
        assertThat(came.post(tap).status()).isEqualTo(303);
        assertThat(missing()).doesNotContain("成都");
    }

    private java.time.Instant due(String name) {
        return in(world.workspace, () -> transaction.execute(status -> db.select(DUTY.DUE_AT).from(DUTY)
                .where(DUTY.OWNER_ID.eq(who(name).person()), DUTY.KIND.eq("confirm_tables"), DUTY.STATE.eq("open")).fetchSingle().value1()));
    }

    private List<String> recorded() {
        return in(world.workspace, () -> transaction.execute(status -> db.select(ACTIVITY.TYPE).from(ACTIVITY).where(ACTIVITY.PROJECT_ID.eq(world.project), ACTIVITY.TYPE.startsWith("kickoff_"), ACTIVITY.TYPE.ne("kickoff_begun")).orderBy(ACTIVITY.ID).fetch(ACTIVITY.TYPE)));
    }

    private boolean gate(String key) {
        return in(world.workspace, () -> gates.of(world.project, Stage.LAUNCH)).items().stream().filter(item -> item.key().equals(key)).findFirst().orElseThrow().there();
    }

    private Collection<String> missing() {
        return in(world.workspace, () -> gates.of(world.project, Stage.LAUNCH)).items().stream().filter(item -> item.key().equals("tables_confirmed")).findFirst().orElseThrow().missing();
    }

    private Actor who(String name) {
        return world.person(name).actor();
    }

    private void refused(String key, Runnable act) {
        assertThatThrownBy(() -> world.in(act)).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.problems()).extracting(Refused.Problem::key).contains(key));
    }

    private void thrown(Class<? extends Throwable> type, Runnable act) {
        assertThatThrownBy(() -> world.in(act)).isInstanceOf(type);
    }
}
