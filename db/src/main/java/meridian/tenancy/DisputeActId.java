package meridian.tenancy;

import java.util.UUID;

public record DisputeActId(UUID value) implements Id {
    public static DisputeActId next() {
        return new DisputeActId(Id.next());
    }

    public static DisputeActId of(String text) {
        return new DisputeActId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
