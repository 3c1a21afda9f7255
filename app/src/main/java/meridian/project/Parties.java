package meridian.project;

import static db.identity.Tables.DEPARTMENT;
import static db.identity.Tables.REGION;
import static db.identity.Tables.ROLE_GRANT;
import static db.project.Tables.PARTY;
import static db.project.Tables.PROJECT;
import static db.project.Tables.SCOPE_ITEM;

import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import meridian.activity.Activities;
import meridian.duty.Departures;
import meridian.identity.Grants;
import meridian.identity.Permission;
import meridian.tenancy.Actor;
import meridian.tenancy.DepartmentId;
import meridian.tenancy.NotFound;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.RegionId;
import meridian.tenancy.Stale;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The parties of a project, in their order. */
@Component
public class Parties {
    // What 1d means in the party's region: the most common length of a day in the hours that hold now.
    private static final Field<Integer> USUAL_DAY = DSL.field("""
            coalesce((select mode() within group (order by d.minutes)
                        from (select sum(h.to_minute - h.from_minute)::int as minutes
                                from identity.week_hours h
                               where h.workspace_id = {0} and h.region_id = {1}
                                 and h.effective_from = (select max(l.effective_from) from identity.week_hours l where l.workspace_id = {0} and l.region_id = {1} and l.effective_from <= current_date)
                               group by h.weekday, h.parity) d), 480)""", Integer.class, REGION.WORKSPACE_ID, REGION.ID);

    private final DSLContext db;
    private final Projects projects;
    private final Activities activities;
    private final Grants grants;
    private final Clock clock;
    private final ObjectProvider<PartyWork> work;
    private final Departures departures;

    Parties(DSLContext db, Projects projects, Activities activities, Grants grants, Clock clock, ObjectProvider<PartyWork> work, Departures departures) {
        this.db = db;
        this.projects = projects;
        this.activities = activities;
        this.grants = grants;
        this.clock = clock;
        this.work = work;
        this.departures = departures;
    }

    /** All parties that have not been removed. */
    @Transactional(readOnly = true)
    public List<Party> of(ProjectId project) {
        var calendarRegion = DSL.coalesce(PARTY.REGION_ID, DEPARTMENT.REGION_ID, PROJECT.HOME_REGION_ID);
        return db.select(PARTY.ID, PARTY.NAME, PARTY.REGION_ID, PARTY.DEPARTMENT_ID, REGION.ID, REGION.ZONE, PARTY.POSITION, USUAL_DAY)
                .from(PARTY)
                .join(PROJECT).on(PROJECT.WORKSPACE_ID.eq(PARTY.WORKSPACE_ID), PROJECT.ID.eq(PARTY.PROJECT_ID))
                .leftJoin(DEPARTMENT).on(DEPARTMENT.WORKSPACE_ID.eq(PARTY.WORKSPACE_ID), DEPARTMENT.ID.eq(PARTY.DEPARTMENT_ID))
                .join(REGION).on(REGION.WORKSPACE_ID.eq(PARTY.WORKSPACE_ID), REGION.ID.eq(calendarRegion))
                .where(PARTY.PROJECT_ID.eq(project), PARTY.REMOVED_AT.isNull())
                .orderBy(PARTY.POSITION, PARTY.NAME)
                .fetch(row -> new Party(row.value1(), row.value2(), row.value3(), row.value4(), row.value5(), ZoneId.of(row.value6()), row.value7(), row.value8()));
    }

    @Transactional
    public PartyId addRegion(ProjectId project, RegionId region, Actor actor) {
        var name = db.select(REGION.NAME).from(REGION).where(REGION.ID.eq(region), REGION.CLOSED_AT.isNull()).fetchOptional(REGION.NAME)
                .orElseThrow(() -> Refused.at("region", "refused.not_a_choice"));
        return add(project, "region", region, null, name, actor);
    }

    @Transactional
    public PartyId addDepartment(ProjectId project, DepartmentId department, Actor actor) {
        var name = db.select(DEPARTMENT.NAME).from(DEPARTMENT).where(DEPARTMENT.ID.eq(department), DEPARTMENT.CLOSED_AT.isNull()).fetchOptional(DEPARTMENT.NAME)
                .orElseThrow(() -> Refused.at("department", "refused.not_a_choice"));
        return add(project, "department", null, department, name, actor);
    }

