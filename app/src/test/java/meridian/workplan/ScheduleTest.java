package meridian.workplan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import meridian.calendar.DayOverride;
import meridian.calendar.NoWorkingTimeException;
import meridian.calendar.WorkCalendar;
import meridian.workplan.Network.Item;
import meridian.workplan.Network.Link;
import meridian.workplan.Network.Span;
import org.junit.jupiter.api.Test;

/** Monday, 30 November 2026, 09:00 in Shanghai; days are 09:00–12:00 and 13:00–18:00. */
class ScheduleTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final WorkCalendar CHINA = WorkCalendar.in(SHANGHAI).weekdays("09:00-12:00", "13:00-18:00").build();
    private static final Duration DAY = Duration.ofHours(8);

    private final Network.Builder network = Network.from(at("2026-11-30T09:00"));
    private final int china = network.calendar(CHINA);

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(SHANGHAI).toInstant();
    }

    private static String local(Instant instant) {
        return LocalDateTime.ofInstant(instant, SHANGHAI).toString();
    }

    private int task(double days) {
        return network.add(days(days));
    }

    private Item days(double days) {
        return Item.of(china, Duration.ofMinutes(Math.round(days * 480)));
    }

    private Schedule schedule() {
        return Schedule.of(network.build());
    }

    private static void assertDates(Schedule schedule, int task, String start, String finish) {
        assertThat(local(schedule.start(task)) + " – " + local(schedule.finish(task))).isEqualTo(start + " – " + finish);
    }

    @Test
    void aTaskThatWaitsForNothingBeginsWithTheProject() {
        int design = task(2);
        assertDates(schedule(), design, "2026-11-30T09:00", "2026-12-01T18:00");
    }

    @Test
    void theFourLinksHoldTheEndsTheyName() {
        int first = task(3);
        int behind = task(1);
        int beside = task(1);
        int together = task(1);
        int shift = task(1);
        network.link(first, behind, LinkType.FS).link(first, beside, LinkType.SS).link(first, together, LinkType.FF);
        int late = task(5);
        network.link(behind, late, LinkType.FS).link(late, shift, LinkType.SF);
        var schedule = schedule();
        assertDates(schedule, behind, "2026-12-03T09:00", "2026-12-03T18:00");
        assertDates(schedule, beside, "2026-11-30T09:00", "2026-11-30T18:00");
        assertDates(schedule, together, "2026-12-02T09:00", "2026-12-02T18:00");
        assertDates(schedule, shift, "2026-12-03T09:00", "2026-12-03T18:00");
    }

    @Test
    void aLagCountsWorkingTimeAndAnElapsedOneEveryHour() {
        int paint = network.add(days(5));
        int working = task(1);
        int elapsed = task(1);
        int lead = task(1);
        network.link(Link.of(paint, working, LinkType.FS).lagging(DAY.multipliedBy(2)));
        network.link(new Link(paint, elapsed, LinkType.FS, Duration.ofDays(2), true));
        network.link(Link.of(paint, lead, LinkType.FS).lagging(DAY.negated()));
        var schedule = schedule();
        assertDates(schedule, paint, "2026-11-30T09:00", "2026-12-04T18:00");
        assertDates(schedule, working, "2026-12-09T09:00", "2026-12-09T18:00");
        assertDates(schedule, elapsed, "2026-12-07T09:00", "2026-12-07T18:00");
        assertDates(schedule, lead, "2026-12-04T09:00", "2026-12-04T18:00");
    }

    @Test
    void aMilestoneStandsWhereTheWorkEndedNotOnTheNextMorning() {
        int work = task(5);
        int reached = task(0);
        network.link(work, reached, LinkType.FS);
        assertDates(schedule(), reached, "2026-12-04T18:00", "2026-12-04T18:00");
    }

    @Test
    void eachTaskWorksInItsOwnRegionsHours() {
        var berlin = WorkCalendar.in(ZoneId.of("Europe/Berlin")).weekdays("09:00-17:00").override(DayOverride.off(LocalDate.of(2026, 12, 1), "", "")).build();
        int germany = network.calendar(berlin);
        int here = task(1);
        int there = network.add(Item.of(germany, DAY));
        int back = task(1);
        network.link(here, there, LinkType.FS).link(there, back, LinkType.FS);
        var schedule = schedule();
        // 18:00 in Shanghai is 11:00 in Berlin: work goes on there the same day, and on Wednesday, for Tuesday is a holiday.
        assertDates(schedule, there, "2026-11-30T18:00", "2026-12-02T18:00");
        assertDates(schedule, back, "2026-12-03T09:00", "2026-12-03T18:00");
    }

    @Test
    void constraintsAreKept() {
        int notBefore = network.add(days(1).asked(Constraint.START_NOT_BEFORE, at("2026-12-02T09:00")));
        int finishNotBefore = network.add(days(1).asked(Constraint.FINISH_NOT_BEFORE, at("2026-12-04T18:00")));
        int on = network.add(days(1).asked(Constraint.START_ON, at("2026-12-03T09:00")));
        int finishOn = network.add(days(2).asked(Constraint.FINISH_ON, at("2026-12-04T18:00")));
        var schedule = schedule();
        assertDates(schedule, notBefore, "2026-12-02T09:00", "2026-12-02T18:00");
        assertDates(schedule, finishNotBefore, "2026-12-04T09:00", "2026-12-04T18:00");
        assertDates(schedule, on, "2026-12-03T09:00", "2026-12-03T18:00");
        assertDates(schedule, finishOn, "2026-12-03T09:00", "2026-12-04T18:00");
    }

    @Test
    void aDateThatCannotBeKeptShowsAsNegativeSlackOfWhatComesBefore() {
        int before = task(5);
        int fair = network.add(days(1).asked(Constraint.START_NOT_AFTER, at("2026-12-03T09:00")));
        network.link(before, fair, LinkType.FS);
        var schedule = schedule();
        assertDates(schedule, fair, "2026-12-03T09:00", "2026-12-03T18:00");
        assertThat(schedule.totalSlack(before)).isEqualTo(DAY.multipliedBy(2).negated());
        assertThat(schedule.critical(before)).isTrue();
    }

    @Test
    void aDeadlineMovesNothingAndTakesTheSlackAway() {
        int report = network.add(days(2).due(at("2026-12-03T18:00")));
        int longOne = task(10);
        var schedule = schedule();
        assertDates(schedule, report, "2026-11-30T09:00", "2026-12-01T18:00");
        assertThat(schedule.totalSlack(report)).isEqualTo(DAY.multipliedBy(2));
        assertThat(schedule.totalSlack(longOne)).isZero();
    }

    @Test
    void slackSaysHowMuchMayBeLostAndTheCriticalPathWhereNone() {
        int a = task(3);
        int b = task(1);
        int join = task(1);
        network.link(a, join, LinkType.FS).link(b, join, LinkType.FS);
        var schedule = schedule();
        assertThat(schedule.critical(a)).isTrue();
        assertThat(schedule.critical(join)).isTrue();
        assertThat(schedule.critical(b)).isFalse();
        assertThat(schedule.critical(b, DAY.multipliedBy(2))).isTrue();
        assertThat(schedule.totalSlack(b)).isEqualTo(DAY.multipliedBy(2));
        assertThat(schedule.freeSlack(b)).isEqualTo(DAY.multipliedBy(2));
    }

    @Test
    void whatAsksToBeLateIsAsLateAsNobodyElseMoves() {
        int longOne = task(5);
        int print = network.add(days(1).asked(Constraint.AS_LATE_AS_POSSIBLE, null));
        int fair = task(1);
        network.link(longOne, fair, LinkType.FS).link(print, fair, LinkType.FS);
        var schedule = schedule();
        assertDates(schedule, print, "2026-12-04T09:00", "2026-12-04T18:00");
        assertDates(schedule, fair, "2026-12-07T09:00", "2026-12-07T18:00");
    }

    @Test
    void aSummarySpansItsTasksAndWaitsForThem() {
        int before = task(2);
        int phase = network.add(days(0));
        int one = network.add(days(1).under(phase));
        int two = network.add(days(3).under(phase));
        int after = task(1);
        network.link(before, phase, LinkType.FS).link(phase, after, LinkType.FS);
        var schedule = schedule();
        assertDates(schedule, one, "2026-12-02T09:00", "2026-12-02T18:00");
        assertDates(schedule, phase, "2026-12-02T09:00", "2026-12-04T18:00");
        assertDates(schedule, after, "2026-12-07T09:00", "2026-12-07T18:00");
        assertThat(schedule.totalSlack(one)).isEqualTo(DAY.multipliedBy(2));
        assertThat(schedule.critical(two)).isTrue();
        assertThat(schedule.critical(before)).isTrue();
    }

    @Test
    void whatHasHappenedStaysAndTheRestFollows() {
        int done = network.add(days(2).done(at("2026-12-01T09:00"), at("2026-12-04T12:00")));
        int running = network.add(days(2).done(at("2026-12-02T13:00"), null));
        int next = task(1);
        network.link(done, next, LinkType.FS);
        var schedule = schedule();
        assertDates(schedule, done, "2026-12-01T09:00", "2026-12-04T12:00");
        assertDates(schedule, running, "2026-12-02T13:00", "2026-12-04T12:00");
        assertDates(schedule, next, "2026-12-04T13:00", "2026-12-07T12:00");
        assertThat(schedule.critical(done)).isFalse();
    }

    @Test
    void datesSetByHandAreRespected() {
        int before = task(5);
        int manual = network.add(days(2).fixed(new Span(at("2026-12-01T09:00"), at("2026-12-02T18:00"))));
        int after = task(1);
        network.link(before, manual, LinkType.FS).link(manual, after, LinkType.FS);
        var schedule = schedule();
        assertDates(schedule, manual, "2026-12-01T09:00", "2026-12-02T18:00");
        assertDates(schedule, after, "2026-12-03T09:00", "2026-12-03T18:00");
    }

    @Test
    void aCircleIsNamedByItsMembers() {
        int alone = task(1);
        int a = task(1);
        int b = task(1);
        int c = task(1);
        network.link(alone, a, LinkType.FS).link(a, b, LinkType.FS).link(b, c, LinkType.SS).link(c, a, LinkType.FF);
        assertThatThrownBy(network::build).isInstanceOfSatisfying(PlanCycle.class, cycle -> assertThat(cycle.members()).containsExactlyInAnyOrder(a, b, c));
    }

    @Test
    void aSummaryThatWaitsForItsOwnTaskIsACircle() {
        int phase = network.add(days(0));
        int task = network.add(days(1).under(phase));
        network.link(task, phase, LinkType.FS);
        assertThatThrownBy(network::build).isInstanceOfSatisfying(PlanCycle.class, cycle -> assertThat(cycle.members()).containsExactlyInAnyOrder(phase, task));
    }

    @Test
    void aCalendarWithoutWorkingTimeIsSaidSo() {
        int never = network.calendar(WorkCalendar.in(SHANGHAI).build());
        network.add(Item.of(never, DAY));
        assertThatThrownBy(this::schedule).isInstanceOf(NoWorkingTimeException.class);
    }

    @Test
    void anEmptyPlanFinishesWhereItBegins() {
        assertThat(schedule().finish()).isEqualTo(at("2026-11-30T09:00"));
        assertThat(schedule().network().links()).isEqualTo(List.of());
    }
}
