package meridian.tenancy;

import java.util.UUID;

public record ShiftId(UUID value) implements Id {
    public static ShiftId next() {
        return new ShiftId(Id.next());
    }

    public static ShiftId of(String text) {
        return new ShiftId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
