package meridian.tenancy;

import java.util.UUID;

public record IndicatorId(UUID value) implements Id {
    public static IndicatorId next() {
        return new IndicatorId(Id.next());
    }

    public static IndicatorId of(String text) {
        return new IndicatorId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
