package meridian.board;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import meridian.tenancy.ProjectId;
import meridian.web.Live;
import org.springframework.stereotype.Component;

/**
 * The last reading of each board that is open somewhere. A change of the project ends it before anybody is told of the
 * change, so that whoever re-reads sees the change; a hundred readers who come at once share one reading.
 */
@Component
class Snapshots {
    // Time itself makes things late; and a node that missed another node's word catches up.
    private static final long LIFE_NANOS = Duration.ofSeconds(5).toNanos();

    private final Map<String, Reading> readings = new ConcurrentHashMap<>();

    Snapshots(Live live) {
        live.forget(readings::remove);
    }

    private record Reading(long at, CompletableFuture<Board> board) {}

    Board of(ProjectId project, Supplier<Board> read) {
        var topic = "project:" + project;
        var mine = new Reading(System.nanoTime(), new CompletableFuture<>());
        var reading = readings.compute(topic, (t, there) -> there == null || mine.at - there.at > LIFE_NANOS ? mine : there);
        if (reading != mine) return join(reading, read);
        try {
            mine.board.complete(read.get());
        } catch (RuntimeException | Error e) {
            readings.remove(topic, mine);
            mine.board.completeExceptionally(e);
            throw e;
        }
        return join(mine, read);
    }

    // Whoever shared a reading that failed reads for themselves.
    private static Board join(Reading reading, Supplier<Board> read) {
        try {
            return reading.board.join();
        } catch (CompletionException e) {
            return read.get();
        }
    }
}
