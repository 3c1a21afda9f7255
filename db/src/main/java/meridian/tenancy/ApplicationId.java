package meridian.tenancy;

import java.util.UUID;

public record ApplicationId(UUID value) implements Id {
    public static ApplicationId next() {
        return new ApplicationId(Id.next());
    }

    public static ApplicationId of(String text) {
        return new ApplicationId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
