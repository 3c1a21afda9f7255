package meridian.tenancy;

import java.util.UUID;

public record SavedViewId(UUID value) implements Id {
    public static SavedViewId next() {
        return new SavedViewId(Id.next());
    }

    public static SavedViewId of(String text) {
        return new SavedViewId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
