package meridian.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import meridian.coordination.EmergencyStatistics.Case;
import meridian.tenancy.EmergencyId;
import meridian.tenancy.MemberId;
import meridian.tenancy.ProjectId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EmergencyStatisticsTest {
    private static final Instant BEGIN = Instant.parse("2026-11-02T08:00:00Z");
    private static final Instant NOW = BEGIN.plus(Duration.ofDays(30));

    @Test
    void aClockIsKeptMissedOrStillRunning() {
        var all = EmergencyStatistics.of(List.of(
                of(Severity.SEVERE, minutes(30), minutes(600), "华南"),
                of(Severity.SEVERE, minutes(150), minutes(1500), "华南", "华东"),
                of(Severity.MINOR, minutes(120), null, "华东"),
                new Case(emergency(Severity.MINOR, NOW.minusSeconds(600), null, null), List.of())), List.of("华东", "华南", "德国"), NOW);
        assertThat(all.total().count()).isEqualTo(4);
        assertThat(all.total().response()).isEqualTo(new EmergencyStatistics.Kept(2, 1, 1, Duration.ofMinutes(120)));
        assertThat(all.total().solution()).as("one kept, one too late, one never proposed, one just begun").isEqualTo(new EmergencyStatistics.Kept(1, 2, 1, Duration.ofMinutes(1050)));
        assertThat(all.total().response().percent()).isEqualTo(67);
    }

    @Test
    void rowsAreInTheOrderOfThePartiesAndOnlyThoseThatWereHit() {
        var all = EmergencyStatistics.of(List.of(of(Severity.SEVERE, minutes(30), null, "华南", "一个撤销的单位"), of(Severity.MINOR, minutes(10), null, "华东", "华南")), List.of("华东", "华南", "德国"), NOW);
        assertThat(all.byParty()).extracting(EmergencyStatistics.Row::name).containsExactly("华东", "华南", "一个撤销的单位");
        assertThat(all.byParty()).extracting(EmergencyStatistics.Row::count).containsExactly(1, 2, 1);
        assertThat(all.bySeverity()).extracting(EmergencyStatistics.Row::name).containsExactly("severe", "minor");
        assertThat(all.byParty().get(1).response().median()).as("between the two").isEqualTo(Duration.ofMinutes(20));
    }

    @Test
    void nothingHasNoShareAndNoMedian() {
        var none = EmergencyStatistics.of(List.of(), List.of("华东"), NOW);
        assertThat(none.total().response().percent()).isNull();
        assertThat(none.total().response().median()).isNull();
        assertThat(none.byParty()).isEmpty();
    }

    @Test
    void aClockStoppedAtTheVeryInstantIsKept() {
        assertThat(new EmergencyClock(BEGIN, BEGIN.plusSeconds(7200), BEGIN.plusSeconds(7200)).kept()).isTrue();
        assertThat(new EmergencyClock(BEGIN, BEGIN.plusSeconds(7200), BEGIN.plusSeconds(7201)).kept()).isFalse();
        assertThat(new EmergencyClock(BEGIN, BEGIN.plusSeconds(7200), null).missed(BEGIN.plusSeconds(7200))).isFalse();
        assertThat(new EmergencyClock(BEGIN, BEGIN.plusSeconds(7200), null).missed(BEGIN.plusSeconds(7201))).isTrue();
    }

    private static Instant minutes(int minutes) {
        return BEGIN.plus(Duration.ofMinutes(minutes));
    }

    private static Case of(Severity severity, @Nullable Instant responded, @Nullable Instant proposed, String... parties) {
        return new Case(emergency(severity, BEGIN, responded, proposed), List.of(parties));
    }

    private static Emergency emergency(Severity severity, Instant raised, @Nullable Instant responded, @Nullable Instant proposed) {
        return new Emergency(EmergencyId.next(), ProjectId.next(), 1, "", "", "", severity, EmergencyState.ANSWERED, MemberId.next(), raised, null,
                new EmergencyClock(raised, raised.plus(Duration.ofHours(2)), responded), new EmergencyClock(raised, raised.plus(Duration.ofHours(24)), proposed), null, null, null, null, "", "", "", "", 0);
    }
}
