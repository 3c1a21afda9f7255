package meridian.duty;

import static db.duty.Tables.DUTY;
import static db.duty.Tables.RISE;
import static db.duty.Tables.TIMER;
import static db.identity.Tables.MEMBER;
import static db.identity.Tables.ROLE_GRANT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import meridian.identity.Delegations;
import meridian.identity.Members;
import meridian.identity.Power;
import meridian.identity.Regions;
import meridian.tenancy.DelegationId;
import meridian.tenancy.DutyId;
import meridian.tenancy.Ref;
import meridian.world.MeridianTest;
import meridian.world.Worlds;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Changed rules and calendars; people who leave, posts that are empty, ladders with a gap: each has a receiver and a visible warning. */
class ClocksTest extends MeridianTest {
    /** A Monday, nine o’clock in Shanghai. */
    private static final Instant MONDAY = Instant.parse("2026-11-23T01:00:00Z");

    @Autowired
    Duties duties;

    @Autowired
    Rises rises;

    @Autowired
    Rules rules;

    @Autowired
    Regions regions;

    @Autowired
    Members members;

    @Autowired
    Delegations delegations;

    @Autowired
    Recalculation recalculation;

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
    void theChiefCoordinatorChangesAClockAndOpenDutiesFollow() {
        var id = in(world.workspace, () -> duties.open(new Duties.NewDuty(Extensions.ANSWER, world.project, world.parties.get("华南"), new Ref("extension", UUID.randomUUID()), "延期", member("周颖"), null, null, null)));
        assertThat(due(id)).isEqualTo(Instant.parse("2026-11-23T10:00:00Z"));
        var chief = world.signedIn("王敏", port);
        var answer = chief.post(world.here("/clocks/extension_answer"), "clock", "working_time", "hours", "16", "reminder", "50", "owner", "100", "lead", "", "chief", "150", "sponsor", "", "version", "0");
        assertThat(answer.status()).isEqualTo(303);
        assertThat(due(id)).isEqualTo(Instant.parse("2026-11-24T10:00:00Z"));
        assertThat(timer(id)).isEqualTo("reminder 2026-11-23T10:00:00Z");
        var page = chief.get(world.here("/clocks")).page();
        assertThat(page.select("#clock-extension_answer").text()).contains("16个工作小时", "缺少一级", "责任单位负责人", "50%", "150%");
        assertThat(world.signedIn("陈浩", port).get(world.here("/clocks")).page().select("#clock-extension_answer a")).isEmpty();
    }

    @Test
    void aLadderThatDescendsOrIsEmptyIsRefusedBesideItsFields() {
        var chief = world.signedIn("王敏", port);
        var from = world.here("/clocks?kind=extension_answer");
        var descends = chief.post(world.here("/clocks/extension_answer"), "_form", "clock", "_from", from, "clock", "working_time", "hours", "8", "reminder", "100", "owner", "75", "version", "0");
        assertThat(descends.status()).isEqualTo(422);
        assertThat(descends.body()).contains("每一级应晚于前一级");
        assertThat(chief.post(world.here("/clocks/extension_answer"), "_form", "clock", "_from", from, "clock", "working_time", "hours", "8", "version", "0").body()).contains("至少保留一级");
        assertThat(chief.post(world.here("/clocks/extension_answer"), "_form", "clock", "_from", from, "clock", "working_time", "hours", "很久", "owner", "100", "version", "0").status()).isEqualTo(422);
        assertThat(chief.post(world.here("/clocks/extension_answer"), "_form", "clock", "_from", from, "clock", "working_time", "hours", "99999", "owner", "100", "version", "0").status()).isEqualTo(422);
        assertThat(chief.post(world.here("/clocks/unknown_kind"), "clock", "working_time", "hours", "8", "owner", "100", "version", "0").status()).isEqualTo(404);
        assertThat(world.signedIn("陈浩", port).post(world.here("/clocks/extension_answer"), "clock", "working_time", "hours", "8", "owner", "100", "version", "0").status()).isEqualTo(403);
    }

    @Test
    void aHolidayThatIsEnteredMovesTheClocksThatAreRunning() {
        var id = in(world.workspace, () -> duties.open(new Duties.NewDuty(Extensions.ANSWER, world.project, world.parties.get("华南"), new Ref("extension", UUID.randomUUID()), "延期", member("周颖"), null, null, null)));
        var region = in(world.workspace, () -> regions.get(world.regions.get("华南")));
        world.in(() -> regions.setDays(region.id(), new Regions.Days(LocalDate.of(2026, 11, 23), LocalDate.of(2026, 11, 24), false, null, "停工"), region.version(), world.person("管理员").actor()));
        assertThat(due(id)).isEqualTo(Instant.parse("2026-11-25T10:00:00Z"));
        assertThat(timer(id)).isEqualTo("reminder 2026-11-25T08:00:00Z");
    }

