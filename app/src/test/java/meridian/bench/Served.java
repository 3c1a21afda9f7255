package meridian.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The application as its own process, started as bin/meridian starts it. */
final class Served implements AutoCloseable {
    final Process process;
    final int port;
    final double secondsToFirstPage;

    private Served(Process process, int port, double seconds) {
        this.process = process;
        this.port = port;
        this.secondsToFirstPage = seconds;
    }

    static Served start(Path run, List<String> flags, String... arguments) throws IOException, InterruptedException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Files.exists(run.resolve("meridian.aot"))) command.add("-XX:AOTCache=" + run.resolve("meridian.aot"));
        command.addAll(flags);
        command.addAll(List.of("-jar", run.resolve("meridian.jar").toString(), "serve", "--port", Integer.toString(port)));
        command.addAll(List.of(arguments));
        long begin = System.nanoTime();
        var log = Files.createTempFile("meridian-bench", ".log");
        var process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        // A measurement that is broken off leaves no server behind.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        var load = new Load("http://127.0.0.1:" + port, "nobody");
        while (!load.get("/signin")) {
            if (!process.isAlive()) throw new IllegalStateException("the application ended: " + Files.readString(log));
            if (System.nanoTime() - begin > 120e9) throw new IllegalStateException("the application is not ready: " + Files.readString(log));
            Thread.sleep(10);
        }
        return new Served(process, port, (System.nanoTime() - begin) / 1e9);
    }

    String house() {
        return "http://127.0.0.1:" + port;
    }

    /** Processor seconds used so far by a process and its children, those that have ended among them. */
    static double cpuSeconds(long pid) throws IOException {
        double ticks = ticks(pid) + ticksOfEnded(pid);
        for (var child : children(pid)) ticks += ticks(child) + ticksOfEnded(child);
        return ticks / 100.0;
    }

    /** Processor seconds that the JVM's compilers have used so far. */
    static double compilingSeconds(long pid) throws IOException {
        double ticks = 0;
        try (var threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
            for (var thread : threads.toList()) if (name(thread).contains("Compiler")) ticks += ticks(thread);
        }
        return ticks / 100.0;
    }

    private static String name(Path thread) {
        try {
            return Files.readString(thread.resolve("comm"));
        } catch (IOException e) {
            return ""; // it has ended
        }
    }

    private static double ticks(long pid) {
        return ticks(Path.of("/proc/" + pid));
    }

    private static double ticks(Path process) {
        return ticks(process, 11);
    }

    private static double ticksOfEnded(long pid) {
        return ticks(Path.of("/proc/" + pid), 13);
    }

    // In user mode and in the kernel: two fields in a row.
    private static double ticks(Path process, int field) {
        try {
            var stat = Files.readString(process.resolve("stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Double.parseDouble(fields[field]) + Double.parseDouble(fields[field + 1]);
        } catch (IOException e) {
            return 0;
        }
    }

    static List<Long> children(long pid) {
        return ProcessHandle.of(pid).map(handle -> handle.descendants().map(ProcessHandle::pid).toList()).orElse(List.of());
    }

    /** Megabytes of a line of smaps_rollup (Rss, Pss). */
    static double megabytes(long pid, String line) {
        try {
            for (var row : Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
                if (row.startsWith(line + ":")) return Double.parseDouble(row.replaceAll("[^0-9]", "")) / 1024;
            }
        } catch (IOException e) {
            return 0;
        }
        return 0;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
