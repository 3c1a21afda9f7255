package meridian.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import meridian.calendar.Interval;
import meridian.calendar.WeekParity;
import meridian.calendar.Window;
import meridian.calendar.WorkCalendar;
import meridian.meeting.TimeFinder.Person;
import meridian.tenancy.MemberId;
import org.junit.jupiter.api.Test;

/** When people in different zones can meet, and whose turn it is where they cannot. */
class TimeFinderTest {
    private static final Instant MONDAY = Instant.parse("2027-01-11T00:00:00Z");

    private static Person person(String name, String zone, int turns, LocalDate... off) {
        var calendar = WorkCalendar.in(ZoneId.of(zone));
        for (var day : List.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY, DayOfWeek.FRIDAY)) calendar.from(LocalDate.of(2026, 1, 1)).on(day, WeekParity.values()[0], new Interval(540, 1080));
        return new Person(MemberId.next(), name, calendar.build(), Set.of(off), turns);
    }

    @Test
    void theHoursAllShareComeFirst() {
        var slots = TimeFinder.find(List.of(person("王敏", "Asia/Shanghai", 0), person("Johanna", "Europe/Berlin", 0)), Duration.ofMinutes(60), MONDAY, MONDAY.plus(Duration.ofDays(5)));
        assertThat(slots).allMatch(TimeFinder.Slot::common);
        // 16:00 to 18:00 in 上海 is 9:00 to 11:00 in Berlin.
        assertThat(slots.getFirst().from()).isEqualTo(Instant.parse("2027-01-11T08:00:00Z"));
        assertThat(slots).allMatch(slot -> !slot.to().isAfter(slot.from().atZone(ZoneId.of("Asia/Shanghai")).toLocalDate().atTime(18, 0).atZone(ZoneId.of("Asia/Shanghai")).toInstant()));
    }

    @Test
    void whoIsAtAnotherMeetingIsLeftAlone() {
        var free = person("王敏", "Asia/Shanghai", 0);
        var shanghai = ZoneId.of("Asia/Shanghai");
        var weekly = new Window(Instant.parse("2027-01-11T01:00:00Z"), Instant.parse("2027-01-11T02:30:00Z"));
        var busy = new Person(MemberId.next(), "李婷", free.calendar(), Set.of(), List.of(weekly), 0);
        var slots = TimeFinder.find(List.of(free, busy), Duration.ofMinutes(60), MONDAY, MONDAY.plus(Duration.ofDays(1)));
        assertThat(slots.getFirst().from().atZone(shanghai).toLocalTime()).as("right after it").isEqualTo(LocalTime.of(10, 30));
        assertThat(TimeFinder.goingRound(List.of(free, busy), Duration.ofMinutes(60), List.of(weekly.from()), shanghai, MONDAY)).containsExactly(Instant.parse("2027-01-11T02:30:00Z"));
    }

    @Test
    void whereNoHourIsSharedTheBurdenIsSmallAndGoesRound() {
        var shanghai = person("王敏", "Asia/Shanghai", 0);
        var newYork = person("Ann", "America/New_York", 0);
        var first = TimeFinder.find(List.of(shanghai, newYork), Duration.ofMinutes(60), MONDAY, MONDAY.plus(Duration.ofDays(2))).getFirst();
        assertThat(first.common()).isFalse();
        assertThat(first.burdens()).allMatch(burden -> burden.out().compareTo(Duration.ofHours(3)) <= 0);
        // Whoever took the late ones so far is spared, and it is the other’s turn.
        var second = TimeFinder.find(List.of(person("王敏", "Asia/Shanghai", 9), newYork), Duration.ofMinutes(60), MONDAY, MONDAY.plus(Duration.ofDays(2))).getFirst();
        assertThat(out(second, "王敏")).isLessThan(out(first, "王敏"));
        assertThat(out(second, "Ann")).isGreaterThan(out(first, "Ann"));
    }

    @Test
    void aSeriesGoesRoundWhereNoHourIsSharedAndKeepsItsTimeWhereOneIs() {
        var zone = ZoneId.of("Asia/Shanghai");
        var nine = Stream.iterate(Instant.parse("2027-01-11T01:00:00Z"), at -> at.plus(Duration.ofDays(7))).limit(8).toList();
        var apart = List.of(person("王敏", "Asia/Shanghai", 0), person("李婷", "Asia/Shanghai", 0), person("Ann", "America/New_York", 0));
        var times = TimeFinder.goingRound(apart, Duration.ofMinutes(60), nine, zone, nine.getFirst());
        assertThat(times.stream().map(at -> LocalDate.ofInstant(at, zone))).as("on their days").isEqualTo(nine.stream().map(at -> LocalDate.ofInstant(at, zone)).toList());
        assertThat(times.stream().map(at -> at.atZone(zone).toLocalTime()).distinct().count()).as("not always the same one’s night").isGreaterThan(1);
        assertThat(TimeFinder.goingRound(List.of(person("王敏", "Asia/Shanghai", 0), person("李婷", "Asia/Shanghai", 0)), Duration.ofMinutes(60), nine, zone, nine.getFirst())).isEqualTo(nine);
        var europe = List.of(person("王敏", "Asia/Shanghai", 0), person("Johanna", "Europe/Berlin", 0));
        assertThat(TimeFinder.goingRound(europe, Duration.ofMinutes(60), nine, zone, nine.getFirst())).as("the nearest that all share").allMatch(at -> at.atZone(zone).toLocalTime().equals(LocalTime.of(16, 0)));
        var evening = List.of(Instant.parse("2027-01-11T12:00:00Z"));
        var two = List.of(person("王敏", "Asia/Shanghai", 0), person("李婷", "Asia/Shanghai", 0));
        assertThat(TimeFinder.goingRound(two, Duration.ofMinutes(60), evening, zone, evening.getFirst().minus(Duration.ofDays(1)))).as("the last that both share, not one of the first").containsExactly(Instant.parse("2027-01-11T09:00:00Z"));
        var noon = Instant.parse("2027-01-11T06:00:00Z");
        assertThat(TimeFinder.goingRound(europe, Duration.ofMinutes(60), List.of(Instant.parse("2027-01-11T06:30:00Z")), zone, noon)).as("today: nothing before now").allMatch(at -> !at.isBefore(noon));
        assertThat(TimeFinder.goingRound(apart, Duration.ofMinutes(60), List.of(Instant.parse("2027-01-11T15:00:00Z")), zone, Instant.parse("2027-01-11T14:50:00Z"))).allMatch(at -> !at.isBefore(Instant.parse("2027-01-11T14:50:00Z")));
    }

    private static Duration out(TimeFinder.Slot slot, String who) {
        return slot.burdens().stream().filter(burden -> burden.person().name().equals(who)).map(TimeFinder.Burden::out).findFirst().orElse(Duration.ZERO);
    }

    @Test
    void noSlotLiesOnAHolidayAndWhoIsOnLeaveIsNamed() {
        var slots = TimeFinder.find(List.of(person("王敏", "Asia/Shanghai", 0, LocalDate.of(2027, 1, 11)), person("李婷", "Asia/Shanghai", 0)), Duration.ofMinutes(60), Instant.parse("2027-01-08T16:00:00Z"), Instant.parse("2027-01-11T16:00:00Z"));
        assertThat(slots).isNotEmpty().allMatch(slot -> slot.from().atZone(ZoneId.of("Asia/Shanghai")).getDayOfWeek() == DayOfWeek.MONDAY);
        assertThat(slots.getFirst().away()).extracting(Person::name).containsExactly("王敏");
        assertThat(TimeFinder.find(List.of(), Duration.ofMinutes(60), MONDAY, MONDAY.plus(Duration.ofDays(1)))).isEmpty();
    }
}