    @Test
    void dutiesThatWereOpenedWithoutAClockGetOne() {
        var id = owe("周颖", "华南", "2026-11-27T10:00:00Z");
        in(world.workspace, () -> transaction.execute(status -> db.update(DUTY).setNull(DUTY.CLOCK_FROM).setNull(DUTY.REMINDER_AT).where(DUTY.ID.eq(id)).execute()));
        db.deleteFrom(TIMER).where(TIMER.DUTY_ID.eq(id)).execute();
        recalculation.run();
        assertThat(timer(id)).startsWith("reminder");
    }

    @Test
    void aPartyWithoutALeadClimbsToTheChiefCoordinatorAndIsWarnedOf() {
        in(world.workspace, () -> transaction.execute(status -> db.deleteFrom(ROLE_GRANT).where(ROLE_GRANT.PROJECT_ID.eq(world.project), ROLE_GRANT.PARTY_ID.eq(world.parties.get("华南")), ROLE_GRANT.ROLE.eq("lead")).execute()));
        var id = owe("周颖", "华南", "2026-11-23T10:00:00Z");
        clock.forward(Duration.ofDays(2));
        rises.drain();
        assertThat(reached(id, "lead")).isEqualTo(member("王敏"));
        var page = world.signedIn("王敏", port).get(world.here("/clocks")).page();
        assertThat(page.select("#warnings").text()).contains("华南没有负责人");
        assertThat(world.signedIn("王敏", port).get(world.url("/duties/" + id)).page().select("#ladder").text()).contains("责任单位负责人空缺", "已提请王敏协调");
    }

    @Test
    void whoLeavesHandsOverEverythingInOneStep() {
        var first = owe("周颖", "华南", "2026-11-27T10:00:00Z");
        var second = owe("周颖", "华南", "2026-11-28T10:00:00Z");
        var elsewhere = in(world.workspace, () -> duties.open(new Duties.NewDuty("test_thing", null, null, new Ref("task", UUID.randomUUID()), "无项目", member("周颖"), null, null, Instant.parse("2026-11-27T10:00:00Z"))));
        var admin = world.signedIn("管理员", port);
        var person = world.url("/admin/people/" + member("周颖"));
        assertThat(admin.get(person).body()).contains("还有3项未办结的责任事项");
        var version = in(world.workspace, () -> members.get(member("周颖"))).version();
        assertThat(admin.post(person + "/departure", "version", String.valueOf(version), "receiver", member("林峰").toString()).status()).isEqualTo(303);
        assertThat(owner(first)).isEqualTo(member("林峰"));
        assertThat(owner(second)).isEqualTo(member("林峰"));
        assertThat(owner(elsewhere)).isEqualTo(member("林峰"));
    }

    @Test
    void withoutAReceiverTheLeadElseTheChiefElseAnAdminTakesThemOver() {
        var ofParty = owe("周颖", "华南", "2026-11-27T10:00:00Z");
        var ofProject = in(world.workspace, () -> duties.open(new Duties.NewDuty("test_thing", world.project, null, new Ref("task", UUID.randomUUID()), "全项目", member("周颖"), null, null, Instant.parse("2026-11-27T10:00:00Z"))));
        var nowhere = in(world.workspace, () -> duties.open(new Duties.NewDuty("test_thing", null, null, new Ref("task", UUID.randomUUID()), "无项目", member("周颖"), null, null, Instant.parse("2026-11-27T10:00:00Z"))));
        var version = in(world.workspace, () -> members.get(member("周颖"))).version();
        world.in(() -> members.leave(member("周颖"), null, version, world.person("管理员").actor()));
        assertThat(owner(ofParty)).isEqualTo(member("陈浩"));
        assertThat(owner(ofProject)).isEqualTo(member("王敏"));
        assertThat(owner(nowhere)).isEqualTo(member("管理员"));
    }

    @Test
    void whatStillBelongsToSomebodyWhoHasLeftIsRemindedOfWarnedOfAndGivenAwayInOneStep() {
        var id = owe("周颖", "华南", "2026-11-24T10:00:00Z");
        in(world.workspace, () -> transaction.execute(status -> db.update(MEMBER).set(MEMBER.STATE, "left").where(MEMBER.ID.eq(member("周颖"))).execute()));
        clock.set(Instant.parse("2026-11-24T11:00:00Z"));
        rises.drain();
        assertThat(reached(id, "owner")).as("the lead hears instead").isEqualTo(member("陈浩"));
        var chief = world.signedIn("王敏", port);
        assertThat(chief.get(world.here("/clocks")).page().select("#warnings").text()).contains("有1项未办结事项的负责人已离职");
        assertThat(world.signedIn("陈浩", port).get(world.here("/clocks")).page().select("#warnings form")).isEmpty();
        assertThat(world.signedIn("陈浩", port).post(world.here("/clocks/orphans/adoption")).status()).isEqualTo(403);
        assertThat(chief.post(chief.get(world.here("/clocks")).page().select("#warnings form").attr("action")).status()).isEqualTo(303);
        assertThat(owner(id)).isEqualTo(member("陈浩"));
        assertThat(chief.get(world.here("/clocks")).page().select("#warnings").text()).doesNotContain("已离职");
    }

