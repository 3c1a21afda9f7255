package meridian.tenancy;

import java.util.UUID;

public record RiskMeasureId(UUID value) implements Id {
    public static RiskMeasureId next() {
        return new RiskMeasureId(Id.next());
    }

    public static RiskMeasureId of(String text) {
        return new RiskMeasureId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
