package meridian.tenancy;

import java.util.UUID;

public record CriterionId(UUID value) implements Id {
    public static CriterionId next() {
        return new CriterionId(Id.next());
    }

    public static CriterionId of(String text) {
        return new CriterionId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
