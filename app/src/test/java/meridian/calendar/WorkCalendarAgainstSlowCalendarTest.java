package meridian.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random calendars in awkward zones, compared with {@link SlowCalendar}. {@code -Dseed=… -Druns=1} repeats a failure. */
class WorkCalendarAgainstSlowCalendarTest {

    // Changes by an hour, half an hour, at midnight (the day begins at 01:00), across midnight back into yesterday, a day left out.
    private static final List<ZoneAndTime> TROUBLE = List.of(
            new ZoneAndTime("Europe/Berlin", LocalDate.of(2026, 3, 20)),
            new ZoneAndTime("Europe/Berlin", LocalDate.of(2026, 10, 20)),
            new ZoneAndTime("America/New_York", LocalDate.of(2026, 10, 25)),
            new ZoneAndTime("Australia/Lord_Howe", LocalDate.of(2026, 3, 31)),
            new ZoneAndTime("Australia/Lord_Howe", LocalDate.of(2026, 10, 1)),
            new ZoneAndTime("America/Sao_Paulo", LocalDate.of(2018, 10, 30)),
            new ZoneAndTime("America/Sao_Paulo", LocalDate.of(2018, 2, 14)),
            new ZoneAndTime("America/St_Johns", LocalDate.of(2009, 10, 28)),
            new ZoneAndTime("America/St_Johns", LocalDate.of(2010, 3, 10)),
            new ZoneAndTime("Asia/Beirut", LocalDate.of(2026, 10, 22)),
            new ZoneAndTime("Africa/Cairo", LocalDate.of(2026, 4, 20)),
            new ZoneAndTime("Pacific/Apia", LocalDate.of(2011, 12, 27)),
            new ZoneAndTime("Asia/Shanghai", LocalDate.of(2026, 12, 24)),
            new ZoneAndTime("Asia/Kathmandu", LocalDate.of(2026, 5, 1)),
            new ZoneAndTime("UTC", LocalDate.of(2028, 2, 25)));

    private record ZoneAndTime(String zone, LocalDate around) {}

    @Test
    void theFastWayAgreesWithTheObviousOne() {
        var seed = Long.getLong("seed", System.nanoTime());
        for (int run = 0; run < Integer.getInteger("runs", 200); run++) {
            compare(new Random(seed + run), "-Dseed=" + (seed + run));
        }
    }

    private static void compare(Random random, String hint) {
        var place = TROUBLE.get(random.nextInt(TROUBLE.size()));
        var slow = randomCalendar(random, place);
        var fast = fast(slow);
        var middle = place.around().atStartOfDay(slow.zone()).toInstant();
        for (int i = 0; i < 10; i++) {
            var a = middle.plusSeconds(60L * random.nextInt(12 * 24 * 60));
            var b = a.plusSeconds(60L * random.nextInt(8 * 24 * 60));
            var what = hint + " " + slow.zone() + " " + slow.rows() + " " + slow.overrides() + " at " + a + " and " + b;
            assertThat(fast.isWorking(a)).as(what).isEqualTo(slow.isWorking(a));
            assertThat(fast.between(a, b)).as(what).isEqualTo(slow.between(a, b));
            assertThat(fast.between(b, a)).as(what).isEqualTo(slow.between(a, b).negated());
            assertThat(fast.nextWorkingInstant(a)).as(what).isEqualTo(slow.next(a));
            assertThat(fast.previousWorkingInstant(a)).as(what).isEqualTo(slow.previous(a));
            var minutes = 1 + random.nextInt(2000);
            assertThat(fast.add(a, Duration.ofMinutes(minutes))).as(what + " plus " + minutes).isEqualTo(slow.add(a, minutes));
            assertThat(fast.add(a, Duration.ofMinutes(-minutes))).as(what + " minus " + minutes).isEqualTo(slow.add(a, -minutes));
            windowsAddUp(fast, a, b, what);
            fractionsOfASecondAreKept(fast, random, a, what);
        }
    }

    private static void windowsAddUp(WorkCalendar fast, Instant a, Instant b, String what) {
        var windows = fast.openWindows(a, b);
        assertThat(windows.stream().map(Window::length).reduce(Duration.ZERO, Duration::plus)).as(what).isEqualTo(fast.between(a, b));
        for (int i = 1; i < windows.size(); i++) {
            assertThat(windows.get(i).from()).as(what).isAfter(windows.get(i - 1).to());
        }
    }

    private static void fractionsOfASecondAreKept(WorkCalendar fast, Random random, Instant a, String what) {
        var from = a.plusNanos(random.nextLong(60_000_000_000L));
        var working = Duration.ofNanos(1 + random.nextLong(Duration.ofHours(30).toNanos()));
        var done = fast.add(from, working);
        assertThat(fast.between(from, done)).as(what).isEqualTo(working);
        assertThat(fast.between(from, done.minusNanos(1))).as(what).isEqualTo(working.minusNanos(1));
        var begun = fast.add(from, working.negated());
        assertThat(fast.between(begun, from)).as(what).isEqualTo(working);
        assertThat(fast.between(begun.plusNanos(1), from)).as(what).isEqualTo(working.minusNanos(1));
    }

    private static SlowCalendar randomCalendar(Random random, ZoneAndTime place) {
        var rows = new ArrayList<SlowCalendar.Row>();
        for (var effective : List.of(place.around().minusDays(random.nextInt(3) * 20L), place.around().plusDays(random.nextInt(9)))) {
            for (var weekday : DayOfWeek.values()) {
                for (int n = random.nextInt(4); n > 0; n--) {
                    rows.add(new SlowCalendar.Row(effective, weekday, randomParity(random), randomInterval(random)));
                }
            }
            // Never a calendar that is idle for ever (or for years on end, for the slow one’s sake); that has its own tests.
            rows.add(new SlowCalendar.Row(effective, DayOfWeek.WEDNESDAY, WeekParity.EVERY, Interval.parse("08:00-20:00")));
        }
        var overrides = new ArrayList<DayOverride>();
        for (int n = random.nextInt(8); n > 0; n--) {
            var day = place.around().plusDays(random.nextInt(16) - 2);
            var hours = random.nextBoolean() ? List.of(randomInterval(random), randomInterval(random)) : List.<Interval>of();
            overrides.add(random.nextBoolean() ? DayOverride.off(day, "", "") : new DayOverride(day, true, hours, "", ""));
        }
        return new SlowCalendar(ZoneId.of(place.zone()), rows, overrides);
    }

    private static WorkCalendar fast(SlowCalendar slow) {
        var builder = WorkCalendar.in(slow.zone());
        slow.rows().forEach(row -> builder.from(row.effective()).on(row.weekday(), row.parity(), row.hours()));
        return builder.overrides(slow.overrides()).build();
    }

    private static WeekParity randomParity(Random random) {
        return random.nextInt(3) > 0 ? WeekParity.EVERY : WeekParity.values()[1 + random.nextInt(2)];
    }

    private static Interval randomInterval(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> Interval.parse("00:00-24:00");
            case 1 -> Interval.parse("22:00-24:00");
            case 2 -> Interval.parse("00:00-06:00");
            default -> {
                var from = random.nextInt(Interval.MIDNIGHT);
                yield new Interval(from, from + 1 + random.nextInt(Interval.MIDNIGHT - from));
            }
        };
    }
}
