package meridian.browser;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import meridian.browser.Photographer.Shot;
import meridian.world.Program;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Pictures of every page of the demo: {@code bin/shots}. */
@Command(name = "shots", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "Pictures of every page of the demo: telephone and desktop, both languages, light and dark,",
    "with an index.html to look through. Fails on a page that answers 400 or worse, has an error in",
    "its console, or is wider than its screen."})
public final class Shots implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "only pages with this in their name: bin/shots board inbox")
    List<String> names = List.of();

    @Option(names = "--url", paramLabel = "URL", description = "a demo that is running, such as http://localhost:8080 (else one is started for this)")
    String url;

    @Option(names = "--out", paramLabel = "DIR", description = "where the pictures go (default: ${DEFAULT-VALUE})")
    Path out = Path.of("var/shots");

    @Option(names = "--languages", split = ",", paramLabel = "L", description = "default: zh,en")
    List<String> languages = List.of("zh", "en");

    @Option(names = "--widths", split = ",", paramLabel = "PX", description = "default: 390,1440")
    List<Integer> widths = List.of(390, 1440);

    @Option(names = "--schemes", split = ",", paramLabel = "S", description = "default: light,dark")
    List<String> schemes = List.of("light", "dark");

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Shots())
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    line.getErr().println("shots: " + (e.getMessage() == null ? e : e.getMessage()));
                    return 2;
                })
                .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (url != null) {
            demoAnswers(url);
            return take(url.replaceAll("/+$", ""), new ArrayList<>());
        }
        var data = Files.createTempDirectory("meridian-shots");
        try {
            say("starting a demo of its own and telling its story");
            try (var demo = Program.start(data, "demo", "-Dspring.profiles.active=gallery")) {
                return take(demo.url(""), firstDay());
            }
        } finally {
            delete(data);
        }
    }

    private int take(String house, List<Shot> shots) throws Exception {
        Files.createDirectories(out);
        if (names.isEmpty()) forget();
        var paths = new Paths(house);
        paths.explore(this::say);
        var pages = paths.pages().stream().filter(page -> wanted(page.name())).toList();
        if (pages.isEmpty() && shots.isEmpty()) throw new IllegalArgumentException("no page has " + String.join(" or ", names) + " in its name; there are " + paths.pages().stream().map(Paths.Stop::name).toList());
        for (var language : languages) {
            paths.speak(language);
            say(pages.size() + " pages in " + (language.equals("zh") ? "Chinese" : "English"));
            var progress = new Progress(pages.size() * widths.size());
            shots.addAll(each(widths, width -> Photographer.take(house, pages, language, width, schemes, paths, out, progress)));
        }
        paths.speakAsBefore();
        var faults = new ArrayList<>(paths.faults());
        shots.forEach(shot -> faults.addAll(shot.faults()));
        ContactSheet.write(out, shots, names.isEmpty() ? paths.unseen() : List.of());
        if (names.isEmpty() && !paths.unseen().isEmpty()) say("no link leads to: " + String.join(", ", paths.unseen()));
        faults.stream().distinct().forEach(fault -> System.err.println("  wrong  " + fault));
        System.out.println(shots.size() + " pictures, " + faults.stream().distinct().count() + " faults: " + out.resolve("index.html"));
        return faults.isEmpty() ? 0 : 1;
    }

    /** What only an installation that nobody has set up shows. */
    private List<Shot> firstDay() throws Exception {
        var shots = new ArrayList<Shot>();
        if (!wanted("setup")) return shots;
        Files.createDirectories(out);
        var data = Files.createTempDirectory("meridian-shots");
        try (var empty = Program.start(data, "serve")) {
            var stops = List.of(new Paths.Stop("setup", "/setup", null));
            for (var language : languages) shots.addAll(each(widths, width -> Photographer.take(empty.url(""), stops, language, width, schemes, null, out, () -> {})));
        } finally {
            delete(data);
        }
        return shots;
    }

    /** Says every so often how many of all are taken. */
    private final class Progress implements Runnable {
        private static final int EVERY = 25;

        private final AtomicInteger taken = new AtomicInteger();
        private final int all;

        private Progress(int all) {
            this.all = all;
        }

        @Override
        public void run() {
            int now = taken.incrementAndGet();
            if (now % EVERY == 0 || now == all) say(now + " of " + all);
        }
    }

    private boolean wanted(String page) {
        return names.isEmpty() || names.stream().anyMatch(page::contains);
    }

    private interface Taking {
        List<Shot> with(int width) throws Exception;
    }

    // One browser for each width, side by side.
    private static List<Shot> each(List<Integer> widths, Taking taking) throws Exception {
        try (var people = Executors.newFixedThreadPool(2)) {
            var shots = new ArrayList<Shot>();
            for (var taken : people.invokeAll(widths.stream().map(width -> (Callable<List<Shot>>) () -> taking.with(width)).toList())) shots.addAll(taken.get());
            return shots;
        }
    }

    private static void demoAnswers(String url) throws InterruptedException {
        try {
            HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.discarding());
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException("nothing answers at " + url + "; start it with bin/meridian demo");
        }
    }

    private void forget() throws IOException {
        try (var files = Files.list(out)) {
            for (var old : files.filter(file -> file.toString().endsWith(".png")).toList()) Files.delete(old);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }

    private void say(String step) {
        System.err.println("  … " + step);
    }
}
