package meridian.tenancy;

import java.util.UUID;

public record MemberId(UUID value) implements Id {
    public static MemberId next() {
        return new MemberId(Id.next());
    }

    public static MemberId of(String text) {
        return new MemberId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
