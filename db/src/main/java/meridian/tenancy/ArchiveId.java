package meridian.tenancy;

import java.util.UUID;

public record ArchiveId(UUID value) implements Id {
    public static ArchiveId next() {
        return new ArchiveId(Id.next());
    }

    public static ArchiveId of(String text) {
        return new ArchiveId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
