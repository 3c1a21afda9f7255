package meridian.tenancy;

import java.util.UUID;

public record PlanEditId(UUID value) implements Id {
    public static PlanEditId next() {
        return new PlanEditId(Id.next());
    }

    public static PlanEditId of(String text) {
        return new PlanEditId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
