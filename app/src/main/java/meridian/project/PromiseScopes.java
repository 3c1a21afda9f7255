package meridian.project;

import static db.identity.Tables.ROLE_GRANT;
import static db.project.Tables.PARTY;
import static db.project.Tables.PROJECT;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import meridian.duty.PromiseRecord;
import meridian.duty.Promises;
import meridian.identity.Permission;
import meridian.identity.Role;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Reader;
import meridian.tenancy.WorkspaceRole;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Whose promise record somebody may read: of a project, if they run or sponsor it or are auditors; else of the parties they answer for. */
@Component
public class PromiseScopes {
    private static final List<Role> READERS = Arrays.stream(Role.values()).filter(role -> role.permits(Permission.READ_PROMISES)).toList();

    private final DSLContext db;

    PromiseScopes(DSLContext db) {
        this.db = db;
    }

    /** A party as it is called, also one that was removed; the same region or department is the same unit in every project. */
    public record Named(PartyId id, String name) {}

    /** One project; {@code own} are the parties to which the reader is held, null where they read of all. */
    public record Scope(ProjectId id, String code, String name, @Nullable List<PartyId> own, List<Named> parties) {
        public boolean whole() {
            return own == null;
        }

        /** The parties of which the reader may know, in the project's order. */
        public List<Named> readable() {
            return own == null ? parties : parties.stream().filter(party -> own.contains(party.id())).toList();
        }
    }

    @Transactional(readOnly = true)
    public Scope of(ProjectAccess access) {
        var own = access.mayEverywhere(Permission.READ_PROMISES) ? null : access.parties().stream().filter(party -> access.may(Permission.READ_PROMISES, party)).toList();
        return new Scope(access.id(), access.code(), access.name(), own, db.select(PARTY.ID, PARTY.NAME).from(PARTY).where(PARTY.PROJECT_ID.eq(access.id())).orderBy(PARTY.POSITION, PARTY.ID).fetch(row -> new Named(row.value1(), row.value2())));
    }

    /** Every project of which the reader may read a promise record, closed ones too, by code; one statement. */
    @Transactional(readOnly = true)
    public List<Scope> of(Reader reader) {
        var auditor = reader.role() == WorkspaceRole.AUDITOR;
        var held = select(ROLE_GRANT.ROLE, ROLE_GRANT.PARTY_ID)
                .from(ROLE_GRANT)
                .where(ROLE_GRANT.WORKSPACE_ID.eq(PROJECT.WORKSPACE_ID), ROLE_GRANT.PROJECT_ID.eq(PROJECT.ID), ROLE_GRANT.MEMBER_ID.eq(reader.member()), ROLE_GRANT.ROLE.in(READERS.stream().map(role -> inline(role.text())).toList()));
        var grants = multiset(held).convertFrom(rows -> rows.map(row -> new Held(row.value1(), row.value2())));
        Field<List<Named>> parties = multiset(select(PARTY.ID, PARTY.NAME).from(PARTY).where(PARTY.WORKSPACE_ID.eq(PROJECT.WORKSPACE_ID), PARTY.PROJECT_ID.eq(PROJECT.ID)).orderBy(PARTY.POSITION, PARTY.ID))
                .convertFrom(rows -> rows.map(row -> new Named(row.value1(), row.value2())));
        return db.select(PROJECT.ID, PROJECT.CODE, PROJECT.NAME, grants, parties)
                .from(PROJECT)
                .where(PROJECT.DELETED_AT.isNull())
                .and(auditor ? noCondition() : org.jooq.impl.DSL.exists(held))
                .orderBy(PROJECT.CODE)
                .fetch(row -> new Scope(row.value1(), row.value2(), row.value3(), auditor ? null : own(row.value4()), row.value5()));
    }

    private record Held(String role, @Nullable PartyId party) {}

    private static @Nullable List<PartyId> own(List<Held> held) {
        if (held.stream().anyMatch(grant -> grant.party() == null)) return null;
        return held.stream().map(Held::party).distinct().toList();
    }

    /** What parties and projects are called; a unit is a party by its name, the same in every project. */
    public record Names(List<Scope> projects, Map<PartyId, String> parties, List<String> units) {
        public static Names of(List<Scope> scopes) {
            var parties = new HashMap<PartyId, String>();
            var units = new ArrayList<String>();
            for (var scope : scopes) for (var party : scope.parties()) {
                parties.put(party.id(), party.name());
                if (!units.contains(party.name())) units.add(party.name());
            }
            return new Names(scopes, parties, units);
        }

        public String unit(Promises.Line line, String nobodys) {
            return line.party() == null ? nobodys : parties.getOrDefault(line.party(), nobodys);
        }
    }

    /** What is to be asked of the record for these. */
    public static PromiseRecord.Of record(List<Scope> scopes) {
        return new PromiseRecord.Of(scopes.stream().filter(Scope::whole).map(Scope::id).toList(), scopes.stream().filter(scope -> !scope.whole()).map(Scope::id).toList(),
                scopes.stream().filter(scope -> scope.own() != null).flatMap(scope -> scope.own().stream()).toList());
    }
}
