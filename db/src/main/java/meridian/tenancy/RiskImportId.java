package meridian.tenancy;

import java.util.UUID;

public record RiskImportId(UUID value) implements Id {
    public static RiskImportId next() {
        return new RiskImportId(Id.next());
    }

    public static RiskImportId of(String text) {
        return new RiskImportId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
