package meridian.tenancy;

import java.util.UUID;

public record FindingId(UUID value) implements Id {
    public static FindingId next() {
        return new FindingId(Id.next());
    }

    public static FindingId of(String text) {
        return new FindingId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
