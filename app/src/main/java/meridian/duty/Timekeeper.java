package meridian.duty;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Looks twice a second for timers that are due, for those of emergencies at their instant, and lets them take effect. Every node has one; they share the work by taking what no
 * other holds. {@code meridian.jobs=false} leaves it to other nodes.
 */
@Component
public final class Timekeeper implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Timekeeper.class);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

    private final Rises rises;
    private final java.time.Clock clock;
    private final boolean wanted;
    private final Object bell = new Object();
    private volatile boolean running;
    private @Nullable Instant soonest;
    private @Nullable Thread thread;

    Timekeeper(Rises rises, Timers timers, java.time.Clock clock, @Value("${meridian.jobs:true}") boolean wanted) {
        this.rises = rises;
        this.clock = clock;
        this.wanted = wanted;
        if (wanted) timers.hear(this::soon);
    }

    @Override
    public void start() {
        if (!wanted || running) return;
        running = true;
        thread = Thread.ofPlatform().daemon().name("timekeeper").start(this::keep);
    }

    /** Lets take effect what is due by now, here and at once. */
    public void look() {
        rises.drain();
    }

    private void keep() {
        while (running) {
            var pause = LOOK;
            try {
                rises.drain();
                var next = rises.nextEmergency(clock.instant().plus(LOOK));
                if (next != null) soon(next);
            } catch (RuntimeException e) {
                if (running) log.warn("what is due could not take effect for a moment", e);
                pause = AFTER_FAILURE;
            }
            rest(pause);
        }
    }

    private void soon(Instant at) {
        synchronized (bell) {
            if (soonest != null && !at.isBefore(soonest)) return;
            soonest = at;
            bell.notifyAll();
        }
    }

    private void rest(Duration most) {
        var until = System.nanoTime() + most.toNanos();
        synchronized (bell) {
            try {
                while (running) {
                    var left = (until - System.nanoTime()) / 1_000_000;
                    if (soonest != null) left = Math.min(left, Duration.between(clock.instant(), soonest).toMillis() + 1);
                    if (left <= 0) break;
                    bell.wait(left);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                running = false;
            }
            soonest = null;
        }
    }

    @Override
    public void stop() {
        running = false;
        var ending = thread;
        synchronized (bell) {
            bell.notifyAll();
        }
        try {
            if (ending != null) ending.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread = null;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
