package meridian.tenancy;

import java.util.UUID;

public record DeliverableId(UUID value) implements Id {
    public static DeliverableId next() {
        return new DeliverableId(Id.next());
    }

    public static DeliverableId of(String text) {
        return new DeliverableId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
