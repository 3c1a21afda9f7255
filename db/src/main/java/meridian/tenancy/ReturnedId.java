package meridian.tenancy;

import java.util.UUID;

public record ReturnedId(UUID value) implements Id {
    public static ReturnedId next() {
        return new ReturnedId(Id.next());
    }

    public static ReturnedId of(String text) {
        return new ReturnedId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
