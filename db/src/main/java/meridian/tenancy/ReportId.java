package meridian.tenancy;

import java.util.UUID;

public record ReportId(UUID value) implements Id {
    public static ReportId next() {
        return new ReportId(Id.next());
    }

    public static ReportId of(String text) {
        return new ReportId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
