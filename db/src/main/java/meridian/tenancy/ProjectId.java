package meridian.tenancy;

import java.util.UUID;

public record ProjectId(UUID value) implements Id {
    public static ProjectId next() {
        return new ProjectId(Id.next());
    }

    public static ProjectId of(String text) {
        return new ProjectId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
