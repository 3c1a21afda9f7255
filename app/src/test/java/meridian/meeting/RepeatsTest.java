package meridian.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import meridian.calendar.CalendarFile;
import meridian.calendar.CalendarFile.Entry;
import meridian.calendar.CalendarFile.Repetition;
import meridian.calendar.CalendarFile.When;
import meridian.calendar.DayOverride;
import meridian.calendar.Interval;
import meridian.calendar.WeekParity;
import meridian.calendar.WorkCalendar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When a series happens; and that a calendar program works out the same from the rule it is sent. */
class RepeatsTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static WorkCalendar calendar(ZoneId zone, DayOverride... days) {
        var calendar = WorkCalendar.in(zone);
        for (var day : List.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY, DayOfWeek.FRIDAY)) calendar.from(LocalDate.of(2026, 1, 1)).on(day, WeekParity.values()[0], new Interval(540, 1080));
        return calendar.overrides(List.of(days)).build();
    }

    private static DayOverride off(LocalDate day) {
        return new DayOverride(day, false, List.of(), "holiday", "test");
    }

    private static DayOverride madeUp(LocalDate day) {
        return new DayOverride(day, true, List.of(new Interval(540, 1080)), "make-up", "test");
    }

    @Test
    void everyWeekIsTheSameHourThereWhenTheClocksChange() {
        var days = Repeats.WEEKLY.days(LocalDate.of(2026, 10, 13), LocalDate.of(2026, 11, 10), calendar(BERLIN));
        assertThat(days).containsExactly(LocalDate.of(2026, 10, 13), LocalDate.of(2026, 10, 20), LocalDate.of(2026, 10, 27), LocalDate.of(2026, 11, 3), LocalDate.of(2026, 11, 10));
        assertThat(days.stream().map(day -> day.atTime(10, 0).atZone(BERLIN).toInstant().toString().substring(11, 16))).containsExactly("08:00", "08:00", "09:00", "09:00", "09:00");
    }

    @Test
    void everyWorkingDayLeavesOutHolidaysAndKeepsMakeUpDays() {
        var days = Repeats.WORKDAYS.days(LocalDate.of(2026, 9, 30), LocalDate.of(2026, 10, 12), calendar(ZoneId.of("Asia/Shanghai"), off(LocalDate.of(2026, 10, 1)), off(LocalDate.of(2026, 10, 2)), madeUp(LocalDate.of(2026, 10, 10))));
        assertThat(days).containsExactly(LocalDate.of(2026, 9, 30), LocalDate.of(2026, 10, 5), LocalDate.of(2026, 10, 6), LocalDate.of(2026, 10, 7), LocalDate.of(2026, 10, 8), LocalDate.of(2026, 10, 9), LocalDate.of(2026, 10, 10), LocalDate.of(2026, 10, 12));
    }

    @Test
    void everyMonthIsTheSameWeekdayOfTheMonthAndTheFifthIsTheLast() {
        assertThat(Repeats.MONTHLY.days(LocalDate.of(2026, 11, 11), LocalDate.of(2027, 2, 28), calendar(BERLIN))).containsExactly(LocalDate.of(2026, 11, 11), LocalDate.of(2026, 12, 9), LocalDate.of(2027, 1, 13), LocalDate.of(2027, 2, 10));
        assertThat(Repeats.MONTHLY.days(LocalDate.of(2026, 12, 29), LocalDate.of(2027, 2, 28), calendar(BERLIN))).containsExactly(LocalDate.of(2026, 12, 29), LocalDate.of(2027, 1, 26), LocalDate.of(2027, 2, 23));
        assertThat(Repeats.QUARTERLY.days(LocalDate.of(2026, 11, 11), LocalDate.of(2027, 6, 1), calendar(BERLIN))).containsExactly(LocalDate.of(2026, 11, 11), LocalDate.of(2027, 2, 10), LocalDate.of(2027, 5, 12));
    }

    @Test
    void noSeriesIsEndless() {
        assertThat(Repeats.WORKDAYS.days(LocalDate.of(2026, 1, 5), LocalDate.of(2099, 1, 1), calendar(BERLIN))).hasSize(Repeats.MOST);
    }

    @ParameterizedTest
    @EnumSource(Repeats.class)
    void aCalendarProgramWorksOutTheSameMoments(Repeats repeats) {
        for (var zone : List.of(BERLIN, ZoneId.of("Asia/Shanghai"), ZoneId.of("America/New_York"), ZoneId.of("Australia/Lord_Howe"))) {
            var calendar = calendar(zone, off(LocalDate.of(2026, 11, 11)), off(LocalDate.of(2026, 12, 25)), off(LocalDate.of(2027, 1, 1)), madeUp(LocalDate.of(2026, 12, 27)));
            var first = LocalDateTime.of(2026, 10, 14, 10, 30);
            var days = repeats.days(first.toLocalDate(), LocalDate.of(2027, 6, 30), calendar);
            var on = days.stream().map(day -> day.atTime(first.toLocalTime())).toList();
            var ruled = repeats.ruled(first.toLocalDate(), days.getLast()).stream().map(day -> day.atTime(first.toLocalTime())).toList();
            var without = new ArrayList<>(ruled);
            without.removeAll(on);
            var also = new ArrayList<>(on);
            also.removeAll(new HashSet<>(ruled));
            var when = new When.Local(first, Duration.ofMinutes(60), zone, new Repetition(repeats.rule(first, on.getLast(), zone), without, also), null);
            var text = new CalendarFile("", Instant.parse("2026-10-01T00:00:00Z"), List.of(new Entry("s@meridian", 0, Instant.parse("2026-10-01T00:00:00Z"), when, "周例会", "", List.of(), false))).text();
            var event = Calendars4j.events(Calendars4j.read(text)).getFirst();
            assertThat(Calendars4j.moments(event, Instant.parse("2026-10-01T00:00:00Z"), Instant.parse("2027-08-01T00:00:00Z"), zone)).as(zone + "\n" + text).containsExactlyElementsOf(on.stream().map(at -> at.atZone(zone).toInstant()).toList());
        }
    }
}
