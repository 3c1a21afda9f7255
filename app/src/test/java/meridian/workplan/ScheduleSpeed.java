package meridian.workplan;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import meridian.calendar.DayOverride;
import meridian.calendar.WorkCalendar;
import meridian.workplan.Network.Item;
import org.mpxj.ProjectFile;
import org.mpxj.Relation;
import org.mpxj.RelationType;
import org.mpxj.Task;
import org.mpxj.cpm.MicrosoftScheduler;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How fast a plan is calculated, by JMH ({@code bin/bench schedule}): one plan of as many links as tasks over four calendars, in packages of
 * twenty; the same plan by MPXJ's scheduler, on calendars of the same hours.
 */
@Fork(value = 1, jvmArgsAppend = {"-Xmx1500m", "-XX:+UseSerialGC"})
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ScheduleSpeed {
    private static final LocalDate MONDAY = LocalDate.of(2026, 1, 5);

    /** Our side of it. */
    @State(Scope.Benchmark)
    public static class Ours {
        Network small, large;
        Schedule calculated;
        private int turn;

        @Setup
        public void plans() {
            small = network(10_000);
            large = network(100_000);
            calculated = Schedule.of(large);
        }

        /** Another task each time takes a day longer. */
        int next() {
            turn = (turn + 7_919) % large.size();
            while (large.summary(turn)) turn = (turn + 1) % large.size();
            return turn;
        }
    }

    /** MPXJ's. */
    @State(Scope.Benchmark)
    public static class Theirs {
        ProjectFile small;

        @Setup
        public void plan() {
            small = file(10_000);
        }
    }

    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @Warmup(iterations = 3, time = 2)
    @Measurement(iterations = 5, time = 2)
    public Schedule wholeOf10000(Ours ours) {
        return Schedule.of(ours.small);
    }

    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @Warmup(iterations = 3, time = 2)
    @Measurement(iterations = 5, time = 2)
    public Schedule wholeOf100000(Ours ours) {
        return Schedule.of(ours.large);
    }

    /** The median counts: an edit that moves the finish moves everybody's late dates. */
    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    @Warmup(iterations = 3, time = 2)
    @Measurement(iterations = 5, time = 2)
    public Schedule editOf100000(Ours ours) {
        int task = ours.next();
        var item = ours.large.item(task);
        return ours.calculated.after(ours.large.with(task, item.taking(item.work().plusHours(8))), task);
    }

    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Warmup(iterations = 1)
    @Measurement(iterations = 3)
    public ProjectFile wholeOf10000ByMpxj(Theirs theirs) throws Exception {
        new MicrosoftScheduler().schedule(theirs.small, MONDAY.atTime(9, 0));
        return theirs.small;
    }

    // ---- the plan: each task waits for one of the twenty before it, in strands of five hundred

    private record Line(int parent, int hours, int calendar, int before, int lag, boolean starts) {}

    private static List<Line> lines(int tasks) {
        var random = new Random(tasks);
        var lines = new ArrayList<Line>();
        int parent = -1;
        for (int i = 0; i < tasks; i++) {
            if (i % 21 == 0) {
                lines.add(new Line(-1, 0, lines.size() / 21 % 4, -1, 0, false));
                parent = i;
                continue;
            }
            int before = i % 500 == 0 ? -1 : i - 1 - random.nextInt(Math.min(i % 500, 20));
            if (before % 21 == 0) before = before > 1 ? before - 1 : -1;
            lines.add(new Line(parent, 8 * (1 + random.nextInt(5)), parent / 21 % 4, before < 1 || before % 21 == 0 ? -1 : before, random.nextInt(5) == 0 ? 8 : 0, random.nextInt(9) == 0));
        }
        return lines;
    }

    private static Network network(int tasks) {
        var network = Network.from(Instant.parse("2026-01-05T01:00:00Z"));
        for (var zone : List.of("Asia/Shanghai", "Asia/Urumqi", "Asia/Singapore", "Europe/Berlin"))
            network.calendar(WorkCalendar.in(ZoneId.of(zone)).weekdays("09:00-12:00", "13:00-18:00").override(DayOverride.off(LocalDate.of(2026, 2, 17), "", "")).build());
        var lines = lines(tasks);
        for (var line : lines) network.add(Item.of(line.calendar(), Duration.ofHours(line.hours())).under(line.parent()));
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            if (line.before() >= 0) network.link(new Network.Link(line.before(), i, line.starts() ? LinkType.SS : LinkType.FS, Duration.ofHours(line.lag()), false));
        }
        return network.build();
    }

    private static ProjectFile file(int tasks) {
        var file = new ProjectFile();
        file.getProjectProperties().setStartDate(LocalDateTime.of(MONDAY, LocalTime.of(9, 0)));
        var calendars = new ArrayList<org.mpxj.ProjectCalendar>();
        for (int c = 0; c < 4; c++) {
            var calendar = file.addDefaultBaseCalendar();
            calendar.setName("Region " + c);
            for (var day : DayOfWeek.values()) {
                var hours = calendar.getCalendarHours(day);
                if (hours == null) continue;
                hours.clear();
                if (day.getValue() > 5) continue;
                hours.add(new org.mpxj.LocalTimeRange(LocalTime.of(9, 0), LocalTime.of(12, 0)));
                hours.add(new org.mpxj.LocalTimeRange(LocalTime.of(13, 0), LocalTime.of(18, 0)));
            }
            calendar.addCalendarException(LocalDate.of(2026, 2, 17));
            calendars.add(calendar);
        }
        file.setDefaultCalendar(calendars.getFirst());
        var rows = new ArrayList<Task>();
        Task summary = null;
        for (var line : lines(tasks)) {
            var task = line.parent() < 0 || summary == null ? file.addTask() : summary.addTask();
            if (line.parent() < 0) summary = task;
            task.setName("Task " + rows.size());
            task.setCalendar(calendars.get(line.calendar()));
            if (line.parent() >= 0) {
                task.setDuration(org.mpxj.Duration.getInstance(line.hours(), org.mpxj.TimeUnit.HOURS));
                task.setRemainingDuration(task.getDuration());
                task.setActualDuration(org.mpxj.Duration.getInstance(0, org.mpxj.TimeUnit.HOURS));
            }
            if (line.before() >= 0) task.addPredecessor(new Relation.Builder().predecessorTask(rows.get(line.before())).type(line.starts() ? RelationType.START_START : RelationType.FINISH_START)
                    .lag(org.mpxj.Duration.getInstance(line.lag(), org.mpxj.TimeUnit.HOURS)));
            rows.add(task);
        }
        return file;
    }
}
