package meridian.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** While developing: watches templates, styles, scripts and texts, and has every open page load itself again when one is saved. */
@RestController
@Profile("dev")
final class Sources implements DisposableBean {
    private static final List<Path> WATCHED = List.of(Path.of("app/src/main/jte"), Path.of("app/src/main/resources/static"), Path.of("app/src/main/resources/messages"));

    private final Words words;
    private final String started = Long.toString(System.currentTimeMillis());
    private final Set<SseEmitter> pages = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("sources").factory());
    private volatile long seen;

    Sources(Words words) {
        this.words = words;
        seen = newest();
        watch.scheduleWithFixedDelay(this::look, 500, 300, TimeUnit.MILLISECONDS);
    }

    /** Says which start this is and when something was saved last, and then when something is. */
    @GetMapping("/dev/changes")
    SseEmitter changes() throws IOException {
        var page = new SseEmitter(0L);
        page.onCompletion(() -> pages.remove(page));
        page.onError(e -> pages.remove(page));
        page.send(SseEmitter.event().name("start").data(started + " " + seen));
        pages.add(page);
        return page;
    }

    private void look() {
        try {
            long now = newest();
            if (now == seen) return;
            seen = now;
            words.read("file:" + WATCHED.get(2) + "/");
            for (var page : pages) {
                try {
                    page.send(SseEmitter.event().name("saved").data(Long.toString(now)));
                } catch (IOException | IllegalStateException e) {
                    pages.remove(page);
                }
            }
        } catch (RuntimeException e) {
            // A file is being written, or has gone meanwhile; the next look sees it whole.
        }
    }

    private static long newest() {
        long newest = 0;
        for (var folder : WATCHED) {
            if (!Files.isDirectory(folder)) continue;
            try (var files = Files.walk(folder)) {
                for (var file : (Iterable<Path>) files::iterator) newest = Math.max(newest, Files.getLastModifiedTime(file).toMillis());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return newest;
    }

    @Override
    public void destroy() {
        watch.shutdownNow();
        pages.forEach(SseEmitter::complete);
    }
}
