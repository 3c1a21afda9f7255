package meridian.duty;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import meridian.calendar.WorkCalendar;
import meridian.duty.Relay.Post;
import meridian.duty.Relay.State;
import meridian.duty.Relay.Watch;
import meridian.tenancy.MemberId;
import meridian.tenancy.RegionId;
import org.junit.jupiter.api.Test;

class RelayTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final MemberId east = MemberId.next();
    private final MemberId berlin = MemberId.next();
    private final MemberId lead = MemberId.next();
    private final MemberId chief = MemberId.next();
    private final RegionId shanghaiRegion = RegionId.next();
    private final RegionId berlinRegion = RegionId.next();

    @Test
    void theRegionAtWorkAnswers() {
        var relay = at("2026-11-24T10:00");
        assertThat(relay.member()).isEqualTo(east);
        assertThat(relay.state()).isEqualTo(State.WORKING);
        assertThat(relay.until()).isEqualTo(time("2026-11-24T12:00"));
    }

    @Test
    void theDutyMovesToTheRegionThatWakes() {
        assertThat(at("2026-11-24T18:30").member()).isEqualTo(berlin); // 11:30 in Berlin, at work
        assertThat(at("2026-11-25T00:30").member()).isEqualTo(berlin); // 17:30
        assertThat(at("2026-11-25T02:00").member()).isEqualTo(berlin); // 19:00, awake
        assertThat(at("2026-11-25T02:00").state()).isEqualTo(State.AWAKE);
        assertThat(at("2026-11-25T05:30").member()).isEqualTo(east); // both asleep: Shanghai wakes next
        assertThat(at("2026-11-25T05:30").state()).isEqualTo(State.WAKES_NEXT);
        assertThat(at("2026-11-25T07:00").member()).isEqualTo(east);
    }

    @Test
    void onAWeekendWhoIsAwakeAnswers() {
        assertThat(at("2026-11-28T10:00").state()).isEqualTo(State.AWAKE);
        assertThat(at("2026-11-28T10:00").member()).isEqualTo(east);
    }

    @Test
    void ofTwoThatAreEquallyAwakeTheOneWithoutAHoleAnswers() {
        var holed = new Post(shanghaiRegion, office(SHANGHAI), List.of(), List.of(lead));
        var manned = new Post(RegionId.next(), office(ZoneId.of("Asia/Singapore")), List.of(watch(berlin)), List.of());
        assertThat(Relay.at(time("2026-11-24T10:00"), List.of(holed, manned), List.of(chief)).member()).isEqualTo(berlin);
    }

    @Test
    void aHoleIsFilledByTheLeadElseTheChiefCoordinatorAndSaid() {
        var holed = new Post(shanghaiRegion, office(SHANGHAI), List.of(), List.of(lead));
        var relay = Relay.at(time("2026-11-24T10:00"), List.of(holed), List.of(chief));
        assertThat(relay.hole()).isTrue();
        assertThat(relay.member()).isEqualTo(lead);
        assertThat(Relay.at(time("2026-11-24T10:00"), List.of(new Post(shanghaiRegion, office(SHANGHAI), List.of(), List.of())), List.of(chief)).member()).isEqualTo(chief);
        assertThat(Relay.at(time("2026-11-24T10:00"), List.of(), List.of(chief)).member()).isEqualTo(chief);
    }

    @Test
    void theNextShiftBeginsWhenItSays() {
        var first = new Watch(east, time("2026-11-24T00:00"), time("2026-11-24T11:00"));
        var second = new Watch(lead, time("2026-11-24T11:00"), time("2026-11-25T00:00"));
        var post = new Post(shanghaiRegion, office(SHANGHAI), List.of(first, second), List.of());
        var relay = Relay.at(time("2026-11-24T10:00"), List.of(post), List.of());
        assertThat(relay.until()).isEqualTo(time("2026-11-24T11:00"));
        assertThat(Relay.at(relay.until(), List.of(post), List.of()).member()).isEqualTo(lead);
    }

    @Test
    void lookingAgainAtEachChangeMissesNone() {
        // Through a week with the end of summer time in Berlin, minute by minute.
        var posts = posts();
        var from = time("2026-10-23T00:00");
        var next = Relay.at(from, posts, List.of());
        for (var at = from; at.isBefore(from.plus(Duration.ofDays(7))); at = at.plus(Duration.ofMinutes(1))) {
            var now = Relay.at(at, posts, List.of());
            if (!at.isBefore(next.until())) next = now;
            assertThat(next.member()).as(at.toString()).isEqualTo(now.member());
        }
    }

    private Relay at(String shanghaiTime) {
        return Relay.at(time(shanghaiTime), posts(), List.of(chief));
    }

    private List<Post> posts() {
        return List.of(new Post(shanghaiRegion, office(SHANGHAI), List.of(watch(east)), List.of()), new Post(berlinRegion, office(BERLIN), List.of(watch(berlin)), List.of()));
    }

    private static Watch watch(MemberId member) {
        return new Watch(member, Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2028-01-01T00:00:00Z"));
    }

    private static WorkCalendar office(ZoneId zone) {
        return WorkCalendar.in(zone).weekdays("09:00-12:00", "13:00-18:00").build();
    }

    private static Instant time(String local) {
        return LocalDateTime.parse(local).atZone(SHANGHAI).toInstant();
    }
}
