package meridian.tenancy;

/** What a member is in the workspace as a whole. The auditor reads everything and changes nothing. */
public enum WorkspaceRole {
    NONE, ADMIN, AUDITOR;

    public static WorkspaceRole of(String text) {
        return valueOf(text.toUpperCase());
    }

    public String text() {
        return name().toLowerCase();
    }
}
