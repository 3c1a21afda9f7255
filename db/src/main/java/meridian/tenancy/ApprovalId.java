package meridian.tenancy;

import java.util.UUID;

public record ApprovalId(UUID value) implements Id {
    public static ApprovalId next() {
        return new ApprovalId(Id.next());
    }

    public static ApprovalId of(String text) {
        return new ApprovalId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
