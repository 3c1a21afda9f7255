package meridian.tenancy;

import java.util.UUID;

public record CharterId(UUID value) implements Id {
    public static CharterId next() {
        return new CharterId(Id.next());
    }

    public static CharterId of(String text) {
        return new CharterId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
