package meridian.closing;

import static db.closing.Tables.HANDOVER_ITEM;
import static db.project.Tables.PROJECT;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import meridian.index.Entry;
import meridian.index.Searchable;
import meridian.tenancy.HandoverItemId;
import meridian.tenancy.Ref;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What was handed over, by its name and its note. */
@Component
class HandoverSearch implements Searchable {
    private final DSLContext db;

    HandoverSearch(DSLContext db) {
        this.db = db;
    }

    @Override
    public String kind() {
        return Handovers.KIND;
    }

    @Override
    public List<Entry> entries(Collection<UUID> things) {
        return db.select(HANDOVER_ITEM.ID, HANDOVER_ITEM.PROJECT_ID, PROJECT.CODE, HANDOVER_ITEM.NAME, HANDOVER_ITEM.NOTE, HANDOVER_ITEM.FROM_MEMBER_ID)
                .from(HANDOVER_ITEM)
                .join(PROJECT).on(PROJECT.WORKSPACE_ID.eq(HANDOVER_ITEM.WORKSPACE_ID), PROJECT.ID.eq(HANDOVER_ITEM.PROJECT_ID))
                .where(HANDOVER_ITEM.ID.in(things.stream().map(HandoverItemId::new).toList()), HANDOVER_ITEM.REMOVED_AT.isNull())
                .fetch(row -> Entry.of(Ref.of(Handovers.KIND, row.value1()), row.value4(), "/p/" + row.value3() + "/closing/handover#item-" + row.value1()).in(row.value2()).by(row.value6())
                        .at(born(row.value1().value())).text(row.value5()).done());
    }

    // When it was made: its id tells.
    static Instant born(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }

    @Override
    public List<UUID> after(@Nullable UUID last, int most) {
        return db.select(HANDOVER_ITEM.ID).from(HANDOVER_ITEM).where(last == null ? DSL.noCondition() : HANDOVER_ITEM.ID.gt(new HandoverItemId(last))).orderBy(HANDOVER_ITEM.ID).limit(most).fetch(row -> row.value1().value());
    }
}
