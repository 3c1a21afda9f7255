package meridian.tenancy;

import java.util.UUID;

public record ClosingId(UUID value) implements Id {
    public static ClosingId next() {
        return new ClosingId(Id.next());
    }

    public static ClosingId of(String text) {
        return new ClosingId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
