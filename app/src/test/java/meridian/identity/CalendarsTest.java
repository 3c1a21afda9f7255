package meridian.identity;

import static db.identity.Tables.CALENDAR_DAY;
import static db.identity.Tables.WEEK_HOURS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import meridian.calendar.HolidaySets;
import meridian.calendar.Interval;
import meridian.meeting.Meeting;
import meridian.meeting.Meetings;
import meridian.tenancy.Actor;
import meridian.tenancy.MeetingId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.Refused;
import meridian.tenancy.RegionId;
import meridian.tenancy.Stale;
import meridian.world.MeridianTest;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

class CalendarsTest extends MeridianTest {
    @Autowired
    Calendars calendars;

    @Autowired
    Regions regions;

    @Autowired
    HolidayYears holidayYears;

    @Autowired
    Meetings meetings;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transaction;

    @BeforeEach
    void itIsTheAutumnOf2026() {
        clock.set(Instant.parse("2026-11-23T02:00:00Z"));
    }

    @Test
    void aNewRegionKnowsItsHolidaysAndMakeUpWorkdays() {
        var world = worlds.world();
        var east = in(world.workspace, () -> calendars.of(world.regions.get("华东")));
        assertThat(east.zone().getId()).isEqualTo("Asia/Shanghai");
        assertThat(east.isWorkingDay(LocalDate.of(2026, 10, 1))).isFalse();
        assertThat(east.overrideOf(LocalDate.of(2026, 10, 1)).source()).isEqualTo("holiday-cn 2026");
        var makeUp = LocalDate.of(2026, 10, 10);
        assertThat(makeUp.getDayOfWeek()).isEqualTo(DayOfWeek.SATURDAY);
        assertThat(east.hoursOf(makeUp)).containsExactly(Interval.parse("09:00-12:00"), Interval.parse("13:00-18:00"));
        assertThat(east.isWorkingDay(LocalDate.of(2026, 11, 21))).isFalse();
        assertThat(east.normalDay(LocalDate.of(2026, 11, 23))).isEqualTo(Duration.ofHours(8));
    }

    @Test
    void theNextYearsHolidaysComeInByThemselves() {
        var world = worlds.world();
        var there = world.regions.get("新加坡");
        var system = Actor.system(world.workspace);
        var labourDay = LocalDate.of(2028, 5, 1);
        var known = List.copyOf(in(world.workspace, () -> regions.days(there, 2027)));
        clock.set(Instant.parse("2027-03-01T02:00:00Z"));
        world.in(() -> regions.setDays(there, new Regions.Days(LocalDate.of(2028, 12, 25), LocalDate.of(2028, 12, 25), true, null, "盘点"), 0, system));
        assertThat(in(world.workspace, () -> calendars.of(there)).isWorkingDay(labourDay)).isTrue();
        var published = HolidaySets.covers("SG", 2028);
        var covered = published ? there : world.regions.get("德国");
        world.in(() -> holidayYears.bring(world.workspace));
        assertThat(in(world.workspace, () -> calendars.of(covered)).isWorkingDay(labourDay)).isFalse();
        assertThat(in(world.workspace, () -> calendars.of(there)).isWorkingDay(LocalDate.of(2028, 12, 25))).as("what people entered stays").isTrue();
        assertThat(in(world.workspace, () -> regions.days(there, 2027))).as("what is there is left as it is").isEqualTo(known);
        int version = in(world.workspace, () -> regions.get(covered)).version();
        world.in(() -> regions.removeDay(covered, labourDay, version, system));
        world.in(() -> holidayYears.bring(world.workspace));
        assertThat(in(world.workspace, () -> calendars.of(covered)).isWorkingDay(labourDay)).as("once is enough").isTrue();
    }

    @Test
    void oneRegionThatCannotBeLookedAtKeepsNoOtherWithoutItsHolidays() {
        var world = worlds.world();
        world.in(() -> regions.add("巴伐利亚", null, "Europe/Berlin", "DE-BY", Regions.OFFICE, Actor.system(world.workspace)));
        clock.set(Instant.parse("2027-03-01T02:00:00Z"));
        var waiting = List.copyOf(in(world.workspace, () -> holidayYears.waiting(regions.all(), Map.of())).keySet());
        var first = waiting.getFirst();
        // A meeting where nobody ever works: on which day it could be instead is not to be said.
        world.in(() -> meetings.call(world.project, MeetingId.next(), new Meetings.Facts(Meeting.Kind.OTHER, "例会", Meeting.Mode.ONLINE, "", "", "", first, LocalDateTime.of(2027, 3, 2, 10, 0), 60, null, null, List.of(), "", null, null, List.of()), null, world.person("王敏").actor()));
        world.in(() -> transaction.executeWithoutResult(status -> {
            db.deleteFrom(WEEK_HOURS).where(WEEK_HOURS.REGION_ID.eq(first)).execute();
            db.deleteFrom(CALENDAR_DAY).where(CALENDAR_DAY.REGION_ID.eq(first)).execute();
        }));
        world.in(() -> holidayYears.bring(world.workspace));
        var left = List.copyOf(in(world.workspace, () -> holidayYears.waiting(regions.all(), Map.of())).keySet());
        assertThat(left).contains(first);
        assertThat(waiting.size() - left.size()).as("the others have theirs").isGreaterThan(0);
    }

