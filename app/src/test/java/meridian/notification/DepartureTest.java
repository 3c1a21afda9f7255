package meridian.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DepartureTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Quiet NIGHT = new Quiet(LocalTime.of(22, 0), LocalTime.of(7, 0));

    private static Instant at(String text) {
        return Instant.parse(text);
    }

    @Test
    void whatHappensAtNightLeavesInTheMorningOfTheReadersOwnZone() {
        assertThat(Departure.earliest(at("2026-11-23T15:30:00Z"), false, NIGHT, SHANGHAI)).isEqualTo(at("2026-11-23T23:00:00Z"));
        assertThat(Departure.earliest(at("2026-11-23T15:30:00Z"), false, NIGHT, BERLIN)).isEqualTo(at("2026-11-23T15:30:00Z"));
        assertThat(Departure.earliest(at("2026-11-23T22:59:00Z"), false, NIGHT, SHANGHAI)).isEqualTo(at("2026-11-23T23:00:00Z"));
        assertThat(Departure.earliest(at("2026-11-23T23:00:00Z"), false, NIGHT, SHANGHAI)).isEqualTo(at("2026-11-23T23:00:00Z"));
        assertThat(Departure.earliest(at("2026-11-23T14:00:00Z"), false, NIGHT, SHANGHAI)).as("the first minute is quiet").isEqualTo(at("2026-11-23T23:00:00Z"));
    }

    @Test
    void whatIsCriticalLeavesAtOnceAndSoDoesEverythingWithoutQuietHours() {
        assertThat(Departure.earliest(at("2026-11-23T18:00:00Z"), true, NIGHT, SHANGHAI)).isEqualTo(at("2026-11-23T18:00:00Z"));
        assertThat(Departure.earliest(at("2026-11-23T18:00:00Z"), false, null, SHANGHAI)).isEqualTo(at("2026-11-23T18:00:00Z"));
    }

    @Test
    void aNightInWhichTheClockIsSetIsShorterOrLonger() {
        // 29 March 2026, 02:00 → 03:00; 25 October 2026, 03:00 → 02:00.
        assertThat(Departure.earliest(at("2026-03-28T22:00:00Z"), false, NIGHT, BERLIN)).isEqualTo(at("2026-03-29T05:00:00Z"));
        assertThat(Departure.earliest(at("2026-10-24T21:00:00Z"), false, NIGHT, BERLIN)).isEqualTo(at("2026-10-25T06:00:00Z"));
        var short0 = new Quiet(LocalTime.of(1, 0), LocalTime.of(2, 30));
        assertThat(Departure.earliest(at("2026-03-29T00:30:00Z"), false, short0, BERLIN)).as("02:30 does not exist: 03:00 it is").isEqualTo(at("2026-03-29T01:00:00Z"));
        assertThat(Departure.earliest(at("2026-10-25T00:10:00Z"), false, short0, BERLIN)).as("the first 02:30").isEqualTo(at("2026-10-25T00:30:00Z"));
        assertThat(Departure.earliest(at("2026-10-25T01:10:00Z"), false, short0, BERLIN)).as("the clock shows 02:10 once more").isEqualTo(at("2026-10-25T01:30:00Z"));
    }

    @Test
    void itIsTheFirstMinuteAtWhichTheWallClockIsNotQuiet() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        var zones = new ZoneId[] {BERLIN, SHANGHAI, ZoneId.of("America/New_York"), ZoneId.of("Australia/Lord_Howe"), ZoneId.of("Asia/Kathmandu"), ZoneId.of("America/Santiago"), ZoneId.of("Africa/Casablanca")};
        for (int i = 0; i < 3000; i++) {
            var zone = zones[random.nextInt(zones.length)];
            var from = LocalTime.of(random.nextInt(24), random.nextInt(60));
            var until = LocalTime.of(random.nextInt(24), random.nextInt(60));
            if (from.equals(until)) continue;
            var quiet = new Quiet(from, until);
            var change = zone.getRules().nextTransition(at("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(300) * 86_400L));
            var about = change == null || random.nextInt(4) == 0 ? at("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(31_000_000)) : change.getInstant().plusSeconds((random.nextInt(2880) - 1440) * 60L);
            var now = Instant.ofEpochSecond(about.getEpochSecond() / 60 * 60);
            var slow = now;
            while (quiet.at(LocalDateTime.ofInstant(slow, zone).toLocalTime())) slow = slow.plusSeconds(60);
            assertThat(Departure.earliest(now, false, quiet, zone)).as("seed %d: %s quiet from %s until %s at %s", seed, zone, from, until, now).isEqualTo(slow);
        }
    }

    @Test
    void aDigestLeavesTheNextMorningOrTheNextMonday() {
        assertThat(Departure.digest(at("2026-11-23T07:10:00Z"), Digest.DAILY, null, SHANGHAI)).isEqualTo(at("2026-11-24T00:00:00Z"));
        assertThat(Departure.digest(at("2026-11-22T23:10:00Z"), Digest.DAILY, null, SHANGHAI)).as("07:10 on Monday").isEqualTo(at("2026-11-23T00:00:00Z"));
        assertThat(Departure.digest(at("2026-11-23T00:00:00Z"), Digest.WEEKLY, null, SHANGHAI)).as("Monday at 08:00 sharp").isEqualTo(at("2026-11-30T00:00:00Z"));
        var friday = Departure.digest(at("2026-11-27T12:00:00Z"), Digest.WEEKLY, null, BERLIN);
        assertThat(friday.atZone(BERLIN).getDayOfWeek()).isEqualTo(DayOfWeek.MONDAY);
        assertThat(friday).isEqualTo(at("2026-11-30T07:00:00Z"));
        assertThat(Departure.digest(at("2026-10-24T12:00:00Z"), Digest.DAILY, null, BERLIN)).as("08:00 winter time").isEqualTo(at("2026-10-25T07:00:00Z"));
        var late = new Quiet(LocalTime.of(20, 0), LocalTime.of(9, 30));
        assertThat(Departure.digest(at("2026-11-23T07:10:00Z"), Digest.DAILY, late, SHANGHAI)).isEqualTo(at("2026-11-24T01:30:00Z"));
    }
}
