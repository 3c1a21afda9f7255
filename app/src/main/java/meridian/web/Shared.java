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
 * The last reading of what many look at, one for each topic of {@link Live} and variant. A change of the topic ends it before anybody is told
 * of the change, so that whoever re-reads sees the change; a hundred readers who come at once share one reading. What depends on
 * who reads does not belong in it, unless the variant says it.
 */
public final class Shared<T> {
    // Time itself makes things late; and a node that missed another node's word catches up.
    private static final Duration LIFE = Duration.ofSeconds(15);
    private static final int MOST = 300;

    private final Map<Key, Reading<T>> readings = new ConcurrentHashMap<>();
    private final Clock clock;
    private final int most;

    public Shared(Live live, Clock clock) {
        this(live, clock, MOST);
    }

    /** @param most so many readings are kept at once: for those that are large */
    Shared(Live live, Clock clock, int most) {
        this.clock = clock;
        this.most = most;
        live.forget(topic -> readings.keySet().removeIf(key -> key.topic.equals(topic)), readings::clear);
    }

    private record Key(String topic, Object variant) {}

    private record Reading<T>(Instant at, CompletableFuture<T> value) {
        boolean holds(Instant now) {
            return !now.isBefore(at) && now.isBefore(at.plus(LIFE));
        }
    }

    /** As of the last change of the topic. */
    public T of(String topic, Supplier<T> read) {
        return of(topic, "", read);
    }

    /** As {@link #of(String, Supplier)}, for those who see this variant of it. */
    public T of(String topic, Object variant, Supplier<T> read) {
        var now = clock.instant();
        var key = new Key(topic, variant);
        var mine = new Reading<T>(now, new CompletableFuture<>());
        if (readings.size() >= most) readings.values().removeIf(there -> !there.holds(now));
        if (readings.size() >= most) readings.clear();
        var reading = readings.compute(key, (k, there) -> there != null && there.holds(now) ? there : mine);
        if (reading != mine) return join(reading, read);
        try {
            mine.value.complete(read.get());
        } catch (RuntimeException | Error e) {
            readings.remove(key, mine);
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
