package meridian.web;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells open pages that something they show has changed; what it is they read themselves, with their own rights. A topic
 * ({@code project:<id>}, {@code member:<id>}) is told at most every 200 ms to each stream, and never before its
 * transaction has committed; after a quiet time at once.
 */
@Component
public final class Live implements DisposableBean {
    private static final Duration HEARTBEAT = Duration.ofSeconds(20);
    private static final long PAUSE_MILLIS = 200;
    // What changes in one transaction is told together.
    private static final long GATHER_MILLIS = 10;

    private final Map<String, Set<Stream>> streams = new ConcurrentHashMap<>();
    private final Set<String> changed = ConcurrentHashMap.newKeySet();
    private final Set<Stream> all = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("live").factory());
    private final List<Forgetful> forgetful = new CopyOnWriteArrayList<>();
    private final AtomicBoolean due = new AtomicBoolean();
    private volatile long told = System.nanoTime() - TimeUnit.SECONDS.toNanos(1);
    private volatile Listener listener = topics -> {};

    /** Hears the topics that changed on this node, so that other nodes can be told. */
    interface Listener {
        void changedHere(Collection<String> topics);
    }

    Live() {
        ticker.scheduleWithFixedDelay(this::beat, HEARTBEAT.toSeconds(), HEARTBEAT.toSeconds(), TimeUnit.SECONDS);
    }

    /** Something of this topic changes in the current transaction; told after it has committed. */
    public void changed(String topic) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            committed(topic);
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                committed(topic);
            }
        });
    }

    private record Forgetful(Consumer<String> topic, Runnable everything) {}

    /**
     * For what is kept in memory: hears of each topic as soon as a change of it has committed, before any page is told.
     *
     * @param everything for when changes may have gone unheard
     */
    public void forget(Consumer<String> topic, Runnable everything) {
        forgetful.add(new Forgetful(topic, everything));
    }

    private void committed(String topic) {
        forgetful.forEach(kept -> kept.topic.accept(topic));
        changed.add(topic);
        if (!due.compareAndSet(false, true)) return;
        long since = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - told);
        try {
            ticker.schedule((Runnable) this::tell, Math.max(GATHER_MILLIS, PAUSE_MILLIS - since), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // nobody listens any more
        }
    }

    /** A stream of the given topics; the caller has made sure that this reader may know of them. */
    public SseEmitter open(Collection<String> topics) {
        var emitter = new SseEmitter(0L);
        var stream = new Stream(emitter);
        all.add(stream);
        for (var topic : topics) streams.computeIfAbsent(topic, t -> ConcurrentHashMap.newKeySet()).add(stream);
        Runnable gone = () -> forget(stream, topics);
        emitter.onCompletion(gone);
        emitter.onTimeout(gone);
        emitter.onError(e -> gone.run());
        stream.send(SseEmitter.event().comment("open"));
        return emitter;
    }

    void listen(Listener listener) {
        this.listener = listener;
    }

    /** Topics that changed on another node. */
    void changedElsewhere(Collection<String> topics) {
        topics.forEach(topic -> forgetful.forEach(kept -> kept.topic.accept(topic)));
        topics.forEach(this::tell);
    }

    /** Something may have changed elsewhere unheard: every open page reads itself again. */
    void missed() {
        forgetful.forEach(kept -> kept.everything.run());
        streams.keySet().forEach(this::tell);
    }

    /** How many streams are open. */
    public int open() {
        return all.size();
    }

    private void tell() {
        told = System.nanoTime();
        due.set(false);
        var topics = Set.copyOf(changed);
        changed.removeAll(topics);
        topics.forEach(this::tell);
        listener.changedHere(topics);
    }

    private void tell(String topic) {
        var open = streams.get(topic);
        if (open == null) return;
        for (var stream : open) Thread.startVirtualThread(() -> stream.send(SseEmitter.event().name("changed").data(topic)));
    }

    // Closed clients stay until a write fails.
    private void beat() {
        for (var stream : all) Thread.startVirtualThread(() -> stream.send(SseEmitter.event().comment("")));
    }

    private void forget(Stream stream, Collection<String> topics) {
        all.remove(stream);
        for (var topic : topics) {
            streams.computeIfPresent(topic, (t, open) -> {
                open.remove(stream);
                return open.isEmpty() ? null : open;
            });
        }
    }

    @Override
    public void destroy() {
        ticker.shutdownNow();
        all.forEach(stream -> stream.emitter.complete());
    }

    private record Stream(SseEmitter emitter) {
        void send(SseEmitter.SseEventBuilder event) {
            try {
                synchronized (emitter) {
                    emitter.send(event);
                }
            } catch (IOException | IllegalStateException e) {
                emitter.completeWithError(e);
            }
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
