package meridian.tenancy;

import java.util.UUID;

public record EntryId(UUID value) implements Id {
    public static EntryId next() {
        return new EntryId(Id.next());
    }

    public static EntryId of(String text) {
        return new EntryId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
