package meridian.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the application and its database take at most while fifty people read their pages, each with a session, a pace and an open
 * stream of their own, the chief coordinator watches the board, and brings in a plan of 5,000 rows.
 */
final class MemoryBench implements Subject {
    @Override
    public Set<String> names() {
        return Set.of("memory");
    }

    @Override
    public void measure(Ground ground) throws Exception {
        var served = ground.servedAfresh();
        ground.say(Seed.PEOPLE + " people at work, and an import of " + BigPlan.TASKS + " rows");
        var enough = new AtomicBoolean();
        var failed = new AtomicInteger();
        var read = new AtomicInteger();
        var people = new ArrayList<Thread>();
        var streams = new ArrayList<Thread>();
        var size = ground.sizes.get(1);
        var live = "/w/" + Seed.SLUG + "/live?topic=project:" + ground.one("select id from project.project where code = '" + size.code() + "'");
        var pages = new ArrayList<>(ground.pages(size).values());
        var board = pages.remove(2);
        pages.add("/w/" + Seed.SLUG + "/p/" + size.code() + "/progress/today");
        for (int i = 0; i <= Seed.PEOPLE; i++) {
            var load = new Load(served.house(), Seed.session(i));
            var theirs = i == 0 ? List.of(board) : pages;
            streams.add(load.stream(live, line -> {}));
            people.add(Thread.startVirtualThread(() -> work(load, theirs, enough, read, failed)));
        }
        var peak = new Peak(served.process.pid(), ground.postgres.pid());
        var watcher = Thread.startVirtualThread(() -> peak.watch(enough));
        Thread.sleep(ground.small ? 5_000 : 15_000);
        var chief = new Load(served.house(), Seed.session(0));
        for (int i = 0; i < (ground.small ? 1 : 3); i++) {
            var brought = PlanBringing.bring(chief, "/w/" + Seed.SLUG + "/p/" + Seed.EMPTY, BigPlan.xlsx());
            brought.confirm();
            brought.undo();
        }
        Thread.sleep(2_000);
        enough.set(true);
        for (var person : people) person.join();
        watcher.join();
        streams.forEach(Thread::interrupt);
        if (failed.get() > 0) throw new IllegalStateException(failed + " of " + read + " pages failed");
        ground.tell(Figure.plain("memory", "pages read by " + Seed.PEOPLE + " people meanwhile", read.get(), "pages"));
        ground.tell(Figure.plain("memory", "heap the JVM may use (-Xmx)", heap(ground.flags()), "MB"));
        ground.tell(Figure.atMost("memory", "JVM resident, at most", peak.resident, "MB", 512));
        ground.tell(Figure.atMost("memory", "JVM and PostgreSQL, proportional, at most", peak.proportional, "MB", 768));
        ground.stop();
    }

    private static void work(Load load, List<String> pages, AtomicBoolean enough, AtomicInteger read, AtomicInteger failed) {
        for (int i = 0; !enough.get(); i++) {
            if (!load.get(pages.get(i % pages.size()))) failed.incrementAndGet();
            read.incrementAndGet();
            try {
                Thread.sleep(ThreadLocalRandom.current().nextInt(1_000, 3_000));
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static double heap(List<String> flags) {
        return flags.stream().filter(flag -> flag.startsWith("-Xmx")).map(flag -> flag.replaceAll("[^0-9]", "")).mapToDouble(Double::parseDouble).findFirst().orElse(0);
    }

    /** The largest sums seen, twice a second. */
    private static final class Peak {
        private final long jvm;
        private final long postgres;
        volatile double resident;
        volatile double proportional;

        Peak(long jvm, long postgres) {
            this.jvm = jvm;
            this.postgres = postgres;
        }

        void watch(AtomicBoolean enough) {
            while (!enough.get()) {
                resident = Math.max(resident, Served.megabytes(jvm, "Rss"));
                double sum = Served.megabytes(jvm, "Pss") + Served.megabytes(postgres, "Pss");
                for (var child : Served.children(postgres)) sum += Served.megabytes(child, "Pss");
                proportional = Math.max(proportional, sum);
                try {
                    Thread.sleep(500);
                } catch (InterruptedException e) {
                    return;
                }
            }
        }
    }
}
