package meridian.tenancy;

import java.util.UUID;

public record DisputeId(UUID value) implements Id {
    public static DisputeId next() {
        return new DisputeId(Id.next());
    }

    public static DisputeId of(String text) {
        return new DisputeId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
