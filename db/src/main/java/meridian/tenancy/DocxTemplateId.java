package meridian.tenancy;

import java.util.UUID;

public record DocxTemplateId(UUID value) implements Id {
    public static DocxTemplateId next() {
        return new DocxTemplateId(Id.next());
    }

    public static DocxTemplateId of(String text) {
        return new DocxTemplateId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
