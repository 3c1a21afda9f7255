package meridian.tenancy;

import java.util.UUID;

public record FileId(UUID value) implements Id {
    public static FileId next() {
        return new FileId(Id.next());
    }

    public static FileId of(String text) {
        return new FileId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
