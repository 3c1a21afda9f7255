package meridian.world;

import db.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Meridian as it is run: a process of its own on a folder of its own, its beans found before, started by the command line. */
public final class Program implements AutoCloseable {
    private final Path folder;
    private final Process process;
    public final int port;

    private Program(Path folder, Process process, int port) {
        this.folder = folder;
        this.process = process;
        this.port = port;
    }

    /** Starts a command that serves, such as {@code demo}, with more flags of the JVM, and waits until it says where. */
    public static Program start(Path folder, String command, String... flags) throws IOException, InterruptedException {
        var program = begin(folder, command, flags);
        program.await(program.url("/"));
        return program;
    }

    /** Starts a command, with its options, and waits for nothing. */
    public static Program begin(Path folder, String command, String... flags) throws IOException {
        return begin(List.of(), folder, command, flags);
    }

    /** As {@link #begin}, as a terminal does: the leader of a group of processes of its own, in which Ctrl-C reaches every one. */
    public static Program inTerminal(Path folder, String command) throws IOException {
        // Where tests run in the background, their processes are born deaf to Ctrl-C.
        return begin(Files.isExecutable(Path.of("/usr/bin/setsid")) ? List.of("setsid", "env", "--default-signal=INT") : List.of(), folder, command);
    }

    private static Program begin(List<String> through, Path folder, String command, String... flags) throws IOException {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        var path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var shipped = Arrays.stream(path.split(File.pathSeparator)).filter(entry -> !entry.endsWith("test-classes")).collect(Collectors.joining(File.pathSeparator));
        var line = new ArrayList<>(through);
        line.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-Dfile.encoding=UTF-8"));
        line.addAll(List.of(flags));
        line.addAll(List.of("-cp", Wired.classes(shipped) + File.pathSeparator + shipped, "meridian.Meridian"));
        line.addAll(List.of(command.split(" ")));
        line.addAll(List.of("--data", folder.toString(), "--port", Integer.toString(port)));
        var process = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("said").toFile())).start();
        process.getOutputStream().close();
        return new Program(folder, process, port);
    }

    /** Waits until it has said this. */
    public void await(String words) throws IOException, InterruptedException {
        var patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(240);
        while (!said().contains(words)) {
            if (!process.isAlive() || System.nanoTime() > patience) {
                close();
                throw new IOException("Meridian does not say “" + words + "”; it said:\n" + said());
            }
            Thread.sleep(50);
        }
    }

    /** Asks it to end, as Ctrl-C or a service manager does, and answers its exit code. */
    public int terminate() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    /** Presses Ctrl-C in its terminal, and answers its exit code. */
    public int interrupt() throws IOException, InterruptedException {
        var group = Files.isExecutable(Path.of("/usr/bin/setsid")) ? "-" : "";
        new ProcessBuilder("kill", "-INT", "--", group + process.pid()).start().waitFor();
        if (!process.waitFor(60, TimeUnit.SECONDS)) throw new IOException("Ctrl-C does not end it; it said:\n" + said());
        return process.exitValue();
    }

    public String url(String path) {
        return "http://localhost:" + port + path;
    }

    public String said() throws IOException {
        return Files.readString(folder.resolve("said"));
    }

    /** Its database, as the owner of the tables. */
    public Connection database() throws SQLException, IOException {
        var url = EmbeddedPostgres.runningOn(folder.resolve("postgres"), "meridian").orElseThrow();
        return DriverManager.getConnection(url, "postgres", EmbeddedPostgres.secret(folder.resolve("postgres/owner.password")));
    }

    /** Ends it as a loss of power would. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Ends its PostgreSQL and itself at the same moment. */
    public void killWithItsDatabase() throws Exception {
        var postmaster = ProcessHandle.of(Long.parseLong(Files.readAllLines(folder.resolve("postgres/cluster/postmaster.pid")).getFirst().strip())).orElseThrow();
        postmaster.destroyForcibly();
        kill();
        postmaster.onExit().get(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws InterruptedException {
        if (!process.isAlive()) return;
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) process.destroyForcibly();
    }
}
