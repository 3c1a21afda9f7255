package meridian.outbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import meridian.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Lets every {@link Carrier} carry what is due: at once what this node wrote, within two seconds what another did. Each channel has hands of
 * its own, so that a dead receiver keeps nobody else waiting. {@code meridian.jobs=false} (or {@code
 * meridian.carriers=false}, for this alone) leaves it to other nodes.
 */
@Component
public class Carriers implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Carriers.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Deliveries deliveries;
    private final ObjectProvider<Carrier> carriers;
    private final boolean wanted;
    private final Semaphore awake = new Semaphore(0);
    private final Map<String, Hands> hands = new ConcurrentHashMap<>();
    private volatile boolean running;
    private @Nullable Thread thread;

    Carriers(Deliveries deliveries, ObjectProvider<Carrier> carriers, @Value("${meridian.carriers:${meridian.jobs:true}}") boolean wanted) {
        this.deliveries = deliveries;
        this.carriers = carriers;
        this.wanted = wanted;
    }

    /** Those of one channel on this node: how many are out, and to whom. */
    private record Hands(Carrier carrier, AtomicInteger out, Map<UUID, Integer> targets) {
        int free() {
            return carrier.hands() - out.get();
        }

        List<UUID> busy() {
            return targets.entrySet().stream().filter(each -> each.getValue() >= carrier.handsForOneTarget()).map(Map.Entry::getKey).toList();
        }

        void take(Delivery delivery) {
            out.incrementAndGet();
            if (delivery.target() != null) targets.merge(delivery.target(), 1, Integer::sum);
        }

        void release(Delivery delivery) {
            if (delivery.target() != null) targets.computeIfPresent(delivery.target(), (target, count) -> count == 1 ? null : count - 1);
            out.decrementAndGet();
        }
    }

    @Override
    public void start() {
        if (!wanted) return;
        running = true;
        deliveries.wakes(awake::release);
        thread = Thread.ofPlatform().daemon().name("deliveries").start(() -> {
            while (running) {
                pause();
                try {
                    if (running) takeUp();
                } catch (RuntimeException e) {
                    if (running) log.warn("deliveries could not be looked for: {}", e.getMessage());
                }
            }
        });
    }

    private void pause() {
        try {
            awake.tryAcquire(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            awake.drainPermits();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes up what is due and waits until all of it is settled, and whatever that made due; for tests and for a node that is asked to. */
    public void carryDue() {
        // Nothing is left only where nothing was taken up while all hands were free.
        for (int out = out(); takeUp() > 0 || out > 0; out = out()) {
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private int out() {
        return hands.values().stream().mapToInt(each -> each.out.get()).sum();
    }

    private synchronized int takeUp() {
        if (hands.isEmpty()) carriers.forEach(carrier -> hands.put(carrier.channel(), new Hands(carrier, new AtomicInteger(), new ConcurrentHashMap<>())));
        var free = hands.values().stream().filter(each -> each.free() > 0 && each.carrier.ready()).map(each -> each.carrier.channel()).toList();
        int taken = 0;
        for (var channel : deliveries.due(free)) taken += takeUp(hands.get(channel));
        return taken;
    }

    private int takeUp(Hands hand) {
        int taken = 0;
        while (hand.free() > 0) {
            var busy = hand.busy();
            // One target’s share at a time: nobody fills all hands with one claim.
            var claimed = deliveries.claim(hand.carrier.channel(), Math.min(hand.free(), Math.max(1, hand.carrier.handsForOneTarget())), busy);
            if (claimed.isEmpty()) break;
            for (var delivery : claimed) {
                hand.take(delivery);
                taken++;
                Thread.ofVirtual().name("deliver-" + delivery.channel()).start(() -> carry(delivery, hand));
            }
        }
        return taken;
    }

    private void carry(Delivery delivery, Hands hand) {
        try {
            in(delivery, () -> deliveries.settle(delivery, outcome(delivery, hand.carrier), hand.carrier));
        } catch (RuntimeException e) {
            // It stays in hand until its time is over, and is then taken up again.
            log.warn("a delivery of {} could not be settled: {}", delivery.channel(), e.getMessage());
        } finally {
            hand.release(delivery);
            awake.release();
        }
    }

    private Outcome outcome(Delivery delivery, Carrier carrier) {
        try {
            return carrier.carry(delivery);
        } catch (Exception e) {
            log.info("a delivery of {} failed, attempt {}: {}", delivery.channel(), delivery.attempts(), e.toString());
            return Outcome.again(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        }
    }

    private static void in(Delivery delivery, Runnable work) {
        if (delivery.workspace() == null) work.run();
        else Tenancy.run(delivery.workspace(), work);
    }

    // Waits, so that nobody looks for deliveries in a database that is gone.
    @Override
    public void stop() {
        running = false;
        awake.release();
        try {
            if (thread != null) thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
