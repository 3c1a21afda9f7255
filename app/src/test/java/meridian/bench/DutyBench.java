package meridian.bench;

import db.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import meridian.Migrations;

/**
 * Measures the clocks of duties: 100,000 open ones, 20,000 rungs due at the same instant and 20,000 spread over a minute, two nodes sharing
 * the work and one of them killed half-way. The database is nobody’s child but the bench’s own, keeps every commit on disk, and knows when each was
 * made: lateness is counted until the commit, by the database’s clock.
 */
final class DutyBench implements Subject {
    private static final int OPEN = 100_000;
    private static final int DUE = 20_000;
    private static final int EMERGENCIES = 1_000;
    private static final int WARM = 4_000;

    @Override
    public Set<String> names() {
        return Set.of("duties");
    }

    @Override
    public void measure(Ground ground) throws Exception {
        var folder = Files.createTempDirectory("meridian-duties");
        try (var postgres = EmbeddedPostgres.start(folder.resolve("postgres"), List.of("track_commit_timestamp=on"))) {
            postgres.ensureDatabase("meridian");
            var url = postgres.url("meridian");
            Migrations.migrate(url, postgres.owner(), postgres.ownerPassword());
            Migrations.letSignIn(url, postgres.owner(), postgres.ownerPassword(), "bench");
            try (var owner = postgres.connect("meridian")) {
                ground.say("seeding " + OPEN + " open duties by SQL");
                Seed.fill(owner, List.of(new Seed.Sized("K1", 1_000)), 1_000, words -> {});
                seed(owner);
                String[] database = {"--db", url + "?user=" + Migrations.ROLE + "&password=bench"};
                inbox(owner, database, ground);
                atOnce(owner, database, ground);
                spread(owner, database, ground);
            }
        } finally {
            try (var files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
            }
        }
    }

    private static void seed(Connection owner) throws SQLException {
        owner.setAutoCommit(false);
        execute(owner, "delete from duty.duty");
        execute(owner, "create table public.bench_duty (i int primary key, id uuid not null)");
        execute(owner, "insert into public.bench_duty select i, gen_random_uuid() from generate_series(1, " + OPEN + ") i");
        execute(owner, "insert into duty.duty (id, kind, project_id, party_id, subject_kind, subject_id, title, owner_id, owed_to_id, opened_at, due_at, stated_due_at, clock_from, region_id, reminder_at, again_at, lead_at, chief_at, sponsor_at) "
                + "select b.id, 'task_done', md5('projectK1')::uuid, md5('partyK1' || (b.i % 4 + 1))::uuid, 'task', gen_random_uuid(), 'Duty ' || b.i, md5('member' || (b.i % 46 + 5))::uuid, md5('member0')::uuid, now() - interval '1 day', "
                + "now() + interval '30 days', now() + interval '30 days', now() - interval '1 day', md5('region' || (b.i % 4 + 1))::uuid, now() + interval '20 days', now() + interval '30 days', now() + interval '40 days', now() + interval '50 days', now() + interval '60 days' from public.bench_duty b");
        execute(owner, "insert into duty.timer (workspace_id, duty_id, rung, due_at, priority) select '" + Seed.WORKSPACE + "', id, 'reminder', now() + interval '20 days', 1 from public.bench_duty");
        owner.commit();
        owner.setAutoCommit(true);
        execute(owner, "vacuum analyze");
    }

    /** Somebody with 1,000 duties opens their inbox; the JVM has compiled what that needs. */
    private static void inbox(Connection owner, String[] database, Ground ground) throws Exception {
        ground.say("an inbox with 1000 duties at 50 a second");
        execute(owner, "update duty.duty d set owner_id = md5('member3')::uuid from public.bench_duty b where b.id = d.id and b.i > 90000 and b.i <= 91000");
        try (var node = Served.start(ground.run, ground.flags, database)) {
            var load = new Load(node.house(), Seed.session(3));
            var page = "/w/" + Seed.SLUG + "/inbox";
            for (int round = 0; round < 6; round++) {
                double all = Served.cpuSeconds(node.process.pid());
                double compiling = Served.compilingSeconds(node.process.pid());
                load.closedLoop(page, 4, Duration.ofSeconds(8));
                if ((Served.compilingSeconds(node.process.pid()) - compiling) / (Served.cpuSeconds(node.process.pid()) - all) < 0.08) break;
            }
            for (var view : List.of(page, page + "?show=week")) {
                var seen = load.fixedRate(view, 50, Duration.ofSeconds(6));
                ground.tell(Figure.atMost("duties", "inbox with 1000 duties" + (view.equals(page) ? "" : ", narrowed") + ": p50", seen.p50(), "ms", 15));
                ground.tell(Figure.plain("duties", "inbox with 1000 duties" + (view.equals(page) ? "" : ", narrowed") + ": p99", seen.p99(), "ms"));
                if (seen.failed() > 0) ground.tell(Figure.atMost("duties", "inbox: failed", seen.failed(), "pages", 0));
            }
        }
    }

