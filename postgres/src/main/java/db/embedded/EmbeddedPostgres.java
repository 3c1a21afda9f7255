package db.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * A real PostgreSQL server that lives and dies with this process.
 *
 * <p>Data is kept in the given folder between runs and written as durably as by any PostgreSQL: an acknowledged commit
 * survives {@code kill -9} of this process and of the server. The server listens on the loopback address only.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final String VERSION = "18.6.0";
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);

    private final Process server;
    private final int port;
    private final String password;

    private EmbeddedPostgres(Process server, int port, String password) {
        this.server = server;
        this.port = port;
        this.password = password;
    }

    /** Starts the server on the cluster in {@code folder}, made when absent. */
    public static EmbeddedPostgres start(Path folder) {
        return start(folder, List.of());
    }

    /** As {@link #start(Path)}, with further {@code name=value} server settings. */
    public static EmbeddedPostgres start(Path folder, List<String> settings) {
        try {
            return startOnce(folder.toAbsolutePath(), settings);
        } catch (IOException e) {
            throw new IllegalStateException("The embedded PostgreSQL does not start: " + e.getMessage(), e);
        }
    }

    private static EmbeddedPostgres startOnce(Path folder, List<String> settings) throws IOException {
        var programs = unpack();
        Files.createDirectories(folder);
        var cluster = folder.resolve("cluster");
        var password = password(folder);
        if (!Files.exists(cluster.resolve("PG_VERSION"))) init(programs, folder, cluster);
        // A killed postmaster can hold its lock for a moment longer than its client lived.
        IOException last = null;
        for (int attempt = 0; attempt < 30; attempt++) {
            int port = freePort();
            var command = new ArrayList<>(unprivileged(true));
            command.add(programs.resolve("bin/postgres").toString());
            command.addAll(List.of("-D", cluster.toString(), "-p", Integer.toString(port)));
            for (var setting : defaults()) command.addAll(List.of("-c", setting));
            for (var setting : settings) command.addAll(List.of("-c", setting));
            var log = folder.resolve("postgres.log");
            var server = forkFromImmortalThread(command, log);
            var postgres = new EmbeddedPostgres(server, port, password);
            try {
                postgres.awaitReady();
                return postgres;
            } catch (IOException e) {
                last = e;
                server.destroy();
                sleep(500);
            }
        }
        throw new IOException(last.getMessage() + "; see " + folder.resolve("postgres.log"));
    }

    /** The JDBC address of the server that another process runs on this folder, if one does. */
    public static Optional<String> runningOn(Path folder, String database) {
        try {
            var lines = Files.readAllLines(folder.resolve("cluster").resolve("postmaster.pid"));
            var url = "jdbc:postgresql://127.0.0.1:" + Integer.parseInt(lines.get(3).strip()) + "/" + database;
            DriverManager.getConnection(url, "postgres", password(folder)).close();
            return Optional.of(url);
        } catch (IOException | SQLException | IndexOutOfBoundsException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Waits for the server on this folder to be gone, as after its program was killed; false when it still runs then. */
    public static boolean awaitEnd(Path folder, Duration patience) {
        try {
            var pid = Long.parseLong(Files.readAllLines(folder.resolve("cluster").resolve("postmaster.pid")).getFirst().strip());
            var server = ProcessHandle.of(pid).filter(process -> process.info().command().map(command -> command.endsWith("postgres")).orElse(true));
            if (server.isEmpty() || !server.get().isAlive()) return true;
            server.get().onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (IOException | java.util.NoSuchElementException | NumberFormatException e) {
            return true;
        } catch (java.util.concurrent.TimeoutException | java.util.concurrent.ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static List<String> defaults() {
        return List.of(
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "fsync=on",
                "max_connections=60",
                "shared_buffers=64MB",
                "jit=off",
                "random_page_cost=1.1",
                "log_min_messages=warning",
                "timezone=UTC",
                "log_timezone=UTC");
    }

    /** How the server is kept from running as root here; for the doctor. */
    public static String isolation() {
        return String.join(" ", unprivileged(true));
    }

    private static List<String> unprivileged(boolean dieWithParent) {
        if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux") || !onPath("setpriv")) return List.of();
        var command = new ArrayList<String>();
        command.add("setpriv");
        if (dieWithParent) command.add("--pdeathsig=INT");
        if (isRoot()) {
            if (userNamespacesWork()) {
                command.addAll(List.of("--", "unshare", "-U", "--"));
            } else {
                command.addAll(List.of("--reuid=65534", "--regid=65534", "--clear-groups", "--"));
            }
        } else {
            command.add("--");
        }
        // Ctrl-C goes to every program of the terminal; whoever uses this server ends it when they are done.
        if (dieWithParent && onPath("setsid")) command.add("setsid");
        if (!dieWithParent && command.equals(List.of("setpriv", "--"))) return List.of();
        return command;
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static boolean userNamespacesWork() {
        try {
            return new ProcessBuilder("unshare", "-U", "--", "true").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean onPath(String program) {
        for (var folder : System.getenv().getOrDefault("PATH", "").split(":")) {
            if (Files.isExecutable(Path.of(folder, program))) return true;
        }
        return false;
    }

    private static void init(Path programs, Path folder, Path cluster) throws IOException {
        var command = new ArrayList<>(unprivileged(false));
        if (isRoot() && !userNamespacesWork()) giveToNobody(folder);
        command.addAll(List.of(
                programs.resolve("bin/initdb").toString(),
                "-D", cluster.toString(),
                "-U", "postgres",
                "-E", "UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
                "-A", "scram-sha-256",
                "--pwfile=" + folder.resolve("owner.password")));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes());
        try {
            if (process.waitFor() != 0) throw new IOException("initdb failed: " + output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted during initdb", e);
        }
    }

    private static void giveToNobody(Path folder) throws IOException {
        var nobody = folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
        Files.setOwner(folder, nobody);
        Files.setOwner(folder.resolve("owner.password"), nobody);
    }

    private static String password(Path folder) throws IOException {
        return secret(folder.resolve("owner.password"));
    }

    /** The secret kept in {@code file}, readable by its owner only; made at random when the file is absent. */
    public static String secret(Path file) throws IOException {
        if (!Files.exists(file)) {
            var bytes = new byte[24];
            new SecureRandom().nextBytes(bytes);
            var posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
            if (posix) Files.createFile(file, PosixFilePermissions.asFileAttribute(Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE)));
            Files.writeString(file, HexFormat.of().formatHex(bytes));
        }
        return Files.readString(file).strip();
    }

    // The death signal follows the forking thread, not the process: the thread must live as long as the server does.
    private static Process forkFromImmortalThread(List<String> command, Path log) throws IOException {
        var started = new CompletableFuture<Process>();
        Thread.ofPlatform().daemon().name("postgres").start(() -> {
            try {
                var process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
                process.getOutputStream().close();
                started.complete(process);
                while (true) {
                    try {
                        process.waitFor();
                        return;
                    } catch (InterruptedException ignored) {
                        // only the server's end ends this thread
                    }
                }
            } catch (IOException e) {
                started.completeExceptionally(e);
            }
        });
        try {
            return started.get();
        } catch (Exception e) {
            throw new IOException(e.getCause() == null ? e : e.getCause());
        }
    }

    private void awaitReady() throws IOException {
        var deadline = System.nanoTime() + START_PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            if (!server.isAlive()) throw new IOException("the server ended with exit code " + server.exitValue());
            try (var connection = connect("postgres")) {
                connection.createStatement().execute("select 1");
                return;
            } catch (SQLException e) {
                sleep(50);
            }
        }
        throw new IOException("the server is not ready after " + START_PATIENCE.toSeconds() + " s");
    }

    /** A connection as the server's owner. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), "postgres", password);
    }

    /** The JDBC address of a database, without user and password. */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    public String owner() {
        return "postgres";
    }

    public String ownerPassword() {
        return password;
    }

    public int port() {
        return port;
    }

    /** The server's process number. */
    public long pid() {
        return server.pid();
    }

    /** Makes the database when it does not exist yet. */
    public void ensureDatabase(String database) {
        try (var connection = connect("postgres");
                var exists = connection.prepareStatement("select from pg_database where datname = ?")) {
            exists.setString(1, database);
            if (!exists.executeQuery().next()) connection.createStatement().execute("create database \"" + database + "\"");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends the server after its clients' statements are rolled back; waits until it is gone. */
    @Override
    public void close() {
        if (!server.isAlive()) return;
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(server.pid())).start().waitFor();
            if (!server.waitFor(30, TimeUnit.SECONDS)) server.destroyForcibly();
        } catch (IOException e) {
            server.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            server.destroy();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static synchronized Path unpack() throws IOException {
        var cache = Path.of(System.getenv().getOrDefault("MERIDIAN_CACHE", System.getProperty("user.home") + "/.cache/meridian"));
        var target = cache.resolve("postgresql-" + VERSION);
        if (Files.exists(target.resolve("bin/postgres"))) return target;
        Files.createDirectories(cache);
        var fresh = Files.createTempDirectory(cache, "unpacking");
        try (var archive = archive();
                var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
            TarArchiveEntry entry;
            while ((entry = tar.getNextEntry()) != null) unpack(tar, entry, fresh);
        }
        try {
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // another process was quicker
            if (!Files.exists(target.resolve("bin/postgres"))) throw e;
        }
        return target;
    }

    private static InputStream archive() throws IOException {
        var os = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
        var arm = System.getProperty("os.arch").contains("aarch64");
        var name = "postgres-" + os + "-" + (arm ? "arm_64" : "x86_64") + ".txz";
        var stream = EmbeddedPostgres.class.getResourceAsStream("/" + name);
        if (stream == null) throw new IOException("no PostgreSQL for this machine is packed (" + name + "); give an external one by --db");
        return stream;
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path folder) throws IOException {
        var path = folder.resolve(entry.getName()).normalize();
        if (!path.startsWith(folder)) throw new IOException("unexpected entry " + entry.getName());
        if (entry.isDirectory()) {
            Files.createDirectories(path);
        } else if (entry.isSymbolicLink()) {
            Files.createDirectories(path.getParent());
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
            Files.createDirectories(path.getParent());
            Files.copy(tar, path);
            if ((entry.getMode() & 0100) != 0) path.toFile().setExecutable(true, false);
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
