package meridian.duty;

import static db.duty.Tables.DUTY;
import static db.duty.Tables.RISE;
import static db.project.Tables.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import meridian.calendar.HolidaySets;
import meridian.calendar.Interval;
import meridian.calendar.SlowCalendar;
import meridian.calendar.WeekParity;
import meridian.identity.Absences;
import meridian.identity.Regions;
import meridian.tenancy.AbsenceId;
import meridian.tenancy.DutyId;
import meridian.tenancy.Ref;
import meridian.tenancy.RegionId;
import meridian.world.MeridianTest;
import meridian.world.Worlds;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A month in four regions: the Chinese National Day with its make-up days, a German holiday and the end of summer time. Duties are opened every day,
 * nobody does any, and what the engine did is compared day by day with an independent calculation that looks at the wall clock minute by minute.
 */
class MonthTest extends MeridianTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 9, 28);
    private static final int DAYS = 31;
    private static final Duration LOOK = Duration.ofMinutes(30);
    private static final Map<String, String> SETS = Map.of("华东", "CN", "华南", "CN", "新加坡", "SG", "德国", "DE-BY");
    private static final Map<String, String> OWNERS = Map.of("华东", "王敏", "华南", "周颖", "新加坡", "Tan Wei", "德国", "Johanna Maier");

    @Autowired
    Duties duties;

    @Autowired
    Rules rules;

    @Autowired
    Rises rises;

    @Autowired
    Regions regions;

    @Autowired
    Absences absences;

    @Autowired
    RecurringDuties recurring;

    @Autowired
    DSLContext db;

    @Autowired
    TransactionTemplate transaction;

    private record Opened(DutyId id, String what, SlowTimetable expected) {}

    @Test
    void everyRungOfAMonthTakesEffectWhenTheSlowCalculationSays() {
        var random = new Random(20260928);
        clock.set(FIRST.atStartOfDay(ZoneId.of("Asia/Shanghai")).toInstant().minus(Duration.ofDays(1)));
        var world = worlds.world();
        var slow = calendars(world);
        world.in(() -> rules.preset(world.project, Map.of("short", new DutyRule(Clock.WORKING_TIME, 120, Ladder.STANDARD), "day", DutyRule.workingDays(1), "week", DutyRule.workingDays(5),
                "response", DutyRule.hours(2, Clock.ROUND_THE_CLOCK), "answer", DutyRule.hours(24, Clock.ROUND_THE_CLOCK))));
        var opened = new ArrayList<Opened>();
        var openings = openings(random);
        for (var now = clock.instant(); now.isBefore(end().plus(Duration.ofDays(2))); now = now.plus(LOOK)) {
            clock.set(now);
            for (var opening : openings.getOrDefault(now, List.of())) opened.add(open(world, opening, slow));
            rises.drain();
        }
        assertThat(opened).hasSizeGreaterThan(600);
        var seen = seen(world);
        var last = clock.instant();
        for (var one : opened) {
            var expected = new EnumMap<Rung, Instant>(Rung.class);
            one.expected().rungs().forEach((rung, at) -> {
                var look = SlowTimetable.seenAt(at, LOOK);
                if (!look.isAfter(last)) expected.put(rung, look);
            });
            assertThat(seen.getOrDefault(one.id(), Map.of())).as(one.what()).isEqualTo(expected);
        }
        var due = in(world.workspace, () -> transaction.execute(status -> db.select(DUTY.ID, DUTY.DUE_AT).from(DUTY).fetchMap(DUTY.ID, DUTY.DUE_AT)));
        for (var one : opened) assertThat(due.get(one.id())).as(one.what()).isEqualTo(one.expected().due());
    }

    private record Opening(String region, String kind) {}

    // One of each kind in each region every day, at some hour of it.
    private static Map<Instant, List<Opening>> openings(Random random) {
        var openings = new HashMap<Instant, List<Opening>>();
        for (int day = 0; day < DAYS; day++) {
            for (var region : List.of("华东", "华南", "新加坡", "德国")) {
                for (var kind : List.of("short", "day", "week", "response", "answer", "dated")) {
                    if (kind.equals("week") && day % 3 != 0) continue;
                    var at = FIRST.plusDays(day).atStartOfDay(ZoneId.of("Asia/Shanghai")).toInstant().plus(Duration.ofHours(random.nextInt(24)));
                    openings.computeIfAbsent(at, key -> new ArrayList<>()).add(new Opening(region, kind));
                }
            }
        }
        return openings;
    }

    private Opened open(Worlds.World world, Opening opening, Map<String, SlowCalendar> slow) {
        var now = clock.instant();
        var calendar = slow.get(opening.region());
        var due = opening.kind().equals("dated") ? LocalDate.ofInstant(now, calendar.zone()).plusDays(3).atStartOfDay(calendar.zone()).toInstant() : null;
        var id = in(world.workspace, () -> duties.open(new Duties.NewDuty(opening.kind(), world.project, world.parties.get(opening.region()), new Ref("task", UUID.randomUUID()), opening.kind(), world.person(OWNERS.get(opening.region())).member(), null, null, due)));
        var expected = switch (opening.kind()) {
            case "short" -> SlowTimetable.workingTime(calendar, now, 120);
            case "day" -> SlowTimetable.workingTime(calendar, now, 480);
            case "week" -> SlowTimetable.workingTime(calendar, now, 2_400);
            case "response" -> SlowTimetable.everyHour(now, 120);
            case "answer" -> SlowTimetable.everyHour(now, 1_440);
            default -> SlowTimetable.until(calendar, now, due);
        };
        return new Opened(id, opening.kind() + " in " + opening.region() + " from " + now, expected);
    }

    private Map<DutyId, Map<Rung, Instant>> seen(Worlds.World world) {
        var seen = new HashMap<DutyId, Map<Rung, Instant>>();
        in(world.workspace, () -> transaction.execute(status -> db.select(RISE.DUTY_ID, RISE.RUNG, RISE.AT).from(RISE).fetch()))
                .forEach(row -> assertThat(seen.computeIfAbsent(row.value1(), id -> new EnumMap<>(Rung.class)).put(Rung.of(row.value2()), row.value3())).isNull());
        return seen;
    }

    @Test
    void whatReturnsIsOwedOnTheDaysThatTheSlowCalculationSays() {
        clock.set(FIRST.atStartOfDay(ZoneId.of("Asia/Shanghai")).toInstant().minus(Duration.ofHours(1)));
        var world = worlds.world();
        var slow = calendars(world);
        var away = LocalDate.of(2026, 10, 12);
        in(world.workspace, () -> transaction.execute(status -> db.update(PROJECT).set(PROJECT.STAGE, "execution").where(PROJECT.ID.eq(world.project)).execute()));
        world.in(() -> absences.enter(AbsenceId.next(), new Absences.NewAbsence(world.person("周颖").member(), "leave", away, away.plusDays(2), null, ""), world.person("周颖").actor()));
        world.in(() -> absences.enter(AbsenceId.next(), new Absences.NewAbsence(world.person("Tan Wei").member(), "travel", away, away.plusDays(2), null, ""), world.person("Tan Wei").actor()));
        var round = new Rounds(world);
        for (var now = clock.instant(); now.isBefore(end()); now = now.plus(LOOK)) {
            clock.set(now);
            world.in(() -> recurring.openNow(List.of(round)));
        }
        List<String> owed = in(world.workspace, () -> transaction.execute(status -> db.select(DUTY.OWNER_ID, DUTY.PERIOD).from(DUTY).where(DUTY.KIND.eq("rounds")).fetch(row -> name(world, row.value1()) + " " + row.value2())));
        var expected = new TreeSet<String>();
        OWNERS.forEach((region, name) -> {
            var calendar = slow.get(region);
            for (int day = 0; day < DAYS; day++) {
                var date = FIRST.plusDays(day);
                var onLeave = name.equals("周颖") && !date.isBefore(away) && !date.isAfter(away.plusDays(2));
                var idle = name.equals("王敏") && date.getDayOfMonth() % 2 == 0;
                var works = !calendar.between(date.atStartOfDay(calendar.zone()).toInstant(), date.plusDays(1).atStartOfDay(calendar.zone()).toInstant()).isZero();
                if (works && !onLeave && !idle) expected.add(name + " " + date);
            }
        });
        assertThat(owed).doesNotHaveDuplicates();
        assertThat(new TreeSet<String>(owed)).isEqualTo(expected);
    }

    /** Somebody in each region owes it every day, 王敏 only on odd days of the month. */
    private final class Rounds implements RecurringDuty.Round {
        private final Worlds.World world;

        Rounds(Worlds.World world) {
            this.world = world;
        }

        @Override
        public String kind() {
            return "rounds";
        }

        @Override
        public meridian.tenancy.ProjectId project() {
            return world.project;
        }

        @Override
        public Ref subject() {
            return Ref.of("project", world.project);
        }

        @Override
        public String title() {
            return "巡检";
        }

        @Override
        public Cadence cadence() {
            return Cadence.DAY;
        }

        @Override
        public List<RecurringDuty.Debtor> debtors() {
            return OWNERS.entrySet().stream()
                    .map(owner -> new RecurringDuty.Debtor(world.person(owner.getValue()).member(), world.regions.get(owner.getKey()), world.parties.get(owner.getKey()), null, day -> !owner.getValue().equals("王敏") || day.getDayOfMonth() % 2 == 1))
                    .toList();
        }

        @Override
        public java.util.Set<meridian.tenancy.MemberId> done(LocalDate period) {
            return java.util.Set.of();
        }
    }

    private static String name(Worlds.World world, meridian.tenancy.MemberId member) {
        return world.people.values().stream().filter(person -> person.member().equals(member)).map(Worlds.Person::name).findFirst().orElseThrow();
    }

    private static Instant end() {
        return FIRST.plusDays(DAYS).atStartOfDay(ZoneId.of("Asia/Shanghai")).toInstant();
    }

    /** Loads the year’s holidays into each region, and the same days into its slow twin. */
    private Map<String, SlowCalendar> calendars(Worlds.World world) {
        var slow = new LinkedHashMap<String, SlowCalendar>();
        SETS.forEach((name, set) -> {
            RegionId id = world.regions.get(name);
            var region = in(world.workspace, () -> regions.get(id));
            world.in(() -> regions.importHolidays(id, set, 2026, region.version(), world.person("管理员").actor()));
            var rows = new ArrayList<SlowCalendar.Row>();
            for (int day = 1; day <= 5; day++) {
                rows.add(new SlowCalendar.Row(LocalDate.of(2000, 1, 1), DayOfWeek.of(day), WeekParity.EVERY, Interval.parse("09:00-12:00")));
                rows.add(new SlowCalendar.Row(LocalDate.of(2000, 1, 1), DayOfWeek.of(day), WeekParity.EVERY, Interval.parse("13:00-18:00")));
            }
            slow.put(name, new SlowCalendar(region.zone(), rows, HolidaySets.holidays(set, 2026)));
        });
        return slow;
    }
}
