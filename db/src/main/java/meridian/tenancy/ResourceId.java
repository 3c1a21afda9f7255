package meridian.tenancy;

import java.util.UUID;

public record ResourceId(UUID value) implements Id {
    public static ResourceId next() {
        return new ResourceId(Id.next());
    }

    public static ResourceId of(String text) {
        return new ResourceId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
