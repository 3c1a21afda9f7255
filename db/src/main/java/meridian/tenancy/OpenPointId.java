package meridian.tenancy;

import java.util.UUID;

public record OpenPointId(UUID value) implements Id {
    public static OpenPointId next() {
        return new OpenPointId(Id.next());
    }

    public static OpenPointId of(String text) {
        return new OpenPointId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
