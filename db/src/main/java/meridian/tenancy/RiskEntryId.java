package meridian.tenancy;

import java.util.UUID;

public record RiskEntryId(UUID value) implements Id {
    public static RiskEntryId next() {
        return new RiskEntryId(Id.next());
    }

    public static RiskEntryId of(String text) {
        return new RiskEntryId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
