package meridian.project;

import static db.project.Tables.PROJECT;
import static db.project.Tables.RESOURCE;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import meridian.index.Entry;
import meridian.index.Searchable;
import meridian.tenancy.Ref;
import meridian.tenancy.ResourceId;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Resources by their names. */
@Component
class ResourceSearch implements Searchable {
    private final DSLContext db;

    ResourceSearch(DSLContext db) {
        this.db = db;
    }

    @Override
    public String kind() {
        return "resource";
    }

    @Override
    public List<Entry> entries(Collection<UUID> things) {
        return db.select(RESOURCE.ID, RESOURCE.PROJECT_ID, PROJECT.CODE, RESOURCE.NAME, RESOURCE.PROVIDER_PARTY_ID)
                .from(RESOURCE)
                .join(PROJECT).on(PROJECT.WORKSPACE_ID.eq(RESOURCE.WORKSPACE_ID), PROJECT.ID.eq(RESOURCE.PROJECT_ID))
                .where(RESOURCE.ID.in(things.stream().map(ResourceId::new).toList()), RESOURCE.DELETED_AT.isNull())
                .fetch(row -> Entry.of(Ref.of("resource", row.value1()), row.value4(), "/p/" + row.value3() + "/resources").in(row.value2()).party(row.value5()).at(DeliverableSearch.born(row.value1().value())).done());
    }

    @Override
    public List<UUID> after(@Nullable UUID last, int most) {
        return db.select(RESOURCE.ID).from(RESOURCE).where(last == null ? DSL.noCondition() : RESOURCE.ID.gt(new ResourceId(last))).orderBy(RESOURCE.ID).limit(most).fetch(row -> row.value1().value());
    }
}
