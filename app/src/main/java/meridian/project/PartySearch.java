package meridian.project;

import static db.project.Tables.PARTY;
import static db.project.Tables.PROJECT;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import meridian.index.Entry;
import meridian.index.Searchable;
import meridian.tenancy.PartyId;
import meridian.tenancy.Ref;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The parties of each project by their names. */
@Component
class PartySearch implements Searchable {
    private final DSLContext db;

    PartySearch(DSLContext db) {
        this.db = db;
    }

    @Override
    public String kind() {
        return "party";
    }

    @Override
    public List<Entry> entries(Collection<UUID> things) {
        return db.select(PARTY.ID, PARTY.PROJECT_ID, PROJECT.CODE, PARTY.NAME)
                .from(PARTY)
                .join(PROJECT).on(PROJECT.WORKSPACE_ID.eq(PARTY.WORKSPACE_ID), PROJECT.ID.eq(PARTY.PROJECT_ID))
                .where(PARTY.ID.in(things.stream().map(PartyId::new).toList()), PARTY.REMOVED_AT.isNull())
                .fetch(row -> Entry.of(Ref.of("party", row.value1()), row.value4(), "/p/" + row.value3() + "/team#parties").in(row.value2()).party(row.value1()).at(DeliverableSearch.born(row.value1().value())).done());
    }

    @Override
    public List<UUID> after(@Nullable UUID last, int most) {
        return db.select(PARTY.ID).from(PARTY).where(last == null ? DSL.noCondition() : PARTY.ID.gt(new PartyId(last))).orderBy(PARTY.ID).limit(most).fetch(row -> row.value1().value());
    }
}
