package meridian.acceptance;

import static db.acceptance.Tables.APPLICATION;
import static db.acceptance.Tables.CRITERION;
import static db.acceptance.Tables.RECTIFICATION;
import static db.project.Tables.DELIVERABLE;
import static db.project.Tables.PROJECT;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import meridian.index.Entry;
import meridian.index.Searchable;
import meridian.tenancy.ApplicationId;
import meridian.tenancy.Ref;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Applications by what is delivered, by which criteria, with which evidence, and by what had to be put right. */
@Component
class AcceptanceSearch implements Searchable {
    private final DSLContext db;

    AcceptanceSearch(DSLContext db) {
        this.db = db;
    }

    @Override
    public String kind() {
        return Application.KIND;
    }

    @Override
    public List<Entry> entries(Collection<UUID> things) {
        var criteria = DSL.multiset(DSL.select(CRITERION.CONTENT, CRITERION.EVIDENCE).from(CRITERION)
                        .where(CRITERION.WORKSPACE_ID.eq(APPLICATION.WORKSPACE_ID), CRITERION.APPLICATION_ID.eq(APPLICATION.ID))
                        .orderBy(CRITERION.POSITION))
                .convertFrom(rows -> {
                    var texts = new ArrayList<String>();
                    rows.forEach(row -> texts.addAll(List.of(row.value1(), row.value2())));
                    return texts;
                });
        var items = DSL.multiset(DSL.select(RECTIFICATION.CONTENT).from(RECTIFICATION)
                        .where(RECTIFICATION.WORKSPACE_ID.eq(APPLICATION.WORKSPACE_ID), RECTIFICATION.APPLICATION_ID.eq(APPLICATION.ID))
                        .orderBy(RECTIFICATION.POSITION))
                .convertFrom(rows -> rows.getValues(RECTIFICATION.CONTENT));
        return db.select(APPLICATION.ID, APPLICATION.PROJECT_ID, PROJECT.CODE, APPLICATION.NUMBER, DELIVERABLE.NAME, APPLICATION.NOTE, APPLICATION.PARTY_ID, APPLICATION.PREPARED_BY, APPLICATION.PREPARED_AT, criteria, items)
                .from(APPLICATION)
                .join(PROJECT).on(PROJECT.WORKSPACE_ID.eq(APPLICATION.WORKSPACE_ID), PROJECT.ID.eq(APPLICATION.PROJECT_ID))
                .join(DELIVERABLE).on(DELIVERABLE.WORKSPACE_ID.eq(APPLICATION.WORKSPACE_ID), DELIVERABLE.ID.eq(APPLICATION.DELIVERABLE_ID))
                .where(APPLICATION.ID.in(things.stream().map(ApplicationId::new).toList()))
                .fetch(row -> Entry.of(Ref.of(Application.KIND, row.value1()), row.value5(), Applications.address(row.value3(), row.value4())).in(row.value2()).number(Application.code(row.value4()))
                        .party(row.value7()).by(row.value8()).at(row.value9()).text(row.value6()).text(row.value10()).text(row.value11()).done());
    }

    @Override
    public List<UUID> after(@Nullable UUID last, int most) {
        return db.select(APPLICATION.ID).from(APPLICATION).where(last == null ? DSL.noCondition() : APPLICATION.ID.gt(new ApplicationId(last))).orderBy(APPLICATION.ID).limit(most).fetch(row -> row.value1().value());
    }
}
