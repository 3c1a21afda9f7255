package meridian.tenancy;

import java.util.UUID;

public record UploadId(UUID value) implements Id {
    public static UploadId next() {
        return new UploadId(Id.next());
    }

    public static UploadId of(String text) {
        return new UploadId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
