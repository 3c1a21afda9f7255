package meridian.tenancy;

import java.util.UUID;

public record ChecklistItemId(UUID value) implements Id {
    public static ChecklistItemId next() {
        return new ChecklistItemId(Id.next());
    }

    public static ChecklistItemId of(String text) {
        return new ChecklistItemId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
