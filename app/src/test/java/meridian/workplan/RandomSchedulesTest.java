package meridian.workplan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import meridian.calendar.DayOverride;
import meridian.calendar.WorkCalendar;
import meridian.workplan.Network.Item;
import meridian.workplan.Network.Link;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** What holds for every plan, tried on random ones; a failure names its seed. */
class RandomSchedulesTest {
    private static final Instant START = Instant.parse("2026-01-05T01:00:00Z");
    private static final List<WorkCalendar> CALENDARS = List.of(
            WorkCalendar.in(ZoneId.of("Asia/Shanghai")).weekdays("09:00-12:00", "13:30-18:00").override(DayOverride.off(LocalDate.of(2026, 1, 19), "", "")).build(),
            WorkCalendar.in(ZoneId.of("Europe/Berlin")).weekdays("08:00-16:00").build(),
            WorkCalendar.in(ZoneId.of("America/New_York")).weekdays("09:00-17:30").on(DayOfWeek.SATURDAY, "09:00-12:00").build(),
            WorkCalendar.in(ZoneId.of("Asia/Singapore")).on(DayOfWeek.SUNDAY, "22:00-24:00").on(DayOfWeek.MONDAY, "00:00-06:00", "22:00-24:00").on(DayOfWeek.TUESDAY, "00:00-06:00").build());

    private record Plan(Network network, int tasks) {}

    private static Plan plan(Random random, int tasks, boolean promises) {
        var network = Network.from(START);
        CALENDARS.forEach(network::calendar);
        var summaries = new ArrayList<Integer>();
        for (int i = 0; i < tasks; i++) {
            int parent = summaries.isEmpty() || random.nextInt(3) == 0 ? -1 : summaries.get(random.nextInt(summaries.size()));
            boolean summary = random.nextInt(8) == 0 && i + 1 < tasks;
            var work = random.nextInt(6) == 0 ? Duration.ZERO : Duration.ofMinutes(15L * random.nextInt(1, 200));
            var item = Item.of(random.nextInt(10) == 0 ? -1 : random.nextInt(CALENDARS.size()), work).under(parent);
            var day = START.plus(Duration.ofHours(random.nextInt(1500)));
            if (!summary && random.nextInt(6) == 0) item = item.asked(random.nextBoolean() ? Constraint.START_NOT_BEFORE : Constraint.FINISH_NOT_BEFORE, day);
            if (promises && random.nextInt(8) == 0) item = item.due(day);
            network.add(item);
            if (summary) summaries.add(i);
        }
        // Later tasks wait for earlier ones; not for their own summaries, nor summaries for what is beneath them.
        for (int l = 0; l < tasks * 2; l++) {
            int a = random.nextInt(tasks);
            int b = random.nextInt(tasks);
            if (a >= b || summaries.contains(a) || summaries.contains(b)) continue;
            network.link(new Link(a, b, LinkType.values()[random.nextInt(4)], Duration.ofMinutes(15L * random.nextInt(-60, 120)), random.nextInt(5) == 0));
        }
        return new Plan(network.build(), tasks);
    }

    private static Plan plan(RepetitionInfo run, boolean promises) {
        return plan(new Random(run.getCurrentRepetition()), 3 + run.getCurrentRepetition() % 60, promises);
    }

    private static Instant lagged(Link link, Instant at, Network network) {
        int calendar = network.item(link.successor()).calendar();
        return link.elapsed() || calendar < 0 ? at.plus(link.lag()) : CALENDARS.get(calendar).add(at, link.lag());
    }

    private static Duration work(Network network, int task, Instant a, Instant b) {
        int calendar = network.item(task).calendar();
        return calendar < 0 ? Duration.between(a, b) : CALENDARS.get(calendar).between(a, b);
    }

    // At a closing no work begins: there the task may be put off until right before it, not to the next opening.
    private static Schedule moved(Network network, int task, Instant start, Duration slack) {
        var item = network.item(task);
        if (item.calendar() < 0) return Schedule.of(network.with(task, item.asked(Constraint.START_NOT_BEFORE, start.plus(slack))));
        var calendar = CALENDARS.get(item.calendar());
        var later = calendar.add(start, slack);
        if (!calendar.isWorking(later)) later = calendar.add(start, slack.minusMinutes(1));
        return Schedule.of(network.with(task, item.asked(Constraint.START_NOT_BEFORE, later)));
    }

