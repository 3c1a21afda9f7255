package meridian.workplan.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads plans of scheduling programs in a process of its own, with memory and time of its own: a file over which its reader swells or
 * goes round in circles costs nobody else anything. One at a time.
 */
final class Apart {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final String MEMORY = "768m";
    private static final int MOST_ANSWERED = 64 << 20;
    private static final Semaphore ONE = new Semaphore(1, true);
    private static final Executor THREADS = Thread::startVirtualThread;

    private Apart() {}

    /** What the process answers: the plan, or why it is none. */
    private record Answer(ProjectSheet.@Nullable Laid laid, @Nullable String refused, List<String> args) {}

    /** @throws UnreadableFile for whatever cannot be read whole and safely, or in time, with the reason */
    static ProjectSheet.Laid read(byte[] bytes) {
        return read(bytes, MEMORY, LONGEST);
    }

    static ProjectSheet.Laid read(byte[] bytes, String memory, Duration longest) {
        try {
            if (!ONE.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) throw new UnreadableFile("exchange.unreadable.busy");
            try {
                return ask(bytes, memory, longest);
            } finally {
                ONE.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreadableFile("exchange.unreadable.busy");
        } catch (IOException e) {
            throw new UnreadableFile("exchange.unreadable.broken");
        }
    }

    private static ProjectSheet.Laid ask(byte[] bytes, String memory, Duration longest) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command(memory)).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try {
            CompletableFuture.runAsync(() -> give(bytes, process.getOutputStream()), THREADS);
            var heard = CompletableFuture.supplyAsync(() -> hear(process.getInputStream()), THREADS);
            if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) throw new UnreadableFile("exchange.unreadable.heavy");
            var answered = heard.join();
            // Without memory the process ends by itself.
            if (process.exitValue() != 0 || answered.length > MOST_ANSWERED) throw new UnreadableFile("exchange.unreadable.heavy");
            var answer = JsonMapper.shared().readValue(answered, Answer.class);
            if (answer.laid() == null) throw new UnreadableFile(answer.refused() == null ? "exchange.unreadable.broken" : answer.refused(), answer.args().toArray());
            return answer.laid();
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<String> command(String memory) {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + memory, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError",
                "-Djava.awt.headless=true", "-Dfile.encoding=UTF-8"));
        var classes = System.getProperty("java.class.path");
        if (classes.endsWith(".jar") && !classes.contains(java.io.File.pathSeparator)) command.addAll(List.of("-jar", classes));
        else command.addAll(List.of("-cp", classes, "meridian.Meridian"));
        command.addAll(List.of("plan", Reading.NAME));
        return command;
    }

    private static void give(byte[] bytes, OutputStream to) {
        try (to) {
            to.write(bytes);
        } catch (IOException e) {
            // it has ended and says why by its answer, or by none
        }
    }

    private static byte[] hear(InputStream from) {
        try (from) {
            return from.readNBytes(MOST_ANSWERED + 1);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    /** The other side of it: a plan comes in by the standard input, and goes out laid out as a sheet. */
    @Command(name = Reading.NAME, hidden = true)
    static final class Reading implements Callable<Integer> {
        static final String NAME = "read-apart";

        @Override
        public Integer call() throws IOException {
            var out = System.out;
            System.setOut(System.err); // whatever a library prints is no answer
            Answer answer;
            try {
                answer = new Answer(ProjectSheet.of(ProjectFiles.read(System.in.readAllBytes(), Limits.standard())), null, List.of());
            } catch (UnreadableFile refused) {
                answer = new Answer(null, refused.key(), refused.args().stream().map(Object::toString).toList());
            }
            JsonMapper.shared().writeValue(out, answer);
            out.flush();
            return 0;
        }
    }
}
