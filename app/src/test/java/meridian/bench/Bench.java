package meridian.bench;

import db.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import meridian.Migrations;

/** Measures what is promised of Meridian's speed: {@code bench [NAME …] [--json] [--small]}. Absolute numbers are this machine's. */
public final class Bench {
    private static final Set<String> NAMES = Set.of("pages", "growth", "capacity", "live", "emergency", "start", "memory", "weight");

    private final List<String> names;
    private final boolean json;
    private final boolean small;
    private final Path run = Path.of("app/target/run");
    private final List<String> flags = List.of(System.getProperty("meridian.flags", "").split(" "));
    private final List<Seed.Sized> sizes;
    private EmbeddedPostgres postgres;
    private Served served;
    private Load load;

    private Bench(List<String> arguments) {
        names = arguments.stream().filter(word -> !word.startsWith("--")).toList();
        json = arguments.contains("--json");
        small = arguments.contains("--small");
        sizes = small ? List.of(new Seed.Sized("K1", 1_000), new Seed.Sized("K10", 10_000)) : List.of(new Seed.Sized("K1", 1_000), new Seed.Sized("K10", 10_000), new Seed.Sized("K100", 100_000));
    }

    public static void main(String[] arguments) throws Exception {
        var bench = new Bench(Arrays.asList(arguments));
        for (var name : bench.names) {
            if (!NAMES.contains(name)) {
                System.err.println("There is no benchmark " + name + "; there are " + NAMES.stream().sorted().toList());
                System.exit(2);
            }
        }
        bench.measure();
        System.exit(0);
    }

    private boolean wanted(String name) {
        return names.isEmpty() || names.contains(name);
    }

    private void measure() throws Exception {
        var folder = Files.createTempDirectory("meridian-bench");
        try {
            say("starting PostgreSQL and seeding by SQL");
            postgres = EmbeddedPostgres.start(folder.resolve("postgres"));
            postgres.ensureDatabase("meridian");
            var url = postgres.url("meridian");
            Migrations.migrate(url, postgres.owner(), postgres.ownerPassword());
            Migrations.letSignIn(url, postgres.owner(), postgres.ownerPassword(), "bench");
            try (var owner = postgres.connect("meridian")) {
                Seed.fill(owner, sizes, small ? 50_000 : 1_000_000, this::say);
            }
            String[] database = {"--db", url + "?user=" + Migrations.ROLE + "&password=bench"};
            if (wanted("start")) start(database);
            served = Served.start(run, flags, database);
            load = new Load(served.house(), Seed.SESSION);
            warm();
            if (wanted("weight")) weight();
            if (wanted("pages") || wanted("growth")) pages();
            if (wanted("capacity")) capacity();
            if (wanted("live")) live();
            if (wanted("emergency")) tell(emergency());
            if (wanted("memory")) memory();
        } finally {
            if (served != null) served.close();
            if (postgres != null) postgres.close();
            try (var files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
            }
        }
    }

    private Map<String, String> pages(String code, int tasks) {
        var pages = new LinkedHashMap<String, String>();
        var project = "/w/" + Seed.SLUG + "/p/" + code;
        pages.put("task list", project + "/plan");
        pages.put("task page", project + "/tasks/" + (tasks / 20 + tasks / 2));
        pages.put("board", project + "/board");
        pages.put("inbox", "/w/" + Seed.SLUG + "/inbox");
        return pages;
    }

    private void warm() throws Exception {
        say("warming up");
        for (var size : sizes) {
            for (var page : pages(size.code(), size.tasks()).entrySet()) {
                var answer = load.fetch(page.getValue());
                if (answer.statusCode() != 200) throw new IllegalStateException(page.getKey() + " of " + size.code() + " answers " + answer.statusCode());
                load.closedLoop(page.getValue(), 4, Duration.ofSeconds(small ? 3 : 5));
            }
        }
    }

