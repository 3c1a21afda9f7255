package meridian.project;

import static db.identity.Tables.DEPARTMENT;
import static db.project.Tables.PARTY;
import static db.project.Tables.PROJECT;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import meridian.duty.DutyProjects;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.RegionId;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;

/** Tells the inbox which projects its duties belong to. */
@Component
final class ProjectsOfDuties implements DutyProjects {
    private final DSLContext db;

    ProjectsOfDuties(DSLContext db) {
        this.db = db;
    }

    @Override
    public Map<ProjectId, Name> names(Collection<ProjectId> projects) {
        return db.select(PROJECT.ID, PROJECT.CODE, PROJECT.NAME)
                .from(PROJECT)
                .where(PROJECT.ID.in(projects))
                .fetchMap(row -> row.value1(), row -> new Name(row.value2(), row.value3()));
    }

    @Override
    public Places places(Collection<ProjectId> projects) {
        var region = DSL.coalesce(PARTY.REGION_ID, DEPARTMENT.REGION_ID, PROJECT.HOME_REGION_ID);
        var homes = new HashMap<ProjectId, RegionId>();
        var parties = new HashMap<PartyId, RegionId>();
        var regional = new LinkedHashMap<PartyId, RegionId>();
        db.select(PROJECT.ID, PROJECT.HOME_REGION_ID, PARTY.ID, region, PARTY.REGION_ID, PARTY.REMOVED_AT)
                .from(PROJECT)
                .leftJoin(PARTY).on(PARTY.WORKSPACE_ID.eq(PROJECT.WORKSPACE_ID), PARTY.PROJECT_ID.eq(PROJECT.ID))
                .leftJoin(DEPARTMENT).on(DEPARTMENT.WORKSPACE_ID.eq(PARTY.WORKSPACE_ID), DEPARTMENT.ID.eq(PARTY.DEPARTMENT_ID))
                .where(PROJECT.ID.in(projects))
                .orderBy(PARTY.POSITION)
                .forEach(row -> {
                    homes.put(row.value1(), row.value2());
                    if (row.value3() != null) parties.put(row.value3(), row.value4());
                    if (row.value5() != null && row.value6() == null) regional.put(row.value3(), row.value5());
                });
        return new Places(homes, parties, regional);
    }
}
