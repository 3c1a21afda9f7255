package meridian.tenancy;

import java.util.UUID;

public record RiskSubmissionId(UUID value) implements Id {
    public static RiskSubmissionId next() {
        return new RiskSubmissionId(Id.next());
    }

    public static RiskSubmissionId of(String text) {
        return new RiskSubmissionId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
