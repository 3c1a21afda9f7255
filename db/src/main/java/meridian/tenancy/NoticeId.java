package meridian.tenancy;

import java.util.UUID;

public record NoticeId(UUID value) implements Id {
    public static NoticeId next() {
        return new NoticeId(Id.next());
    }

    public static NoticeId of(String text) {
        return new NoticeId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
