package meridian.progress;

import static db.progress.Tables.REPORT;
import static db.progress.Tables.REPORT_LINE;
import static db.project.Tables.PROJECT;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import meridian.index.Entry;
import meridian.index.Searchable;
import meridian.tenancy.Ref;
import meridian.tenancy.ReportId;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Progress reports by their day and by what is said in them; where they are read is the stand-up page of their day. */
@Component
class ReportSearch implements Searchable {
    static final String KIND = "report";

    private final DSLContext db;

    ReportSearch(DSLContext db) {
        this.db = db;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Entry> entries(Collection<UUID> things) {
        var lines = DSL.multiset(DSL.select(REPORT_LINE.CONTENT, REPORT_LINE.BLOCKED_REASON).from(REPORT_LINE)
                        .where(REPORT_LINE.WORKSPACE_ID.eq(REPORT.WORKSPACE_ID), REPORT_LINE.REPORT_ID.eq(REPORT.ID))
                        .orderBy(REPORT_LINE.POSITION))
                .convertFrom(rows -> {
                    var texts = new ArrayList<String>();
                    rows.forEach(row -> texts.addAll(row.value1().equals(row.value2()) ? List.of(row.value1()) : List.of(row.value1(), row.value2())));
                    return texts;
                });
        return db.select(REPORT.ID, REPORT.PROJECT_ID, PROJECT.CODE, REPORT.MEMBER_ID, REPORT.PARTY_ID, REPORT.DAY, REPORT.PLAN_TODAY, REPORT.HELP_NEEDED, REPORT.WRITTEN_AT, lines)
                .from(REPORT)
                .join(PROJECT).on(PROJECT.WORKSPACE_ID.eq(REPORT.WORKSPACE_ID), PROJECT.ID.eq(REPORT.PROJECT_ID))
                .where(REPORT.ID.in(things.stream().map(ReportId::new).toList()))
                .fetch(row -> Entry.of(Ref.of(KIND, row.value1()), row.value6().toString(), "/p/" + row.value3() + "/progress?day=" + row.value6() + "#report-" + row.value1()).in(row.value2())
                        .party(row.value5()).by(row.value4()).at(row.value9()).text(row.value10()).text(row.value7(), row.value8()).done());
    }

    @Override
    public List<UUID> after(@Nullable UUID last, int most) {
        return db.select(REPORT.ID).from(REPORT).where(last == null ? DSL.noCondition() : REPORT.ID.gt(new ReportId(last))).orderBy(REPORT.ID).limit(most).fetch(row -> row.value1().value());
    }
}
