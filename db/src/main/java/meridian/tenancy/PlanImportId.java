package meridian.tenancy;

import java.util.UUID;

public record PlanImportId(UUID value) implements Id {
    public static PlanImportId next() {
        return new PlanImportId(Id.next());
    }

    public static PlanImportId of(String text) {
        return new PlanImportId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
