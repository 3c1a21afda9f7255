package meridian.tenancy;

import java.util.UUID;

public record RectificationId(UUID value) implements Id {
    public static RectificationId next() {
        return new RectificationId(Id.next());
    }

    public static RectificationId of(String text) {
        return new RectificationId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
