package meridian.duty;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import meridian.calendar.DayOverride;
import meridian.calendar.Interval;
import meridian.calendar.SlowCalendar;
import meridian.calendar.WeekParity;
import meridian.calendar.WorkCalendar;
import org.junit.jupiter.api.Test;

/** Random rules, openings and calendars around holidays and changes of the clock. {@code -Dseed=… -Druns=1} repeats a failure. */
class TimetableAgainstSlowCalendarTest {
    private static final List<String> ZONES = List.of("Asia/Shanghai", "Europe/Berlin", "Asia/Singapore", "America/New_York", "Australia/Lord_Howe");
    private static final LocalDate FIRST = LocalDate.of(2026, 10, 12);

    @Test
    void dueAndRungsAgreeWithTheObviousWay() {
        var seed = Long.getLong("seed", System.nanoTime());
        for (int run = 0; run < Integer.getInteger("runs", 300); run++) compare(new Random(seed + run), "-Dseed=" + (seed + run));
    }

    private static void compare(Random random, String hint) {
        var slow = calendar(random);
        var fast = fast(slow);
        var opened = FIRST.atStartOfDay(slow.zone()).toInstant().plusSeconds(240L * random.nextInt(14 * 360));
        var minutes = 4 * (1 + random.nextInt(600));
        check(SlowTimetable.workingTime(slow, opened, minutes), Timetable.of(new DutyRule(Clock.WORKING_TIME, minutes, Ladder.STANDARD), fast, opened, null, opened), hint + " " + slow.zone() + " working " + minutes + " from " + opened);
        check(SlowTimetable.everyHour(opened, minutes), Timetable.of(new DutyRule(Clock.ROUND_THE_CLOCK, minutes, Ladder.STANDARD), fast, opened, null, opened), hint + " every hour " + minutes + " from " + opened);
        var due = opened.plusSeconds(240L * (1 + random.nextInt(20 * 360)));
        check(SlowTimetable.until(slow, opened, due), Timetable.of(DutyRule.DATED, fast, opened, due, opened), hint + " " + slow.zone() + " from " + opened + " until " + due);
        stoodStill(random, slow, fast, opened, due, hint);
    }

    private static void check(SlowTimetable slow, Timetable fast, String what) {
        assertThat(fast.due()).as(what).isEqualTo(slow.due());
        assertThat(fast.rungs()).as(what).isEqualTo(slow.rungs());
    }

    // What was left when the clock stopped is left when it goes on.
    private static void stoodStill(Random random, SlowCalendar slow, WorkCalendar fast, Instant opened, Instant due, String hint) {
        var passage = Timetable.of(Clock.WORKING_TIME, fast);
        var paused = opened.plusSeconds(240L * random.nextInt(7 * 360));
        var resumed = paused.plusSeconds(240L * random.nextInt(7 * 360));
        var expected = due.isAfter(paused) ? slow.add(resumed, slow.between(paused, due).toMinutes()) : due;
        assertThat(Timetable.shifted(passage, due, paused, resumed)).as(hint + " paused " + paused + " until " + resumed + " due " + due).isEqualTo(expected);
    }

    private static SlowCalendar calendar(Random random) {
        var rows = new ArrayList<SlowCalendar.Row>();
        for (int day = 1; day <= 5; day++) {
            rows.add(new SlowCalendar.Row(LocalDate.of(2020, 1, 1), DayOfWeek.of(day), WeekParity.EVERY, Interval.parse("09:00-12:00")));
            rows.add(new SlowCalendar.Row(LocalDate.of(2020, 1, 1), DayOfWeek.of(day), WeekParity.EVERY, Interval.parse("13:00-18:00")));
        }
        rows.add(new SlowCalendar.Row(LocalDate.of(2020, 1, 1), DayOfWeek.SATURDAY, WeekParity.ODD, Interval.parse("08:00-12:00")));
        var overrides = new ArrayList<DayOverride>();
        for (int n = random.nextInt(9); n > 0; n--) {
            var day = FIRST.plusDays(random.nextInt(40));
            overrides.add(random.nextInt(3) > 0 ? DayOverride.off(day, "", "") : new DayOverride(day, true, List.of(), "", ""));
        }
        return new SlowCalendar(ZoneId.of(ZONES.get(random.nextInt(ZONES.size()))), rows, overrides);
    }

    private static WorkCalendar fast(SlowCalendar slow) {
        var builder = WorkCalendar.in(slow.zone());
        slow.rows().forEach(row -> builder.from(row.effective()).on(row.weekday(), row.parity(), row.hours()));
        return builder.overrides(slow.overrides()).build();
    }
}
