package meridian.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;

/**
 * How many pages a second there can be, beside a bare handler of the same server, and how long one page takes beside its own
 * statements sent by plain JDBC: ratios, which mean the same on another machine.
 */
final class CapacityBench implements Subject {
    private static final int READERS = 32;

    @Override
    public Set<String> names() {
        return Set.of("capacity");
    }

    @Override
    public void measure(Ground ground) throws Exception {
        var load = ground.load();
        var size = ground.largest();
        var length = Duration.ofSeconds(ground.small ? 3 : 5);
        ground.say("capacity beside a bare handler of the same server");
        var bare = new ArrayList<Double>();
        for (int i = 0; i < 3; i++) bare.add(load.closedLoop("/robots.txt", READERS, length).perSecond());
        ground.tell(Figure.plain("capacity", "bare handler", Load.median(bare), "pages/s"));
        for (var page : ground.pages(size).entrySet()) {
            var what = page.getKey() + ", " + size.tasks() + " tasks";
            ground.say("capacity: " + what);
            var seen = new ArrayList<Double>();
            var alone = new ArrayList<Double>();
            for (int i = 0; i < 3; i++) {
                seen.add(load.closedLoop(page.getValue(), READERS, length).perSecond());
                alone.add(load.closedLoop(page.getValue(), 1, length).p50());
            }
            var statements = OwnStatements.of(ground, load, page.getValue());
            double sql = statements.replayed(ground, 150);
            ground.tell(Figure.plain("capacity", what, Load.median(seen), "pages/s"));
            ground.tell(Figure.plain("capacity", what + ": bare handler to page", Load.median(bare) / Load.median(seen), "times"));
            ground.tell(Figure.plain("capacity", what + ": its own " + statements.count() + " statements by JDBC", sql, "ms"));
            ground.tell(Figure.plain("capacity", what + ": page to its own statements", Load.median(alone) / sql, "times"));
        }
    }
}
