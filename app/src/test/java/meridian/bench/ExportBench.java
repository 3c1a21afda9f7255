package meridian.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A plan of 10,000 tasks as a file, through the page. */
final class ExportBench implements Subject {
    @Override
    public Set<String> names() {
        return Set.of("export");
    }

    @Override
    public void measure(Ground ground) throws Exception {
        var load = ground.load();
        var size = ground.sizes.get(1);
        for (var kind : List.of("xlsx", "csv")) {
            ground.say(size.tasks() + " rows as " + kind);
            var times = new ArrayList<Double>();
            for (int i = 0; i < ground.runs() + 2; i++) {
                long begin = System.nanoTime();
                var answer = load.fetch("/w/" + Seed.SLUG + "/p/" + size.code() + "/plan." + kind);
                if (answer.statusCode() != 200 || answer.body().length < 100_000) throw new IllegalStateException(kind + " answers " + answer.statusCode() + " with " + answer.body().length + " bytes");
                if (i > 1) times.add((System.nanoTime() - begin) / 1e9);
            }
            var what = size.tasks() + " rows as " + kind.toUpperCase(java.util.Locale.ROOT) + ", through the page";
            ground.tell(kind.equals("xlsx") ? Figure.atMost("export", what, Load.median(times), "s", 0.5) : Figure.plain("export", what, Load.median(times), "s"));
        }
    }
}
