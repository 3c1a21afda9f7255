package meridian.project;

import static db.identity.Tables.ROLE_GRANT;
import static db.project.Tables.PROJECT;

import java.util.Arrays;
import java.util.List;
import meridian.identity.Permission;
import meridian.identity.Role;
import meridian.tenancy.Reader;
import meridian.web.Choice;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The projects that somebody may take documents out of, to look at a template with. */
@Component
public class SampleProjects {
    private static final List<String> TAKING = Arrays.stream(Role.values()).filter(role -> role.permits(Permission.EXPORT)).map(Role::text).toList();
    private static final int MOST = 50;

    private final DSLContext db;
    private final Projects projects;

    SampleProjects(DSLContext db, Projects projects) {
        this.db = db;
        this.projects = projects;
    }

    @Transactional(readOnly = true)
    public List<Choice> of(Reader reader) {
        return db.selectDistinct(PROJECT.CODE, PROJECT.NAME)
                .from(PROJECT)
                .join(ROLE_GRANT).on(ROLE_GRANT.WORKSPACE_ID.eq(PROJECT.WORKSPACE_ID), ROLE_GRANT.PROJECT_ID.eq(PROJECT.ID))
                .where(ROLE_GRANT.MEMBER_ID.eq(reader.member()), ROLE_GRANT.ROLE.in(TAKING), PROJECT.DELETED_AT.isNull())
                .orderBy(PROJECT.CODE)
                .limit(MOST)
                .fetch(row -> new Choice(row.value1(), row.value1() + " " + row.value2()));
    }

    /** Not found for who does not know of it, refused to who may take nothing out. */
    @Transactional(readOnly = true)
    public ProjectAccess open(String code, Reader reader) {
        var access = projects.access(code, reader);
        access.require(Permission.EXPORT);
        return access;
    }
}
