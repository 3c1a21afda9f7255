package meridian.tenancy;

import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Who reads a page: their workspace, zone and language decide what it shows and how. */
public record Reader(
        WorkspaceId workspace,
        String slug,
        String workspaceName,
        AccountId account,
        MemberId member,
        String name,
        ZoneId zone,
        Locale locale,
        WorkspaceRole role,
        @Nullable String address) {

    public Actor actor() {
        return new Actor(workspace, member, address);
    }

    public boolean admin() {
        return role == WorkspaceRole.ADMIN;
    }
}
