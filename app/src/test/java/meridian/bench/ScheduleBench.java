package meridian.bench;

import java.util.HashMap;
import java.util.function.Consumer;
import meridian.workplan.ScheduleSpeed;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** The scheduler alone, by JMH, beside MPXJ's in the same run; needs neither a database nor the application. */
final class ScheduleBench {
    static final String NAME = "schedule";

    private ScheduleBench() {}

    static void measure(boolean small, Consumer<Figure> tell) throws RunnerException {
        var options = new OptionsBuilder().include(ScheduleSpeed.class.getName() + ".*").output("/dev/null");
        if (small) options.measurementIterations(2).warmupIterations(2);
        var medians = new HashMap<String, Double>();
        var tails = new HashMap<String, Double>();
        for (var result : new Runner(options.build()).run()) {
            var found = result.getPrimaryResult();
            var statistics = found.getStatistics();
            medians.put(found.getLabel(), statistics.getPercentile(50));
            tails.put(found.getLabel(), statistics.getPercentile(95));
        }
        double whole = medians.get("wholeOf10000"), theirs = medians.get("wholeOf10000ByMpxj");
        tell.accept(Figure.atMost(NAME, "full schedule of 10,000 tasks, 10,000 links, four calendars", whole, "ms", 30));
        tell.accept(Figure.atMost(NAME, "full schedule of 100,000 tasks", medians.get("wholeOf100000"), "ms", 500));
        tell.accept(Figure.atMost(NAME, "one edit in 100,000 tasks: median", medians.get("editOf100000"), "ms", 20));
        tell.accept(Figure.plain(NAME, "one edit in 100,000 tasks: p95", tails.get("editOf100000"), "ms"));
        tell.accept(Figure.plain(NAME, "the same 10,000 tasks by MPXJ’s scheduler", theirs, "ms"));
        tell.accept(Figure.plain(NAME, "MPXJ’s scheduler takes so many times as long", theirs / whole, "times"));
    }
}
