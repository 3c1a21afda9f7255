package meridian.tenancy;

import java.util.UUID;

public record ReadinessReportId(UUID value) implements Id {
    public static ReadinessReportId next() {
        return new ReadinessReportId(Id.next());
    }

    public static ReadinessReportId of(String text) {
        return new ReadinessReportId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
