package meridian.bench;

import db.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Set;

/** How long from the command to the first page, once the start has been prepared: with a database to be made, with it there, with one elsewhere. */
final class StartBench implements Subject {
    @Override
    public Set<String> names() {
        return Set.of("start");
    }

    @Override
    public void measure(Ground ground) throws Exception {
        ground.say("starts to the first page");
        var first = new ArrayList<Double>();
        var second = new ArrayList<Double>();
        for (int i = 0; i < 3; i++) {
            var data = Files.createTempDirectory("meridian-first");
            first.add(embedded(ground, data));
            second.add(embedded(ground, data));
            try (var files = Files.walk(data)) {
                files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
            }
        }
        ground.tell(Figure.atMost("start", "first start, its database made, to first page", Load.median(first), "s", 30));
        ground.tell(Figure.atMost("start", "second start, its database started, to first page", Load.median(second), "s", 5));
        var elsewhere = new ArrayList<Double>();
        for (int i = 0; i <= ground.runs(); i++) {
            try (var once = ground.start()) {
                if (i > 0) elsewhere.add(once.secondsToFirstPage);
            }
        }
        ground.tell(Figure.atMost("start", "second start, database elsewhere, to first page", Load.median(elsewhere), "s", 5));
    }

    private static double embedded(Ground ground, Path data) throws Exception {
        double seconds;
        try (var once = Served.start(ground.run, ground.flags(), "--data", data.toString())) {
            seconds = once.secondsToFirstPage;
        }
        if (!EmbeddedPostgres.awaitEnd(data.resolve("postgres"), Duration.ofSeconds(30))) throw new IllegalStateException("the database has not ended");
        return seconds;
    }
}
