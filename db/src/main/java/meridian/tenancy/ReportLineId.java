package meridian.tenancy;

import java.util.UUID;

public record ReportLineId(UUID value) implements Id {
    public static ReportLineId next() {
        return new ReportLineId(Id.next());
    }

    public static ReportLineId of(String text) {
        return new ReportLineId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
