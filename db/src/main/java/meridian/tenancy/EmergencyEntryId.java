package meridian.tenancy;

import java.util.UUID;

public record EmergencyEntryId(UUID value) implements Id {
    public static EmergencyEntryId next() {
        return new EmergencyEntryId(Id.next());
    }

    public static EmergencyEntryId of(String text) {
        return new EmergencyEntryId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
