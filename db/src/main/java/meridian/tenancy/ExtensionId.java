package meridian.tenancy;

import java.util.UUID;

public record ExtensionId(UUID value) implements Id {
    public static ExtensionId next() {
        return new ExtensionId(Id.next());
    }

    public static ExtensionId of(String text) {
        return new ExtensionId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
