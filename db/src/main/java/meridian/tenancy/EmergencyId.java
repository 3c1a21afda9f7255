package meridian.tenancy;

import java.util.UUID;

public record EmergencyId(UUID value) implements Id {
    public static EmergencyId next() {
        return new EmergencyId(Id.next());
    }

    public static EmergencyId of(String text) {
        return new EmergencyId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
