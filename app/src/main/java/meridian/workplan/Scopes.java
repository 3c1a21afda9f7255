package meridian.workplan;

import static db.project.Tables.PARTY;
import static db.project.Tables.SCOPE_ITEM;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import meridian.identity.Calendars;
import meridian.project.Parties;
import meridian.project.Party;
import meridian.project.ProjectAccess;
import meridian.project.ScopeExceptions;
import meridian.tenancy.DepartmentId;
import meridian.tenancy.PartyId;
import meridian.tenancy.RegionId;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;

/** Reads who work can be given to in a project. */
@Component
class Scopes {
    private final DSLContext db;
    private final Parties parties;
    private final Calendars calendars;

    Scopes(DSLContext db, Parties parties, Calendars calendars) {
        this.db = db;
        this.parties = parties;
        this.calendars = calendars;
    }

    Scope of(ProjectAccess project) {
        var byId = new LinkedHashMap<PartyId, Party>();
        for (var party : parties.of(project.id())) byId.put(party.id(), party);
        var excluded = new HashSet<PartyId>();
        var regions = new HashSet<RegionId>();
        var departments = new HashSet<DepartmentId>();
        db.select(SCOPE_ITEM.REGION_ID, SCOPE_ITEM.DEPARTMENT_ID, PARTY.ID, DSL.field(ScopeExceptions.excepted()))
                .from(SCOPE_ITEM)
                .leftJoin(PARTY).on(PARTY.WORKSPACE_ID.eq(SCOPE_ITEM.WORKSPACE_ID), PARTY.PROJECT_ID.eq(SCOPE_ITEM.PROJECT_ID), PARTY.REGION_ID.eq(SCOPE_ITEM.REGION_ID).or(PARTY.DEPARTMENT_ID.eq(SCOPE_ITEM.DEPARTMENT_ID)))
                .where(SCOPE_ITEM.PROJECT_ID.eq(project.id()), SCOPE_ITEM.INCLUDED.isFalse())
                .forEach(row -> {
                    if (row.value1() != null) regions.add(row.value1());
                    if (row.value2() != null) departments.add(row.value2());
                    if (row.value3() != null && !row.value4()) excluded.add(row.value3());
                });
        return new Scope(byId, excluded, regions, departments, project.homeZone());
    }

    /** Whose calendar the work of each of these parties goes by. */
    PlanCalendars calendars(Scope scope, ProjectAccess project) {
        var regions = new HashMap<PartyId, RegionId>();
        scope.parties().forEach((id, party) -> regions.put(id, party.calendarRegion()));
        return new PlanCalendars(regions, project.homeRegion(), calendars.all());
    }
}
