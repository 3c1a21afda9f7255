package meridian.tenancy;

import java.util.UUID;

public record ScopeItemId(UUID value) implements Id {
    public static ScopeItemId next() {
        return new ScopeItemId(Id.next());
    }

    public static ScopeItemId of(String text) {
        return new ScopeItemId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
