package meridian.world;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The classes that make the application's beans, written as bin/meridian has them written after a build; once for all tests of a process. */
final class Wired {
    private static @Nullable Path classes;

    private Wired() {}

    /** A folder for the class path. */
    static synchronized Path classes(String shipped) throws IOException {
        if (classes == null) classes = written(shipped);
        return classes;
    }

    private static Path written(String shipped) throws IOException {
        var folder = Files.createTempDirectory("meridian-wiring");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
        var written = folder.resolve("classes");
        run("java", "-Xmx512m", "-XX:TieredStopAtLevel=1", "-cp", shipped, "org.springframework.boot.SpringApplicationAotProcessor",
                "meridian.Wiring", folder.resolve("sources").toString(), folder.resolve("resources").toString(), written.toString(), "meridian", "meridian");
        var compile = new ArrayList<>(List.of("javac", "-J-Xmx512m", "-J-XX:TieredStopAtLevel=1", "-proc:none", "-nowarn", "-parameters", "-encoding", "UTF-8", "-cp", shipped + java.io.File.pathSeparator + written, "-d", written.toString()));
        try (var sources = Files.walk(folder.resolve("sources"))) {
            sources.filter(Files::isRegularFile).map(Path::toString).forEach(compile::add);
        }
        run(compile.toArray(String[]::new));
        return written;
    }

    private static void run(String... command) throws IOException {
        command[0] = Path.of(System.getProperty("java.home"), "bin", command[0]).toString();
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes());
        try {
            if (process.waitFor() != 0) throw new IOException(command[0] + " says:\n" + said);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static void remove(Path folder) {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            // the folder is a temporary one
        }
    }
}
