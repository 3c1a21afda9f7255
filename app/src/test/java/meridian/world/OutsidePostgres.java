package meridian.world;

import db.embedded.EmbeddedPostgres;
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
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL of its own beside the one that the tests run on, in a temporary folder: the one that somebody installed on this machine,
 * or, where there is none, the embedded one once more.
 */
public final class OutsidePostgres implements AutoCloseable {
    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");

    private final Path folder;
    private final AutoCloseable server;
    private final String address;
    private final String superuser;
    private final String password;

    private OutsidePostgres(Path folder, AutoCloseable server, String address, String superuser, String password) {
        this.folder = folder;
        this.server = server;
        this.address = address;
        this.superuser = superuser;
        this.password = password;
    }

    public static OutsidePostgres start() throws IOException, InterruptedException {
        var folder = Files.createTempDirectory(Path.of("/tmp"), "outside-postgres");
        var programs = programs();
        return programs.isPresent() ? installed(programs.get(), folder) : embedded(folder);
    }

    private static OutsidePostgres embedded(Path folder) {
        var server = EmbeddedPostgres.start(folder.resolve("postgres"), List.of("fsync=off"));
        return new OutsidePostgres(folder, server, server.url(""), server.owner(), server.ownerPassword());
    }

    private static OutsidePostgres installed(Path programs, Path folder) throws IOException, InterruptedException {
        if (root()) run(List.of("chown", "nobody", folder.toString()));
        run(unprivileged(programs.resolve("initdb").toString(), "-D", folder.resolve("cluster").toString(), "-U", "super", "-E", "UTF8", "--locale=C", "-A", "trust", "--no-sync"));
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        var process = new ProcessBuilder(unprivileged(programs.resolve("postgres").toString(), "-D", folder.resolve("cluster").toString(), "-p", Integer.toString(port),
                        "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off"))
                .redirectErrorStream(true).redirectOutput(folder.resolveSibling(folder.getFileName() + ".log").toFile()).start();
        var outside = new OutsidePostgres(folder, () -> end(process), "jdbc:postgresql://127.0.0.1:" + port + "/", "super", "");
        for (int i = 0; i < 200; i++) {
            try (var ready = outside.connect("postgres")) {
                return outside;
            } catch (SQLException e) {
                Thread.sleep(100);
            }
        }
        outside.close();
        throw new IOException("the PostgreSQL in " + programs + " does not start");
    }

    public String url(String database) {
        return address + database;
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), superuser, password);
    }

    /** Runs one statement as the superuser. */
    public void execute(String database, String sql) throws SQLException {
        try (var connection = connect(database); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            server.close();
        } catch (Exception e) {
            throw new IOException(e);
        }
        Files.deleteIfExists(folder.resolveSibling(folder.getFileName() + ".log"));
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }

    private static void end(Process server) {
        server.destroy();
        try {
            if (!server.waitFor(20, TimeUnit.SECONDS)) server.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Optional<Path> programs() throws IOException {
        if (!Files.isDirectory(INSTALLED)) return Optional.empty();
        try (var versions = Files.list(INSTALLED)) {
            return versions.map(version -> version.resolve("bin")).filter(bin -> Files.isExecutable(bin.resolve("initdb"))).sorted().findFirst();
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
