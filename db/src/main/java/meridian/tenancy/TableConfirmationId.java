package meridian.tenancy;

import java.util.UUID;

public record TableConfirmationId(UUID value) implements Id {
    public static TableConfirmationId next() {
        return new TableConfirmationId(Id.next());
    }

    public static TableConfirmationId of(String text) {
        return new TableConfirmationId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
