package meridian.tenancy;

import java.util.UUID;

public record ActivityId(UUID value) implements Id {
    public static ActivityId next() {
        return new ActivityId(Id.next());
    }

    public static ActivityId of(String text) {
        return new ActivityId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
