package meridian.duty;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import meridian.calendar.WorkCalendar;
import org.junit.jupiter.api.Test;

class TimetableTest {
    private static final WorkCalendar OFFICE = WorkCalendar.in(ZoneId.of("Asia/Shanghai")).weekdays("09:00-12:00", "13:00-18:00").build();
    private static final Instant MONDAY_NINE = shanghai("2026-11-23T09:00");

    @Test
    void anEmergencysTwoHoursRunThroughTheNight() {
        var opened = shanghai("2026-11-23T23:30");
        var table = Timetable.of(DutyRule.hours(2, Clock.ROUND_THE_CLOCK), OFFICE, opened, null, opened);
        assertThat(table.due()).isEqualTo(shanghai("2026-11-24T01:30"));
        assertThat(table.rungs().get(Rung.REMINDER)).isEqualTo(shanghai("2026-11-24T01:00"));
        assertThat(table.rungs().get(Rung.OWNER)).isEqualTo(table.due());
        assertThat(table.rungs().get(Rung.LEAD)).isEqualTo(shanghai("2026-11-24T02:00"));
        assertThat(table.rungs().get(Rung.CHIEF)).isEqualTo(shanghai("2026-11-24T02:30"));
        assertThat(table.rungs().get(Rung.SPONSOR)).isEqualTo(shanghai("2026-11-24T03:30"));
    }

    @Test
    void aGivenInstantRoundTheClockClimbsByTheTimeUntilIt() {
        var opened = shanghai("2026-11-23T23:30");
        var table = Timetable.of(DutyRule.hours(2, Clock.ROUND_THE_CLOCK), OFFICE, opened, shanghai("2026-11-24T00:30"), opened);
        assertThat(table.rungs().get(Rung.REMINDER)).isEqualTo(shanghai("2026-11-24T00:15"));
        assertThat(table.rungs().get(Rung.LEAD)).isEqualTo(shanghai("2026-11-24T00:45"));
    }

    @Test
    void workingDaysLeaveOutLunchNightAndWeekend() {
        var opened = shanghai("2026-11-26T09:00"); // a Thursday
        var table = Timetable.of(DutyRule.workingDays(2), OFFICE, opened, null, opened);
        assertThat(table.due()).isEqualTo(shanghai("2026-11-27T18:00"));
        assertThat(table.rungs().get(Rung.REMINDER)).isEqualTo(shanghai("2026-11-27T14:00"));
        assertThat(table.rungs().get(Rung.LEAD)).isEqualTo(shanghai("2026-11-30T14:00"));
        assertThat(table.rungs().get(Rung.SPONSOR)).isEqualTo(shanghai("2026-12-01T18:00"));
    }

    @Test
    void aDateThatIsFarOffClimbsByItsLastFiveWorkingDays() {
        var due = shanghai("2027-03-13T00:00"); // the end of a Friday
        var table = Timetable.of(DutyRule.DATED, OFFICE, MONDAY_NINE, due, MONDAY_NINE);
        assertThat(table.due()).isEqualTo(due);
        assertThat(table.rungs().get(Rung.REMINDER)).isEqualTo(shanghai("2027-03-11T16:00"));
        assertThat(table.rungs().get(Rung.OWNER)).isEqualTo(due);
        assertThat(table.rungs().get(Rung.LEAD)).isEqualTo(shanghai("2027-03-16T11:00"));
        assertThat(table.rungs().get(Rung.SPONSOR)).isEqualTo(shanghai("2027-03-19T18:00"));
    }

    @Test
    void whatIsAskedForLateInTheEveningDoesNotClimbAtMidnight() {
        var opened = shanghai("2026-11-23T20:00");
        var due = shanghai("2026-11-24T00:00");
        var table = Timetable.of(DutyRule.DATED, OFFICE, opened, due, opened);
        assertThat(table.rungs()).doesNotContainKey(Rung.REMINDER);
        assertThat(table.rungs().get(Rung.LEAD)).isEqualTo(shanghai("2026-11-24T10:00"));
    }

    @Test
    void whatIsOverWhenItIsAskedForGetsTheSameTimeFromThen() {
        var table = Timetable.of(DutyRule.DATED, OFFICE, MONDAY_NINE, shanghai("2026-10-01T00:00"), MONDAY_NINE);
        assertThat(table.rungs()).doesNotContainKey(Rung.REMINDER);
        assertThat(table.rungs().get(Rung.OWNER)).isEqualTo(MONDAY_NINE);
        assertThat(table.rungs().get(Rung.LEAD)).isEqualTo(shanghai("2026-11-23T10:00"));
    }

    @Test
    void aRungThatIsLeftOutHasNoInstant() {
        var rule = new DutyRule(Clock.ROUND_THE_CLOCK, 60, new Ladder(null, 100, null, 150, null));
        var table = Timetable.of(rule, null, MONDAY_NINE, null, MONDAY_NINE);
        assertThat(table.rungs()).containsOnlyKeys(Rung.OWNER, Rung.CHIEF);
        assertThat(rule.ladder().gaps()).containsExactly(Rung.REMINDER, Rung.LEAD);
    }

    @Test
    void aRegionThatStoppedWorkingDoesNotLetAnythingWaitForEver() {
        var idle = WorkCalendar.in(ZoneId.of("Asia/Shanghai")).build();
        var table = Timetable.of(DutyRule.workingDays(1), idle, MONDAY_NINE, null, MONDAY_NINE);
        assertThat(table.due()).isEqualTo(MONDAY_NINE.plus(Duration.ofHours(8)));
    }

    @Test
    void ladderMustAscend() {
        assertThat(Ladder.STANDARD.ascends()).isTrue();
        assertThat(new Ladder(100, 75, null, null, null).ascends()).isFalse();
        assertThat(new Ladder(75, 100, 100, null, null).ascends()).isFalse();
        assertThat(new Ladder(75, 100, 1001, null, null).ascends()).isFalse();
    }

    private static Instant shanghai(String local) {
        return java.time.LocalDateTime.parse(local).atZone(ZoneId.of("Asia/Shanghai")).toInstant();
    }
}
