package meridian.tenancy;

import java.util.UUID;

public record DutyId(UUID value) implements Id {
    public static DutyId next() {
        return new DutyId(Id.next());
    }

    public static DutyId of(String text) {
        return new DutyId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
