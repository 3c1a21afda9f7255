package meridian.duty;

import static db.duty.Tables.DUTY;
import static db.duty.Tables.EXTENSION;
import static db.duty.Tables.RISE;
import static db.duty.Tables.TIMER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import meridian.identity.Absences;
import meridian.tenancy.AbsenceId;
import meridian.tenancy.DutyId;
import meridian.tenancy.ExplanationId;
import meridian.tenancy.ExtensionId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.world.MeridianTest;
import meridian.world.Worlds;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

class ActsTest extends MeridianTest {
    /** A Monday, nine o’clock in Shanghai. */
    private static final Instant MONDAY = Instant.parse("2026-11-23T01:00:00Z");

    @Autowired
    Duties duties;

    @Autowired
    Explanations explanations;

    @Autowired
    Extensions extensions;

    @Autowired
    Rises rises;

    @Autowired
    Absences absences;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transaction;

    Worlds.World world;

    @BeforeEach
    void monday() {
        clock.set(MONDAY);
        world = worlds.world();
    }

    @Test
    void theClockStandsStillWhileSomebodyIsAwaited() {
        var id = owe("周颖", "2026-11-25T01:00:00Z"); // Wednesday nine: sixteen working hours
        clock.forward(Duration.ofHours(2));
        act(() -> duties.pause(id, "等待法务意见", member("刘洋"), actor("周颖")));
        assertThat(timers(id)).isEmpty();
        clock.forward(Duration.ofDays(3)); // Thursday eleven
        rises.drain();
        act(() -> duties.resume(id, actor("周颖")));
        // Fourteen working hours were left on Monday at eleven: they end on Friday evening.
        assertThat(due(id)).isEqualTo(Instant.parse("2026-11-27T10:00:00Z"));
        assertThat(timers(id)).hasSize(1);
        assertThat(db(() -> db.fetchCount(RISE, RISE.DUTY_ID.eq(id)))).isZero();
    }

