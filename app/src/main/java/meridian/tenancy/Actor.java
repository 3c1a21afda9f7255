package meridian.tenancy;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who changes something: a member of a workspace, or (member null) the system itself at a fixed time. */
public record Actor(WorkspaceId workspace, @Nullable MemberId member, @Nullable String address) {
    public static Actor system(WorkspaceId workspace) {
        return new Actor(workspace, null, null);
    }

    public static Actor of(WorkspaceId workspace, MemberId member) {
        return new Actor(workspace, member, null);
    }

    /** The acting member; an act that only a person can do is not for the system. */
    public MemberId person() {
        return Objects.requireNonNull(member, "a person must act");
    }
}
