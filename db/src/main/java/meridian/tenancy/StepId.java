package meridian.tenancy;

import java.util.UUID;

public record StepId(UUID value) implements Id {
    public static StepId next() {
        return new StepId(Id.next());
    }

    public static StepId of(String text) {
        return new StepId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