    /** Makes every region and department that the charter has in scope a party; says how many came. */
    @Transactional
    public int addScope(ProjectId project, Actor actor) {
        projects.access(project, actor).requireEverywhere(Permission.MANAGE_TEAM);
        var missing = candidates(project).stream().filter(Candidate::inScope).toList();
        for (var one : missing) {
            if (one.kind().equals("region")) addRegion(project, RegionId.of(one.id()), actor);
            else addDepartment(project, DepartmentId.of(one.id()), actor);
        }
        return missing.size();
    }

    private PartyId add(ProjectId project, String kind, @org.jspecify.annotations.Nullable RegionId region, @org.jspecify.annotations.Nullable DepartmentId department, String name, Actor actor) {
        projects.access(project, actor).requireEverywhere(Permission.MANAGE_TEAM);
        var last = db.select(DSL.coalesce(DSL.max(PARTY.POSITION), 0)).from(PARTY).where(PARTY.PROJECT_ID.eq(project)).fetchSingle().value1();
        var id = db.insertInto(PARTY)
                .set(PARTY.ID, PartyId.next())
                .set(PARTY.PROJECT_ID, project)
                .set(PARTY.KIND, kind)
                .set(PARTY.REGION_ID, region)
                .set(PARTY.DEPARTMENT_ID, department)
                .set(PARTY.NAME, name)
                .set(PARTY.POSITION, last + 1)
                .onConflictDoNothing()
                .returning(PARTY.ID)
                .fetchOne(PARTY.ID);
        if (id == null) id = comeBack(project, region, department, last + 1);
        if (id == null) throw Refused.at(kind, "refused.taken");
        activities.record(actor, new ProjectActivity.PartyAdded(Ref.of("party", id), name), project, id);
        return id;
    }

    // A party that was removed takes its old place in everything that still names it.
    private @org.jspecify.annotations.Nullable PartyId comeBack(ProjectId project, @org.jspecify.annotations.Nullable RegionId region, @org.jspecify.annotations.Nullable DepartmentId department, int position) {
        return db.update(PARTY)
                .setNull(PARTY.REMOVED_AT)
                .set(PARTY.POSITION, position)
                .set(PARTY.VERSION, PARTY.VERSION.plus(1))
                .where(PARTY.PROJECT_ID.eq(project), PARTY.REMOVED_AT.isNotNull())
                .and(region != null ? PARTY.REGION_ID.eq(region) : PARTY.DEPARTMENT_ID.eq(department))
                .returning(PARTY.ID)
                .fetchOne(PARTY.ID);
    }

    /** Removes a party, and with it the roles held for it; who has no other one owes nothing here any more. Refused while it has open tasks: they would be nobody’s. */
    @Transactional
    public void remove(ProjectId project, PartyId party, String reason, int version, Actor actor) {
        projects.access(project, actor).requireEverywhere(Permission.MANAGE_TEAM);
        requireOf(project, party);
        var check = new Refused.Check();
        var why = check.text("reason", reason, 500);
        var open = work.orderedStream().mapToInt(some -> some.open(project, party)).sum();
        check.reject(open > 0, "", "team.party_has_work", open);
        check.done();
        var name = db.update(PARTY)
                .set(PARTY.REMOVED_AT, clock.instant())
                .set(PARTY.VERSION, PARTY.VERSION.plus(1))
                .where(PARTY.ID.eq(party), PARTY.PROJECT_ID.eq(project), PARTY.REMOVED_AT.isNull(), PARTY.VERSION.eq(version))
                .returning(PARTY.NAME)
                .fetchOptional(PARTY.NAME)
                .orElseThrow(Stale::new);
        var held = db.select(ROLE_GRANT.ID, ROLE_GRANT.MEMBER_ID).from(ROLE_GRANT).where(ROLE_GRANT.PROJECT_ID.eq(project), ROLE_GRANT.PARTY_ID.eq(party)).fetch();
        for (var grant : held) grants.revoke(grant.value1(), actor);
        held.stream().map(grant -> grant.value2()).distinct().forEach(member -> departures.leaveProject(project, member, actor));
        activities.record(actor, new TeamActivity.PartyRemoved(Ref.of("party", party), name, why), project, party);
    }

