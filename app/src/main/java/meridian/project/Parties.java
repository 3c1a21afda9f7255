package meridian.project;

import static db.identity.Tables.DEPARTMENT;
import static db.identity.Tables.REGION;
import static db.project.Tables.PARTY;
import static db.project.Tables.PROJECT;

import java.time.ZoneId;
import java.util.List;
import meridian.activity.Activities;
import meridian.identity.Permission;
import meridian.tenancy.Actor;
import meridian.tenancy.DepartmentId;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.RegionId;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The parties of a project, in their order. */
@Component
public class Parties {
    private final DSLContext db;
    private final Projects projects;
    private final Activities activities;

    Parties(DSLContext db, Projects projects, Activities activities) {
        this.db = db;
        this.projects = projects;
        this.activities = activities;
    }

    /** All parties that have not been removed. */
    @Transactional(readOnly = true)
    public List<Party> of(ProjectId project) {
        var calendarRegion = DSL.coalesce(PARTY.REGION_ID, DEPARTMENT.REGION_ID, PROJECT.HOME_REGION_ID);
        return db.select(PARTY.ID, PARTY.NAME, PARTY.REGION_ID, PARTY.DEPARTMENT_ID, REGION.ID, REGION.ZONE, PARTY.POSITION)
                .from(PARTY)
                .join(PROJECT).on(PROJECT.WORKSPACE_ID.eq(PARTY.WORKSPACE_ID), PROJECT.ID.eq(PARTY.PROJECT_ID))
                .leftJoin(DEPARTMENT).on(DEPARTMENT.WORKSPACE_ID.eq(PARTY.WORKSPACE_ID), DEPARTMENT.ID.eq(PARTY.DEPARTMENT_ID))
                .join(REGION).on(REGION.WORKSPACE_ID.eq(PARTY.WORKSPACE_ID), REGION.ID.eq(calendarRegion))
                .where(PARTY.PROJECT_ID.eq(project), PARTY.REMOVED_AT.isNull())
                .orderBy(PARTY.POSITION, PARTY.NAME)
                .fetch(row -> new Party(row.value1(), row.value2(), row.value3(), row.value4(), row.value5(), ZoneId.of(row.value6()), row.value7()));
    }

    @Transactional
    public PartyId addRegion(ProjectId project, RegionId region, Actor actor) {
        var name = db.select(REGION.NAME).from(REGION).where(REGION.ID.eq(region)).fetchOptional(REGION.NAME)
                .orElseThrow(() -> Refused.at("region", "refused.not_a_choice"));
        return add(project, "region", region, null, name, actor);
    }

    @Transactional
    public PartyId addDepartment(ProjectId project, DepartmentId department, Actor actor) {
        var name = db.select(DEPARTMENT.NAME).from(DEPARTMENT).where(DEPARTMENT.ID.eq(department)).fetchOptional(DEPARTMENT.NAME)
                .orElseThrow(() -> Refused.at("department", "refused.not_a_choice"));
        return add(project, "department", null, department, name, actor);
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
        if (id == null) throw Refused.at(kind, "refused.taken");
        activities.record(actor, new ProjectActivity.PartyAdded(Ref.of("party", id), name), project, id);
        return id;
    }
}
