package meridian.tenancy;

import java.util.UUID;

public record RoleGrantId(UUID value) implements Id {
    public static RoleGrantId next() {
        return new RoleGrantId(Id.next());
    }

    public static RoleGrantId of(String text) {
        return new RoleGrantId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
