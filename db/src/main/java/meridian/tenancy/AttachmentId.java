package meridian.tenancy;

import java.util.UUID;

public record AttachmentId(UUID value) implements Id {
    public static AttachmentId next() {
        return new AttachmentId(Id.next());
    }

    public static AttachmentId of(String text) {
        return new AttachmentId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
