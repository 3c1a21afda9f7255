package meridian.coordination;

import static db.coordination.Tables.EMERGENCY;
import static db.coordination.Tables.EMERGENCY_ENTRY;
import static db.coordination.Tables.EMERGENCY_PARTY;
import static db.project.Tables.PROJECT;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import meridian.index.Entry;
import meridian.index.Searchable;
import meridian.tenancy.EmergencyId;
import meridian.tenancy.Ref;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Emergencies by what happened and by what was said in their rooms. */
@Component
class EmergencySearch implements Searchable {
    private final DSLContext db;

    EmergencySearch(DSLContext db) {
        this.db = db;
    }

    @Override
    public String kind() {
        return "emergency";
    }

    @Override
    public List<Entry> entries(Collection<UUID> things) {
        var said = DSL.multiset(DSL.select(EMERGENCY_ENTRY.CONTENT).from(EMERGENCY_ENTRY)
                        .where(EMERGENCY_ENTRY.WORKSPACE_ID.eq(EMERGENCY.WORKSPACE_ID), EMERGENCY_ENTRY.EMERGENCY_ID.eq(EMERGENCY.ID), EMERGENCY_ENTRY.CONTENT.ne(""), EMERGENCY_ENTRY.KIND.ne("file"))
                        .orderBy(EMERGENCY_ENTRY.AT.desc(), EMERGENCY_ENTRY.ID.desc()).limit(300))
                .convertFrom(rows -> rows.getValues(EMERGENCY_ENTRY.CONTENT));
        var party = DSL.field(DSL.select(EMERGENCY_PARTY.PARTY_ID).from(EMERGENCY_PARTY).where(EMERGENCY_PARTY.WORKSPACE_ID.eq(EMERGENCY.WORKSPACE_ID), EMERGENCY_PARTY.EMERGENCY_ID.eq(EMERGENCY.ID)).orderBy(EMERGENCY_PARTY.PARTY_ID).limit(1));
        return db.select(EMERGENCY.ID, EMERGENCY.PROJECT_ID, PROJECT.CODE, EMERGENCY.NUMBER, EMERGENCY.TITLE, EMERGENCY.WHAT, EMERGENCY.PLACE, EMERGENCY.CAUSE, EMERGENCY.HELPED, EMERGENCY.CHANGES, EMERGENCY.RAISED_BY, EMERGENCY.RAISED_AT, said, party)
                .from(EMERGENCY)
                .join(PROJECT).on(PROJECT.WORKSPACE_ID.eq(EMERGENCY.WORKSPACE_ID), PROJECT.ID.eq(EMERGENCY.PROJECT_ID))
                .where(EMERGENCY.ID.in(things.stream().map(EmergencyId::new).toList()))
                .fetch(row -> Entry.of(Ref.of("emergency", row.value1()), row.value5(), "/p/" + row.value3() + "/emergencies/" + row.value4()).in(row.value2()).number("E-" + row.value4())
                        .party(row.value14()).by(row.value11()).at(row.value12()).text(row.value6(), row.value7(), row.value8(), row.value9(), row.value10()).text(row.value13()).done());
    }

    @Override
    public List<UUID> after(@Nullable UUID last, int most) {
        return db.select(EMERGENCY.ID).from(EMERGENCY).where(last == null ? DSL.noCondition() : EMERGENCY.ID.gt(new EmergencyId(last))).orderBy(EMERGENCY.ID).limit(most).fetch(row -> row.value1().value());
    }
}
