package meridian.tenancy;

import java.util.UUID;

public record MeasurementId(UUID value) implements Id {
    public static MeasurementId next() {
        return new MeasurementId(Id.next());
    }

    public static MeasurementId of(String text) {
        return new MeasurementId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
