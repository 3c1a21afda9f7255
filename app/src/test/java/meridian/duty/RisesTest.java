package meridian.duty;

import static db.activity.Tables.ACTIVITY;
import static db.duty.Tables.DUTY;
import static db.duty.Tables.RISE;
import static db.duty.Tables.TIMER;
import static db.notification.Tables.NOTICE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import meridian.tenancy.DutyId;
import meridian.tenancy.Ref;
import meridian.world.MeridianTest;
import meridian.world.Worlds;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

class RisesTest extends MeridianTest {
    private static final Instant MONDAY = Instant.parse("2026-11-23T01:00:00Z");

    @Autowired
    Duties duties;

    @Autowired
    Rises rises;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transaction;

    @Test
    void aDutyNobodyDoesClimbsRungByRung() {
        clock.set(MONDAY);
        var world = worlds.world();
        var id = owe(world, "周颖", "华南", "华南铺货", Duration.ofDays(1));
        assertThat(timers(world, id)).containsExactly("reminder");
        var reached = new ArrayList<String>();
        for (int step = 0; step < 120; step++) {
            clock.forward(Duration.ofHours(2));
            rises.drain();
        }
        for (var rise : rises(world, id)) reached.add(rise);
        assertThat(reached).containsExactly("reminder 周颖", "owner 周颖", "lead 陈浩", "chief 王敏", "sponsor 赵总");
        assertThat(timers(world, id)).isEmpty();
        assertThat(notices(world, id)).isEqualTo(5 + 3); // and the owner hears of each who was asked to help
        // Who was asked to help stands in the sealed history, each once; on the duty’s page no rung stands twice.
        List<String> recorded = in(world.workspace, () -> transaction.execute(status -> db.select(ACTIVITY.TYPE).from(ACTIVITY).where(ACTIVITY.SUBJECT_ID.eq(id.value()), ACTIVITY.PROJECT_ID.eq(world.project), ACTIVITY.PARTY_ID.eq(world.parties.get("华南"))).orderBy(ACTIVITY.ID).fetch(ACTIVITY.TYPE)));
        assertThat(recorded).containsExactly("duty_risen_lead", "duty_risen_chief", "duty_risen_sponsor");
        var history = world.signedIn("王敏", port).get(world.here("/activity?thing=duty:" + id)).page().text();
        assertThat(history).contains("华南铺货", "提请协调（责任单位负责人一级）", "陈浩", "提请协调（总协调人一级）", "提请协调（上级决策人一级）", "赵总");
        assertThat(world.signedIn("王敏", port).get(world.url("/duties/" + id)).page().select("#history li")).hasSize(6);
    }

    @Test
    void whatIsDoneClimbsNoMore() {
        clock.set(MONDAY);
        var world = worlds.world();
        var id = owe(world, "周颖", "华南", "华南铺货", Duration.ofDays(1));
        world.in(() -> duties.meet(id, world.person("周颖").actor()));
        assertThat(timers(world, id)).isEmpty();
        clock.forward(Duration.ofDays(30));
        rises.drain();
        assertThat(rises(world, id)).isEmpty();
    }

    @Test
    void twoWorkersAndAKilledOneLetEverythingTakeEffectOnce() throws Exception {
        clock.set(MONDAY);
        var world = worlds.world();
        int many = 3_000;
        var opened = new ArrayList<Duties.NewDuty>();
        for (int i = 0; i < many; i++) {
            opened.add(new Duties.NewDuty("test_thing", world.project, world.parties.get("华南"), new Ref("task", UUID.randomUUID()), "第" + i + "件", world.person("周颖").member(), null, null, MONDAY.plus(Duration.ofHours(8))));
        }
        world.in(() -> duties.openAll(opened));
        clock.forward(Duration.ofHours(8));
        // A worker that dies with a batch in its hands: it took effect in a transaction that never ended.
        world.in(() -> transaction.executeWithoutResult(status -> {
            assertThat(rises.drainOnce()).isPositive();
            status.setRollbackOnly();
        }));
        assertThat(count(world)).isZero();
        try (var workers = Executors.newFixedThreadPool(2)) {
            Callable<Integer> worker = rises::drain;
            int done = 0;
            for (var finished : workers.invokeAll(List.of(worker, worker))) done += finished.get();
            assertThat(done).isGreaterThanOrEqualTo(2 * many); // reminder and owner
        }
        assertThat(count(world)).isEqualTo(2 * many);
        assertThat(told(world)).as("none lost, none twice").isEqualTo(2 * many);
    }

    private int told(Worlds.World world) {
        return in(world.workspace, () -> transaction.execute(status -> db.fetchCount(db.selectDistinct(NOTICE.SUBJECT_ID, NOTICE.CAUSE).from(NOTICE).where(NOTICE.KIND.in("duty_reminder", "duty_due")))));
    }

    private int count(Worlds.World world) {
        return in(world.workspace, () -> transaction.execute(status -> db.fetchCount(RISE)));
    }

    private DutyId owe(Worlds.World world, String owner, String party, String title, Duration in) {
        return in(world.workspace, () -> duties.open(new Duties.NewDuty("test_thing", world.project, world.parties.get(party), new Ref("task", UUID.randomUUID()), title, world.person(owner).member(),
                world.person("王敏").member(), null, clock.instant().plus(in))));
    }

    private List<String> timers(Worlds.World world, DutyId id) {
        return db.select(TIMER.RUNG).from(TIMER).where(TIMER.DUTY_ID.eq(id)).fetch(TIMER.RUNG);
    }

    private List<String> rises(Worlds.World world, DutyId id) {
        return in(world.workspace, () -> transaction.execute(status -> db.select(RISE.RUNG, RISE.TO_MEMBER_ID)
                .from(RISE).where(RISE.DUTY_ID.eq(id)).orderBy(RISE.AT)
                .fetch(row -> row.value1() + " " + world.people.values().stream().filter(person -> person.member().equals(row.value2())).map(Worlds.Person::name).findFirst().orElse("—"))));
    }

    private int notices(Worlds.World world, DutyId id) {
        return in(world.workspace, () -> transaction.execute(status -> db.fetchCount(NOTICE, NOTICE.SUBJECT_ID.eq(id.value()))));
    }
}
