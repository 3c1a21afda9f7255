package meridian.tenancy;

import java.util.UUID;

public record SummaryId(UUID value) implements Id {
    public static SummaryId next() {
        return new SummaryId(Id.next());
    }

    public static SummaryId of(String text) {
        return new SummaryId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
