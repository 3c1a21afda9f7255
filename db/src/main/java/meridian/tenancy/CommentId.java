package meridian.tenancy;

import java.util.UUID;

public record CommentId(UUID value) implements Id {
    public static CommentId next() {
        return new CommentId(Id.next());
    }

    public static CommentId of(String text) {
        return new CommentId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
