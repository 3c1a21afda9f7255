package meridian.tenancy;

import java.util.UUID;

public record HandedOutId(UUID value) implements Id {
    public static HandedOutId next() {
        return new HandedOutId(Id.next());
    }

    public static HandedOutId of(String text) {
        return new HandedOutId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