    @RepeatedTest(300)
    void noTaskComesBeforeWhatItWaitsForAndEachTakesItsWork(RepetitionInfo run) {
        var plan = plan(run, true);
        var network = plan.network();
        var schedule = Schedule.of(network);
        for (var link : network.links()) {
            var from = link.type() == LinkType.FS || link.type() == LinkType.FF ? schedule.finish(link.predecessor()) : schedule.start(link.predecessor());
            var held = link.type() == LinkType.FF || link.type() == LinkType.SF ? schedule.finish(link.successor()) : schedule.start(link.successor());
            // A finish may stand at the closing before a moment at which nobody works.
            assertThat(work(network, link.successor(), lagged(link, from, network), held)).as("%s", link).isGreaterThanOrEqualTo(Duration.ZERO);
        }
        for (int i = 0; i < plan.tasks(); i++) {
            var item = network.item(i);
            if (network.summary(i)) continue;
            assertThat(work(network, i, schedule.start(i), schedule.finish(i))).as("work of %s", i).isEqualTo(item.work());
            if (item.constraint() == Constraint.START_NOT_BEFORE) assertThat(schedule.start(i)).isAfterOrEqualTo(item.on());
            int task = i;
            if (item.constraint() == Constraint.AS_SOON_AS_POSSIBLE && network.links().stream().noneMatch(link -> link.successor() == task)) assertThat(schedule.start(i)).isAfterOrEqualTo(START);
        }
    }

    @RepeatedTest(300)
    void slackIsNeverNegativeWithoutAPromisedDate(RepetitionInfo run) {
        var plan = plan(run, false);
        var schedule = Schedule.of(plan.network());
        boolean critical = false;
        for (int i = 0; i < plan.tasks(); i++) {
            assertThat(schedule.totalSlack(i)).as("slack of %s", i).isGreaterThanOrEqualTo(Duration.ZERO);
            if (!plan.network().summary(i)) assertThat(schedule.freeSlack(i)).as("free slack of %s", i).isGreaterThanOrEqualTo(Duration.ZERO);
            critical |= schedule.critical(i);
        }
        assertThat(critical).as("something is critical").isTrue();
    }

    @RepeatedTest(300)
    void aTaskMovedByItsFreeSlackMovesNothingElse(RepetitionInfo run) {
        var plan = plan(run, false);
        var network = plan.network();
        var schedule = Schedule.of(network);
        int moved = new Random(run.getCurrentRepetition()).nextInt(plan.tasks());
        var slack = schedule.freeSlack(moved);
        if (network.summary(moved) || slack.isZero()) return;
        var after = moved(network, moved, schedule.start(moved), slack);
        for (int i = 0; i < plan.tasks(); i++) {
            if (i == moved || network.summary(i)) continue;
            assertThat(after.start(i)).as("start of %s after moving %s", i, moved).isEqualTo(schedule.start(i));
        }
        assertThat(after.finish()).isEqualTo(schedule.finish());
    }

    @RepeatedTest(300)
    void aTaskMovedByItsTotalSlackDoesNotMoveTheFinish(RepetitionInfo run) {
        var plan = plan(run, false);
        var network = plan.network();
        var schedule = Schedule.of(network);
        int moved = new Random(run.getCurrentRepetition()).nextInt(plan.tasks());
        var slack = schedule.totalSlack(moved);
        if (network.summary(moved) || slack.isZero()) return;
        var after = moved(network, moved, schedule.start(moved), slack);
        assertThat(after.finish()).isEqualTo(schedule.finish());
    }

    @RepeatedTest(300)
    void anEditGivesTheSameAsComputingEverything(RepetitionInfo run) {
        var random = new Random(run.getCurrentRepetition());
        var plan = plan(random, 3 + run.getCurrentRepetition() % 60, true);
        var network = plan.network();
        var schedule = Schedule.of(network);
        for (int edit = 0; edit < 5; edit++) {
            int touched = random.nextInt(plan.tasks());
            var item = network.item(touched);
            network = network.with(touched, switch (random.nextInt(4)) {
                case 0 -> item.taking(Duration.ofMinutes(15L * random.nextInt(300)));
                case 1 -> item.asked(Constraint.START_NOT_BEFORE, START.plus(Duration.ofHours(random.nextInt(2000))));
                case 2 -> item.due(START.plus(Duration.ofHours(random.nextInt(2000))));
                default -> item.asked(Constraint.AS_SOON_AS_POSSIBLE, null);
            });
            schedule = schedule.after(network, touched);
            var whole = Schedule.of(network);
            for (int i = 0; i < plan.tasks(); i++) {
                assertThat(List.of(schedule.start(i), schedule.finish(i), schedule.lateStart(i), schedule.lateFinish(i))).as("task %s after edit %s of %s", i, edit, touched)
                        .isEqualTo(List.of(whole.start(i), whole.finish(i), whole.lateStart(i), whole.lateFinish(i)));
            }
            assertThat(schedule.finish()).isEqualTo(whole.finish());
        }
    }
}
