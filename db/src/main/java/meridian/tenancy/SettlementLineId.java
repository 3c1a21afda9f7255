package meridian.tenancy;

import java.util.UUID;

public record SettlementLineId(UUID value) implements Id {
    public static SettlementLineId next() {
        return new SettlementLineId(Id.next());
    }

    public static SettlementLineId of(String text) {
        return new SettlementLineId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
