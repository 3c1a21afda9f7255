package meridian.coordination;

import static db.coordination.Tables.DISPUTE;
import static db.coordination.Tables.DISPUTE_MEETING;
import static db.coordination.Tables.DISPUTE_RESOLUTION;
import static db.coordination.Tables.DISPUTE_SIDE;
import static db.project.Tables.PROJECT;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import meridian.index.Entry;
import meridian.index.Searchable;
import meridian.tenancy.DisputeId;
import meridian.tenancy.Ref;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Disputes by what they are about, what each side says and how they were resolved. */
@Component
class DisputeSearch implements Searchable {
    private final DSLContext db;

    DisputeSearch(DSLContext db) {
        this.db = db;
    }

    @Override
    public String kind() {
        return Dispute.KIND;
    }

    @Override
    public List<Entry> entries(Collection<UUID> things) {
        var sides = DSL.multiset(DSL.select(DISPUTE_SIDE.STATEMENT).from(DISPUTE_SIDE)
                        .where(DISPUTE_SIDE.WORKSPACE_ID.eq(DISPUTE.WORKSPACE_ID), DISPUTE_SIDE.DISPUTE_ID.eq(DISPUTE.ID), DISPUTE_SIDE.STATEMENT.ne(""))
                        .orderBy(DISPUTE_SIDE.POSITION))
                .convertFrom(rows -> rows.getValues(DISPUTE_SIDE.STATEMENT));
        var first = DSL.field(DSL.select(DISPUTE_SIDE.PARTY_ID).from(DISPUTE_SIDE).where(DISPUTE_SIDE.WORKSPACE_ID.eq(DISPUTE.WORKSPACE_ID), DISPUTE_SIDE.DISPUTE_ID.eq(DISPUTE.ID)).orderBy(DISPUTE_SIDE.POSITION).limit(1));
        return db.select(DISPUTE.ID, DISPUTE.PROJECT_ID, PROJECT.CODE, DISPUTE.NUMBER, DISPUTE.TITLE, DISPUTE.ABOUT, DISPUTE.RAISED_BY, DISPUTE.RAISED_AT, DISPUTE_RESOLUTION.FACTS, DISPUTE_RESOLUTION.DECISION, DISPUTE_MEETING.RECORD, sides, first)
                .from(DISPUTE)
                .join(PROJECT).on(PROJECT.WORKSPACE_ID.eq(DISPUTE.WORKSPACE_ID), PROJECT.ID.eq(DISPUTE.PROJECT_ID))
                .leftJoin(DISPUTE_RESOLUTION).on(DISPUTE_RESOLUTION.WORKSPACE_ID.eq(DISPUTE.WORKSPACE_ID), DISPUTE_RESOLUTION.DISPUTE_ID.eq(DISPUTE.ID))
                .leftJoin(DISPUTE_MEETING).on(DISPUTE_MEETING.WORKSPACE_ID.eq(DISPUTE.WORKSPACE_ID), DISPUTE_MEETING.DISPUTE_ID.eq(DISPUTE.ID))
                .where(DISPUTE.ID.in(things.stream().map(DisputeId::new).toList()))
                .fetch(row -> Entry.of(Ref.of(Dispute.KIND, row.value1()), row.value5(), "/p/" + row.value3() + "/disputes/" + row.value4()).in(row.value2()).number(Dispute.code(row.value4()))
                        .party(row.value13()).by(row.value7()).at(row.value8()).text(row.value6(), row.value10(), row.value9(), row.value11()).text(row.value12()).done());
    }

    @Override
    public List<UUID> after(@Nullable UUID last, int most) {
        return db.select(DISPUTE.ID).from(DISPUTE).where(last == null ? DSL.noCondition() : DISPUTE.ID.gt(new DisputeId(last))).orderBy(DISPUTE.ID).limit(most).fetch(row -> row.value1().value());
    }
}
