package meridian.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A person's own calendar program, of those that Debian ships: vdirsyncer fetches, khal shows. It lives in a folder of its own. */
final class CalendarProgram {
    private static final Path FETCHES = Path.of("/usr/bin/vdirsyncer");
    private static final Path SHOWS = Path.of("/usr/bin/khal");

    private final Path folder;

    CalendarProgram(Path folder, String zone) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("mine"));
        Files.writeString(folder.resolve("khal.conf"), """
                [calendars]
                [[mine]]
                path = %1$s/mine
                [locale]
                local_timezone = %2$s
                default_timezone = %2$s
                timeformat = %%H:%%M
                dateformat = %%Y-%%m-%%d
                longdateformat = %%Y-%%m-%%d
                datetimeformat = %%Y-%%m-%%d %%H:%%M
                longdatetimeformat = %%Y-%%m-%%d %%H:%%M
                [sqlite]
                path = %1$s/khal.db
                """.formatted(folder, zone));
    }

    static boolean there() {
        return Files.isExecutable(FETCHES) && Files.isExecutable(SHOWS);
    }

    /** Subscribes to an address and reads what is there. */
    void subscribe(String address) throws Exception {
        Files.writeString(folder.resolve("vdirsyncer.conf"), """
                [general]
                status_path = "%1$s/status/"
                [pair feed]
                a = "there"
                b = "here"
                collections = null
                conflict_resolution = "a wins"
                [storage there]
                type = "http"
                url = "%2$s"
                [storage here]
                type = "filesystem"
                path = "%1$s/mine/"
                fileext = ".ics"
                """.formatted(folder, address));
        for (var step : List.of("discover", "sync")) said(FETCHES.toString(), "-c", folder.resolve("vdirsyncer.conf").toString(), step);
    }

    /** Takes an invitation, or its recall, out of a letter. */
    void take(String calendar) throws Exception {
        var file = Files.writeString(folder.resolve("letter.ics"), calendar);
        said(SHOWS.toString(), "-c", folder.resolve("khal.conf").toString(), "import", "--batch", file.toString());
    }

    /** What it shows of these days, a line an event: day, time, status, title. */
    List<String> shows(String from, String until) throws Exception {
        return said(SHOWS.toString(), "-c", folder.resolve("khal.conf").toString(), "list", "--day-format", "", "--format", "{start-date} {start-time} {status}{title}", from, until).lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    private String said(String... command) throws Exception {
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(folder.resolve("said").toFile());
        builder.environment().putAll(java.util.Map.of("HOME", folder.toString(), "LC_ALL", "C.UTF-8", "XDG_CACHE_HOME", folder.toString(), "XDG_DATA_HOME", folder.toString()));
        var process = builder.start();
        process.getOutputStream().close();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        var said = Files.readString(folder.resolve("said"), StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(String.join(" ", command) + "\n" + said).isZero();
        return said;
    }
}
