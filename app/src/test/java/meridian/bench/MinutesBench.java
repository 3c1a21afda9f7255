package meridian.bench;

import java.io.ByteArrayInputStream;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** Twenty people type in one set of minutes: how soon each acknowledged row stands on everybody’s screen; and what is left after a kill. */
final class MinutesBench implements Subject {
    private static final int PEOPLE = 20;
    private static final Pattern ROW = Pattern.compile("data-row=\"([0-9a-f-]{36})\" data-version=\"([0-9]+)\"");
    private static final Pattern REVISION = Pattern.compile("data-revision=\"([0-9]+)\"");
    private static final Pattern VERSION = Pattern.compile("\"version\":([0-9]+)");

    @Override
    public Set<String> names() {
        return Set.of("minutes");
    }

    /** One that types: a row of their own, and what of it was acknowledged, when. */
    private static final class Typist {
        final Load load;
        final String row = UUID.randomUUID().toString();
        final List<Long> acknowledged = new ArrayList<>(); // by version, from 1 on
        volatile String content = "";
        volatile int version;

        Typist(Load load) {
            this.load = load;
        }

        boolean save(String at, boolean count) throws Exception {
            var typed = "Row of " + row + ", change " + (version + 1) + " " + "x".repeat(ThreadLocalRandom.current().nextInt(200));
            var answer = load.post(at + "/rows/" + row, "version=" + version + "&content=" + URLEncoder.encode(typed, StandardCharsets.UTF_8));
            if (answer.statusCode() != 200) return false;
            var said = VERSION.matcher(text(answer));
            if (!said.find()) return false;
            synchronized (this) {
                if (count) acknowledged.add(System.nanoTime());
                content = typed;
                version = Integer.parseInt(said.group(1));
            }
            return true;
        }
    }

    /** One that looks on: when each row’s version was there. */
    private static final class Screen {
        final Load load;
        final Map<String, long[]> seen = new ConcurrentHashMap<>();
        final AtomicBoolean reading = new AtomicBoolean(), again = new AtomicBoolean();
        volatile int revision;

        Screen(Load load) {
            this.load = load;
        }

        void hear(String at) {
            again.set(true);
            if (!reading.compareAndSet(false, true)) return;
            Thread.startVirtualThread(() -> {
                try {
                    while (again.getAndSet(false)) read(at);
                } catch (Exception e) {
                    // the house is gone
                } finally {
                    reading.set(false);
                    if (again.get()) hear(at);
                }
            });
        }

        private void read(String at) throws Exception {
            var text = text(load.fetch(at + "/rows?since=" + revision));
            long now = System.nanoTime();
            var to = REVISION.matcher(text);
            if (to.find()) revision = Math.max(revision, Integer.parseInt(to.group(1)));
            var rows = ROW.matcher(text);
            while (rows.find()) {
                int version = Math.min(999, Integer.parseInt(rows.group(2)));
                var first = seen.computeIfAbsent(rows.group(1), row -> new long[1000]);
                for (int i = version; i > 0 && first[i] == 0; i--) first[i] = now;
            }
        }
    }

