package meridian.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;

/** From the tap that raises an emergency until it stands on a page that a responder has open: told over the stream, read again. */
final class EmergencyBench implements Subject {
    @Override
    public Set<String> names() {
        return Set.of("emergency");
    }

    @Override
    public void measure(Ground ground) throws Exception {
        var load = ground.load();
        ground.say("an emergency is raised, and a responder has a page open");
        var code = ground.sizes.getFirst().code();
        var project = "/w/" + Seed.SLUG + "/p/" + code;
        var id = ground.one("select id from project.project where code = '" + code + "'");
        var seconds = new ArrayList<Double>();
        // No more than a board lists at once.
        for (int round = 0; round < (ground.small ? 3 : 7); round++) seconds.add(once(load, project, id, "Burst pipe " + UUID.randomUUID()));
        ground.tell(Figure.atMost("emergency", "raised to the responder’s open page", Load.median(seconds), "s", 1));
    }

    private static double once(Load load, String project, String id, String title) throws Exception {
        var open = new CountDownLatch(1);
        var shown = new CountDownLatch(1);
        var at = new AtomicLong();
        var workspace = project.substring(0, project.indexOf("/p/"));
        var listening = load.stream(workspace + "/live?topic=project:" + id, line -> {
            if (line.startsWith(":")) open.countDown();
            if (!line.startsWith("event") || !line.contains("changed") || shown.getCount() == 0 || !page(load, project).contains(title)) return;
            at.compareAndSet(0, System.nanoTime());
            shown.countDown();
        });
        if (!open.await(5, TimeUnit.SECONDS)) throw new IllegalStateException("the stream does not open");
        long begin = System.nanoTime();
        var answer = load.post(project + "/emergencies", "id=" + UUID.randomUUID() + "&severity=severe&title=" + title.replace(' ', '+'));
        if (answer.statusCode() != 303) throw new IllegalStateException("the emergency is answered " + answer.statusCode());
        boolean seen = shown.await(10, TimeUnit.SECONDS);
        listening.interrupt();
        // The board shows only so many that are open.
        load.post(answer.headers().firstValue("Location").orElseThrow() + "/withdrawal", "reason=bench");
        if (!seen) throw new IllegalStateException("the emergency is not on the open page");
        return (at.get() - begin) / 1e9;
    }

    // What a page does when it hears of a change.
    private static String page(Load load, String project) {
        try (var body = new GZIPInputStream(new ByteArrayInputStream(load.fetch(project + "/board").body()))) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