    @Test
    void aRegionThatIsOpenedAgainHasTheHolidaysOfNow() {
        var world = worlds.world();
        var system = Actor.system(world.workspace);
        var id = in(world.workspace, () -> regions.add("巴伐利亚", null, "Europe/Berlin", "DE-BY", Regions.OFFICE, system));
        world.in(() -> regions.close(id, 0, system));
        clock.set(Instant.parse("2030-03-01T02:00:00Z"));
        world.in(() -> holidayYears.bring(world.workspace));
        assertThat(in(world.workspace, () -> regions.days(id, 2030))).as("nobody works there").isEmpty();
        world.in(() -> regions.reopen(id, 1, system));
        assertThat(in(world.workspace, () -> calendars.of(id)).isWorkingDay(LocalDate.of(2030, 5, 1))).isFalse();
        for (int year : List.of(2026, 2027, 2031)) assertThat(in(world.workspace, () -> regions.days(id, year))).as("holidays of " + year).isNotEmpty();
    }

    @Test
    void allRegionsComeTogetherAndEachKeepsItsOwnZone() {
        var world = worlds.world();
        var all = in(world.workspace, calendars::all);
        assertThat(all).containsOnlyKeys(world.regions.values());
        assertThat(all.get(world.regions.get("德国")).isWorkingDay(LocalDate.of(2026, 12, 25))).isFalse();
        assertThat(all.get(world.regions.get("华东")).isWorkingDay(LocalDate.of(2026, 12, 25))).isTrue();
    }

    @Test
    void anotherWorkspacesCalendarIsNotFound() {
        var world = worlds.world();
        var other = worlds.world();
        assertThatThrownBy(() -> in(world.workspace, () -> calendars.of(other.regions.get("华东")))).isInstanceOf(NotFound.class);
    }

    @Test
    void alternatingWeeksAndSummerHoursHoldFromTheirDate() {
        var world = worlds.world();
        var region = world.regions.get("华南");
        var system = Actor.system(world.workspace);
        world.in(() -> {
            var weekdays = java.util.Collections.nCopies(5, "08:30–12:00, 13:30–18:00");
            var odd = new java.util.ArrayList<>(weekdays);
            odd.add("08:30-12:00");
            odd.add("");
            regions.setHours(region, WeekHours.parse(LocalDate.of(2026, 12, 1), odd, List.of("", "", "", "", "", "休", "")), 0, system);
        });
        var calendar = in(world.workspace, () -> calendars.of(region));
        assertThat(calendar.isWorkingDay(LocalDate.of(2026, 11, 28))).isFalse();
        assertThat(calendar.hoursOf(LocalDate.of(2026, 12, 5))).containsExactly(Interval.parse("08:30-12:00")); // ISO week 49
        assertThat(calendar.isWorkingDay(LocalDate.of(2026, 12, 12))).isFalse();
        assertThat(in(world.workspace, () -> regions.hours(region)).getFirst().alternates()).isTrue();
    }

    @Test
    void daysThatPeopleEnteredOutliveAnImport() {
        var world = worlds.world();
        var region = world.regions.get("华东");
        var system = Actor.system(world.workspace);
        var day = LocalDate.of(2026, 10, 8);
        world.in(() -> {
            regions.setDays(region, new Regions.Days(day, day, false, null, "厂休"), 0, system);
            regions.importHolidays(region, "CN", 2026, 1, system);
        });
        var calendar = in(world.workspace, () -> calendars.of(region));
        assertThat(calendar.isWorkingDay(day)).isFalse();
        assertThat(calendar.overrideOf(day).name()).isEqualTo("厂休");
        world.in(() -> regions.removeDay(region, day, 2, system));
        assertThat(in(world.workspace, () -> calendars.of(region)).isWorkingDay(day)).isTrue();
    }

    @Test
    void theCompanyClosesEverywhereAtOnce() {
        var world = worlds.world();
        var day = LocalDate.of(2026, 12, 30);
        world.in(() -> regions.setDaysEverywhere(new Regions.Days(day, day, false, null, "年会"), Actor.system(world.workspace)));
        assertThat(in(world.workspace, calendars::all).values()).allMatch(calendar -> !calendar.isWorkingDay(day));
    }

    @Test
    void onlyAnAdminChangesACalendarAndOnlyTheOneTheySaw() {
        var world = worlds.world();
        var region = world.regions.get("华东");
        var day = LocalDate.of(2026, 12, 30);
        var days = new Regions.Days(day, day, false, null, "年会");
        assertThatThrownBy(() -> world.in(() -> regions.setDays(region, days, 0, world.person("王敏").actor()))).isInstanceOf(NotAllowed.class);
        world.in(() -> regions.setDays(region, days, 0, world.person("管理员").actor()));
        assertThatThrownBy(() -> world.in(() -> regions.setDays(region, days, 0, world.person("管理员").actor()))).isInstanceOf(Stale.class);
        assertThatThrownBy(() -> world.in(() -> regions.setDays(RegionId.next(), days, 0, world.person("管理员").actor()))).isInstanceOf(NotFound.class);
    }

    @Test
    void senselessHoursAreRefusedBesideTheirField() {
        assertThatThrownBy(() -> WeekHours.parse(LocalDate.of(2026, 1, 1), List.of("18:00-09:00", "9-12", "09:00-12:00 11:00-13:00", "25:00-26:00"), List.of()))
                .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.problems()).extracting(Refused.Problem::field).containsExactly("odd1", "odd2", "odd3", "odd4"));
        assertThatThrownBy(() -> WeekHours.parse(LocalDate.of(2026, 1, 1), List.of(), List.of()))
                .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.problems().getFirst().key()).isEqualTo("identity.hours_none"));
        assertThat(WeekHours.parse(LocalDate.of(2026, 1, 1), List.of("09:00-12:00、13:00~18:00"), List.of()).text(DayOfWeek.MONDAY, false)).isEqualTo("09:00–12:00, 13:00–18:00");
    }
}
