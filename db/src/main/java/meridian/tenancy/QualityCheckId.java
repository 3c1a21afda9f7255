package meridian.tenancy;

import java.util.UUID;

public record QualityCheckId(UUID value) implements Id {
    public static QualityCheckId next() {
        return new QualityCheckId(Id.next());
    }

    public static QualityCheckId of(String text) {
        return new QualityCheckId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
