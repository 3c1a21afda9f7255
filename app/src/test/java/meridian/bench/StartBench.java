package meridian.bench;

import java.util.ArrayList;
import java.util.Set;

/** How long from the command to the first page, once the start has been prepared. */
final class StartBench implements Subject {
    @Override
    public Set<String> names() {
        return Set.of("start");
    }

    @Override
    public void measure(Ground ground) throws Exception {
        ground.say("starts to the first page");
        var times = new ArrayList<Double>();
        for (int i = 0; i <= ground.runs(); i++) {
            try (var once = ground.start()) {
                if (i > 0) times.add(once.secondsToFirstPage);
            }
        }
        ground.tell(Figure.atMost("start", "second start to first page", Load.median(times), "s", 5));
    }
}
