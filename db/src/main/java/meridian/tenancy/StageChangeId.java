package meridian.tenancy;

import java.util.UUID;

public record StageChangeId(UUID value) implements Id {
    public static StageChangeId next() {
        return new StageChangeId(Id.next());
    }

    public static StageChangeId of(String text) {
        return new StageChangeId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
