package meridian.tenancy;

import java.util.UUID;

public record AbsenceId(UUID value) implements Id {
    public static AbsenceId next() {
        return new AbsenceId(Id.next());
    }

    public static AbsenceId of(String text) {
        return new AbsenceId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
