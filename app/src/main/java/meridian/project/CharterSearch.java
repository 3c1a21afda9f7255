package meridian.project;

import static db.document.Tables.DOCUMENT;
import static db.project.Tables.CHARTER;
import static db.project.Tables.PROJECT;
import static db.project.Tables.SCOPE_ITEM;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import meridian.index.Entry;
import meridian.index.Searchable;
import meridian.tenancy.CharterId;
import meridian.tenancy.Ref;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Charters by what they say. Deliverables and indicators are found by themselves. */
@Component
class CharterSearch implements Searchable {
    private final DSLContext db;

    CharterSearch(DSLContext db) {
        this.db = db;
    }

    @Override
    public String kind() {
        return "charter";
    }

    @Override
    public List<Entry> entries(Collection<UUID> things) {
        var scope = DSL.multiset(DSL.select(SCOPE_ITEM.CONTENT).from(SCOPE_ITEM)
                        .where(SCOPE_ITEM.WORKSPACE_ID.eq(CHARTER.WORKSPACE_ID), SCOPE_ITEM.PROJECT_ID.eq(CHARTER.PROJECT_ID), SCOPE_ITEM.CONTENT.ne(""))
                        .orderBy(SCOPE_ITEM.POSITION))
                .convertFrom(rows -> rows.getValues(SCOPE_ITEM.CONTENT));
        var number = DSL.field(DSL.select(DOCUMENT.NUMBER).from(DOCUMENT)
                .where(DOCUMENT.WORKSPACE_ID.eq(CHARTER.WORKSPACE_ID), DOCUMENT.PROJECT_ID.eq(CHARTER.PROJECT_ID), DOCUMENT.KIND.eq(Charters.DOCUMENT_KIND), DOCUMENT.SUBJECT_ID.eq(CHARTER.ID.coerce(UUID.class))));
        return db.select(CHARTER.ID, CHARTER.PROJECT_ID, PROJECT.CODE, CHARTER.BACKGROUND, CHARTER.GOAL, CHARTER.CONSTRAINTS, PROJECT.CREATED_AT, scope, number)
                .from(CHARTER)
                .join(PROJECT).on(PROJECT.WORKSPACE_ID.eq(CHARTER.WORKSPACE_ID), PROJECT.ID.eq(CHARTER.PROJECT_ID))
                .where(CHARTER.ID.in(things.stream().map(CharterId::new).toList()))
                .fetch(row -> Entry.of(Ref.of("charter", row.value1()), "", "/p/" + row.value3() + "/charter").of(row.value2()).under(row.value2().value())
                        .number(row.value9() == null ? "" : row.value9()).text(row.value5(), row.value4(), row.value6()).text(row.value8()).at(row.value7()).done());
    }

    @Override
    public List<UUID> after(@Nullable UUID last, int most) {
        return db.select(CHARTER.ID).from(CHARTER).where(last == null ? DSL.noCondition() : CHARTER.ID.gt(new CharterId(last))).orderBy(CHARTER.ID).limit(most).fetch(row -> row.value1().value());
    }
}
