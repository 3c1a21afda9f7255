package meridian.risk;

import static db.project.Tables.PROJECT;
import static db.risk.Tables.RISK;
import static db.risk.Tables.RISK_ENTRY;
import static db.risk.Tables.RISK_MEASURE;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import meridian.index.Entry;
import meridian.index.Searchable;
import meridian.tenancy.Ref;
import meridian.tenancy.RiskId;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Risks by what they are, what they come from, what is done about them, and what was noted since. */
@Component
class RiskSearch implements Searchable {
    private final DSLContext db;

    RiskSearch(DSLContext db) {
        this.db = db;
    }

    @Override
    public String kind() {
        return Risk.KIND;
    }

    @Override
    public List<Entry> entries(Collection<UUID> things) {
        var measures = DSL.multiset(DSL.select(RISK_MEASURE.CONTENT).from(RISK_MEASURE)
                        .where(RISK_MEASURE.WORKSPACE_ID.eq(RISK.WORKSPACE_ID), RISK_MEASURE.RISK_ID.eq(RISK.ID))
                        .orderBy(RISK_MEASURE.POSITION))
                .convertFrom(rows -> rows.getValues(RISK_MEASURE.CONTENT));
        var notes = DSL.multiset(DSL.select(RISK_ENTRY.NOTE).from(RISK_ENTRY)
                        .where(RISK_ENTRY.WORKSPACE_ID.eq(RISK.WORKSPACE_ID), RISK_ENTRY.RISK_ID.eq(RISK.ID), RISK_ENTRY.NOTE.ne(""))
                        .orderBy(RISK_ENTRY.AT.desc(), RISK_ENTRY.ID.desc()).limit(100))
                .convertFrom(rows -> rows.getValues(RISK_ENTRY.NOTE));
        return db.select(RISK.ID, RISK.PROJECT_ID, PROJECT.CODE, RISK.NUMBER, RISK.DESCRIPTION, RISK.CAUSE, RISK.EFFECT, RISK.TRIGGER, RISK.SUGGESTION, RISK.PARTY_ID, RISK.SUBMITTED_BY, RISK.SUBMITTED_AT, measures, notes)
                .from(RISK)
                .join(PROJECT).on(PROJECT.WORKSPACE_ID.eq(RISK.WORKSPACE_ID), PROJECT.ID.eq(RISK.PROJECT_ID))
                .where(RISK.ID.in(things.stream().map(RiskId::new).toList()))
                .fetch(row -> {
                    var said = row.value5();
                    var title = said.lines().findFirst().orElse("");
                    return Entry.of(Ref.of(Risk.KIND, row.value1()), title.length() > 300 ? title.substring(0, 300) : title, "/p/" + row.value3() + "/risks/" + row.value4()).in(row.value2()).number(Risk.code(row.value4()))
                            .party(row.value10()).by(row.value11()).at(row.value12()).text(title.equals(said) ? "" : said, row.value6(), row.value7(), row.value8(), row.value9()).text(row.value13()).text(row.value14()).done();
                });
    }

    @Override
    public List<UUID> after(@Nullable UUID last, int most) {
        return db.select(RISK.ID).from(RISK).where(last == null ? DSL.noCondition() : RISK.ID.gt(new RiskId(last))).orderBy(RISK.ID).limit(most).fetch(row -> row.value1().value());
    }
}
