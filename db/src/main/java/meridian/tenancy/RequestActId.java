package meridian.tenancy;

import java.util.UUID;

public record RequestActId(UUID value) implements Id {
    public static RequestActId next() {
        return new RequestActId(Id.next());
    }

    public static RequestActId of(String text) {
        return new RequestActId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
