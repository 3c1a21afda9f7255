package meridian.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The last reading of what many look at, one for each topic of {@link Live}. A change of the topic ends it before anybody is told
 * of the change, so that whoever re-reads sees the change; a hundred readers who come at once share one reading. What depends on
 * who reads does not belong in it.
 */
public final class Shared<T> {
    // Time itself makes things late; and a node that missed another node's word catches up.
    private static final Duration LIFE = Duration.ofSeconds(5);
    private static final int MOST = 300;

    private final Map<String, Reading<T>> readings = new ConcurrentHashMap<>();
    private final Clock clock;

    public Shared(Live live, Clock clock) {
        this.clock = clock;
        live.forget(readings::remove);
    }

    private record Reading<T>(Instant at, CompletableFuture<T> value) {
        boolean holds(Instant now) {
            return !now.isBefore(at) && now.isBefore(at.plus(LIFE));
        }
    }

    /** As of the last change of the topic. */
    public T of(String topic, Supplier<T> read) {
        var now = clock.instant();
        var mine = new Reading<T>(now, new CompletableFuture<>());
        if (readings.size() > MOST) readings.values().removeIf(there -> !there.holds(now));
        var reading = readings.compute(topic, (t, there) -> there != null && there.holds(now) ? there : mine);
        if (reading != mine) return join(reading, read);
        try {
            mine.value.complete(read.get());
        } catch (RuntimeException | Error e) {
            readings.remove(topic, mine);
            mine.value.completeExceptionally(e);
            throw e;
        }
        return join(mine, read);
    }

    // Whoever shared a reading that failed reads for themselves.
    private static <T> T join(Reading<T> reading, Supplier<T> read) {
        try {
            return reading.value.join();
        } catch (CompletionException e) {
            return read.get();
        }
    }
}
