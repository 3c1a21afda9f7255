package meridian.tenancy;

import java.util.UUID;

public record OnePagerId(UUID value) implements Id {
    public static OnePagerId next() {
        return new OnePagerId(Id.next());
    }

    public static OnePagerId of(String text) {
        return new OnePagerId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
