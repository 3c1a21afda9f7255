package meridian.tenancy;

import java.util.UUID;

public record DocumentId(UUID value) implements Id {
    public static DocumentId next() {
        return new DocumentId(Id.next());
    }

    public static DocumentId of(String text) {
        return new DocumentId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
