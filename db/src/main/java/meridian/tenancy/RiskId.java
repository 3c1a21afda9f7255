package meridian.tenancy;

import java.util.UUID;

public record RiskId(UUID value) implements Id {
    public static RiskId next() {
        return new RiskId(Id.next());
    }

    public static RiskId of(String text) {
        return new RiskId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