    private static void atOnce(Connection owner, String[] database, Ground ground) throws Exception {
        ground.say(DUE + " due at the same instant, two nodes, one killed half-way");
        try (var first = Served.start(ground.run, ground.flags, database); var second = Served.start(ground.run, ground.flags, database)) {
            warm(owner);
            arm(owner, WARM, DUE, EMERGENCIES, "now() + interval '3 seconds'");
            killHalfWay(owner, second, WARM, DUE);
            await(owner, WARM, DUE);
            var all = lateness(owner, WARM, DUE);
            var emergencies = lateness(owner, WARM, EMERGENCIES);
            ground.tell(Figure.atMost("duties", DUE + " due at once, drained", all.getLast(), "s", 10));
            ground.tell(Figure.atMost("duties", "the " + EMERGENCIES + " emergencies among them: median", percentile(emergencies, 50), "s", 1));
            ground.tell(Figure.plain("duties", "the " + EMERGENCIES + " emergencies among them: last", emergencies.getLast(), "s"));
            count(owner, WARM, DUE, "at once", ground);
        }
    }

    private static void spread(Connection owner, String[] database, Ground ground) throws Exception {
        ground.say(DUE + " due spread over a minute, two nodes, one killed half-way");
        int from = WARM + DUE;
        try (var first = Served.start(ground.run, ground.flags, database); var second = Served.start(ground.run, ground.flags, database)) {
            arm(owner, from, DUE, 0, "now() + interval '3 seconds' + b.i % " + DUE + " * interval '60 seconds' / " + DUE);
            killHalfWay(owner, second, from, DUE);
            await(owner, from, DUE);
            var all = lateness(owner, from, DUE);
            ground.tell(Figure.atMost("duties", DUE + " over a minute: median lateness", percentile(all, 50), "s", 1));
            ground.tell(Figure.atMost("duties", DUE + " over a minute: p99 lateness", percentile(all, 99), "s", 3));
            count(owner, from, DUE, "over a minute", ground);
        }
    }

    /** Some rungs for the nodes to run warm on. */
    private static void warm(Connection owner) throws Exception {
        arm(owner, 0, WARM, 0, "now()");
        await(owner, 0, WARM);
    }

    /** Lets the lead’s rung of these duties be due; the first of them are emergencies. */
    private static void arm(Connection owner, int from, int many, int emergencies, String due) throws SQLException {
        owner.setAutoCommit(false);
        execute(owner, "delete from duty.timer t using public.bench_duty b where b.id = t.duty_id and b.i > " + from + " and b.i <= " + (from + many));
        execute(owner, "insert into duty.timer (workspace_id, duty_id, rung, due_at, priority) select '" + Seed.WORKSPACE + "', b.id, 'lead', " + due + ", case when b.i <= " + (from + emergencies) + " then 0 else 1 end "
                + "from public.bench_duty b where b.i > " + from + " and b.i <= " + (from + many));
        execute(owner, "update duty.duty d set lead_at = t.due_at from duty.timer t where t.duty_id = d.id and t.rung = 'lead'");
        owner.commit();
        owner.setAutoCommit(true);
    }

    private static void killHalfWay(Connection owner, Served node, int from, int many) throws Exception {
        while (risen(owner, from) < many / 2) Thread.sleep(200);
        node.process.destroyForcibly();
    }

    private static void await(Connection owner, int from, int many) throws Exception {
        long patience = System.nanoTime() + 180_000_000_000L;
        while (risen(owner, from) < many) {
            if (System.nanoTime() > patience) throw new IllegalStateException(many - risen(owner, from) + " of " + many + " never took effect");
            Thread.sleep(200);
        }
    }

    // All before these have risen already.
    private static int risen(Connection owner, int from) throws SQLException {
        return number(owner, "select count(*) from duty.rise where rung = 'lead'") - from;
    }

    /** Seconds from the due instant to the commit, in order. */
    private static List<Double> lateness(Connection owner, int from, int many) throws SQLException {
        var late = new ArrayList<Double>();
        try (var statement = owner.createStatement(); var rows = statement.executeQuery("select extract(epoch from pg_xact_commit_timestamp(r.xmin) - d.lead_at) as late from duty.rise r join public.bench_duty b on b.id = r.duty_id "
                + "join duty.duty d on d.id = r.duty_id where r.rung = 'lead' and b.i > " + from + " and b.i <= " + (from + many) + " order by 1")) {
            while (rows.next()) late.add(rows.getDouble(1));
        }
        return late;
    }

    private static void count(Connection owner, int from, int many, String how, Ground ground) throws SQLException {
        var of = " join public.bench_duty b on b.id = r.duty_id where r.rung = 'lead' and b.i > " + from + " and b.i <= " + (from + many);
        int effects = number(owner, "select count(*) from duty.rise r" + of);
        int duties = number(owner, "select count(distinct r.duty_id) from duty.rise r" + of);
        int told = number(owner, "select count(*) from notification.notice n join public.bench_duty b on b.id = n.subject_id where n.kind = 'duty_help_asked' and b.i > " + from + " and b.i <= " + (from + many));
        ground.tell(Figure.atMost("duties", how + ": lost", many - duties, "rungs", 0));
        ground.tell(Figure.atMost("duties", how + ": twice", effects - duties, "rungs", 0));
        ground.tell(Figure.atMost("duties", how + ": told too often or not at all", Math.abs(told - many), "notices", 0));
    }

    private static double percentile(List<Double> ordered, int percent) {
        return ordered.get(Math.min(ordered.size() - 1, ordered.size() * percent / 100));
    }

    private static int number(Connection owner, String sql) throws SQLException {
        try (var statement = owner.createStatement(); var row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void execute(Connection owner, String sql) throws SQLException {
        try (var statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }
}
