package meridian.duty;

import static db.duty.Tables.DUTY;
import static db.duty.Tables.TIMER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.UUID;
import meridian.identity.Absences;
import meridian.tenancy.AbsenceId;
import meridian.tenancy.DutyId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.ShiftId;
import meridian.world.MeridianTest;
import meridian.world.Worlds;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

class RotaTest extends MeridianTest {
    /** A Tuesday, ten in the morning in Shanghai and three in Berlin. */
    private static final Instant TUESDAY = Instant.parse("2026-11-24T02:00:00Z");

    @Autowired
    Rota rota;

    @Autowired
    Duties duties;

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
    void tuesday() {
        clock.set(TUESDAY);
        world = worlds.world();
    }

    @Test
    void theDutyToAnswerMovesToTheRegionThatIsAwakeOnceEach() {
        shift("华南", "林峰", "2026-11-24T00:00", "2026-11-26T00:00");
        shift("德国", "Johanna Maier", "2026-11-24T00:00", "2026-11-26T00:00");
        var first = now();
        assertThat(first.hole()).isFalse();
        assertThat(first.member()).isEqualTo(member("林峰"));
        var id = in(world.workspace, () -> duties.open(new Duties.NewDuty("test_relayed", world.project, world.parties.get("华南"), new Ref("emergency", UUID.randomUUID()), "冷库断电", member("林峰"), member("王敏"), null, null)));
        for (int half = 0; half < 32; half++) {
            clock.forward(Duration.ofMinutes(30));
            rises.drain();
        }
        // 02:00 in Shanghai: Berlin is at home, but awake.
        assertThat(owner(id)).isEqualTo(member("Johanna Maier"));
        assertThat(due(id)).isEqualTo(TUESDAY.plus(Duration.ofHours(20)));
        assertThat(db.fetchCount(TIMER, TIMER.DUTY_ID.eq(id), TIMER.RUNG.eq(Timers.RELAY))).isEqualTo(1);
    }

    @Test
    void whoIsGivenItByNameKeepsIt() {
        shift("华南", "林峰", "2026-11-24T00:00", "2026-11-26T00:00");
        shift("德国", "Johanna Maier", "2026-11-24T00:00", "2026-11-26T00:00");
        var id = in(world.workspace, () -> duties.open(new Duties.NewDuty("test_relayed", world.project, world.parties.get("华南"), new Ref("emergency", UUID.randomUUID()), "冷库断电", member("林峰"), member("王敏"), null, null)));
        world.in(() -> duties.handOver(id, member("周颖"), "在现场", world.person("王敏").actor()));
        clock.forward(Duration.ofHours(16));
        rises.drain();
        assertThat(owner(id)).isEqualTo(member("周颖"));
    }

    @Test
    void inAHoleTheLeadAnswersAndThePageSaysSo() {
        var relay = now();
        assertThat(relay.hole()).isTrue();
        assertThat(relay.member()).isEqualTo(member("李婷"));
        var page = world.signedIn("王敏", port).get(world.here("/rota")).page();
        assertThat(page.select("#turn").text()).contains("李婷", "该区域当前无人值班");
        assertThat(world.signedIn("王敏", port).get(world.here("/clocks")).page().select("#warnings").text()).contains("无人值班");
    }

    @Test
    void whoIsOnDutyAndOnLeaveIsStoodInFor() {
        shift("华东", "李婷", "2026-11-24T00:00", "2026-11-26T00:00");
        world.in(() -> absences.enter(AbsenceId.next(), new Absences.NewAbsence(member("李婷"), "sick", LocalDate.of(2026, 11, 24), LocalDate.of(2026, 11, 24), member("刘洋"), ""), world.person("李婷").actor()));
        assertThat(now().member()).isEqualTo(member("刘洋"));
    }

    @Test
    void aLeadEntersShiftsOfTheirOwnRegionOnly() {
        var lead = world.person("陈浩").actor();
        var id = ShiftId.next();
        var shift = new Rota.NewShift(world.regions.get("华南"), member("周颖"), LocalDateTime.parse("2026-11-25T00:00"), LocalDateTime.parse("2026-11-26T00:00"));
        world.in(() -> rota.add(id, world.project, shift, lead));
        world.in(() -> rota.add(id, world.project, shift, lead)); // sent twice, entered once
        assertThatThrownBy(() -> world.in(() -> rota.add(ShiftId.next(), world.project, shift, lead))).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> world.in(() -> rota.add(ShiftId.next(), world.project, new Rota.NewShift(world.regions.get("德国"), member("周颖"), shift.startsAt(), shift.endsAt()), lead))).isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> world.in(() -> rota.add(ShiftId.next(), world.project, new Rota.NewShift(world.regions.get("华南"), member("外人"), shift.startsAt(), shift.endsAt()), lead))).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> world.in(() -> rota.add(ShiftId.next(), world.project, new Rota.NewShift(world.regions.get("华南"), member("林峰"), shift.endsAt(), shift.startsAt()), lead))).isInstanceOf(Refused.class);
        world.in(() -> rota.remove(id, world.project, world.person("王敏").actor()));
    }

    private void shift(String region, String name, String from, String until) {
        world.in(() -> rota.add(ShiftId.next(), world.project, new Rota.NewShift(world.regions.get(region), member(name), LocalDateTime.parse(from), LocalDateTime.parse(until)), world.person("王敏").actor()));
    }

    private Relay now() {
        return in(world.workspace, () -> rota.now(world.project));
    }

    private meridian.tenancy.MemberId owner(DutyId id) {
        return in(world.workspace, () -> transaction.execute(status -> db.select(DUTY.OWNER_ID).from(DUTY).where(DUTY.ID.eq(id)).fetchSingle(DUTY.OWNER_ID)));
    }

    private Instant due(DutyId id) {
        return in(world.workspace, () -> transaction.execute(status -> db.select(DUTY.DUE_AT).from(DUTY).where(DUTY.ID.eq(id)).fetchSingle(DUTY.DUE_AT)));
    }

    private meridian.tenancy.MemberId member(String name) {
        return world.person(name).member();
    }
}
