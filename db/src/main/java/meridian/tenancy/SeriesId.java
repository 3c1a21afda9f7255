package meridian.tenancy;

import java.util.UUID;

public record SeriesId(UUID value) implements Id {
    public static SeriesId next() {
        return new SeriesId(Id.next());
    }

    public static SeriesId of(String text) {
        return new SeriesId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
