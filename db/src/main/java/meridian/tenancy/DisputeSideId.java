package meridian.tenancy;

import java.util.UUID;

public record DisputeSideId(UUID value) implements Id {
    public static DisputeSideId next() {
        return new DisputeSideId(Id.next());
    }

    public static DisputeSideId of(String text) {
        return new DisputeSideId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
