package meridian.tenancy;

import java.util.UUID;

public record PushSubscriptionId(UUID value) implements Id {
    public static PushSubscriptionId next() {
        return new PushSubscriptionId(Id.next());
    }

    public static PushSubscriptionId of(String text) {
        return new PushSubscriptionId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