    /** Moves a party one place up; the first stays where it is. */
    @Transactional
    public void moveUp(ProjectId project, PartyId party, int version, Actor actor) {
        projects.access(project, actor).requireEverywhere(Permission.MANAGE_TEAM);
        requireOf(project, party);
        var row = db.update(PARTY)
                .set(PARTY.VERSION, PARTY.VERSION.plus(1))
                .where(PARTY.ID.eq(party), PARTY.PROJECT_ID.eq(project), PARTY.REMOVED_AT.isNull(), PARTY.VERSION.eq(version))
                .execute();
        if (row == 0) throw new Stale();
        var order = new ArrayList<>(of(project));
        int at = order.stream().map(Party::id).toList().indexOf(party);
        if (at < 1) return;
        order.add(at - 1, order.remove(at));
        for (int i = 0; i < order.size(); i++) db.update(PARTY).set(PARTY.POSITION, i + 1).where(PARTY.ID.eq(order.get(i).id())).execute();
        activities.record(actor, new TeamActivity.PartiesOrdered(Ref.of("party", party), order.stream().map(Party::name).toList()), project, party);
    }

    private void requireOf(ProjectId project, PartyId party) {
        if (!db.fetchExists(PARTY, PARTY.ID.eq(party), PARTY.PROJECT_ID.eq(project))) throw new NotFound();
    }

    /** A region or department that is no party yet; whether the charter has it in scope. */
    public record Candidate(String kind, String id, String name, boolean inScope) {}

    /** Which regions and departments of the workspace could still become parties. */
    @Transactional(readOnly = true)
    public List<Candidate> candidates(ProjectId project) {
        var regions = db.select(REGION.ID, REGION.NAME, DSL.field(DSL.exists(DSL.selectOne().from(SCOPE_ITEM).where(SCOPE_ITEM.WORKSPACE_ID.eq(REGION.WORKSPACE_ID), SCOPE_ITEM.PROJECT_ID.eq(project), SCOPE_ITEM.INCLUDED.isTrue(), SCOPE_ITEM.REGION_ID.eq(REGION.ID)))))
                .from(REGION)
                .where(REGION.CLOSED_AT.isNull())
                .andNotExists(DSL.selectOne().from(PARTY).where(PARTY.WORKSPACE_ID.eq(REGION.WORKSPACE_ID), PARTY.PROJECT_ID.eq(project), PARTY.REGION_ID.eq(REGION.ID), PARTY.REMOVED_AT.isNull()))
                .orderBy(REGION.NAME)
                .fetch(row -> new Candidate("region", row.value1().toString(), row.value2(), row.value3()));
        var departments = db.select(DEPARTMENT.ID, DEPARTMENT.NAME, DSL.field(DSL.exists(DSL.selectOne().from(SCOPE_ITEM).where(SCOPE_ITEM.WORKSPACE_ID.eq(DEPARTMENT.WORKSPACE_ID), SCOPE_ITEM.PROJECT_ID.eq(project), SCOPE_ITEM.INCLUDED.isTrue(), SCOPE_ITEM.DEPARTMENT_ID.eq(DEPARTMENT.ID)))))
                .from(DEPARTMENT)
                .where(DEPARTMENT.CLOSED_AT.isNull())
                .andNotExists(DSL.selectOne().from(PARTY).where(PARTY.WORKSPACE_ID.eq(DEPARTMENT.WORKSPACE_ID), PARTY.PROJECT_ID.eq(project), PARTY.DEPARTMENT_ID.eq(DEPARTMENT.ID), PARTY.REMOVED_AT.isNull()))
                .orderBy(DEPARTMENT.NAME)
                .fetch(row -> new Candidate("department", row.value1().toString(), row.value2(), row.value3()));
        return Stream.concat(regions.stream(), departments.stream()).toList();
    }
}
