package meridian.tenancy;

import java.util.UUID;

public record HandoverItemId(UUID value) implements Id {
    public static HandoverItemId next() {
        return new HandoverItemId(Id.next());
    }

    public static HandoverItemId of(String text) {
        return new HandoverItemId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
