package meridian.project;

import static db.identity.Tables.MEMBER;
import static db.project.Tables.PARTY;
import static db.project.Tables.SCOPE_EXCEPTION;
import static db.project.Tables.SCOPE_ITEM;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import meridian.activity.Activities;
import meridian.identity.Permission;
import meridian.tenancy.Actor;
import meridian.tenancy.NotFound;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.ScopeExceptionId;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Parties that the charter leaves out, and the exceptions by which they are given work all the same. */
@Component
public class ScopeExceptions {
    private final DSLContext db;
    private final Clock clock;
    private final Projects projects;
    private final Activities activities;

    ScopeExceptions(DSLContext db, Clock clock, Projects projects, Activities activities) {
        this.db = db;
        this.clock = clock;
        this.projects = projects;
        this.activities = activities;
    }

    /** Whether the charter leaves a row of PARTY out. */
    public static Condition leftOut() {
        return DSL.exists(DSL.selectOne()
                .from(SCOPE_ITEM)
                .where(SCOPE_ITEM.WORKSPACE_ID.eq(PARTY.WORKSPACE_ID), SCOPE_ITEM.PROJECT_ID.eq(PARTY.PROJECT_ID), SCOPE_ITEM.INCLUDED.isFalse())
                .and(SCOPE_ITEM.REGION_ID.eq(PARTY.REGION_ID).or(SCOPE_ITEM.DEPARTMENT_ID.eq(PARTY.DEPARTMENT_ID))));
    }

    /** Whether an exception holds for a row of PARTY. */
    public static Condition excepted() {
        return DSL.exists(DSL.selectOne()
                .from(SCOPE_EXCEPTION)
                .where(SCOPE_EXCEPTION.WORKSPACE_ID.eq(PARTY.WORKSPACE_ID), SCOPE_EXCEPTION.PROJECT_ID.eq(PARTY.PROJECT_ID), SCOPE_EXCEPTION.PARTY_ID.eq(PARTY.ID), SCOPE_EXCEPTION.ENDED_AT.isNull()));
    }

    /** A party that is out of scope; {@code reason} is null where no exception is recorded. */
    public record LeftOut(@Nullable String reason, @Nullable String by, @Nullable Instant at) {
        public boolean excepted() {
            return reason != null;
        }
    }

    /** The parties that the charter leaves out. */
    @Transactional(readOnly = true)
    public Map<PartyId, LeftOut> of(ProjectId project) {
        var found = new HashMap<PartyId, LeftOut>();
        db.select(PARTY.ID, SCOPE_EXCEPTION.REASON, MEMBER.DISPLAY_NAME, SCOPE_EXCEPTION.GRANTED_AT)
                .from(PARTY)
                .leftJoin(SCOPE_EXCEPTION).on(SCOPE_EXCEPTION.WORKSPACE_ID.eq(PARTY.WORKSPACE_ID), SCOPE_EXCEPTION.PROJECT_ID.eq(PARTY.PROJECT_ID), SCOPE_EXCEPTION.PARTY_ID.eq(PARTY.ID), SCOPE_EXCEPTION.ENDED_AT.isNull())
                .leftJoin(MEMBER).on(MEMBER.WORKSPACE_ID.eq(SCOPE_EXCEPTION.WORKSPACE_ID), MEMBER.ID.eq(SCOPE_EXCEPTION.GRANTED_BY))
                .where(PARTY.PROJECT_ID.eq(project), PARTY.REMOVED_AT.isNull(), leftOut())
                .forEach(row -> found.put(row.value1(), new LeftOut(row.value2(), row.value3(), row.value4())));
        return found;
    }

    /** Records why a party out of scope may be given work; recording it again changes nothing. */
    @Transactional
    public void record(ProjectId project, PartyId party, String typed, Actor actor) {
        projects.access(project, actor).requireEverywhere(Permission.MANAGE_TEAM);
        var name = name(project, party);
        var check = new Refused.Check();
        var reason = check.text("reason", typed, 1000);
        check.done();
        if (!of(project).containsKey(party)) throw Refused.because("scope.in_scope", name);
        var made = db.insertInto(SCOPE_EXCEPTION)
                .set(SCOPE_EXCEPTION.ID, ScopeExceptionId.next())
                .set(SCOPE_EXCEPTION.PROJECT_ID, project)
                .set(SCOPE_EXCEPTION.PARTY_ID, party)
                .set(SCOPE_EXCEPTION.REASON, reason)
                .set(SCOPE_EXCEPTION.GRANTED_BY, actor.person())
                .set(SCOPE_EXCEPTION.GRANTED_AT, clock.instant())
                .onConflictDoNothing()
                .execute();
        if (made == 1) activities.record(actor, new TeamActivity.ScopeExceptionRecorded(Ref.of("party", party), name, reason), project, party);
    }

    /** Ends an exception: no more work from now on; what was given stays. */
    @Transactional
    public void end(ProjectId project, PartyId party, Actor actor) {
        projects.access(project, actor).requireEverywhere(Permission.MANAGE_TEAM);
        var name = name(project, party);
        var ended = db.update(SCOPE_EXCEPTION)
                .set(SCOPE_EXCEPTION.ENDED_BY, actor.person())
                .set(SCOPE_EXCEPTION.ENDED_AT, clock.instant())
                .where(SCOPE_EXCEPTION.PROJECT_ID.eq(project), SCOPE_EXCEPTION.PARTY_ID.eq(party), SCOPE_EXCEPTION.ENDED_AT.isNull())
                .execute();
        if (ended == 1) activities.record(actor, new TeamActivity.ScopeExceptionEnded(Ref.of("party", party), name), project, party);
    }

    private String name(ProjectId project, PartyId party) {
        return db.select(PARTY.NAME).from(PARTY).where(PARTY.ID.eq(party), PARTY.PROJECT_ID.eq(project), PARTY.REMOVED_AT.isNull()).fetchOptional(PARTY.NAME).orElseThrow(NotFound::new);
    }
}
