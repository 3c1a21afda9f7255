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
import meridian.tenancy.PartyId;
import meridian.tenancy.RegionId;
import org.jooq.DSLContext;
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
        var excluded = db.select(PARTY.ID).from(PARTY).where(PARTY.PROJECT_ID.eq(project.id()), ScopeExceptions.leftOut()).andNot(ScopeExceptions.excepted()).fetchSet(PARTY.ID);
        var out = db.select(SCOPE_ITEM.REGION_ID, SCOPE_ITEM.DEPARTMENT_ID).from(SCOPE_ITEM).where(SCOPE_ITEM.PROJECT_ID.eq(project.id()), SCOPE_ITEM.INCLUDED.isFalse()).fetch();
        return new Scope(byId, excluded, new HashSet<>(out.getValues(SCOPE_ITEM.REGION_ID)), new HashSet<>(out.getValues(SCOPE_ITEM.DEPARTMENT_ID)), project.homeZone());
    }

    /** Whose calendar the work of each of these parties goes by. */
    PlanCalendars calendars(Scope scope, ProjectAccess project) {
        var regions = new HashMap<PartyId, RegionId>();
        scope.parties().forEach((id, party) -> regions.put(id, party.calendarRegion()));
        return new PlanCalendars(regions, project.homeRegion(), calendars.all());
    }
}
