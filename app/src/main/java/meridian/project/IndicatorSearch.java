package meridian.project;

import static db.project.Tables.INDICATOR;
import static db.project.Tables.PROJECT;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import meridian.index.Entry;
import meridian.index.Searchable;
import meridian.tenancy.IndicatorId;
import meridian.tenancy.Ref;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Indicators by their names. */
@Component
class IndicatorSearch implements Searchable {
    private final DSLContext db;

    IndicatorSearch(DSLContext db) {
        this.db = db;
    }

    @Override
    public String kind() {
        return "indicator";
    }

    @Override
    public List<Entry> entries(Collection<UUID> things) {
        return db.select(INDICATOR.ID, INDICATOR.PROJECT_ID, PROJECT.CODE, INDICATOR.NAME, INDICATOR.DELETED_AT)
                .from(INDICATOR)
                .join(PROJECT).on(PROJECT.WORKSPACE_ID.eq(INDICATOR.WORKSPACE_ID), PROJECT.ID.eq(INDICATOR.PROJECT_ID))
                .where(INDICATOR.ID.in(things.stream().map(IndicatorId::new).toList()))
                .fetch(row -> {
                    var indicator = Entry.of(Ref.of("indicator", row.value1()), row.value4(), "/p/" + row.value3() + "/indicators/" + row.value1()).of(row.value2()).at(DeliverableSearch.born(row.value1().value()));
                    return row.value5() != null ? indicator.done() : indicator.in(row.value2()).done();
                });
    }

    @Override
    public List<UUID> after(@Nullable UUID last, int most) {
        return db.select(INDICATOR.ID).from(INDICATOR).where(last == null ? DSL.noCondition() : INDICATOR.ID.gt(new IndicatorId(last))).orderBy(INDICATOR.ID).limit(most).fetch(row -> row.value1().value());
    }
}
