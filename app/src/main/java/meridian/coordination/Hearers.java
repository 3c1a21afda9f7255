package meridian.coordination;

import static db.identity.Tables.ROLE_GRANT;

import java.util.Arrays;
import meridian.identity.Permission;
import meridian.identity.Role;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Reader;
import meridian.tenancy.WorkspaceRole;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/** Who may hear what is dealt with in a project, as a part of the statement that tells it: a guest hears nothing. */
final class Hearers {
    private Hearers() {}

    static Condition of(ProjectId project, Reader reader) {
        if (reader.role() == WorkspaceRole.AUDITOR) return DSL.noCondition();
        var reading = Arrays.stream(Role.values()).filter(role -> role.permits(Permission.READ)).map(Role::text).toList();
        return DSL.exists(DSL.selectOne().from(ROLE_GRANT).where(ROLE_GRANT.PROJECT_ID.eq(project), ROLE_GRANT.MEMBER_ID.eq(reader.member()), ROLE_GRANT.ROLE.in(reading)));
    }
}
