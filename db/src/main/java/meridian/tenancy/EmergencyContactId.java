package meridian.tenancy;

import java.util.UUID;

public record EmergencyContactId(UUID value) implements Id {
    public static EmergencyContactId next() {
        return new EmergencyContactId(Id.next());
    }

    public static EmergencyContactId of(String text) {
        return new EmergencyContactId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