    @Override
    public void measure(Ground ground) throws Exception {
        ground.say(PEOPLE + " people type in one set of minutes");
        var chief = ground.load();
        var project = "/w/" + Seed.SLUG + "/p/" + ground.sizes.getFirst().code();
        var id = UUID.randomUUID().toString();
        var at = minutes(ground, chief, project, id);
        var typists = new ArrayList<Typist>();
        var screens = new ArrayList<Screen>();
        for (int i = 0; i < PEOPLE; i++) {
            var load = new Load(ground.served().house(), Seed.session(i));
            var typist = new Typist(load);
            if (load.post(at + "/rows", "section=decisions&id=" + typist.row).statusCode() != 200) throw new IllegalStateException("no row for person " + i);
            typists.add(typist);
            screens.add(new Screen(load));
        }
        var open = new AtomicInteger();
        var streams = new ArrayList<Thread>();
        for (var screen : screens) {
            streams.add(screen.load.stream("/w/" + Seed.SLUG + "/live?topic=minutes:" + id, line -> {
                if (line.startsWith(":")) open.incrementAndGet();
                if (line.startsWith("event") && line.contains("changed")) screen.hear(at);
            }));
        }
        for (int i = 0; i < 100 && open.get() < PEOPLE; i++) Thread.sleep(50);
        type(typists, at, Duration.ofSeconds(3), false); // warm
        typists.forEach(typist -> typist.acknowledged.clear());
        var begun = typists.stream().mapToInt(typist -> typist.version).toArray();
        type(typists, at, Duration.ofSeconds(ground.small ? 10 : 30), true);
        Thread.sleep(1500);
        var delays = new ArrayList<Double>();
        int never = 0;
        for (int i = 0; i < PEOPLE; i++) {
            var typist = typists.get(i);
            for (int n = 0; n < typist.acknowledged.size(); n++) {
                int version = begun[i] + n + 1;
                for (var screen : screens) {
                    var seen = screen.seen.getOrDefault(typist.row, new long[1000]);
                    if (version >= 1000 || seen[version] == 0) never++;
                    else delays.add(Math.max(0, (seen[version] - typist.acknowledged.get(n)) / 1e6));
                }
            }
        }
        var sorted = delays.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        ground.tell(Figure.plain("minutes", "rows acknowledged, by " + PEOPLE + " people", typists.stream().mapToInt(typist -> typist.acknowledged.size()).sum(), "rows"));
        ground.tell(Figure.plain("minutes", "an acknowledged row on another screen, p50", sorted[sorted.length / 2], "ms"));
        ground.tell(Figure.plain("minutes", "an acknowledged row on another screen, p99", sorted[(int) (sorted.length * 0.99)], "ms"));
        ground.tell(Figure.atMost("minutes", "an acknowledged row on every screen, slowest", sorted[sorted.length - 1], "ms", 1000));
        ground.tell(Figure.atMost("minutes", "acknowledged rows that some screen never showed", never, "rows", 0));
        kill(ground, typists, at);
        streams.forEach(Thread::interrupt);
    }

    private static void kill(Ground ground, List<Typist> typists, String at) throws Exception {
        ground.say("killed while they type");
        var typing = Thread.startVirtualThread(() -> {
            try {
                type(typists, at, Duration.ofSeconds(5), false);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Thread.sleep(2000);
        ground.served().process.destroyForcibly().waitFor();
        typing.join();
        int lost = 0;
        for (var typist : typists) {
            var kept = ground.one("select version || ':' || content from meeting.minutes_row where id = '" + typist.row + "'").split(":", 2);
            if (Integer.parseInt(kept[0]) < typist.version || Integer.parseInt(kept[0]) == typist.version && !kept[1].equals(typist.content)) lost++;
        }
        ground.tell(Figure.atMost("minutes", "acknowledged rows lost by kill -9 of the server", lost, "rows", 0));
        ground.servedAfresh();
    }

    private static void type(List<Typist> typists, String at, Duration length, boolean count) throws InterruptedException {
        long end = System.nanoTime() + length.toNanos();
        var threads = new ArrayList<Thread>();
        for (var typist : typists) {
            threads.add(Thread.startVirtualThread(() -> {
                try {
                    while (System.nanoTime() < end) {
                        if (!typist.save(at, count)) return;
                        Thread.sleep(600 + ThreadLocalRandom.current().nextInt(800));
                    }
                } catch (Exception e) {
                    // the house is gone
                }
            }));
        }
        for (var thread : threads) thread.join();
    }

    private static String minutes(Ground ground, Load chief, String project, String id) throws Exception {
        var region = ground.one("select md5('region1')::uuid");
        var people = new StringBuilder();
        for (int i = 0; i < PEOPLE; i++) people.append("&people=").append(ground.one("select md5('member" + i + "')::uuid"));
        var starts = LocalDateTime.now(ZoneId.of(ground.one("select zone from identity.region where id = '" + region + "'"))).minusMinutes(3).withSecond(0).withNano(0);
        var called = chief.post(project + "/meetings", "id=" + id + "&kind=weekly&title=Weekly&mode=online&minutes=90&region=" + region + "&starts=" + starts + people);
        if (called.statusCode() != 303) throw new IllegalStateException("calling the meeting is answered " + called.statusCode() + " " + text(called));
        var at = called.headers().firstValue("location").orElseThrow() + "/minutes";
        if (chief.post(at, "").statusCode() != 303) throw new IllegalStateException("the minutes cannot be begun");
        return at;
    }

    private static String text(HttpResponse<byte[]> answer) throws java.io.IOException {
        var body = answer.body();
        if (answer.headers().firstValue("content-encoding").filter("gzip"::equals).isPresent()) body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
        return new String(body, StandardCharsets.UTF_8);
    }
}
