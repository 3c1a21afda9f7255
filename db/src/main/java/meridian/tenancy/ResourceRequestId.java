package meridian.tenancy;

import java.util.UUID;

public record ResourceRequestId(UUID value) implements Id {
    public static ResourceRequestId next() {
        return new ResourceRequestId(Id.next());
    }

    public static ResourceRequestId of(String text) {
        return new ResourceRequestId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
