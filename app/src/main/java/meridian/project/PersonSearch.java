package meridian.project;

import static db.identity.Tables.MEMBER;
import static db.identity.Tables.ROLE_GRANT;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import meridian.index.Audience;
import meridian.index.Entry;
import meridian.index.Searchable;
import meridian.tenancy.MemberId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** People by their names: found by whoever reads a project in which they have a role, and by the admins. */
@Component
class PersonSearch implements Searchable {
    private final DSLContext db;

    PersonSearch(DSLContext db) {
        this.db = db;
    }

    @Override
    public String kind() {
        return "member";
    }

    @Override
    public List<Entry> entries(Collection<UUID> things) {
        var projects = DSL.multiset(DSL.selectDistinct(ROLE_GRANT.PROJECT_ID).from(ROLE_GRANT)
                        .where(ROLE_GRANT.WORKSPACE_ID.eq(MEMBER.WORKSPACE_ID), ROLE_GRANT.MEMBER_ID.eq(MEMBER.ID)))
                .convertFrom(rows -> rows.getValues(ROLE_GRANT.PROJECT_ID));
        return db.select(MEMBER.WORKSPACE_ID, MEMBER.ID, MEMBER.DISPLAY_NAME, MEMBER.CREATED_AT, projects)
                .from(MEMBER)
                .where(MEMBER.ID.in(things.stream().map(MemberId::new).toList()))
                .fetch(row -> {
                    var person = Entry.of(Ref.of("member", row.value2()), row.value3(), "/p/{project}/team").at(row.value4()).audience(Audience.admins(row.value1()));
                    for (ProjectId project : row.value5()) person.audience(Audience.project(project));
                    return person.done();
                });
    }

    @Override
    public List<UUID> after(@Nullable UUID last, int most) {
        return db.select(MEMBER.ID).from(MEMBER).where(last == null ? DSL.noCondition() : MEMBER.ID.gt(new MemberId(last))).orderBy(MEMBER.ID).limit(most).fetch(row -> row.value1().value());
    }
}
