package meridian.bench;

import db.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import meridian.Migrations;
import org.jspecify.annotations.Nullable;

/** Where measuring happens: a seeded database, and the application on it in a process of its own, as {@code bin/meridian} starts it. */
final class Ground implements AutoCloseable {
    private static final String PASSWORD = "bench";

    final boolean small;
    final List<Seed.Sized> sizes;
    final EmbeddedPostgres postgres;
    private final @Nullable Path kept;
    private final Path folder;
    final Path run = Path.of("app/target/run");
    final List<String> flags = List.of(System.getProperty("meridian.flags", "").split(" "));
    private final List<String> names;
    private final Consumer<Figure> found;
    private @Nullable Served served;

    /** @param kept a folder whose seeded database is used again the next time; null: one that is gone afterwards */
    Ground(boolean small, @Nullable Path kept, List<String> names, Consumer<Figure> found) throws Exception {
        this.small = small;
        this.kept = kept;
        this.names = names;
        this.found = found;
        sizes = small ? List.of(new Seed.Sized("K1", 1_000), new Seed.Sized("K10", 10_000)) : List.of(new Seed.Sized("K1", 1_000), new Seed.Sized("K10", 10_000), new Seed.Sized("K100", 100_000));
        folder = kept == null ? Files.createTempDirectory("meridian-bench") : Files.createDirectories(kept);
        // The charts need no more than the plans they are of.
        boolean charts = !small && names.equals(List.of("gantt"));
        var seeded = folder.resolve(small ? "seeded-people-small" : charts ? "seeded-people-charts" : "seeded-people");
        say(Files.exists(seeded) ? "starting PostgreSQL" : "starting PostgreSQL and seeding by SQL");
        postgres = EmbeddedPostgres.start(folder.resolve("postgres"));
        postgres.ensureDatabase("meridian");
        Migrations.migrate(postgres.url("meridian"), postgres.owner(), postgres.ownerPassword());
        Migrations.letSignIn(postgres.url("meridian"), postgres.owner(), postgres.ownerPassword(), PASSWORD);
        if (!Files.exists(seeded)) {
            try (var owner = owner()) {
                Seed.fill(owner, sizes, small ? 50_000 : charts ? 150_000 : 1_000_000, this::say);
            }
            Files.createFile(seeded);
        }
    }

    boolean wanted(String name) {
        return names.isEmpty() || names.contains(name);
    }

    void tell(Figure figure) {
        found.accept(figure);
    }

    void say(String step) {
        System.err.println("  … " + step);
    }

    /** How often something is measured, for a median. */
    int runs() {
        return small ? 3 : 5;
    }

    Seed.Sized largest() {
        return sizes.getLast();
    }

    /** The pages that are measured, of a project of this size. */
    Map<String, String> pages(Seed.Sized size) {
        var pages = new LinkedHashMap<String, String>();
        var project = "/w/" + Seed.SLUG + "/p/" + size.code();
        pages.put("task list", project + "/plan");
        pages.put("task page", project + "/tasks/" + (size.tasks() / 20 + size.tasks() / 2));
        pages.put("board", project + "/board");
        pages.put("inbox", "/w/" + Seed.SLUG + "/inbox");
        return pages;
    }

    /** The application, warmed up; started when first asked for. */
    Served served() throws Exception {
        if (served == null) {
            served = start();
            warm();
        }
        return served;
    }

    /** The application as it is after a start. */
    Served servedAfresh() throws Exception {
        stop();
        served = start();
        return served;
    }

    /** One more application on the same database. */
    Served start(String... more) throws Exception {
        return start(List.of(), more);
    }

    /** One more application, with flags of its own. */
    Served start(List<String> own, String... more) throws Exception {
        var all = new java.util.ArrayList<>(flags);
        all.addAll(own);
        var arguments = new java.util.ArrayList<>(List.of("--db", postgres.url("meridian") + "?user=" + Migrations.ROLE + "&password=" + PASSWORD));
        arguments.addAll(List.of(more));
        return Served.start(run, all, arguments.toArray(String[]::new));
    }

    void stop() throws InterruptedException {
        if (served != null) served.close();
        served = null;
    }

    /** The chief coordinator of every project asks for pages. */
    Load load() throws Exception {
        return new Load(served().house(), Seed.session(0));
    }

    Connection owner() throws SQLException {
        return postgres.connect("meridian");
    }

    /** As the application's own role. */
    Connection application() throws SQLException {
        return java.sql.DriverManager.getConnection(postgres.url("meridian") + "?stringtype=unspecified", Migrations.ROLE, PASSWORD);
    }

    String one(String sql) throws SQLException {
        try (var owner = owner(); var row = owner.createStatement().executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    Path databaseLog() {
        return folder.resolve("postgres/postgres.log");
    }

    List<String> flags() {
        return flags;
    }

    /** Processor seconds that the application and its database have used. */
    double cpu() throws Exception {
        return Served.cpuSeconds(served().process.pid()) + Served.cpuSeconds(postgres.pid());
    }

    // Until the JVM has compiled what these pages need: what it uses for that is no part of what a page costs.
    private void warm() throws Exception {
        var load = new Load(served.house(), Seed.session(0));
        for (int round = 1; round <= 8; round++) {
            double all = Served.cpuSeconds(served.process.pid());
            double compiling = Served.compilingSeconds(served.process.pid());
            for (var size : sizes) {
                for (var page : pages(size).entrySet()) {
                    var answer = load.fetch(page.getValue());
                    if (answer.statusCode() != 200) throw new IllegalStateException(page.getKey() + " of " + size.code() + " answers " + answer.statusCode());
                    load.closedLoop(page.getValue(), 4, Duration.ofSeconds(2));
                }
            }
            double share = (Served.compilingSeconds(served.process.pid()) - compiling) / (Served.cpuSeconds(served.process.pid()) - all);
            say("warming up: %.0f %% of the processor goes into compiling".formatted(share * 100));
            if (share < 0.08) return;
        }
    }

    @Override
    public void close() throws Exception {
        stop();
        postgres.close();
        if (kept != null) return;
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            // the folder is a temporary one
        }
    }
}