    private void pages() throws Exception {
        var smallest = new LinkedHashMap<String, Double>();
        for (var size : sizes) {
            for (var page : pages(size.code(), size.tasks()).entrySet()) {
                say(page.getKey() + " with " + size.tasks() + " tasks at 100 a second");
                var p50 = new ArrayList<Double>();
                var p99 = new ArrayList<Double>();
                int failed = 0;
                double cpu = 0;
                int runs = small ? 1 : 3;
                int seconds = small ? 4 : 6;
                for (int i = 0; i < runs; i++) {
                    double before = cpu();
                    var seen = load.fixedRate(page.getValue(), 100, Duration.ofSeconds(seconds));
                    cpu += cpu() - before;
                    p50.add(seen.p50());
                    p99.add(seen.p99());
                    failed += seen.failed();
                }
                var what = page.getKey() + ", " + size.tasks() + " tasks";
                boolean board = page.getKey().equals("board");
                if (wanted("pages")) {
                    tell(Figure.atMost("pages", what + ": p50", Load.median(p50), "ms", board ? 40 : 15));
                    tell(board ? Figure.plain("pages", what + ": p99", Load.median(p99), "ms") : Figure.atMost("pages", what + ": p99", Load.median(p99), "ms", 60));
                    double each = cpu * 1000 / (runs * seconds * 100);
                    tell(page.getKey().equals("task list") ? Figure.atMost("pages", what + ": CPU of both", each, "ms", 2) : Figure.plain("pages", what + ": CPU of both", each, "ms"));
                    if (failed > 0) tell(Figure.atMost("pages", what + ": failed", failed, "pages", 0));
                }
                smallest.putIfAbsent(page.getKey(), Load.median(p50));
                if (wanted("growth") && size == sizes.getLast()) {
                    tell(Figure.atMost("growth", page.getKey() + ": " + size.tasks() + " to 1000 tasks", Load.median(p50) / smallest.get(page.getKey()), "times", 3));
                }
            }
        }
    }

    private double cpu() throws Exception {
        return Served.cpuSeconds(served.process.pid()) + Served.cpuSeconds(postgres.pid());
    }

    private void capacity() throws Exception {
        say("capacity beside a bare handler of the same server");
        var size = sizes.getLast();
        var bare = new ArrayList<Double>();
        var list = new ArrayList<Double>();
        for (int i = 0; i < 3; i++) {
            bare.add(load.closedLoop("/robots.txt", 32, Duration.ofSeconds(4)).perSecond());
            list.add(load.closedLoop(pages(size.code(), size.tasks()).get("task list"), 32, Duration.ofSeconds(4)).perSecond());
        }
        tell(Figure.plain("capacity", "bare handler", Load.median(bare), "pages/s"));
        tell(Figure.plain("capacity", "task list, " + size.tasks() + " tasks", Load.median(list), "pages/s"));
        tell(Figure.plain("capacity", "bare handler to task list", Load.median(bare) / Load.median(list), "times"));
        var sql = plainSql(size.code());
        tell(Figure.plain("capacity", "task list's rows by plain JDBC", sql, "ms"));
        tell(Figure.plain("capacity", "task list to its rows by plain JDBC", load.closedLoop(pages(size.code(), size.tasks()).get("task list"), 1, Duration.ofSeconds(4)).p50() / sql, "times"));
    }

    /** Milliseconds for the hundred rows of the first page as the application's own role. */
    private double plainSql(String code) throws Exception {
        try (var connection = java.sql.DriverManager.getConnection(postgres.url("meridian"), Migrations.ROLE, "bench")) {
            connection.setAutoCommit(false);
            var times = new ArrayList<Double>();
            for (int i = 0; i < 200; i++) {
                long begin = System.nanoTime();
                try (var setting = connection.prepareStatement("select set_config('meridian.workspace', ?, true)");
                        var rows = connection.prepareStatement("select * from workplan.task where project_id = md5('project' || ?)::uuid and deleted_at is null order by path limit 101")) {
                    setting.setString(1, Seed.WORKSPACE.toString());
                    setting.execute();
                    rows.setString(1, code);
                    try (var found = rows.executeQuery()) {
                        while (found.next()) found.getString("title");
                    }
                }
                connection.commit();
                if (i >= 50) times.add((System.nanoTime() - begin) / 1e6);
            }
            return Load.median(times);
        }
    }

