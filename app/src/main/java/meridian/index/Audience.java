package meridian.index;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import meridian.tenancy.ProjectId;
import meridian.tenancy.WorkspaceId;

/** A group of people who may find something. Everybody’s own name is an audience, too. */
public record Audience(UUID id) {
    /** Whoever reads the project: with any role in it but a guest’s, and auditors. */
    public static Audience project(ProjectId project) {
        return new Audience(project.value());
    }

    /** Every member of the workspace, guests too. */
    public static Audience everybody(WorkspaceId workspace) {
        return new Audience(workspace.value());
    }

    /** The members who read at least one project, its admins and its auditors: all but guests and strangers. */
    public static Audience staff(WorkspaceId workspace) {
        return group("staff", workspace);
    }

    /** The workspace’s admins. */
    public static Audience admins(WorkspaceId workspace) {
        return group("admins", workspace);
    }

    private static Audience group(String name, WorkspaceId workspace) {
        return new Audience(UUID.nameUUIDFromBytes((name + ":" + workspace).getBytes(StandardCharsets.UTF_8)));
    }
}
