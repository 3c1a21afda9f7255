package meridian.tenancy;

import java.util.UUID;

public record ApprovalTemplateId(UUID value) implements Id {
    public static ApprovalTemplateId next() {
        return new ApprovalTemplateId(Id.next());
    }

    public static ApprovalTemplateId of(String text) {
        return new ApprovalTemplateId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
