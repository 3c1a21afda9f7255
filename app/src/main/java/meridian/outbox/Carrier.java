package meridian.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Carries the deliveries of one channel; a bean of the module that knows it. Called outside of any transaction on a thread of its own, so
 * that it may wait for a receiver, but never without a limit. An exception counts as {@link Outcome.Again}.
 */
public interface Carrier {
    /** The permanent name of the channel, kept with each delivery. */
    String channel();

    /** Whether anything can be carried at all as this node is set up; until then it waits. */
    default boolean ready() {
        return true;
    }

    /** How many are carried by one node at the same time. */
    default int hands() {
        return 4;
    }

    /** How many of these may be on their way to one {@link Delivery#target}: a slow one must not keep the others waiting. */
    default int handsForOneTarget() {
        return hands();
    }

    /** How often it is tried before it is given up. */
    default int mostAttempts() {
        return 14;
    }

    Outcome carry(Delivery delivery) throws Exception;

    /** Asked when a delivery is done, in the transaction that ends it: when there is more of the same to carry, or null. */
    default @Nullable Instant more(Delivery delivery) {
        return null;
    }

    /** It was given up; in the transaction that says so. */
    default void givenUp(Delivery delivery, String reason) {}
}
