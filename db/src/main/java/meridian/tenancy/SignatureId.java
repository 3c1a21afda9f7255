package meridian.tenancy;

import java.util.UUID;

public record SignatureId(UUID value) implements Id {
    public static SignatureId next() {
        return new SignatureId(Id.next());
    }

    public static SignatureId of(String text) {
        return new SignatureId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
