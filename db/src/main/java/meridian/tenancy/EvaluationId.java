package meridian.tenancy;

import java.util.UUID;

public record EvaluationId(UUID value) implements Id {
    public static EvaluationId next() {
        return new EvaluationId(Id.next());
    }

    public static EvaluationId of(String text) {
        return new EvaluationId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
