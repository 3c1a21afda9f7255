package meridian.outbox;

import java.util.UUID;
import meridian.tenancy.DeliveryId;
import meridian.tenancy.WorkspaceId;
import org.jspecify.annotations.Nullable;

/**
 * Something on its way to one receiver by one channel. What it says stays where it belongs ({@code what} names it) and is read when it
 * leaves.
 *
 * @param target which of several receivers of the channel; null when {@code what} says it all
 * @param attempts how often it was taken in hand, this time included
 * @param uncertain it was being handed over when whoever carried it died: it may have arrived
 */
public record Delivery(DeliveryId id, String channel, @Nullable WorkspaceId workspace, UUID what, @Nullable UUID target, boolean urgent, int attempts, boolean uncertain) {}