    @Test
    void onlyWhoHasToDoWithItMayPauseIt() {
        var id = owe("周颖", "2026-11-25T01:00:00Z");
        assertThatThrownBy(() -> act(() -> duties.pause(id, "", null, actor("周颖")))).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> act(() -> duties.pause(id, "等待", null, actor("赵总")))).isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> act(() -> duties.pause(id, "等待", null, actor("李婷")))).isInstanceOf(NotFound.class);
        act(() -> duties.pause(id, "等待", null, actor("陈浩")));
        assertThatThrownBy(() -> act(() -> duties.pause(id, "等待", null, actor("周颖")))).isInstanceOf(Refused.class);
        act(() -> duties.resume(id, actor("王敏")));
    }

    @Test
    void moreTimeMovesTheDueInstantAndTheLadder() {
        var id = owe("周颖", "2026-11-24T10:00:00Z");
        var extension = ExtensionId.next();
        var later = Instant.parse("2026-11-27T10:00:00Z");
        act(() -> extensions.ask(extension, id, later, "等待门店确认", actor("周颖")));
        assertThat(timers(id)).isEmpty(); // nothing climbs meanwhile
        clock.forward(Duration.ofHours(3));
        assertThat(mine("王敏", Extensions.ANSWER)).isEqualTo(1);
        assertThatThrownBy(() -> act(() -> extensions.answer(extension, true, "", actor("周颖")))).isInstanceOf(NotAllowed.class);
        act(() -> extensions.answer(extension, true, "", actor("王敏")));
        assertThat(due(id)).isEqualTo(later);
        assertThat(timers(id)).containsExactly("reminder");
        assertThat(mine("王敏", Extensions.ANSWER)).isZero();
    }

    @Test
    void aRefusalLetsTheClockRunOnAndASecondRequestDoesNotHoldIt() {
        var id = owe("周颖", "2026-11-24T10:00:00Z");
        var extension = ExtensionId.next();
        act(() -> extensions.ask(extension, id, Instant.parse("2026-11-27T10:00:00Z"), "等待门店确认", actor("周颖")));
        clock.set(Instant.parse("2026-11-25T01:00:00Z"));
        assertThatThrownBy(() -> act(() -> extensions.answer(extension, false, "", actor("王敏")))).isInstanceOf(Refused.class);
        act(() -> extensions.answer(extension, false, "客户在等", actor("王敏")));
        assertThat(due(id)).isEqualTo(Instant.parse("2026-11-24T10:00:00Z"));
        assertThat(timers(id)).containsExactly("owner");
        // The refusal stands until the next rung of the ladder is reached.
        assertThatThrownBy(() -> act(() -> extensions.ask(ExtensionId.next(), id, Instant.parse("2026-11-28T10:00:00Z"), "仍需时间", actor("周颖")))).isInstanceOf(Refused.class);
        var page = world.signedIn("周颖", port).get(world.url("/duties/" + id)).page();
        assertThat(page.select("form#extend")).isEmpty();
        assertThat(page.text()).contains("延期申请未获同意");
        clock.forward(Duration.ofMinutes(1));
        rises.drain();
        act(() -> extensions.ask(ExtensionId.next(), id, Instant.parse("2026-11-28T10:00:00Z"), "仍需时间", actor("周颖")));
        assertThat(timers(id)).containsExactly("lead");
        act(() -> duties.meet(id, actor("周颖")));
        assertThat(mine("王敏", Extensions.ANSWER)).isZero();
        assertThat(db(() -> db.fetchCount(EXTENSION, EXTENSION.DUTY_ID.eq(id), EXTENSION.GRANTED.isNull()))).isZero();
    }

    @Test
    void anExplanationSaysWhereTheCauseLies() {
        var id = owe("周颖", "2026-11-24T10:00:00Z");
        act(() -> explanations.explain(ExplanationId.next(), id, "供应商延迟到货", true, actor("周颖")));
        assertThat(db(() -> db.select(DUTY.CAUSE).from(DUTY).where(DUTY.ID.eq(id)).fetchSingle(DUTY.CAUSE))).isEqualTo("elsewhere");
        assertThatThrownBy(() -> act(() -> explanations.explain(ExplanationId.next(), id, "旁人", true, actor("外人")))).isInstanceOf(NotFound.class);
    }

    @Test
    void aReceiverMustBeAbleToSeeTheProject() {
        var id = owe("周颖", "2026-11-24T10:00:00Z");
        assertThatThrownBy(() -> act(() -> duties.handOver(id, member("外人"), "出差", actor("周颖")))).isInstanceOf(Refused.class);
        act(() -> duties.handOver(id, member("林峰"), "出差", actor("周颖")));
        assertThat(mine("林峰", "test_thing")).isEqualTo(1);
        assertThat(mine("周颖", "test_thing")).isZero();
        assertThat(timers(id)).hasSize(1);
        assertThat(told("林峰")).contains("周颖将“华南铺货”移交给您，11-24 18:00到期：出差");
        // Taken from somebody by another one: both hear who did it and why.
        act(() -> duties.handOver(id, member("周颖"), "林峰请假", actor("陈浩")));
        assertThat(told("周颖")).contains("陈浩将林峰的“华南铺货”移交给您，11-24 18:00到期：林峰请假");
        assertThat(told("林峰")).contains("陈浩已将您的“华南铺货”移交给周颖：林峰请假");
    }

    private java.util.List<String> told(String name) {
        return world.signedIn(name, port).get(world.url("/notices")).page().select(".notice-line a").eachText();
    }

    @Test
    void onLeaveTheStandInDoesItAndTheOwnerGetsItBack() {
        var id = owe("周颖", "2026-11-27T10:00:00Z");
        act(() -> absences.enter(AbsenceId.next(), new Absences.NewAbsence(member("周颖"), "leave", LocalDate.of(2026, 11, 23), LocalDate.of(2026, 11, 24), member("林峰"), ""), actor("周颖")));
        assertThat(mine("林峰", "test_thing")).isEqualTo(1);
        assertThat(due(id)).isEqualTo(Instant.parse("2026-11-27T10:00:00Z"));
        clock.set(Instant.parse("2026-11-25T01:00:00Z"));
        standIns.run();
        assertThat(mine("周颖", "test_thing")).isEqualTo(1);
        assertThat(mine("林峰", "test_thing")).isZero();
    }

    @Test
    void aStandInWhoLeavesTheProjectStandsInNoMore() {
        owe("周颖", "2026-11-27T10:00:00Z");
        act(() -> absences.enter(AbsenceId.next(), new Absences.NewAbsence(member("周颖"), "leave", LocalDate.of(2026, 11, 23), LocalDate.of(2026, 11, 24), member("林峰"), ""), actor("周颖")));
        assertThat(mine("林峰", "test_thing")).isEqualTo(1);
        var chief = world.signedIn("王敏", port);
        var seat = chief.get(world.here("/team")).page().select("#seats tbody tr:contains(林峰) form[action$=/removal]").attr("action");
        assertThat(chief.post(seat, "version", "0").status()).isEqualTo(303);
        assertThat(mine("林峰", "test_thing")).isZero();
    }

    @Autowired
    StandIns standIns;

    @Test
    void withoutAStandInTheClockStandsStillUntilTheFirstWorkingDayBack() {
        var id = owe("周颖", "2026-11-24T10:00:00Z"); // Tuesday evening
        act(() -> absences.enter(AbsenceId.next(), new Absences.NewAbsence(member("周颖"), "sick", LocalDate.of(2026, 11, 23), LocalDate.of(2026, 11, 27), null, ""), actor("周颖")));
        assertThat(timers(id)).containsExactly("resume");
        for (int day = 0; day < 7; day++) {
            clock.forward(Duration.ofDays(1));
            rises.drain();
        }
        // Back on Monday the 30th with the two working days that were left.
        assertThat(due(id)).isEqualTo(Instant.parse("2026-12-01T10:00:00Z"));
        assertThat(timers(id)).containsExactly("reminder");
    }

    @Test
    void whatIsPutOffIsNotListedUntilThen() {
        var id = owe("周颖", "2026-11-27T10:00:00Z");
        var owner = world.signedIn("周颖", port);
        assertThat(owner.post(world.url("/duties/" + id + "/snooze"), "until", "tomorrow").status()).isEqualTo(303);
        assertThat(owner.get(world.url("/inbox")).page().select(".duty")).isEmpty();
        assertThat(owner.get(world.url("/inbox?hidden=1")).page().select(".duty").text()).contains("华南铺货");
        assertThat(timers(id)).hasSize(1);
        clock.set(Instant.parse("2026-11-24T01:00:00Z"));
        assertThat(owner.get(world.url("/inbox")).page().select(".duty").text()).contains("华南铺货");
        var late = owe("周颖", "2026-11-24T02:00:00Z");
        assertThat(owner.post(world.url("/duties/" + late + "/snooze"), "_form", "snooze", "_from", world.url("/duties/" + late), "until", "tomorrow").status()).isEqualTo(422);
        assertThat(world.signedIn("王敏", port).post(world.url("/duties/" + id + "/snooze"), "until", "tomorrow").status()).isEqualTo(403);
    }

    @Test
    void thePageTellsWhatHappenedToADuty() {
        var id = owe("周颖", "2026-11-24T10:00:00Z");
        var owner = world.signedIn("周颖", port);
        var address = world.url("/duties/" + id);
        assertThat(owner.post(address + "/explanation", "id", ExplanationId.next().toString(), "content", "供应商延迟到货", "cause", "elsewhere").status()).isEqualTo(303);
        assertThat(owner.post(address + "/pause", "reason", "等待法务意见", "waiting_for", member("刘洋").toString()).status()).isEqualTo(303);
        assertThat(owner.get(address).page().text()).contains("已暂停", "等待刘洋", "供应商延迟到货", "客观原因");
        assertThat(owner.get(world.url("/inbox")).page().select(".duty").text()).contains("已暂停");
        assertThat(owner.post(address + "/resumption").status()).isEqualTo(303);
        assertThat(owner.post(address + "/extension", "id", ExtensionId.next().toString(), "due", "2026-11-30T18:00", "reason", "仍需三天").status()).isEqualTo(303);
        var to = world.signedIn("王敏", port);
        assertThat(to.get(address).page().select("#extension").text()).contains("仍需三天", "同意延期");
        assertThat(owner.get(address).page().select("#extension form")).isEmpty();
        var asked = to.get(address).page().select("#extension form").attr("action");
        assertThat(to.post(asked, "note", "").status()).isEqualTo(303);
        assertThat(due(id)).isEqualTo(Instant.parse("2026-11-30T10:00:00Z"));
        assertThat(owner.post(address + "/handover", "_form", "handover", "_from", address, "to", "", "reason", "").status()).isEqualTo(422);
        assertThat(owner.post(address + "/extension", "_form", "extend", "_from", address, "due", "下周", "reason", "x").status()).isEqualTo(422);
        assertThat(owner.post(address + "/handover", "to", member("林峰").toString(), "reason", "休假").status()).isEqualTo(303);
        act(() -> duties.meet(id, actor("林峰")));
        assertThat(to.get(address).page().select("#history").text()).contains("按时办结", "移交了该事项", "同意延期", "申请延期", "恢复了计时", "暂停了计时", "提交了情况说明", "开始计时");
        assertThat(to.post(address + "/resumption").status()).isEqualTo(422);
        assertThat(world.signedIn("外人", port).get(address).status()).isEqualTo(404);
    }

    @Test
    void travelChangesNothing() {
        var id = owe("周颖", "2026-11-24T10:00:00Z");
        act(() -> absences.enter(AbsenceId.next(), new Absences.NewAbsence(member("周颖"), "travel", LocalDate.of(2026, 11, 23), LocalDate.of(2026, 11, 27), null, ""), actor("周颖")));
        assertThat(timers(id)).containsExactly("reminder");
    }

    @Test
    void whatIsOpenedForSomebodyOnLeaveGoesToTheStandInAtOnce() {
        act(() -> absences.enter(AbsenceId.next(), new Absences.NewAbsence(member("周颖"), "leave", LocalDate.of(2026, 11, 23), LocalDate.of(2026, 11, 24), member("林峰"), ""), actor("周颖")));
        owe("周颖", "2026-11-27T10:00:00Z");
        assertThat(mine("林峰", "test_thing")).isEqualTo(1);
    }

    private DutyId owe(String owner, String due) {
        return in(world.workspace, () -> duties.open(new Duties.NewDuty("test_thing", world.project, world.parties.get("华南"), new Ref("task", UUID.randomUUID()), "华南铺货", member(owner), member("王敏"), null, Instant.parse(due))));
    }

    private int mine(String doer, String kind) {
        return db(() -> db.fetchCount(DUTY, DUTY.DOER_ID.eq(member(doer)), DUTY.KIND.eq(kind), DUTY.STATE.eq("open")));
    }

    private Instant due(DutyId id) {
        return db(() -> db.select(DUTY.DUE_AT).from(DUTY).where(DUTY.ID.eq(id)).fetchSingle(DUTY.DUE_AT));
    }

    private java.util.List<String> timers(DutyId id) {
        return db.select(TIMER.RUNG).from(TIMER).where(TIMER.DUTY_ID.eq(id)).orderBy(TIMER.RUNG).fetch(TIMER.RUNG);
    }

    private <T> T db(java.util.function.Supplier<T> work) {
        return in(world.workspace, () -> transaction.execute(status -> work.get()));
    }

    private void act(Runnable work) {
        world.in(work);
    }

    private meridian.tenancy.Actor actor(String name) {
        return world.person(name).actor();
    }

    private meridian.tenancy.MemberId member(String name) {
        return world.person(name).member();
    }
}
