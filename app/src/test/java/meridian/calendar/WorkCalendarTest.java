package meridian.calendar;

import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.THURSDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkCalendarTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final WorkCalendar shanghai = WorkCalendar.in(SHANGHAI)
            .weekdays("09:00-12:00", "13:00-18:00")
            .overrides(HolidaySets.holidays("CN", 2026))
            .build();

    @Test
    void eightHoursFromTheOpeningEndAtThatDaysClosing() {
        assertThat(shanghai.add(shanghai("2026-03-02T09:00"), Duration.ofHours(8))).isEqualTo(shanghai("2026-03-02T18:00"));
        assertThat(shanghai.add(shanghai("2026-03-02T09:00"), Duration.ofHours(8).plusMinutes(1))).isEqualTo(shanghai("2026-03-03T09:01"));
        assertThat(shanghai.add(shanghai("2026-03-03T09:00"), Duration.ofHours(-8))).isEqualTo(shanghai("2026-03-02T09:00"));
    }

    @Test
    void nothingToDoMovesNothing() {
        assertThat(shanghai.add(shanghai("2026-03-01T03:00"), Duration.ZERO)).isEqualTo(shanghai("2026-03-01T03:00"));
    }

    @Test
    void lunchIsNotWorked() {
        assertThat(shanghai.add(shanghai("2026-03-02T11:30"), Duration.ofHours(1))).isEqualTo(shanghai("2026-03-02T13:30"));
        assertThat(shanghai.isWorking(shanghai("2026-03-02T11:59"))).isTrue();
        assertThat(shanghai.isWorking(shanghai("2026-03-02T12:00"))).isFalse();
        assertThat(shanghai.nextWorkingInstant(shanghai("2026-03-02T12:00"))).isEqualTo(shanghai("2026-03-02T13:00"));
        assertThat(shanghai.previousWorkingInstant(shanghai("2026-03-02T12:40"))).isEqualTo(shanghai("2026-03-02T12:00"));
        assertThat(shanghai.previousWorkingInstant(shanghai("2026-03-02T12:00"))).isEqualTo(shanghai("2026-03-02T12:00"));
    }

    // The Spring Festival of 2026: off from Sunday 15 to Monday 23 February; Saturdays 14 and 28 are worked for it.

    @Test
    void theSaturdayBeforeSpringFestivalIsWorkedLikeAFriday() {
        var saturday = LocalDate.of(2026, 2, 14);
        assertThat(shanghai.isWorkingDay(saturday)).isTrue();
        assertThat(shanghai.hoursOf(saturday)).containsExactly(Interval.parse("09:00-12:00"), Interval.parse("13:00-18:00"));
        assertThat(shanghai.overrideOf(saturday)).isEqualTo(DayOverride.working(saturday, "春节", "holiday-cn 2026"));
        assertThat(shanghai.add(shanghai("2026-02-13T17:00"), Duration.ofHours(2))).isEqualTo(shanghai("2026-02-14T10:00"));
    }

    @Test
    void springFestivalIsSkippedBothWays() {
        assertThat(shanghai.add(shanghai("2026-02-14T17:00"), Duration.ofHours(2))).isEqualTo(shanghai("2026-02-24T10:00"));
        assertThat(shanghai.add(shanghai("2026-02-24T10:00"), Duration.ofHours(-2))).isEqualTo(shanghai("2026-02-14T17:00"));
        assertThat(shanghai.nextWorkingDay(LocalDate.of(2026, 2, 14))).isEqualTo("2026-02-24");
        assertThat(shanghai.previousWorkingDay(LocalDate.of(2026, 2, 20))).isEqualTo("2026-02-14");
        assertThat(shanghai.startOfWork(LocalDate.of(2026, 2, 17))).isEqualTo(shanghai("2026-02-24T09:00"));
        assertThat(shanghai.endOfWork(LocalDate.of(2026, 2, 17))).isEqualTo(shanghai("2026-02-14T18:00"));
    }

    @Test
    void februaryOf2026HasSixteenWorkingDaysInChina() {
        assertThat(shanghai.workingDaysBetween(LocalDate.of(2026, 2, 1), LocalDate.of(2026, 3, 1))).isEqualTo(16);
        assertThat(shanghai.workingDaysBetween(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 2, 1))).isEqualTo(-16);
        assertThat(shanghai.workingDaysBetween(LocalDate.of(2026, 3, 2), LocalDate.of(2026, 3, 2))).isZero();
        assertThat(shanghai.plusWorkingDays(LocalDate.of(2026, 2, 1), 16)).isEqualTo("2026-02-28");
        assertThat(shanghai.plusWorkingDays(LocalDate.of(2026, 2, 1), 0)).isEqualTo("2026-02-01");
    }

    @Test
    void aMakeUpSundayAfterAShortSaturdayIsAFullDay() {
        var sunday = LocalDate.of(2026, 9, 20);
        var calendar = WorkCalendar.in(SHANGHAI)
                .weekdays("09:00-12:00", "13:00-18:00")
                .on(SATURDAY, "09:00-12:00")
                .overrides(HolidaySets.holidays("CN", 2026))
                .build();
        assertThat(calendar.minutesOf(sunday)).isEqualTo(8 * 60);
        assertThat(calendar.minutesOf(LocalDate.of(2026, 2, 28))).as("a make-up Saturday keeps a Saturday’s hours").isEqualTo(3 * 60);
    }

    @Test
    void aCompanyClosureAddedLaterWinsOverTheMakeUpDay() {
        var closed = DayOverride.off(LocalDate.of(2026, 2, 14), "年会", "行政部");
        var calendar = WorkCalendar.in(SHANGHAI)
                .weekdays("09:00-18:00")
                .overrides(HolidaySets.holidays("CN", 2026))
                .override(closed)
                .build();
        assertThat(calendar.isWorkingDay(closed.day())).isFalse();
        assertThat(calendar.overrideOf(closed.day())).isEqualTo(closed);
        assertThat(calendar.overrideOf(LocalDate.of(2026, 3, 2))).isNull();
    }

    @Test
    void aHalfDayHasItsOwnHours() {
        var eve = LocalDate.of(2026, 12, 24);
        var berlin = WorkCalendar.in(BERLIN)
                .weekdays("09:00-17:00")
                .override(new DayOverride(eve, true, List.of(Interval.parse("09:00-12:00")), "Heiligabend", "HR"))
                .build();
        assertThat(berlin.minutesOf(eve)).isEqualTo(180);
        assertThat(berlin.normalDay(eve)).isEqualTo(Duration.ofHours(8));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DayOverride(eve, false, List.of(Interval.parse("09:00-12:00")), "", ""));
    }

    // Berlin: 29 March 2026 has no 02:00–03:00, 25 October 2026 has it twice.

    @Test
    void aNightShiftIsAnHourShorterWhenSummerTimeBegins() {
        var nights = roundTheClock(BERLIN);
        assertThat(nights.minutesOf(LocalDate.of(2026, 3, 29))).isEqualTo(23 * 60);
        assertThat(nights.minutesOf(LocalDate.of(2026, 10, 25))).isEqualTo(25 * 60);
        assertThat(nights.add(berlin("2026-03-29T00:00"), Duration.ofHours(3))).isEqualTo(berlin("2026-03-29T04:00"));
        assertThat(nights.add(berlin("2026-10-25T00:00"), Duration.ofHours(4))).isEqualTo(berlin("2026-10-25T03:00"));
    }

    @Test
    void hoursInsideTheGapAreNotWorkedAndHoursThatComeTwiceAreWorkedTwice() {
        var early = WorkCalendar.in(BERLIN).on(SUNDAY, "02:15-02:45", "06:00-07:00").build();
        assertThat(early.minutesOf(LocalDate.of(2026, 3, 29))).isEqualTo(60);
        assertThat(early.hoursOf(LocalDate.of(2026, 3, 29))).hasSize(2);
        assertThat(early.minutesOf(LocalDate.of(2026, 10, 25))).isEqualTo(2 * 30 + 60);
        assertThat(early.openWindows(LocalDate.of(2026, 10, 25), LocalDate.of(2026, 10, 25))).containsExactly(
                new Window(Instant.parse("2026-10-25T00:15:00Z"), Instant.parse("2026-10-25T00:45:00Z")),
                new Window(Instant.parse("2026-10-25T01:15:00Z"), Instant.parse("2026-10-25T01:45:00Z")),
                new Window(Instant.parse("2026-10-25T05:00:00Z"), Instant.parse("2026-10-25T06:00:00Z")));
    }

    @Test
    void anOfficeWeekAcrossTheChangeKeepsItsFortyHours() {
        var office = WorkCalendar.in(BERLIN).weekdays("09:00-17:00").build();
        assertThat(office.add(berlin("2026-03-27T16:00"), Duration.ofHours(2))).isEqualTo(berlin("2026-03-30T10:00"));
        assertThat(office.between(berlin("2026-03-25T09:00"), berlin("2026-04-01T09:00"))).isEqualTo(Duration.ofHours(40));
        assertThat(office.between(berlin("2026-10-28T09:00"), berlin("2026-10-21T09:00"))).isEqualTo(Duration.ofHours(-40));
    }

    @Test
    void theEndOfADayIsMidnightThereEvenWhereClocksSkipIt() {
        assertThat(shanghai.endOfDay(LocalDate.of(2026, 2, 14))).isEqualTo(Instant.parse("2026-02-14T16:00:00Z"));
        var cairo = roundTheClock(ZoneId.of("Africa/Cairo"));
        assertThat(cairo.endOfDay(LocalDate.of(2026, 4, 23))).isEqualTo(Instant.parse("2026-04-23T22:00:00Z"));
        assertThat(cairo.minutesOf(LocalDate.of(2026, 4, 24))).isEqualTo(23 * 60);
    }

    // Shifts across midnight, and 24:00.

    @Test
    void aShiftAcrossMidnightIsOneWindow() {
        var monday = LocalDate.of(2026, 3, 2);
        var night = WorkCalendar.in(SHANGHAI).on(MONDAY, "22:00-24:00").on(DayOfWeek.TUESDAY, "00:00-06:00").build();
        assertThat(night.openWindows(monday, monday.plusDays(1)))
                .containsExactly(new Window(shanghai("2026-03-02T22:00"), shanghai("2026-03-03T06:00")));
        assertThat(night.openWindows(monday, monday)).containsExactly(new Window(shanghai("2026-03-02T22:00"), shanghai("2026-03-03T00:00")));
        assertThat(night.add(shanghai("2026-03-02T22:00"), Duration.ofHours(8))).isEqualTo(shanghai("2026-03-03T06:00"));
        assertThat(night.isWorking(shanghai("2026-03-03T00:00"))).isTrue();
    }

    @Test
    void aFinishAtMidnightStaysOnTheDayThatWasWorked() {
        var late = WorkCalendar.in(SHANGHAI).weekdays("16:00-24:00").build();
        var finish = late.finishOf(local("2026-03-02T16:00"), Duration.ofHours(8));
        assertThat(finish).isEqualTo(local("2026-03-02T23:59"));
        assertThat(late.finishInstant(finish)).isEqualTo(shanghai("2026-03-03T00:00"));
        assertThat(late.workBetween(local("2026-03-02T16:00"), finish)).isEqualTo(Duration.ofHours(8));
        assertThat(late.startOf(finish, Duration.ofHours(8))).isEqualTo(local("2026-03-02T16:00"));
    }

    @Test
    void localTimesInAGapOrReadTwiceAreTakenGenerously() {
        var office = roundTheClock(BERLIN);
        assertThat(office.startInstant(local("2026-03-29T02:30"))).isEqualTo(Instant.parse("2026-03-29T01:00:00Z"));
        assertThat(office.finishInstant(local("2026-03-29T02:30"))).isEqualTo(Instant.parse("2026-03-29T01:00:00Z"));
        assertThat(office.startInstant(local("2026-10-25T02:30"))).isEqualTo(Instant.parse("2026-10-25T00:30:00Z"));
        assertThat(office.finishInstant(local("2026-10-25T02:30"))).isEqualTo(Instant.parse("2026-10-25T01:30:00Z"));
    }

    @Test
    void aMilestoneFinishesWhereItStarts() {
        assertThat(shanghai.finishOf(local("2026-03-02T00:00"), Duration.ZERO)).isEqualTo(local("2026-03-02T00:00"));
    }

    // Alternating weeks 大小周, and hours by effective date.

    @Test
    void inAlternatingWeeksOnlySomeSaturdaysAreWorked() {
        var calendar = WorkCalendar.in(SHANGHAI)
                .weekdays("09:00-18:00")
                .on(SATURDAY, WeekParity.ODD, Interval.parse("09:00-18:00"))
                .build();
        assertThat(calendar.isWorkingDay(LocalDate.of(2026, 3, 7))).as("week 10").isFalse();
        assertThat(calendar.isWorkingDay(LocalDate.of(2026, 3, 14))).as("week 11").isTrue();
        assertThat(calendar.isWorkingDay(LocalDate.of(2027, 1, 2))).as("week 53").isTrue();
        assertThat(calendar.isWorkingDay(LocalDate.of(2027, 1, 9))).as("week 1, odd again").isTrue();
    }

    @Test
    void afterAYearOf53WeeksNewHoursKeepTheAlternation() {
        var calendar = WorkCalendar.in(SHANGHAI)
                .weekdays("09:00-18:00").on(SATURDAY, WeekParity.ODD, Interval.parse("09:00-18:00"))
                .from(LocalDate.of(2027, 1, 4))
                .weekdays("09:00-18:00").on(SATURDAY, WeekParity.EVEN, Interval.parse("09:00-18:00"))
                .build();
        assertThat(calendar.isWorkingDay(LocalDate.of(2027, 1, 2))).isTrue();
        assertThat(calendar.isWorkingDay(LocalDate.of(2027, 1, 9))).isFalse();
        assertThat(calendar.isWorkingDay(LocalDate.of(2027, 1, 16))).isTrue();
    }

    @Test
    void summerHoursHoldFromTheirEffectiveDateAndTheFirstHoursHoldBefore() {
        var calendar = WorkCalendar.in(SHANGHAI)
                .from(LocalDate.of(2026, 5, 1)).weekdays("08:30-12:00", "14:30-18:30")
                .from(LocalDate.of(2026, 10, 1)).weekdays("09:00-12:00", "13:30-18:00")
                .build();
        assertThat(calendar.hoursOf(LocalDate.of(2026, 9, 30))).containsExactly(Interval.parse("08:30-12:00"), Interval.parse("14:30-18:30"));
        assertThat(calendar.hoursOf(LocalDate.of(2026, 10, 1))).containsExactly(Interval.parse("09:00-12:00"), Interval.parse("13:30-18:00"));
        assertThat(calendar.hoursOf(LocalDate.of(2026, 1, 5))).isEqualTo(calendar.hoursOf(LocalDate.of(2026, 9, 30)));
        assertThat(calendar.add(shanghai("2026-09-30T18:00"), Duration.ofHours(1))).isEqualTo(shanghai("2026-10-01T09:30"));
    }

    @Test
    void overlappingHoursCountOnce() {
        var calendar = WorkCalendar.in(SHANGHAI).on(MONDAY, "13:00-18:00", "09:00-12:00", "11:00-13:00").build();
        assertThat(calendar.hoursOf(LocalDate.of(2026, 3, 2))).containsExactly(Interval.parse("09:00-18:00"));
    }

    @Test
    void aDayInTheRegionIsItsMostCommonLength() {
        var calendar = WorkCalendar.in(SHANGHAI).weekdays("09:00-17:30").on(SATURDAY, "09:00-12:00").build();
        assertThat(calendar.normalDay(LocalDate.of(2026, 3, 7))).isEqualTo(Duration.ofMinutes(510));
    }

    // Calendars in which nobody works.

    @Test
    void aCalendarWithoutWorkingTimeSaysSoInsteadOfSearchingForEver() {
        var idle = WorkCalendar.in(SHANGHAI).build();
        var now = shanghai("2026-03-02T09:00");
        assertThatThrownBy(() -> idle.add(now, Duration.ofMinutes(1))).isInstanceOf(NoWorkingTimeException.class);
        assertThatThrownBy(() -> idle.add(now, Duration.ofMinutes(-1))).isInstanceOf(NoWorkingTimeException.class);
        assertThatThrownBy(() -> idle.nextWorkingInstant(now)).isInstanceOf(NoWorkingTimeException.class);
        assertThatThrownBy(() -> idle.previousWorkingInstant(now)).isInstanceOf(NoWorkingTimeException.class);
        assertThatThrownBy(() -> idle.nextWorkingDay(LocalDate.of(2026, 3, 2))).isInstanceOf(NoWorkingTimeException.class);
        assertThatThrownBy(() -> idle.startOfWork(LocalDate.of(2026, 3, 2))).isInstanceOfSatisfying(NoWorkingTimeException.class, refusal -> {
            assertThat(refusal.zone()).isEqualTo(SHANGHAI);
            assertThat(refusal.until()).isAfter(shanghai("2036-01-01T00:00"));
        });
        assertThat(idle.between(now, now.plusSeconds(1_000_000))).isZero();
        assertThat(idle.normalDay(LocalDate.of(2026, 3, 2))).isZero();
        assertThat(idle.openWindows(LocalDate.of(2026, 3, 2), LocalDate.of(2026, 3, 8))).isEmpty();
    }

    @Test
    void aRegionThatClosesForGoodStillKnowsItsPast() {
        var closing = WorkCalendar.in(SHANGHAI).weekdays("09:00-18:00").from(LocalDate.of(2026, 7, 1)).build();
        assertThat(closing.previousWorkingInstant(shanghai("2027-01-01T00:00"))).isEqualTo(shanghai("2026-06-30T18:00"));
        assertThatThrownBy(() -> closing.nextWorkingInstant(shanghai("2026-07-01T00:00"))).isInstanceOf(NoWorkingTimeException.class);
    }

    @Test
    void aSlipOfThePenIsNotCalculatedForEver() {
        assertThatThrownBy(() -> shanghai.add(shanghai("2026-03-02T09:00"), Duration.ofDays(1_000_000)))
                .isInstanceOf(NoWorkingTimeException.class);
    }

    @Test
    void calendarsAreEqualByContent() {
        var one = WorkCalendar.in(BERLIN).weekdays("09:00-12:00", "13:00-17:00").build();
        var same = WorkCalendar.in(BERLIN).weekdays("13:00-17:00", "09:00-12:00").build();
        assertThat(one).isEqualTo(same).hasSameHashCodeAs(same);
        assertThat(one).isNotEqualTo(WorkCalendar.in(BERLIN).weekdays("09:00-17:00").build());
        assertThat(one).isNotEqualTo(WorkCalendar.in(SHANGHAI).weekdays("09:00-12:00", "13:00-17:00").build());
    }

    @Test
    void workingOnOneDayAYearIsEnough() {
        var thanksgiving = LocalDate.of(2026, 11, 26);
        var calendar = WorkCalendar.in(SHANGHAI)
                .override(new DayOverride(thanksgiving, true, List.of(Interval.parse("10:00-11:00")), "", ""))
                .build();
        assertThat(thanksgiving.getDayOfWeek()).isEqualTo(THURSDAY);
        assertThat(calendar.add(shanghai("2020-01-01T00:00"), Duration.ofHours(1))).isEqualTo(shanghai("2026-11-26T11:00"));
        assertThatThrownBy(() -> calendar.add(shanghai("2020-01-01T00:00"), Duration.ofMinutes(61))).isInstanceOf(NoWorkingTimeException.class);
    }

    private static WorkCalendar roundTheClock(ZoneId zone) {
        return WorkCalendar.in(zone).weekdays("00:00-24:00").on(SATURDAY, "00:00-24:00").on(SUNDAY, "00:00-24:00").build();
    }

    private static Instant shanghai(String local) {
        return local(local).atZone(SHANGHAI).toInstant();
    }

    private static Instant berlin(String local) {
        return local(local).atZone(BERLIN).toInstant();
    }

    private static LocalDateTime local(String text) {
        return LocalDateTime.parse(text);
    }
}