    @Test
    void aDelegatedPowerMovesOnlyTheDutiesInWhichItIsUsed() {
        var report = in(world.workspace, () -> duties.open(new Duties.NewDuty("daily_report", world.project, world.parties.get("华南"), Ref.of("project", world.project), "HDSS", member("周颖"), null, LocalDate.of(2026, 11, 23), Instant.parse("2026-11-23T16:00:00Z"))));
        var other = owe("周颖", "华南", "2026-11-27T10:00:00Z");
        var id = DelegationId.next();
        world.in(() -> delegations.give(id, new Delegations.NewDelegation(member("林峰"), Power.REPORT, world.project, LocalDate.of(2026, 11, 23), LocalDate.of(2026, 11, 24), ""), world.person("周颖").actor()));
        assertThat(doer(report)).isEqualTo(member("林峰"));
        assertThat(doer(other)).isEqualTo(member("周颖"));
        assertThat(world.signedIn("林峰", port).get(world.url("/inbox")).page().text()).contains("代周颖");
        world.in(() -> delegations.takeBack(id, world.person("周颖").actor()));
        assertThat(doer(report)).isEqualTo(member("周颖"));
    }

    @Test
    void aDelegationIsRefusedWhereItMakesNoSense() {
        var me = world.signedIn("周颖", port);
        var address = world.url("/me/delegations");
        assertThat(me.get(address).status()).isEqualTo(200);
        assertThat(me.post(address, "id", DelegationId.next().toString(), "_form", "delegation", "_from", address, "power", "approve", "stand_in", member("周颖").toString(), "first_day", "2026-11-23").status()).isEqualTo(422);
        assertThat(me.post(address, "id", DelegationId.next().toString(), "_form", "delegation", "_from", address, "power", "rule", "stand_in", member("林峰").toString(), "first_day", "2026-11-23").status()).isEqualTo(422);
        assertThat(me.post(address, "id", DelegationId.next().toString(), "_form", "delegation", "_from", address, "power", "sign", "stand_in", member("林峰").toString(), "first_day", "2026-11-23", "last_day", "2026-11-20").status()).isEqualTo(422);
        assertThat(me.post(address, "id", DelegationId.next().toString(), "_form", "delegation", "_from", address, "power", "sign", "stand_in", member("外人").toString(), "project", world.project.toString(), "first_day", "2026-11-23").status()).isEqualTo(422);
        assertThat(me.post(address, "id", DelegationId.next().toString(), "power", "sign", "stand_in", member("林峰").toString(), "project", world.project.toString(), "first_day", "2026-11-23").status()).isEqualTo(303);
    }

    private DutyId owe(String owner, String party, String due) {
        return in(world.workspace, () -> duties.open(new Duties.NewDuty("test_thing", world.project, world.parties.get(party), new Ref("task", UUID.randomUUID()), "华南铺货", member(owner), null, null, Instant.parse(due))));
    }

    private meridian.tenancy.MemberId owner(DutyId id) {
        return in(world.workspace, () -> transaction.execute(status -> db.select(DUTY.OWNER_ID).from(DUTY).where(DUTY.ID.eq(id)).fetchSingle(DUTY.OWNER_ID)));
    }

    private meridian.tenancy.MemberId doer(DutyId id) {
        return in(world.workspace, () -> transaction.execute(status -> db.select(DUTY.DOER_ID).from(DUTY).where(DUTY.ID.eq(id)).fetchSingle(DUTY.DOER_ID)));
    }

    private Instant due(DutyId id) {
        return in(world.workspace, () -> transaction.execute(status -> db.select(DUTY.DUE_AT).from(DUTY).where(DUTY.ID.eq(id)).fetchSingle(DUTY.DUE_AT)));
    }

    private meridian.tenancy.MemberId reached(DutyId id, String rung) {
        return in(world.workspace, () -> transaction.execute(status -> db.select(RISE.TO_MEMBER_ID).from(RISE).where(RISE.DUTY_ID.eq(id), RISE.RUNG.eq(rung)).fetchSingle(RISE.TO_MEMBER_ID)));
    }

    private String timer(DutyId id) {
        return db.select(TIMER.RUNG, TIMER.DUE_AT).from(TIMER).where(TIMER.DUTY_ID.eq(id)).fetchSingle(row -> row.value1() + " " + row.value2());
    }

    private meridian.tenancy.MemberId member(String name) {
        return world.person(name).member();
    }
}
