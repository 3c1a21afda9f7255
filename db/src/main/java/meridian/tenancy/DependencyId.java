package meridian.tenancy;

import java.util.UUID;

public record DependencyId(UUID value) implements Id {
    public static DependencyId next() {
        return new DependencyId(Id.next());
    }

    public static DependencyId of(String text) {
        return new DependencyId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
