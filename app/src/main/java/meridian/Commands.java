package meridian;

import db.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import meridian.identity.SetUp;
import meridian.identity.Workspaces;
import meridian.index.Emptying;
import meridian.search.PdfText;
import meridian.workplan.exchange.PlanCommand;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command line of {@code bin/meridian}. */
@Command(name = "meridian", description = "Meridian 子午: cross-region projects, run.", mixinStandardHelpOptions = true,
        subcommands = {Commands.Demo.class, Commands.Serve.class, Commands.Db.class, Commands.Backup.class, Commands.Restore.class, Commands.Seed.class, Commands.Rehearse.class, PlanCommand.class, meridian.document.PictureCommand.class, AuditCommand.class, AccountCommand.class, VerifyArchiveCommand.class, PdfText.Reading.class})
final class Commands implements Runnable {
    @CommandLine.Spec
    CommandLine.Model.CommandSpec spec;

    /** A folder for data where Meridian itself is, wherever it is called from. */
    private static Path folder(String name) {
        return Path.of(System.getProperty("meridian.home", ""), "var", name);
    }

    static int run(String[] arguments) {
        return new CommandLine(new Commands())
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    command.getErr().println("meridian: " + (e.getMessage() == null ? e : e.getMessage()));
                    return 1;
                })
                .execute(arguments);
    }

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }

    /** Serves until it is told to stop. */
    @Command(name = "serve", description = "Serve on the embedded PostgreSQL, or on an external one by --db.", mixinStandardHelpOptions = true)
    static class Serve implements Runnable {
        private static final String DEMO = "This database holds the demo, whose passwords everybody knows.";

        @Option(names = "--port", defaultValue = "8080", description = "port to listen on (default: ${DEFAULT-VALUE})")
        int port;

        @Option(names = "--host", defaultValue = "127.0.0.1", description = "address to listen on (default: ${DEFAULT-VALUE})")
        String host;

        @Option(names = "--data", description = "folder of the embedded database and of files (default: var/serve; for the demo var/demo)")
        @Nullable Path data;

        @Option(names = "--db", description = "JDBC address of an external PostgreSQL, as the role that 'db migrate' made")
        @Nullable String db;

        @Override
        public void run() {
            var folder = data == null ? folder(defaultFolder()) : data;
            try {
                requirePlaceToListen();
                prepare(folder);
                var database = db == null ? RunningDatabase.embedded(folder) : RunningDatabase.external(db);
                ConfigurableApplicationContext context;
                try {
                    admit(database);
                    context = start(database, folder);
                } catch (RuntimeException e) {
                    database.close();
                    var unheard = unheard(e);
                    throw unheard == null ? e : cannotListen(unheard);
                }
                Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
                    context.close();
                    database.close();
                }));
                try {
                    started(context, System.out);
                } catch (IllegalStateException e) {
                    context.close();
                    database.close();
                    throw e;
                }
                Thread.currentThread().join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        // Asked before a database is started for nothing; whoever takes the port in between is told of below.
        private void requirePlaceToListen() {
            if (port == 0) return;
            try (var socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(host, port));
            } catch (IOException e) {
                throw cannotListen(e);
            }
        }

        private IllegalStateException cannotListen(Exception why) {
            var said = String.valueOf(why.getMessage());
            if (said.contains("in use")) return new IllegalStateException("Port " + port + " is in use. Choose another with --port.");
            return new IllegalStateException("Cannot listen at " + address() + ": " + said + ". Choose another address with --host or another port with --port.");
        }

        String defaultFolder() {
            return "serve";
        }

        void prepare(Path folder) {}

        // Before anybody can come in.
        void admit(RunningDatabase database) {
            if (reachable() && database.holdsDemo()) throw new IllegalStateException(DEMO + " It is not served to a network; use another folder or database.");
        }

        final ConfigurableApplicationContext start(RunningDatabase database, Path folder) {
            var settings = new TreeMap<String, Object>(Map.of(
                    "spring.datasource.url", database.url(),
                    "server.port", port,
                    "server.address", host,
                    "meridian.files", folder.resolve(Backups.FILES).toString()));
            if (database.user() != null) settings.put("spring.datasource.username", database.user());
            if (database.password() != null) settings.put("spring.datasource.password", database.password());
            return Wiring.application(settings).run();
        }

        void started(ConfigurableApplicationContext context, PrintStream out) {
            if (context.getBean(Workspaces.class).holdsDemo()) {
                if (reachable()) throw new IllegalStateException(DEMO + " It is not served to a network; use another folder or database.");
                out.println(DEMO + " Let nobody but yourself reach it.");
            }
            out.println("Meridian serves at " + address());
            context.getBean(SetUp.class).code().ifPresent(code -> out.println("Nothing is set up yet. Setup code: " + code));
        }

        /** Whether somebody at another machine can reach it. */
        final boolean reachable() {
            return !List.of("127.0.0.1", "localhost", "::1").contains(host);
        }

        final String address() {
            var shown = List.of("127.0.0.1", "0.0.0.0", "::").contains(host) ? "localhost" : host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
            return "http://" + shown + ":" + port + "/";
        }

        private static @Nullable Exception unheard(Throwable e) {
            for (var cause = e; cause != null; cause = cause.getCause()) if (cause instanceof java.net.BindException bind) return bind;
            return e.getClass().getSimpleName().equals("PortInUseException") ? (Exception) e : null;
        }
    }

    /**
     * Starts as a build's first start would, tells the demo's story, reads its pages as a browser does and moves tasks in its chart: what the
     * ahead-of-time cache is made from, which holds the classes used and how the code was run, so that later starts are quick from their first
     * page and their first edit.
     */
    @Command(name = "rehearse", hidden = true)
    static class Rehearse extends Serve {
        private static final Duration READING = Duration.ofSeconds(6);
        private static final Duration EDITING = Duration.ofSeconds(4);

        @Override
        public void run() {
            try {
                var folder = Files.createTempDirectory("meridian-rehearsal");
                port = 0;
                host = "127.0.0.1";
                try (var database = RunningDatabase.embedded(folder);
                        var context = start(database, folder)) {
                    var story = context.getBean(meridian.demo.Story.class);
                    story.tellOnce(System.out::println);
                    read("http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
                }
                try (var files = Files.walk(folder)) {
                    files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private static void read(String house) throws IOException, InterruptedException {
            try (var client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build()) {
                var signIn = HttpRequest.newBuilder(URI.create(house + "/signin")).header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(meridian.demo.Story.signIn())).build();
                if (client.send(signIn, HttpResponse.BodyHandlers.discarding()).statusCode() != 303) throw new IllegalStateException("nobody can sign in");
                long end = System.nanoTime() + READING.toNanos();
                for (int round = 0; round < 2 || System.nanoTime() < end; round++) {
                    for (var page : meridian.demo.Story.pages()) {
                        var asked = HttpRequest.newBuilder(URI.create(house + page)).header("Accept-Encoding", "gzip").build();
                        int status = client.send(asked, HttpResponse.BodyHandlers.discarding()).statusCode();
                        if (status >= 500) throw new IllegalStateException(page + " answers " + status);
                    }
                }
                edit(client, house + meridian.demo.Story.project());
            }
        }

        // Tasks that have not begun go a day later, and back.
        private static void edit(HttpClient client, String project) throws IOException, InterruptedException {
            var chart = data(client, HttpRequest.newBuilder(URI.create(project + "/gantt/plan")));
            var rows = chart.get("rows");
            var versions = new HashMap<String, Integer>();
            var until = chart.get("until").asString();
            long end = System.nanoTime() + EDITING.toNanos();
            for (int round = 0; round < 2 || System.nanoTime() < end; round++) {
                for (int i = 0; i < rows.get("id").size(); i++) {
                    if (rows.at("/kind/" + i).asInt() != 2 || rows.at("/status/" + i).asInt() != 0 || rows.at("/start/" + i).asInt() == 0) continue;
                    var id = rows.at("/id/" + i).asString();
                    var day = LocalDate.ofEpochDay(rows.at("/start/" + i).asInt() / 1440).plusDays(round % 2 == 0 ? 1 : 0);
                    var body = "{\"rows\":[{\"id\":\"" + id + "\",\"version\":" + versions.getOrDefault(id, rows.at("/version/" + i).asInt()) + ",\"values\":{\"start\":\"" + day + " 00:00\"}}],\"slip\":true,\"since\":\"" + until + "\"}";
                    var news = data(client, HttpRequest.newBuilder(URI.create(project + "/plan/pasting")).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)));
                    if (!news.has("until")) continue;
                    until = news.get("until").asString();
                    for (int k = 0; k < news.at("/rows/id").size(); k++) versions.put(news.at("/rows/id/" + k).asString(), news.at("/rows/version/" + k).asInt());
                }
            }
        }

        private static JsonNode data(HttpClient client, HttpRequest.Builder asked) throws IOException, InterruptedException {
            var answer = client.send(asked.header("Accept", "application/json").build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 500) throw new IllegalStateException(answer.uri() + " answers " + answer.statusCode());
            return JsonMapper.shared().readTree(answer.body());
        }
    }

    /** Serves a believable project on a database of its own, told up to today. */
    @Command(name = "demo", description = "Serve a workspace with a project six weeks in, to look around.", mixinStandardHelpOptions = true)
    static class Demo extends Serve {
        @Option(names = "--fresh", description = "start over: forget what was done in the demo before")
        boolean fresh;

        @Option(names = "--let-the-network-in-with-known-passwords", description = "needed beside a --host that others can reach: everybody knows the demo's passwords")
        boolean open;

        @Override
        String defaultFolder() {
            return "demo";
        }

        private Path told = Path.of("told");

        @Override
        void prepare(Path folder) {
            if (db != null) throw new IllegalArgumentException("the demo keeps to its embedded database");
            if (reachable() && !open) {
                throw new IllegalArgumentException("everybody knows the demo's passwords, so it is not served to a network. Leave --host out, or say --let-the-network-in-with-known-passwords if you want that and nothing real will be kept in it");
            }
            var mark = folder.resolve("demo");
            var database = folder.resolve("postgres");
            told = folder.resolve("told");
            try {
                if (Files.exists(database) && !Files.exists(mark)) throw new IllegalArgumentException(folder + " holds no demo; it is left as it is");
                if (Files.exists(database) && (fresh || !Files.exists(told))) {
                    if (!fresh) System.out.println("The demo was interrupted while its story was being told; it starts over.");
                    forget(database, fresh ? Duration.ZERO : Duration.ofSeconds(20));
                }
                Files.createDirectories(folder);
                Files.writeString(mark, "The demo lives here; 'meridian demo --fresh' starts it over.\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        // A server whose program was killed takes a moment to end.
        private void forget(Path database, Duration patience) throws IOException {
            if (!EmbeddedPostgres.awaitEnd(database, patience)) throw new IllegalArgumentException("the demo in " + database.getParent() + " is running; stop it first");
            Files.deleteIfExists(told);
            for (var folder : List.of(database, database.resolveSibling(Backups.FILES))) {
                if (!Files.exists(folder)) continue;
                try (var files = Files.walk(folder)) {
                    for (var path : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
                }
            }
        }

        // False when Ctrl-C came first: what is left is the shutdown's.
        final boolean tell(ConfigurableApplicationContext context, PrintStream out) {
            if (!context.getBean(meridian.demo.Story.class).tellOnce(step -> out.println("  " + step))) return false;
            try {
                if (!Files.exists(told)) Files.writeString(told, "The story was told to its end on " + java.time.LocalDate.now() + ".\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return true;
        }

        @Override
        void admit(RunningDatabase database) {}

        @Override
        void started(ConfigurableApplicationContext context, PrintStream out) {
            if (!tell(context, out)) return;
            out.println();
            out.println("Meridian 子午 · " + address());
            if (reachable()) out.println("WARNING: whoever reaches " + host + ":" + port + " can sign in as anybody below. Keep nothing real in it.");
            out.println();
            out.print(meridian.demo.Story.people());
        }
    }

    /** Tells the demo's story into its database without serving it. */
    @Command(name = "seed", description = "Make the demo's data without serving it.", mixinStandardHelpOptions = true)
    static class Seed extends Demo {
        @Override
        public void run() {
            var folder = data == null ? folder(defaultFolder()) : data;
            prepare(folder);
            port = 0;
            try (var database = RunningDatabase.embedded(folder);
                    var context = start(database, folder)) {
                tell(context, System.out);
            }
        }
    }

    @Command(name = "db", description = "The database's schema.", subcommands = {Migrate.class, Reindex.class}, mixinStandardHelpOptions = true)
    static class Db implements Runnable {
        @CommandLine.Spec
        CommandLine.Model.CommandSpec spec;

        @Override
        public void run() {
            spec.commandLine().usage(System.out);
        }
    }

    @Command(name = "migrate", description = "Bring an external PostgreSQL (15 or newer) to this version, and make the role that 'serve' signs in as.", mixinStandardHelpOptions = true)
    static class Migrate implements Runnable {
        @Option(names = "--db", required = true, description = "JDBC address as the owner: jdbc:postgresql://host/db?user=…&password=…")
        String db;

        @Option(names = "--app-password", description = "set a password for the role meridian_app")
        @Nullable String appPassword;

        @Override
        public void run() {
            var done = Migrations.migrate(db, null, null);
            if (appPassword != null) Migrations.letSignIn(db, null, null, appPassword);
            System.out.println("The schema is at version " + done + ". Serve as the role meridian_app.");
        }
    }

    /** Empties the index, so that a server reads everything into it anew. */
    @Command(name = "reindex", description = "Let everything be read into the search anew, by the server that runs or the next one. Until it is done less is found.", mixinStandardHelpOptions = true)
    static class Reindex extends OwnersCommand {
        private static final int PATIENCE = 60; // seconds: a round comes every twenty

        @Option(names = "--follow", description = "tell how far it is until all that was there before is there again")
        boolean follow;

        @Override
        public void run() {
            if (db == null && !Files.exists(data.resolve("postgres"))) throw new IllegalArgumentException("there is no database in " + data);
            asOwner(owner -> {
                try (var connection = owner.connect(); var statement = connection.createStatement()) {
                    var before = Extent.of(statement);
                    Emptying.of(connection);
                    System.out.println("Everything is read anew within some minutes of the server’s next round (" + before + " before).");
                    if (follow) watch(statement, before);
                }
            });
        }

        private static void watch(Statement statement, Extent before) throws SQLException {
            var now = Extent.of(statement);
            for (int still = 0; now.read() < before.read() && still < PATIENCE; pause()) {
                var next = Extent.of(statement);
                still = next.equals(now) ? still + 1 : 0;
                if (still == 0) System.out.println("  " + next);
                now = next;
            }
            System.out.println(now.read() < before.read() ? "Nobody goes on reading: is a server running?" : "Done: " + now + ".");
        }

        /** How much there is in the index, and of how many kinds everything was read, over all workspaces. */
        private record Extent(long entries, long read) {
            static Extent of(Statement statement) throws SQLException {
                try (var row = statement.executeQuery("select (select count(*) from index.entry), (select count(*) from index.reading where done_at is not null)")) {
                    row.next();
                    return new Extent(row.getLong(1), row.getLong(2));
                }
            }

            @Override
            public String toString() {
                return entries + " entries, " + read + " kinds read to their end";
            }
        }

        private static void pause() {
            try {
                Thread.sleep(1_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    /** Where a backup comes from or a restore goes to. */
    abstract static class OwnersCommand implements Runnable {
        @Option(names = "--data", description = "folder of the embedded database and of files (default: var/serve)")
        Path data = folder("serve");

        @Option(names = "--db", description = "JDBC address of an external PostgreSQL as the owner of the tables")
        @Nullable String db;

        /** Runs on the external database, on the embedded one that is being served, or on one started for this. */
        final void asOwner(OwnersWork work) {
            try {
                if (db != null) {
                    work.on(new Backups.Owner(db, null, null));
                    return;
                }
                var folder = data.resolve("postgres");
                var running = EmbeddedPostgres.runningOn(folder, "meridian");
                if (running.isPresent()) {
                    work.on(new Backups.Owner(running.get(), "postgres", EmbeddedPostgres.secret(folder.resolve("owner.password"))));
                    return;
                }
                try (var server = EmbeddedPostgres.start(folder)) {
                    server.ensureDatabase("meridian");
                    work.on(new Backups.Owner(server.url("meridian"), server.owner(), server.ownerPassword()));
                }
            } catch (SQLException | IOException e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
        }

        interface OwnersWork {
            void on(Backups.Owner owner) throws SQLException, IOException;
        }
    }

    @Command(name = "backup", description = "Copy everything into one file, also while Meridian serves.", mixinStandardHelpOptions = true)
    static class Backup extends OwnersCommand {
        @CommandLine.Parameters(index = "0", paramLabel = "FILE", description = "the ZIP to write")
        Path file;

        @Override
        public void run() {
            if (db == null && !Files.exists(data.resolve("postgres"))) throw new IllegalArgumentException("there is no database in " + data);
            asOwner(owner -> {
                System.out.println(Backups.backup(owner, data.resolve(Backups.FILES), file.toAbsolutePath()) + " rows copied to " + file);
                if (Files.exists(Backups.seal(data.resolve(Backups.FILES)))) System.out.println("The key of the seal is in it: let nobody read it who may not seal documents.");
            });
        }
    }

    @Command(name = "restore", description = "Fill an empty database from a copy made by 'backup'.", mixinStandardHelpOptions = true)
    static class Restore extends OwnersCommand {
        @CommandLine.Parameters(index = "0", paramLabel = "FILE", description = "the ZIP to read")
        Path file;

        @Override
        public void run() {
            if (!Files.exists(file)) throw new IllegalArgumentException("there is no file " + file);
            asOwner(owner -> {
                var restored = Backups.restore(owner, data.resolve(Backups.FILES), file);
                System.out.println(restored.rows() + " rows restored");
                if (restored.held() > 0) System.out.println(restored.held() + " messages waited to leave when the copy was made. They are held: the admins of each workspace send or drop them under “Delivery and webhooks”.");
            });
        }
    }
}
