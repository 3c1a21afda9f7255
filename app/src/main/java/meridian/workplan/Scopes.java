package meridian.workplan;

import static db.project.Tables.PARTY;
import static db.project.Tables.SCOPE_ITEM;

import java.util.HashSet;
import java.util.LinkedHashMap;
import meridian.project.Parties;
import meridian.project.Party;
import meridian.project.ProjectAccess;
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
        var excluded = db.select(PARTY.ID)
                .from(PARTY)
                .join(SCOPE_ITEM).on(SCOPE_ITEM.WORKSPACE_ID.eq(PARTY.WORKSPACE_ID), SCOPE_ITEM.PROJECT_ID.eq(PARTY.PROJECT_ID))
                .where(PARTY.PROJECT_ID.eq(project.id()), SCOPE_ITEM.INCLUDED.isFalse())
                .and(SCOPE_ITEM.REGION_ID.eq(PARTY.REGION_ID).or(SCOPE_ITEM.DEPARTMENT_ID.eq(PARTY.DEPARTMENT_ID)))
                .fetch(PARTY.ID);
        return new Scope(byId, new HashSet<>(excluded), project.homeZone());
    }
}
