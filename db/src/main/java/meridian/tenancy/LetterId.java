package meridian.tenancy;

import java.util.UUID;

public record LetterId(UUID value) implements Id {
    public static LetterId next() {
        return new LetterId(Id.next());
    }

    public static LetterId of(String text) {
        return new LetterId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
