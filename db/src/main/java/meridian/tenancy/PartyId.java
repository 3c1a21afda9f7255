package meridian.tenancy;

import java.util.UUID;

public record PartyId(UUID value) implements Id {
    public static PartyId next() {
        return new PartyId(Id.next());
    }

    public static PartyId of(String text) {
        return new PartyId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
