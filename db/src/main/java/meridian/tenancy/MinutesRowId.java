package meridian.tenancy;

import java.util.UUID;

public record MinutesRowId(UUID value) implements Id {
    public static MinutesRowId next() {
        return new MinutesRowId(Id.next());
    }

    public static MinutesRowId of(String text) {
        return new MinutesRowId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
