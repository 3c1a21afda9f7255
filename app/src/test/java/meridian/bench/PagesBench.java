package meridian.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Set;

/** Pages at a fixed rate of arrival, in projects of all sizes, and what they cost the processor. */
final class PagesBench implements Subject {
    private static final int RATE = 100;

    @Override
    public Set<String> names() {
        return Set.of("pages", "growth");
    }

    @Override
    public void measure(Ground ground) throws Exception {
        var load = ground.load();
        var smallest = new LinkedHashMap<String, Double>();
        int runs = ground.small ? 1 : 3;
        int seconds = ground.small ? 4 : 6;
        for (var size : ground.sizes) {
            for (var page : ground.pages(size).entrySet()) {
                ground.say(page.getKey() + " with " + size.tasks() + " tasks at " + RATE + " a second");
                var p50 = new ArrayList<Double>();
                var p99 = new ArrayList<Double>();
                int failed = 0;
                double cpu = 0;
                for (int i = 0; i < runs; i++) {
                    double before = ground.cpu();
                    var seen = load.fixedRate(page.getValue(), RATE, Duration.ofSeconds(seconds));
                    cpu += ground.cpu() - before;
                    p50.add(seen.p50());
                    p99.add(seen.p99());
                    failed += seen.failed();
                }
                if (ground.wanted("pages")) tell(ground, page.getKey(), size.tasks(), Load.median(p50), Load.median(p99), cpu * 1000 / (runs * seconds * RATE), failed);
                if (ground.wanted("pages") && page.getKey().equals("task list")) floor(ground, load, page.getValue(), size.tasks(), seconds, cpu * 1000 / (runs * seconds * RATE));
                smallest.putIfAbsent(page.getKey(), Load.median(p50));
                if (ground.wanted("growth") && size == ground.largest()) {
                    ground.tell(Figure.atMost("growth", page.getKey() + ": " + size.tasks() + " to 1000 tasks", Load.median(p50) / smallest.get(page.getKey()), "times", 3));
                }
            }
        }
    }

    /** What a page costs at the least on this machine: the server answers anything at all, and its statements are sent and read by plain JDBC. */
    private static void floor(Ground ground, Load load, String page, int tasks, int seconds, double cpu) throws Exception {
        var what = "task list, " + tasks + " tasks: ";
        ground.say(what + "without what is rendered once for many");
        double before = ground.cpu();
        load.fixedRate(page + "?alone", RATE, Duration.ofSeconds(seconds));
        ground.tell(Figure.plain("pages", what + "CPU of both, rendered for each", (ground.cpu() - before) * 1000 / (seconds * RATE), "ms"));
        ground.say(what + "what it would cost at the least");
        before = ground.cpu();
        load.fixedRate("/robots.txt", RATE, Duration.ofSeconds(seconds));
        double bare = (ground.cpu() - before) * 1000 / (seconds * RATE);
        var statements = OwnStatements.of(ground, load, page);
        double sql = statements.processor(ground, 500);
        ground.tell(Figure.plain("pages", what + "CPU of a bare handler", bare, "ms"));
        ground.tell(Figure.plain("pages", what + "CPU of its own " + statements.count() + " statements by JDBC", sql, "ms"));
        ground.tell(Figure.plain("pages", what + "CPU to both together", cpu / (bare + sql), "times"));
    }

    private static void tell(Ground ground, String page, int tasks, double p50, double p99, double cpu, int failed) {
        var what = page + ", " + tasks + " tasks";
        boolean board = page.equals("board");
        ground.tell(Figure.atMost("pages", what + ": p50", p50, "ms", board ? 40 : 15));
        ground.tell(Figure.atMost("pages", what + ": p99", p99, "ms", 60));
        ground.tell(page.equals("task list") ? Figure.atMost("pages", what + ": CPU of both", cpu, "ms", 2) : Figure.plain("pages", what + ": CPU of both", cpu, "ms"));
        if (failed > 0) ground.tell(Figure.atMost("pages", what + ": failed", failed, "pages", 0));
    }
}
