package meridian.tenancy;

import java.util.UUID;

public record TaskId(UUID value) implements Id {
    public static TaskId next() {
        return new TaskId(Id.next());
    }

    public static TaskId of(String text) {
        return new TaskId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
