package meridian.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import meridian.calendar.Meridian.Presence;
import org.junit.jupiter.api.Test;

class MeridianTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final LocalDate THURSDAY = LocalDate.of(2026, 11, 26);
    private static final Instant TEN_PAST_THREE = Instant.parse("2026-11-26T07:10:00Z");

    private final WorkCalendar shanghai = WorkCalendar.in(SHANGHAI).weekdays("09:00-12:00", "13:00-18:00").build();
    private final WorkCalendar munich = WorkCalendar.in(ZoneId.of("Europe/Berlin")).weekdays("09:00-13:00", "14:00-18:00").build();
    private final WorkCalendar newYork = WorkCalendar.in(ZoneId.of("America/New_York")).weekdays("09:00-17:00").build();

    @Test
    void aReaderInShanghaiSeesWhoIsAwake() {
        var meridian = Meridian.of(SHANGHAI, THURSDAY, TEN_PAST_THREE, List.of(shanghai, munich));

        assertThat(meridian.now().orElseThrow()).isCloseTo(63.19, within(0.01));
        var east = meridian.lanes().getFirst();
        assertThat(east.presence()).isEqualTo(Presence.WORKING);
        assertThat(east.awake()).isTrue();
        assertThat(east.segments()).extracting(Meridian.Segment::opens).containsExactly("09:00", "13:00");
        assertThat(east.segments().getFirst().left()).isEqualTo(37.5);
        assertThat(east.segments().getFirst().width()).isEqualTo(12.5);

        var germany = meridian.lanes().getLast();
        assertThat(germany.localTime()).isEqualTo(LocalDateTime.parse("2026-11-26T08:10"));
        assertThat(germany.presence()).isEqualTo(Presence.BEFORE_WORK);
        assertThat(germany.awake()).isFalse();
    }

    @Test
    void germanysEveningIsCutAtTheReadersMidnightAndItsYesterdayShowsAtTheLeft() {
        var meridian = Meridian.of(SHANGHAI, THURSDAY, TEN_PAST_THREE, List.of(munich));
        assertThat(meridian.lanes().getFirst().segments()).extracting(segment -> segment.opens() + "–" + segment.closes())
                .containsExactly("00:00–01:00", "16:00–20:00", "21:00–24:00");
    }

    @Test
    void commonHoursAreThoseInWhichEverybodyWorks() {
        var both = Meridian.of(SHANGHAI, THURSDAY, TEN_PAST_THREE, List.of(shanghai, munich));
        assertThat(both.common()).singleElement().satisfies(common -> {
            assertThat(common.opens()).isEqualTo("16:00");
            assertThat(common.closes()).isEqualTo("18:00");
        });
        assertThat(Meridian.of(SHANGHAI, THURSDAY, TEN_PAST_THREE, List.of(shanghai, munich, newYork)).common()).isEmpty();
        assertThat(Meridian.of(SHANGHAI, THURSDAY, TEN_PAST_THREE, List.of()).common()).isEmpty();
    }

    @Test
    void lunchIsABreakAndASundayIsADayOff() {
        assertThat(presence("2026-11-26T04:30:00Z")).isEqualTo(Presence.BREAK);
        assertThat(presence("2026-11-26T10:00:00Z")).isEqualTo(Presence.AFTER_WORK);
        assertThat(presence("2026-11-29T04:30:00Z")).isEqualTo(Presence.DAY_OFF);
    }

    @Test
    void theHoursBetweenTwoNightShiftsAreNotABreak() {
        var night = WorkCalendar.in(SHANGHAI).weekdays("00:00-06:00", "22:00-24:00").build();
        var noon = Instant.parse("2026-11-26T04:00:00Z");
        assertThat(Meridian.of(SHANGHAI, THURSDAY, noon, List.of(night)).lanes().getFirst().presence()).isEqualTo(Presence.AFTER_WORK);
    }

    @Test
    void anotherDayHasNoLineForNow() {
        var tomorrow = Meridian.of(SHANGHAI, THURSDAY.plusDays(1), TEN_PAST_THREE, List.of(shanghai));
        assertThat(tomorrow.now()).isEmpty();
        assertThat(tomorrow.lanes().getFirst().presence()).isEqualTo(Presence.WORKING);
    }

    @Test
    void onADayOf23HoursTheAxisIsShorter() {
        var berlin = ZoneId.of("Europe/Berlin");
        var meridian = Meridian.of(berlin, LocalDate.of(2026, 3, 29), Instant.parse("2026-03-29T10:00:00Z"), List.of(munich));
        assertThat(meridian.position(Instant.parse("2026-03-29T10:00:00Z"))).isCloseTo(100.0 * 11 / 23, within(0.001));
        assertThat(meridian.position(Instant.parse("2026-03-31T10:00:00Z"))).isEqualTo(100);
    }

    private Presence presence(String now) {
        return Meridian.of(SHANGHAI, THURSDAY, Instant.parse(now), List.of(shanghai)).lanes().getFirst().presence();
    }
}
