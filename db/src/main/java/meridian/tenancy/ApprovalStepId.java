package meridian.tenancy;

import java.util.UUID;

public record ApprovalStepId(UUID value) implements Id {
    public static ApprovalStepId next() {
        return new ApprovalStepId(Id.next());
    }

    public static ApprovalStepId of(String text) {
        return new ApprovalStepId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
