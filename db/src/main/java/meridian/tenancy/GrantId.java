package meridian.tenancy;

import java.util.UUID;

public record GrantId(UUID value) implements Id {
    public static GrantId next() {
        return new GrantId(Id.next());
    }

    public static GrantId of(String text) {
        return new GrantId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
