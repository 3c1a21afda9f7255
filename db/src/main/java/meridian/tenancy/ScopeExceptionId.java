package meridian.tenancy;

import java.util.UUID;

public record ScopeExceptionId(UUID value) implements Id {
    public static ScopeExceptionId next() {
        return new ScopeExceptionId(Id.next());
    }

    public static ScopeExceptionId of(String text) {
        return new ScopeExceptionId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
