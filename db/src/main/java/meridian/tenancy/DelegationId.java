package meridian.tenancy;

import java.util.UUID;

public record DelegationId(UUID value) implements Id {
    public static DelegationId next() {
        return new DelegationId(Id.next());
    }

    public static DelegationId of(String text) {
        return new DelegationId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
