package meridian.tenancy;

import java.util.UUID;

public record DepartmentId(UUID value) implements Id {
    public static DepartmentId next() {
        return new DepartmentId(Id.next());
    }

    public static DepartmentId of(String text) {
        return new DepartmentId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
