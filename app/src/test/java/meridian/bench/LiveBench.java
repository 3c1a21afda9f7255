package meridian.bench;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** How soon a hundred open boards show a change, counted from its acknowledgement. */
final class LiveBench implements Subject {
    private static final int BOARDS = 100;

    @Override
    public Set<String> names() {
        return Set.of("live");
    }

    @Override
    public void measure(Ground ground) throws Exception {
        var load = ground.load();
        ground.say(BOARDS + " open boards hear of a change and re-read");
        var size = ground.sizes.get(1);
        var board = ground.pages(size).get("board");
        var project = ground.one("select id from project.project where code = '" + size.code() + "'");
        var person = ground.one("select md5('member1')::uuid");
        var slowest = new ArrayList<Double>();
        for (int round = 0; round < (ground.small ? 2 : 5); round++) slowest.add(round(load, board, project, person));
        ground.tell(Figure.atMost("live", "slowest of " + BOARDS + " boards re-read after a change", Load.median(slowest), "s", 1));
    }

    private static double round(Load load, String board, String project, String person) throws Exception {
        var heard = new CountDownLatch(BOARDS);
        var open = new AtomicInteger();
        var threads = new ArrayList<Thread>();
        var reread = new ConcurrentLinkedQueue<Long>();
        for (int i = 0; i < BOARDS; i++) {
            var first = new AtomicBoolean(true);
            threads.add(load.stream("/w/" + Seed.SLUG + "/live?topic=project:" + project, line -> {
                if (line.startsWith(":")) open.incrementAndGet();
                if (line.startsWith("event") && line.contains("changed") && first.getAndSet(false)) {
                    Thread.startVirtualThread(() -> {
                        load.get(board);
                        reread.add(System.nanoTime());
                        heard.countDown();
                    });
                }
            }));
        }
        for (int i = 0; i < 100 && open.get() < BOARDS; i++) Thread.sleep(50);
        var answer = load.post(board + "/instructions", "id=" + UUID.randomUUID() + "&content=Please+look&to=" + person + "&due_on=" + LocalDate.now().plusDays(3));
        long acknowledged = System.nanoTime();
        if (answer.statusCode() != 303) throw new IllegalStateException("the instruction is answered " + answer.statusCode());
        boolean all = heard.await(10, TimeUnit.SECONDS);
        threads.forEach(Thread::interrupt);
        if (!all) throw new IllegalStateException(heard.getCount() + " of " + BOARDS + " boards heard nothing");
        return (reread.stream().mapToLong(Long::longValue).max().orElse(acknowledged) - acknowledged) / 1e9;
    }
}
