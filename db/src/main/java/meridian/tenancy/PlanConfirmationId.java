package meridian.tenancy;

import java.util.UUID;

public record PlanConfirmationId(UUID value) implements Id {
    public static PlanConfirmationId next() {
        return new PlanConfirmationId(Id.next());
    }

    public static PlanConfirmationId of(String text) {
        return new PlanConfirmationId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
