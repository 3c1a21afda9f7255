package meridian.project;

import static db.project.Tables.CRITERION;
import static db.project.Tables.DELIVERABLE;
import static db.project.Tables.PROJECT;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import meridian.index.Entry;
import meridian.index.Searchable;
import meridian.tenancy.DeliverableId;
import meridian.tenancy.Ref;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Deliverables by their names, what they are and what they are judged by. */
@Component
class DeliverableSearch implements Searchable {
    private final DSLContext db;

    DeliverableSearch(DSLContext db) {
        this.db = db;
    }

    @Override
    public String kind() {
        return "deliverable";
    }

    @Override
    public List<Entry> entries(Collection<UUID> things) {
        var criteria = DSL.multiset(DSL.select(CRITERION.CONTENT).from(CRITERION)
                        .where(CRITERION.WORKSPACE_ID.eq(DELIVERABLE.WORKSPACE_ID), CRITERION.DELIVERABLE_ID.eq(DELIVERABLE.ID))
                        .orderBy(CRITERION.POSITION))
                .convertFrom(rows -> rows.getValues(CRITERION.CONTENT));
        return db.select(DELIVERABLE.ID, DELIVERABLE.PROJECT_ID, PROJECT.CODE, DELIVERABLE.NAME, DELIVERABLE.DESCRIPTION, criteria)
                .from(DELIVERABLE)
                .join(PROJECT).on(PROJECT.WORKSPACE_ID.eq(DELIVERABLE.WORKSPACE_ID), PROJECT.ID.eq(DELIVERABLE.PROJECT_ID))
                .where(DELIVERABLE.ID.in(things.stream().map(DeliverableId::new).toList()), DELIVERABLE.DELETED_AT.isNull())
                .fetch(row -> Entry.of(Ref.of("deliverable", row.value1()), row.value4(), "/p/" + row.value3() + "/charter#deliverables").in(row.value2()).text(row.value5()).text(row.value6()).at(born(row.value1().value())).done());
    }

    /** When an id was made. */
    static Instant born(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }

    @Override
    public List<UUID> after(@Nullable UUID last, int most) {
        return db.select(DELIVERABLE.ID).from(DELIVERABLE).where(last == null ? DSL.noCondition() : DELIVERABLE.ID.gt(new DeliverableId(last))).orderBy(DELIVERABLE.ID).limit(most).fetch(row -> row.value1().value());
    }
}
