package meridian;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of {@code bin/meridian}. */
@Command(name = "meridian", description = "Meridian 子午: cross-region projects, run.", mixinStandardHelpOptions = true,
        subcommands = {Commands.Serve.class, Commands.Db.class})
final class Commands implements Runnable {
    @CommandLine.Spec
    CommandLine.Model.CommandSpec spec;

    static int run(String[] arguments) {
        return new CommandLine(new Commands()).execute(arguments);
    }

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }

    /** Serves until it is told to stop. */
    @Command(name = "serve", description = "Serve on the embedded PostgreSQL, or on an external one by --db.", mixinStandardHelpOptions = true)
    static class Serve implements Runnable {
        @Option(names = "--port", defaultValue = "8080", description = "port to listen on (default: ${DEFAULT-VALUE})")
        int port;

        @Option(names = "--host", defaultValue = "127.0.0.1", description = "address to listen on (default: ${DEFAULT-VALUE})")
        String host;

        @Option(names = "--data", description = "folder of the embedded database and of files (default: var/serve)")
        @Nullable Path data;

        @Option(names = "--db", description = "JDBC address of an external PostgreSQL, as the role that 'db migrate' made")
        @Nullable String db;

        @Override
        public void run() {
            var folder = data == null ? Path.of("var", defaultFolder()) : data;
            try {
                var database = db == null ? RunningDatabase.embedded(folder) : RunningDatabase.external(db);
                var context = start(database);
                Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
                    context.close();
                    database.close();
                }));
                started(context, System.out);
                Thread.currentThread().join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        String defaultFolder() {
            return "serve";
        }

        ConfigurableApplicationContext start(RunningDatabase database) {
            var application = new SpringApplication(Meridian.class);
            application.setRegisterShutdownHook(false);
            var settings = new TreeMap<String, Object>(Map.of(
                    "spring.datasource.url", database.url(),
                    "server.port", port,
                    "server.address", host));
            if (database.user() != null) settings.put("spring.datasource.username", database.user());
            if (database.password() != null) settings.put("spring.datasource.password", database.password());
            application.setDefaultProperties(settings);
            return application.run();
        }

        void started(ConfigurableApplicationContext context, PrintStream out) {
            out.println("Meridian serves at http://" + (host.equals("0.0.0.0") ? "localhost" : host) + ":" + port + "/");
        }
    }

    @Command(name = "db", description = "The database's schema.", subcommands = Migrate.class, mixinStandardHelpOptions = true)
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
}
