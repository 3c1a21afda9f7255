package meridian.tenancy;

import java.util.UUID;

public record CycleId(UUID value) implements Id {
    public static CycleId next() {
        return new CycleId(Id.next());
    }

    public static CycleId of(String text) {
        return new CycleId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
