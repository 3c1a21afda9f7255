package meridian.tenancy;

import java.util.UUID;

public record RegionId(UUID value) implements Id {
    public static RegionId next() {
        return new RegionId(Id.next());
    }

    public static RegionId of(String text) {
        return new RegionId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
