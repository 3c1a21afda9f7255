package meridian.tenancy;

import java.util.UUID;

public record ReviewerId(UUID value) implements Id {
    public static ReviewerId next() {
        return new ReviewerId(Id.next());
    }

    public static ReviewerId of(String text) {
        return new ReviewerId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
