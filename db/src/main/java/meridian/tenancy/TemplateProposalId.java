package meridian.tenancy;

import java.util.UUID;

public record TemplateProposalId(UUID value) implements Id {
    public static TemplateProposalId next() {
        return new TemplateProposalId(Id.next());
    }

    public static TemplateProposalId of(String text) {
        return new TemplateProposalId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
