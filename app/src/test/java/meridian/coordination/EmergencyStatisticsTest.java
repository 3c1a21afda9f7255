package meridian.coordination;

import static db.coordination.Tables.EMERGENCY;
import static db.coordination.Tables.EMERGENCY_PARTY;
import static db.project.Tables.PARTY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import meridian.coordination.EmergencyStatistics.Kept;
import meridian.tenancy.EmergencyId;
import meridian.world.MeridianTest;
import meridian.world.Worlds;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

class EmergencyStatisticsTest extends MeridianTest {
    private static final Instant BEGIN = Instant.parse("2026-11-02T08:00:00Z");
    private static final Instant NOW = BEGIN.plus(Duration.ofDays(30));

    @Autowired
    EmergencyRooms rooms;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transaction;

    Worlds.World world;
    private int number;

    @BeforeEach
    void aWorld() {
        world = worlds.world();
    }

    @Test
    void aClockIsKeptMissedOrStillRunning() {
        assertThat(statistics()).as("nothing has no share and no median").isEqualTo(new EmergencyStatistics(new EmergencyStatistics.Row("", 0, new Kept(0, 0, 0, null), new Kept(0, 0, 0, null)), java.util.List.of(), java.util.List.of()));
        assertThat(statistics().total().response().percent()).isNull();
        happened("severe", BEGIN, 30, 600, "answered", "华南");
        happened("severe", BEGIN, 150, 1500, "answered", "华南", "华东");
        happened("minor", BEGIN, 120, null, "answered", "华东");
        happened("minor", NOW.minusSeconds(600), null, null, "raised");
        happened("severe", BEGIN, 5, 5, "withdrawn", "德国");
        var all = statistics();
        assertThat(all.total().count()).as("what was withdrawn was none").isEqualTo(4);
        assertThat(all.total().response()).as("stopped at the very instant is kept").isEqualTo(new Kept(2, 1, 1, Duration.ofMinutes(120)));
        assertThat(all.total().solution()).as("one kept, one too late, one never proposed, one just begun").isEqualTo(new Kept(1, 2, 1, Duration.ofMinutes(1050)));
        assertThat(all.total().response().percent()).isEqualTo(67);
        assertThat(all.bySeverity()).extracting(EmergencyStatistics.Row::name).containsExactly("severe", "minor");
        assertThat(all.bySeverity().getLast().solution()).isEqualTo(new Kept(0, 1, 1, null));
    }

    @Test
    void rowsAreInTheOrderOfThePartiesAndOnlyThoseThatWereHit() {
        happened("severe", BEGIN, 30, null, "answered", "华南", "德国");
        happened("minor", BEGIN, 10, null, "answered", "华东", "华南");
        in(world.workspace, () -> transaction.execute(status -> db.update(PARTY).set(PARTY.REMOVED_AT, NOW).set(PARTY.POSITION, 0).where(PARTY.ID.eq(world.parties.get("德国"))).execute()));
        var all = statistics();
        assertThat(all.byParty()).extracting(EmergencyStatistics.Row::name).as("a party that is no longer there behind the others").containsExactly("华东", "华南", "德国");
        assertThat(all.byParty()).extracting(EmergencyStatistics.Row::count).containsExactly(1, 2, 1);
        assertThat(all.byParty().get(1).response().median()).as("between the two").isEqualTo(Duration.ofMinutes(20));
    }

    @Test
    void aClockStoppedAtTheVeryInstantIsKept() {
        assertThat(new EmergencyClock(BEGIN, BEGIN.plusSeconds(7200), BEGIN.plusSeconds(7200)).kept()).isTrue();
        assertThat(new EmergencyClock(BEGIN, BEGIN.plusSeconds(7200), BEGIN.plusSeconds(7201)).kept()).isFalse();
        assertThat(new EmergencyClock(BEGIN, BEGIN.plusSeconds(7200), null).missed(BEGIN.plusSeconds(7200))).isFalse();
        assertThat(new EmergencyClock(BEGIN, BEGIN.plusSeconds(7200), null).missed(BEGIN.plusSeconds(7201))).isTrue();
    }

    private EmergencyStatistics statistics() {
        return in(world.workspace, () -> rooms.statistics(world.project, NOW));
    }

    private void happened(String severity, Instant raised, @Nullable Integer responded, @Nullable Integer proposed, String state, String... parties) {
        var by = world.person("王敏").member();
        in(world.workspace, () -> transaction.execute(status -> {
            var id = EmergencyId.next();
            db.insertInto(EMERGENCY)
                    .set(EMERGENCY.ID, id).set(EMERGENCY.PROJECT_ID, world.project).set(EMERGENCY.NUMBER, ++number).set(EMERGENCY.TITLE, "停电").set(EMERGENCY.SEVERITY, severity).set(EMERGENCY.STATE, state)
                    .set(EMERGENCY.RAISED_BY, by).set(EMERGENCY.RAISED_AT, raised)
                    .set(EMERGENCY.RESPONSE_DUE_AT, raised.plus(Duration.ofHours(2))).set(EMERGENCY.RESPONDED_AT, after(raised, responded)).set(EMERGENCY.RESPONDED_BY, responded == null ? null : by)
                    .set(EMERGENCY.SOLUTION_DUE_AT, raised.plus(Duration.ofHours(24))).set(EMERGENCY.PROPOSED_AT, after(raised, proposed)).set(EMERGENCY.PROPOSED_BY, proposed == null ? null : by)
                    .set(EMERGENCY.CLOSED_AT, state.equals("withdrawn") ? raised : null)
                    .execute();
            for (var party : parties) db.insertInto(EMERGENCY_PARTY).set(EMERGENCY_PARTY.EMERGENCY_ID, id).set(EMERGENCY_PARTY.PARTY_ID, world.parties.get(party)).execute();
            return id;
        }));
    }

    private static @Nullable Instant after(Instant raised, @Nullable Integer minutes) {
        return minutes == null ? null : raised.plus(Duration.ofMinutes(minutes));
    }
}
