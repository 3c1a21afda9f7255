package meridian.search;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.text.PDFTextStripper;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * The text of a PDF, read in a process of its own with memory and time of its own: a file over which the reader swells or goes round in
 * circles costs nobody else anything.
 */
public final class PdfText {
    private static final Duration LONGEST = Duration.ofSeconds(45);
    private static final String MEMORY = "256m";
    private static final int PAGES = 500;

    private PdfText() {}

    static String apart(Path file) throws FileText.Unreadable {
        return apart(file, MEMORY, LONGEST);
    }

    static String apart(Path file, String memory, Duration longest) throws FileText.Unreadable {
        try {
            var process = new ProcessBuilder(command(file, memory)).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            try {
                process.getOutputStream().close();
                var heard = CompletableFuture.supplyAsync(() -> hear(process.getInputStream()), Thread::startVirtualThread);
                if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) throw new FileText.Unreadable("it takes too long");
                if (process.exitValue() != 0) throw new FileText.Unreadable("it is broken, closed or too heavy");
                var text = heard.join();
                return text.length() > FileText.MOST ? text.substring(0, FileText.MOST) : text;
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new FileText.Unreadable(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FileText.Unreadable("cut off");
        }
    }

    private static List<String> command(Path file, String memory) {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + memory, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError",
                "-Djava.awt.headless=true", "-Dfile.encoding=UTF-8"));
        var classes = System.getProperty("java.class.path");
        if (classes.endsWith(".jar") && !classes.contains(java.io.File.pathSeparator)) command.addAll(List.of("-jar", classes));
        else command.addAll(List.of("-cp", classes, "meridian.Meridian"));
        command.addAll(List.of(Reading.NAME, file.toString()));
        return command;
    }

    private static String hear(InputStream from) {
        try (from) {
            return new String(from.readNBytes(FileText.MOST * 4), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /** The other side of it. */
    @Command(name = Reading.NAME, hidden = true)
    public static final class Reading implements Callable<Integer> {
        static final String NAME = "read-pdf";

        @Parameters
        Path file;

        @Override
        public Integer call() throws IOException {
            var out = System.out;
            System.setOut(System.err); // whatever a library prints is no answer
            out.write(text(file).getBytes(StandardCharsets.UTF_8));
            out.flush();
            return 0;
        }
    }

    static String text(Path file) throws IOException {
        try (var pdf = Loader.loadPDF(file.toFile(), IOUtils.createMemoryOnlyStreamCache())) {
            var text = new Enough();
            var stripper = new PDFTextStripper();
            stripper.setEndPage(PAGES);
            try {
                stripper.writeText(pdf, text);
            } catch (UncheckedIOException full) {
                // what there is is enough
            }
            return text.toString();
        }
    }

    /** Ends the reading once there is enough. */
    private static final class Enough extends Writer {
        private final StringWriter text = new StringWriter();

        @Override
        public void write(char[] characters, int from, int many) {
            text.write(characters, from, many);
            if (text.getBuffer().length() >= FileText.MOST) throw new UncheckedIOException(new IOException("enough"));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
