package meridian.coordination;

import static db.coordination.Tables.REQUEST_ACT;
import static db.coordination.Tables.RESOURCE_REQUEST;
import static db.project.Tables.PROJECT;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import meridian.index.Entry;
import meridian.index.Searchable;
import meridian.tenancy.Ref;
import meridian.tenancy.ResourceRequestId;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Resource requests by what is asked for, why, and what was said to it. */
@Component
class RequestSearch implements Searchable {
    private final DSLContext db;

    RequestSearch(DSLContext db) {
        this.db = db;
    }

    @Override
    public String kind() {
        return ResourceRequest.KIND;
    }

    @Override
    public List<Entry> entries(Collection<UUID> things) {
        var notes = DSL.multiset(DSL.select(REQUEST_ACT.NOTE).from(REQUEST_ACT)
                        .where(REQUEST_ACT.WORKSPACE_ID.eq(RESOURCE_REQUEST.WORKSPACE_ID), REQUEST_ACT.RESOURCE_REQUEST_ID.eq(RESOURCE_REQUEST.ID), REQUEST_ACT.NOTE.ne(""))
                        .orderBy(REQUEST_ACT.AT, REQUEST_ACT.ID))
                .convertFrom(rows -> rows.getValues(REQUEST_ACT.NOTE));
        return db.select(RESOURCE_REQUEST.ID, RESOURCE_REQUEST.PROJECT_ID, PROJECT.CODE, RESOURCE_REQUEST.NUMBER, RESOURCE_REQUEST.NAME, RESOURCE_REQUEST.REASON, RESOURCE_REQUEST.EFFECT, RESOURCE_REQUEST.PARTY_ID, RESOURCE_REQUEST.REQUESTER_MEMBER_ID, RESOURCE_REQUEST.PREPARED_AT, notes)
                .from(RESOURCE_REQUEST)
                .join(PROJECT).on(PROJECT.WORKSPACE_ID.eq(RESOURCE_REQUEST.WORKSPACE_ID), PROJECT.ID.eq(RESOURCE_REQUEST.PROJECT_ID))
                .where(RESOURCE_REQUEST.ID.in(things.stream().map(ResourceRequestId::new).toList()))
                .fetch(row -> Entry.of(Ref.of(ResourceRequest.KIND, row.value1()), row.value5(), "/p/" + row.value3() + "/requests/" + row.value4()).in(row.value2()).number(ResourceRequest.code(row.value4()))
                        .party(row.value8()).by(row.value9()).at(row.value10()).text(row.value6(), row.value7()).text(row.value11()).done());
    }

    @Override
    public List<UUID> after(@Nullable UUID last, int most) {
        return db.select(RESOURCE_REQUEST.ID).from(RESOURCE_REQUEST).where(last == null ? DSL.noCondition() : RESOURCE_REQUEST.ID.gt(new ResourceRequestId(last))).orderBy(RESOURCE_REQUEST.ID).limit(most).fetch(row -> row.value1().value());
    }
}
