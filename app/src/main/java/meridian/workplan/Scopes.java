package meridian.workplan;

import static db.project.Tables.PARTY;
import static db.project.Tables.SCOPE_ITEM;

import java.util.HashSet;
import java.util.LinkedHashMap;
import meridian.project.Parties;
import meridian.project.Party;
import meridian.project.ProjectAccess;
import meridian.project.ScopeExceptions;
import meridian.tenancy.PartyId;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** Reads who work can be given to in a project. */
@Component
class Scopes {
    private final DSLContext db;
    private final Parties parties;

    Scopes(DSLContext db, Parties parties) {
        this.db = db;
        this.parties = parties;
    }

    Scope of(ProjectAccess project) {
        var byId = new LinkedHashMap<PartyId, Party>();
        for (var party : parties.of(project.id())) byId.put(party.id(), party);
        var excluded = db.select(PARTY.ID).from(PARTY).where(PARTY.PROJECT_ID.eq(project.id()), ScopeExceptions.leftOut()).andNot(ScopeExceptions.excepted()).fetchSet(PARTY.ID);
        var out = db.select(SCOPE_ITEM.REGION_ID, SCOPE_ITEM.DEPARTMENT_ID).from(SCOPE_ITEM).where(SCOPE_ITEM.PROJECT_ID.eq(project.id()), SCOPE_ITEM.INCLUDED.isFalse()).fetch();
        return new Scope(byId, excluded, new HashSet<>(out.getValues(SCOPE_ITEM.REGION_ID)), new HashSet<>(out.getValues(SCOPE_ITEM.DEPARTMENT_ID)), project.homeZone());
    }
}
