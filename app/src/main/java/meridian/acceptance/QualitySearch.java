package meridian.acceptance;

import static db.acceptance.Tables.FINDING;
import static db.acceptance.Tables.QUALITY_CHECK;
import static db.project.Tables.PROJECT;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import meridian.index.Entry;
import meridian.index.Searchable;
import meridian.tenancy.QualityCheckId;
import meridian.tenancy.Ref;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Quality checks by what was looked at and what was found. */
@Component
class QualitySearch implements Searchable {
    private final DSLContext db;

    QualitySearch(DSLContext db) {
        this.db = db;
    }

    @Override
    public String kind() {
        return QualityCheck.KIND;
    }

    @Override
    public List<Entry> entries(Collection<UUID> things) {
        var findings = DSL.multiset(DSL.select(FINDING.CONTENT, FINDING.SAID).from(FINDING)
                        .where(FINDING.WORKSPACE_ID.eq(QUALITY_CHECK.WORKSPACE_ID), FINDING.QUALITY_CHECK_ID.eq(QUALITY_CHECK.ID))
                        .orderBy(FINDING.POSITION))
                .convertFrom(rows -> {
                    var texts = new ArrayList<String>();
                    rows.forEach(row -> texts.addAll(List.of(row.value1(), row.value2())));
                    return texts;
                });
        return db.select(QUALITY_CHECK.ID, QUALITY_CHECK.PROJECT_ID, PROJECT.CODE, QUALITY_CHECK.NUMBER, QUALITY_CHECK.TITLE, QUALITY_CHECK.NOTE, QUALITY_CHECK.PARTY_ID, QUALITY_CHECK.CHECKED_BY, QUALITY_CHECK.RECORDED_AT, findings)
                .from(QUALITY_CHECK)
                .join(PROJECT).on(PROJECT.WORKSPACE_ID.eq(QUALITY_CHECK.WORKSPACE_ID), PROJECT.ID.eq(QUALITY_CHECK.PROJECT_ID))
                .where(QUALITY_CHECK.ID.in(things.stream().map(QualityCheckId::new).toList()))
                .fetch(row -> Entry.of(Ref.of(QualityCheck.KIND, row.value1()), row.value5(), "/p/" + row.value3() + "/quality/" + row.value4()).in(row.value2()).number(QualityCheck.code(row.value4()))
                        .party(row.value7()).by(row.value8()).at(row.value9()).text(row.value6()).text(row.value10()).done());
    }

    @Override
    public List<UUID> after(@Nullable UUID last, int most) {
        return db.select(QUALITY_CHECK.ID).from(QUALITY_CHECK).where(last == null ? DSL.noCondition() : QUALITY_CHECK.ID.gt(new QualityCheckId(last))).orderBy(QUALITY_CHECK.ID).limit(most).fetch(row -> row.value1().value());
    }
}
