package meridian.identity;

import static db.identity.Tables.ROLE_GRANT;

import java.time.Clock;
import java.util.List;
import meridian.index.Index;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.RoleGrantId;
import meridian.web.Live;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Which roles who holds in which project. */
@Component
public class Grants {
    private final DSLContext db;
    private final Clock clock;
    private final Live live;
    private final Index index;

    Grants(DSLContext db, Clock clock, Live live, Index index) {
        this.index = index;
        this.db = db;
        this.clock = clock;
        this.live = live;
    }

    /** Grants a role; granting it again changes nothing and answers the grant there is. */
    @Transactional
    public RoleGrantId grant(MemberId member, ProjectId project, @Nullable PartyId party, Role role, Actor actor) {
        return grant(RoleGrantId.next(), member, project, party, role, actor);
    }

    /** As above, under an identity made beforehand. */
    @Transactional
    public RoleGrantId grant(RoleGrantId id, MemberId member, ProjectId project, @Nullable PartyId party, Role role, Actor actor) {
        db.insertInto(ROLE_GRANT)
                .set(ROLE_GRANT.ID, id)
                .set(ROLE_GRANT.MEMBER_ID, member)
                .set(ROLE_GRANT.PROJECT_ID, project)
                .set(ROLE_GRANT.PARTY_ID, party)
                .set(ROLE_GRANT.ROLE, role.text())
                .set(ROLE_GRANT.GRANTED_AT, clock.instant())
                .set(ROLE_GRANT.GRANTED_BY, actor.member())
                .onConflictDoNothing()
                .execute();
        live.changed("member:" + member);
        index.changed(Ref.of("member", member));
        return db.select(ROLE_GRANT.ID)
                .from(ROLE_GRANT)
                .where(ROLE_GRANT.MEMBER_ID.eq(member), ROLE_GRANT.PROJECT_ID.eq(project), ROLE_GRANT.ROLE.eq(role.text()))
                .and(party == null ? ROLE_GRANT.PARTY_ID.isNull() : ROLE_GRANT.PARTY_ID.eq(party))
                .fetchSingle(ROLE_GRANT.ID);
    }

    @Transactional
    public void revoke(RoleGrantId grant, Actor actor) {
        db.deleteFrom(ROLE_GRANT).where(ROLE_GRANT.ID.eq(grant)).returning(ROLE_GRANT.MEMBER_ID).fetch(ROLE_GRANT.MEMBER_ID).forEach(member -> {
            live.changed("member:" + member);
            index.changed(Ref.of("member", member));
        });
    }

    /** What one person holds in one project. */
    public List<Grant> of(MemberId member, ProjectId project) {
        return db.select(ROLE_GRANT.ROLE, ROLE_GRANT.PARTY_ID)
                .from(ROLE_GRANT)
                .where(ROLE_GRANT.MEMBER_ID.eq(member), ROLE_GRANT.PROJECT_ID.eq(project))
                .fetch(row -> new Grant(Role.of(row.value1()), row.value2()));
    }

    /** The projects in which somebody holds a role. */
    @Transactional(readOnly = true)
    public List<ProjectId> projectsOf(MemberId member) {
        return db.selectDistinct(ROLE_GRANT.PROJECT_ID).from(ROLE_GRANT).where(ROLE_GRANT.MEMBER_ID.eq(member)).fetch(ROLE_GRANT.PROJECT_ID);
    }
}
