package meridian.bench;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import meridian.index.Words;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/**
 * The search over as many rows as there are tasks, through the pages of the application and so as its own database role: words that are
 * rare, usual and everywhere, single characters, numbers, beginnings of words.
 */
final class SearchBench implements Subject {
    private static final int WORDS = 2_000;
    private static final int ASKED = 400;

    @Override
    public Set<String> names() {
        return Set.of("search");
    }

    @Override
    public void measure(Ground ground) throws Exception {
        try (var owner = ground.owner()) {
            // Other measurements leave entries of their own behind; what was seeded for an earlier run stays.
            if (ground.one("select (select count(*) from index.entry) < (select count(*) from workplan.task) / 2").equals("t")) seed(owner, ground);
        }
        long rows = Long.parseLong(ground.one("select count(*) from index.entry"));
        ground.say("searching " + rows + " rows");
        var load = ground.load();
        var random = new Random(7);
        warm(load, random);
        var all = new ArrayList<Double>();
        for (var kind : List.of("rare words", "usual words", "words that are everywhere", "single characters", "numbers", "narrowed")) {
            var times = ask(load, random, kind, "/search?q=");
            all.addAll(times);
            ground.tell(Figure.plain("search", "results, " + kind + ": p50", percentile(times, 50), "ms"));
            ground.tell(Figure.plain("search", "results, " + kind + ": p99", percentile(times, 99), "ms"));
        }
        ground.tell(Figure.atMost("search", "results over " + rows + " rows: p50", percentile(all, 50), "ms", 30));
        ground.tell(Figure.atMost("search", "results over " + rows + " rows: p99", percentile(all, 99), "ms", 150));
        var typed = new ArrayList<Double>();
        for (var kind : List.of("rare words", "usual words", "words that are everywhere", "single characters", "numbers")) typed.addAll(ask(load, random, kind, "/search/suggestions?q="));
        ground.tell(Figure.atMost("search", "suggestions over " + rows + " rows: p50", percentile(typed, 50), "ms", 50));
        ground.tell(Figure.plain("search", "suggestions over " + rows + " rows: p99", percentile(typed, 99), "ms"));
    }

    private static void warm(Load load, Random random) throws Exception {
        for (int i = 0; i < 3; i++) for (var kind : List.of("rare words", "usual words", "words that are everywhere", "single characters", "numbers", "narrowed")) {
            ask(load, random, kind, "/search?q=");
            ask(load, random, kind, "/search/suggestions?q=");
        }
    }

    private static List<Double> ask(Load load, Random random, String kind, String page) throws Exception {
        var times = new ArrayList<Double>();
        for (int i = 0; i < ASKED / 4; i++) {
            var asked = switch (kind) {
                case "rare words" -> word(WORDS - 1 - random.nextInt(WORDS / 4)) + " " + word(WORDS - 1 - random.nextInt(WORDS / 4));
                case "usual words" -> word(WORDS / 10 + random.nextInt(WORDS / 4));
                case "words that are everywhere" -> random.nextBoolean() ? "项目" : "项目 " + word(random.nextInt(4));
                case "single characters" -> word(random.nextInt(WORDS)).substring(0, 1);
                case "numbers" -> "K100-" + (1 + random.nextInt(1_000));
                default -> word(random.nextInt(20)) + "&kind=task&project=K10";
            };
            var at = asked.indexOf('&');
            var address = "/w/" + Seed.SLUG + page + URLEncoder.encode(at < 0 ? asked : asked.substring(0, at), StandardCharsets.UTF_8) + (at < 0 ? "" : asked.substring(at));
            long begin = System.nanoTime();
            if (load.fetch(address).statusCode() != 200) throw new IllegalStateException(address + " is not answered");
            times.add((System.nanoTime() - begin) / 1e6);
        }
        return times;
    }

    private static double percentile(List<Double> times, int percent) {
        var sorted = times.stream().sorted().toList();
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }

    /** A word of two characters; small numbers are used most. */
    private static String word(int i) {
        return new String(new int[] {0x4e00 + i / 45 * 7, 0x6000 + i % 45 * 11}, 0, 2);
    }

    // One entry a task, in its project: a title of three words, a text of twelve, “项目” in every second one; the newest in any order.
    private static void seed(Connection owner, Ground ground) throws Exception {
        ground.say("seeding the search table");
        run(owner, "truncate index.entry cascade");
        var indexes = new ArrayList<String>();
        for (var name : List.of("entry_titles", "entry_words", "entry_newest", "entry_thing", "entry_number")) {
            indexes.add(ground.one("select pg_get_indexdef('index." + name + "'::regclass)"));
            run(owner, "drop index index." + name);
        }
        var random = new Random(1);
        long now = Instant.now().getEpochSecond();
        owner.setAutoCommit(false);
        try (var other = ground.owner(); var tasks = owner.createStatement()) {
            tasks.setFetchSize(5_000);
            var copy = new CopyManager(other.unwrap(BaseConnection.class)).copyIn("copy index.entry (workspace_id, id, kind, source, thing_id, project_id, party_id, author_id, at, number, number_key, title, body, address, audiences, titles, words) from stdin");
            var rows = tasks.executeQuery("select t.id, t.project_id, t.party_id, t.owner_id, t.number, p.code from workplan.task t join project.project p on p.id = t.project_id order by md5(t.id::text)");
            for (int i = 0; rows.next(); i++) {
                var number = rows.getString(6) + "-" + rows.getString(5);
                var title = said(random, 3) + (i % 2 == 0 ? "，项目" : "");
                var body = said(random, 12);
                var line = String.join("\t", Seed.WORKSPACE.toString(), rows.getString(1), "task", "task", rows.getString(1), rows.getString(2), none(rows.getString(3)), none(rows.getString(4)), Instant.ofEpochSecond(now - i * 20L).toString(), number,
                        Words.numberKey(number), title, body, "/p/" + rows.getString(6) + "/tasks/" + rows.getString(5), "{" + rows.getString(2) + "}", String.join(" ", Words.of(number + " " + title, 999)), String.join(" ", Words.of(number + " " + title + " " + body, 999))) + "\n";
                var bytes = line.getBytes(StandardCharsets.UTF_8);
                copy.writeToCopy(bytes, 0, bytes.length);
            }
            copy.endCopy();
        }
        owner.rollback();
        owner.setAutoCommit(true);
        ground.say("indexing");
        run(owner, "set maintenance_work_mem = '512MB'");
        for (var index : indexes) run(owner, index);
        run(owner, "vacuum analyze index.entry");
    }

    private static String said(Random random, int words) {
        var said = new ArrayList<String>();
        for (int i = 0; i < words; i++) said.add(word((int) (WORDS * Math.pow(random.nextDouble(), 3))));
        return String.join("，", said);
    }

    private static String none(String id) {
        return id == null ? "\\N" : id;
    }

    private static void run(Connection owner, String sql) throws SQLException {
        try (var statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }
}
