package meridian.tenancy;

import java.util.UUID;

public record DisputeMeasureId(UUID value) implements Id {
    public static DisputeMeasureId next() {
        return new DisputeMeasureId(Id.next());
    }

    public static DisputeMeasureId of(String text) {
        return new DisputeMeasureId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
