package meridian.world;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A PostgreSQL that somebody installed on this machine, on a cluster of its own in a temporary folder. */
public final class OutsidePostgres implements AutoCloseable {
    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");

    private final Path folder;
    private final Process server;
    private final int port;

    private OutsidePostgres(Path folder, Process server, int port) {
        this.folder = folder;
        this.server = server;
        this.port = port;
    }

    /** Skips the test where none is installed. */
    public static OutsidePostgres start() throws IOException, InterruptedException {
        var programs = programs();
        var folder = Files.createTempDirectory(Path.of("/tmp"), "outside-postgres");
        if (root()) run(List.of("chown", "nobody", folder.toString()));
        run(unprivileged(programs.resolve("initdb").toString(), "-D", folder.resolve("cluster").toString(), "-U", "super", "-E", "UTF8", "--locale=C", "-A", "trust", "--no-sync"));
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        var server = new ProcessBuilder(unprivileged(programs.resolve("postgres").toString(), "-D", folder.resolve("cluster").toString(), "-p", Integer.toString(port),
                        "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off"))
                .redirectErrorStream(true).redirectOutput(folder.resolveSibling(folder.getFileName() + ".log").toFile()).start();
        var outside = new OutsidePostgres(folder, server, port);
        for (int i = 0; i < 200; i++) {
            try (var ready = outside.connect("postgres", "super")) {
                return outside;
            } catch (SQLException e) {
                Thread.sleep(100);
            }
        }
        outside.close();
        throw new IOException("the PostgreSQL in " + programs + " does not start");
    }

    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    public Connection connect(String database, String user) throws SQLException {
        return DriverManager.getConnection(url(database), user, "");
    }

    /** Runs one statement as the superuser. */
    public void execute(String database, String sql) throws SQLException {
        try (var connection = connect(database, "super"); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws IOException {
        server.destroy();
        try {
            if (!server.waitFor(20, TimeUnit.SECONDS)) server.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(folder.resolveSibling(folder.getFileName() + ".log"));
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }

    private static Path programs() throws IOException {
        if (!Files.isDirectory(INSTALLED)) Assumptions.abort("no PostgreSQL is installed in " + INSTALLED);
        try (var versions = Files.list(INSTALLED)) {
            return versions.map(version -> version.resolve("bin")).filter(bin -> Files.isExecutable(bin.resolve("initdb"))).sorted().findFirst()
                    .orElseGet(() -> Assumptions.abort("no PostgreSQL server is installed in " + INSTALLED));
        }
    }

    private static List<String> unprivileged(String... command) {
        var all = new ArrayList<String>();
        if (root()) all.addAll(List.of("setpriv", "--reuid=nobody", "--clear-groups", "--regid=nogroup", "--"));
        all.addAll(List.of(command));
        return all;
    }

    private static boolean root() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).directory(Path.of("/tmp").toFile()).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) throw new IOException(String.join(" ", command) + ": " + said);
    }
}
