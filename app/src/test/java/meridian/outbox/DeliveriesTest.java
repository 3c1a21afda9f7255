package meridian.outbox;

import static db.outbox.Tables.DELIVERY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import meridian.outbox.Deliveries.NewDelivery;
import meridian.world.MailTest;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.transaction.support.TransactionTemplate;

class DeliveriesTest extends MailTest {
    @Autowired
    Deliveries deliveries;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    DSLContext db;

    /** Carries as it is told, and remembers. */
    private static final class Told implements Carrier {
        final String channel = "told" + UUID.randomUUID();
        final Set<UUID> carried = ConcurrentHashMap.newKeySet();
        final AtomicInteger tries = new AtomicInteger();
        final List<Delivery> seen = new java.util.concurrent.CopyOnWriteArrayList<>();
        final List<String> givenUp = new ArrayList<>();
        final Function<Delivery, Outcome> how;
        int handsForOne = 4;

        Told(Function<Delivery, Outcome> how) {
            this.how = how;
        }

        @Override
        public String channel() {
            return channel;
        }

        @Override
        public int handsForOneTarget() {
            return handsForOne;
        }

        @Override
        public Outcome carry(Delivery delivery) {
            tries.incrementAndGet();
            seen.add(delivery);
            var outcome = how.apply(delivery);
            if (outcome instanceof Outcome.Done) assertThat(carried.add(delivery.what())).as("carried twice").isTrue();
            return outcome;
        }

        @Override
        public void givenUp(Delivery delivery, String reason) {
            givenUp.add(reason);
        }
    }

    private Carriers node(Carrier carrier) {
        var beans = new DefaultListableBeanFactory();
        beans.registerSingleton("carrier", carrier);
        return new Carriers(deliveries, beans.getBeanProvider(Carrier.class), false);
    }

    private void add(Told carrier, int count, UUID target, boolean urgent) {
        var all = new ArrayList<NewDelivery>();
        for (int i = 0; i < count; i++) all.add(new NewDelivery(carrier.channel, null, UUID.randomUUID(), target, urgent, clock.instant()));
        transaction.executeWithoutResult(status -> deliveries.add(all));
    }

    private int left(Told carrier) {
        return db.fetchCount(DELIVERY, DELIVERY.CHANNEL.eq(carrier.channel));
    }

    @Test
    void twoNodesShareTheWorkAndNothingIsCarriedTwice() throws Exception {
        var carrier = new Told(delivery -> Outcome.DONE);
        add(carrier, 400, null, false);
        var one = Thread.startVirtualThread(node(carrier)::carryDue);
        var other = Thread.startVirtualThread(node(carrier)::carryDue);
        one.join();
        other.join();
        assertThat(carrier.carried).hasSize(400);
        assertThat(carrier.tries.get()).isEqualTo(400);
        assertThat(left(carrier)).isZero();
    }

    @Test
    void whatIsRolledBackDoesNotLeaveAndTheSameThingIsOnItsWayOnce() {
        var carrier = new Told(delivery -> Outcome.DONE);
        var what = UUID.randomUUID();
        transaction.executeWithoutResult(status -> {
            deliveries.add(List.of(new NewDelivery(carrier.channel, null, what, null, false, clock.instant())));
            status.setRollbackOnly();
        });
        assertThat(left(carrier)).isZero();
        for (int i = 0; i < 3; i++) transaction.executeWithoutResult(status -> deliveries.add(List.of(
                new NewDelivery(carrier.channel, null, what, null, false, clock.instant()), new NewDelivery(carrier.channel, null, what, null, false, clock.instant()))));
        assertThat(left(carrier)).isEqualTo(1);
    }

    @Test
    void urgentOnesGoFirst() {
        var order = new java.util.concurrent.CopyOnWriteArrayList<Boolean>();
        var carrier = new Told(delivery -> {
            order.add(delivery.urgent());
            return Outcome.DONE;
        });
        add(carrier, 30, null, false);
        add(carrier, 5, null, true);
        node(carrier).carryDue();
        assertThat(order.subList(0, 8)).filteredOn(urgent -> urgent).hasSize(5);
    }

