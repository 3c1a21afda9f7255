package meridian.tenancy;

import java.util.UUID;

public record DeliveryId(UUID value) implements Id {
    public static DeliveryId next() {
        return new DeliveryId(Id.next());
    }

    public static DeliveryId of(String text) {
        return new DeliveryId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
