package meridian.tenancy;

import java.util.UUID;

public record ExplanationId(UUID value) implements Id {
    public static ExplanationId next() {
        return new ExplanationId(Id.next());
    }

    public static ExplanationId of(String text) {
        return new ExplanationId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
