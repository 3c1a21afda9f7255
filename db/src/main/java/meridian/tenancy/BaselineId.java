package meridian.tenancy;

import java.util.UUID;

public record BaselineId(UUID value) implements Id {
    public static BaselineId next() {
        return new BaselineId(Id.next());
    }

    public static BaselineId of(String text) {
        return new BaselineId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
