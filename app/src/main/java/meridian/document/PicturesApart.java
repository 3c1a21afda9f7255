package meridian.document;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes pictures in a process of its own, with memory and time of its own: a picture over which its reader swells costs nobody else
 * anything. One file at a time; the process stays for a while, so that the next one need not wait for a start, and ends by itself.
 */
final class PicturesApart {
    private static final String MEMORY = "320m";

    private final Semaphore one = new Semaphore(1, true);
    private final Duration longest;
    private @Nullable Process process;

    PicturesApart(Duration longest) {
        this.longest = longest;
    }

    /** What it is asked, one line each. */
    record Asked(String content, String type, String folder) {}

    Pictures.Made make(Path content, String type, Path folder) throws IOException {
        try {
            if (!one.tryAcquire(longest.toSeconds() * 2, TimeUnit.SECONDS)) return refused("busy");
            try {
                return ask(new Asked(content.toString(), type, folder.toString()));
            } finally {
                one.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return refused("busy");
        }
    }

    private static Pictures.Made refused(String reason) {
        return new Pictures.Made(null, 0, reason);
    }

    private Pictures.Made ask(Asked asked) throws IOException, InterruptedException {
        // It may just have ended for want of work: then it is asked once more.
        for (int attempt = 0; attempt < 2; attempt++) {
            boolean fresh = process == null || !process.isAlive();
            if (fresh) process = new ProcessBuilder(command()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            var answer = answer(process, asked);
            if (answer != null) return answer;
            process.destroyForcibly();
            if (fresh) break;
        }
        return refused("too_heavy");
    }

    // Nothing where it took too long, or ended over it (without memory it does so by itself).
    private Pictures.@Nullable Made answer(Process process, Asked asked) throws InterruptedException {
        var task = new FutureTask<>(() -> {
            Writer to = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
            to.write(JsonMapper.shared().writeValueAsString(asked) + "\n");
            to.flush();
            return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        });
        Thread.startVirtualThread(task);
        try {
            var line = task.get(longest.toMillis(), TimeUnit.MILLISECONDS);
            return line == null ? null : JsonMapper.shared().readValue(line, Pictures.Made.class);
        } catch (ExecutionException | TimeoutException e) {
            return null;
        }
    }

    private static List<String> command() {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + MEMORY, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError", "-Djava.awt.headless=true",
                "-Dfile.encoding=UTF-8"));
        var classes = System.getProperty("java.class.path");
        if (classes.endsWith(".jar") && !classes.contains(java.io.File.pathSeparator)) command.addAll(List.of("-jar", classes));
        else command.addAll(List.of("-cp", classes, "meridian.Meridian"));
        command.add(PictureCommand.NAME);
        return command;
    }
}