    private void live() throws Exception {
        say("100 open boards hear of a change and re-read");
        var size = sizes.get(1);
        var board = pages(size.code(), size.tasks()).get("board");
        var project = java.util.UUID.nameUUIDFromBytes(("project" + size.code()).getBytes());
        try (var owner = postgres.connect("meridian"); var row = owner.createStatement().executeQuery("select id from project.project where code = '" + size.code() + "'")) {
            row.next();
            project = row.getObject(1, java.util.UUID.class);
        }
        var slowest = new ArrayList<Double>();
        for (int round = 0; round < (small ? 2 : 5); round++) {
            var heard = new CountDownLatch(100);
            var open = new AtomicInteger();
            var threads = new ArrayList<Thread>();
            var reread = new java.util.concurrent.ConcurrentLinkedQueue<Long>();
            for (int i = 0; i < 100; i++) {
                var first = new java.util.concurrent.atomic.AtomicBoolean(true);
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
            for (int i = 0; i < 100 && open.get() < 100; i++) Thread.sleep(50);
            var answer = load.post(board + "/instructions", "id=" + java.util.UUID.randomUUID() + "&content=Please+look&to=" + memberOne() + "&due_on=" + java.time.LocalDate.now().plusDays(3));
            long acknowledged = System.nanoTime();
            if (answer.statusCode() != 303) throw new IllegalStateException("the instruction is answered " + answer.statusCode());
            boolean all = heard.await(10, TimeUnit.SECONDS);
            threads.forEach(Thread::interrupt);
            if (!all) throw new IllegalStateException(heard.getCount() + " of 100 boards heard nothing");
            slowest.add(reread.stream().mapToLong(Long::longValue).max().orElse(acknowledged) / 1e9 - acknowledged / 1e9);
        }
        tell(Figure.atMost("live", "slowest of 100 boards re-read after a change", Load.median(slowest), "s", 1));
    }

    private Figure emergency() throws Exception {
        say("an emergency is raised, and a responder has a page open");
        var size = sizes.getFirst();
        try (var owner = postgres.connect("meridian"); var row = owner.createStatement().executeQuery("select id from project.project where code = '" + size.code() + "'")) {
            row.next();
            return new EmergencyBench(load, "/w/" + Seed.SLUG + "/p/" + size.code(), row.getObject(1, java.util.UUID.class)).toTheOpenPage(small ? 3 : 9);
        }
    }

    private String memberOne() throws Exception {
        try (var owner = postgres.connect("meridian"); var row = owner.createStatement().executeQuery("select md5('member1')::uuid")) {
            row.next();
            return row.getString(1);
        }
    }

    private void start(String[] database) throws Exception {
        say("starts to the first page");
        var times = new ArrayList<Double>();
        for (int i = 0; i < 3; i++) {
            try (var once = Served.start(run, flags, database)) {
                if (i > 0) times.add(once.secondsToFirstPage);
            }
        }
        tell(Figure.atMost("start", "second start to first page", Load.median(times), "s", 5));
    }

    private void memory() throws Exception {
        say("50 people at work");
        var size = sizes.getLast();
        var people = new ArrayList<Thread>();
        for (int i = 0; i < 50; i++) {
            people.add(Thread.startVirtualThread(() -> {
                for (int round = 0; round < 10; round++) {
                    for (var page : pages(size.code(), size.tasks()).values()) load.get(page);
                    try {
                        Thread.sleep(200);
                    } catch (InterruptedException e) {
                        return;
                    }
                }
            }));
        }
        for (var person : people) person.join();
        long jvm = served.process.pid();
        tell(Figure.atMost("memory", "JVM resident", Served.megabytes(jvm, "Rss"), "MB", 512));
        double pss = Served.megabytes(jvm, "Pss") + Served.megabytes(postgres.pid(), "Pss");
        for (var child : Served.children(postgres.pid())) pss += Served.megabytes(child, "Pss");
        tell(Figure.atMost("memory", "JVM and PostgreSQL, proportional", pss, "MB", 768));
    }

    private void weight() throws Exception {
        say("weight of pages");
        var size = sizes.getLast();
        for (var page : pages(size.code(), size.tasks()).entrySet()) {
            var answer = load.fetch(page.getValue());
            var html = new String(new java.util.zip.GZIPInputStream(new java.io.ByteArrayInputStream(answer.body())).readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            double first = answer.body().length;
            for (var asset : assets(html)) first += load.fetch(asset).body().length;
            tell(Figure.atMost("weight", page.getKey() + ": first load, compressed", first / 1000, "kB", 100));
            tell(Figure.atMost("weight", page.getKey() + ": later load, compressed", answer.body().length / 1000.0, "kB", 30));
        }
    }

    /** Style sheets and scripts, with what they import. */
    private Set<String> assets(String html) throws Exception {
        var found = new java.util.LinkedHashSet<String>();
        var waiting = new java.util.ArrayDeque<String>();
        var named = java.util.regex.Pattern.compile("(?:href|src)=\"(/a/[^\"]+\\.(?:css|js|svg))\"").matcher(html);
        while (named.find()) waiting.add(named.group(1));
        while (!waiting.isEmpty()) {
            var address = waiting.poll();
            if (!found.add(address)) continue;
            var answer = load.fetch(address);
            if (answer.statusCode() != 200) throw new IllegalStateException(address + " answers " + answer.statusCode());
            var body = answer.headers().firstValue("content-encoding").isPresent() ? new java.util.zip.GZIPInputStream(new java.io.ByteArrayInputStream(answer.body())).readAllBytes() : answer.body();
            var imports = java.util.regex.Pattern.compile("(?:@import\\s+(?:url\\()?|import\\s+(?:[^'\";]+from\\s+)?)[\"']\\.?/?([^\"')]+\\.(?:css|js))[\"']").matcher(new String(body, java.nio.charset.StandardCharsets.UTF_8));
            while (imports.find()) waiting.add(java.net.URI.create(address).resolve(imports.group(1)).toString());
        }
        return found;
    }

    private void tell(Figure figure) {
        System.out.println(json ? figure.json() : figure.row());
    }

    private void say(String step) {
        System.err.println("  … " + step);
    }
}