    @Test
    void whatFailsIsTriedAgainLaterAndLaterAndGivenUpVisibly() {
        clock.set(Instant.parse("2026-11-23T07:00:00Z"));
        var carrier = new Told(delivery -> Outcome.again("answered 503"));
        add(carrier, 1, null, false);
        var node = node(carrier);
        node.carryDue();
        node.carryDue();
        assertThat(carrier.tries.get()).isEqualTo(1);
        clock.forward(Duration.ofSeconds(19));
        node.carryDue();
        assertThat(carrier.tries.get()).isEqualTo(2);
        for (int i = 0; i < 20; i++) {
            clock.forward(Duration.ofHours(10));
            node.carryDue();
        }
        assertThat(carrier.tries.get()).isEqualTo(14);
        assertThat(carrier.givenUp).containsExactly("answered 503");
        assertThat(db.fetchSingle(DELIVERY, DELIVERY.CHANNEL.eq(carrier.channel)).getGivenUpAt()).isNotNull();
        transaction.executeWithoutResult(status -> deliveries.forget(clock.instant().plusSeconds(1)));
        assertThat(left(carrier)).isZero();
    }

    @Test
    void aReceiverThatAsksForAPauseGetsItAndLaterIsNoAttempt() {
        clock.set(Instant.parse("2026-11-23T07:00:00Z"));
        var carrier = new Told(delivery -> delivery.attempts() == 1 ? new Outcome.Again("answered 429", Duration.ofHours(1)) : new Outcome.Later(clock.instant().plus(Duration.ofHours(5))));
        add(carrier, 1, null, false);
        var node = node(carrier);
        node.carryDue();
        clock.forward(Duration.ofMinutes(59));
        node.carryDue();
        assertThat(carrier.tries.get()).isEqualTo(1);
        clock.forward(Duration.ofMinutes(2));
        node.carryDue();
        assertThat(carrier.tries.get()).isEqualTo(2);
        assertThat(db.fetchSingle(DELIVERY, DELIVERY.CHANNEL.eq(carrier.channel)).getAttempts()).isEqualTo(1);
    }

    @Test
    void aNodeThatDiesWithOneInHandOnlyDelaysItAndSaysIfItWasBeingHandedOver() {
        clock.set(Instant.parse("2026-11-23T07:00:00Z"));
        var carrier = new Told(delivery -> Outcome.DONE);
        add(carrier, 2, null, false);
        var inHand = deliveries.claim(carrier.channel, 10, List.of());
        assertThat(inHand).hasSize(2).noneMatch(Delivery::uncertain);
        deliveries.leaving(inHand.getFirst());
        var node = node(carrier);
        clock.forward(Duration.ofMinutes(4));
        node.carryDue();
        assertThat(carrier.tries.get()).isZero();
        clock.forward(Duration.ofMinutes(2));
        node.carryDue();
        assertThat(carrier.seen).hasSize(2).filteredOn(Delivery::uncertain).extracting(Delivery::what).containsExactly(inHand.getFirst().what());
    }

    @Test
    void aSlowReceiverKeepsNobodyElseWaiting() throws Exception {
        var slow = UUID.randomUUID();
        var quick = UUID.randomUUID();
        var open = new java.util.concurrent.CountDownLatch(1);
        var quickOnes = new AtomicInteger();
        var carrier = new Told(delivery -> {
            if (slow.equals(delivery.target())) {
                try {
                    open.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            } else {
                quickOnes.incrementAndGet();
            }
            return Outcome.DONE;
        });
        carrier.handsForOne = 2;
        add(carrier, 50, slow, false);
        add(carrier, 50, quick, false);
        var running = Thread.startVirtualThread(node(carrier)::carryDue);
        for (int i = 0; i < 500 && quickOnes.get() < 50; i++) Thread.sleep(10);
        assertThat(quickOnes.get()).isEqualTo(50);
        open.countDown();
        running.join();
        assertThat(left(carrier)).isZero();
    }

    @Test
    void aCarrierThatThrowsIsTriedAgain() {
        var carrier = new Told(delivery -> {
            throw new IllegalStateException("the line went dead");
        });
        add(carrier, 1, null, false);
        node(carrier).carryDue();
        assertThat(db.fetchSingle(DELIVERY, DELIVERY.CHANNEL.eq(carrier.channel)).getFailure()).isEqualTo("the line went dead");
        transaction.executeWithoutResult(status -> db.deleteFrom(DELIVERY).where(DELIVERY.CHANNEL.eq(carrier.channel)).execute());
    }
}
