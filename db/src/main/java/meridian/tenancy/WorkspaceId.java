package meridian.tenancy;

import java.util.UUID;

public record WorkspaceId(UUID value) implements Id {
    public static WorkspaceId next() {
        return new WorkspaceId(Id.next());
    }

    public static WorkspaceId of(String text) {
        return new WorkspaceId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
