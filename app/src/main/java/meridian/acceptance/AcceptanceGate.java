package meridian.acceptance;

import static db.acceptance.Tables.APPLICATION;
import static db.acceptance.Tables.FINDING;
import static db.acceptance.Tables.QUALITY_CHECK;
import static db.acceptance.Tables.RECTIFICATION;
import static db.acceptance.Tables.WAIVER;
import static db.document.Tables.DOCUMENT;
import static db.project.Tables.DELIVERABLE;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import java.util.List;
import java.util.UUID;
import meridian.project.GateCheck;
import meridian.project.Stage;
import meridian.tenancy.ProjectId;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** No project leaves execution with a deliverable that is neither accepted nor waived, with something to put right, or with a finding that nobody has verified. */
@Component
class AcceptanceGate implements GateCheck {
    private final DSLContext db;

    AcceptanceGate(DSLContext db) {
        this.db = db;
    }

    @Override
    public List<Item> items(ProjectId project, Stage leaving) {
        if (leaving != Stage.EXECUTION) return List.of();
        var accepted = selectOne().from(APPLICATION).where(APPLICATION.WORKSPACE_ID.eq(DELIVERABLE.WORKSPACE_ID), APPLICATION.DELIVERABLE_ID.eq(DELIVERABLE.ID), APPLICATION.STATUS.eq(inline("accepted")));
        var waived = selectOne().from(WAIVER).where(WAIVER.WORKSPACE_ID.eq(DELIVERABLE.WORKSPACE_ID), WAIVER.DELIVERABLE_ID.eq(DELIVERABLE.ID));
        var deliverables = multiset(select(DELIVERABLE.NAME).from(DELIVERABLE).where(DELIVERABLE.PROJECT_ID.eq(project), DELIVERABLE.DELETED_AT.isNull()).andNotExists(accepted).andNotExists(waived).orderBy(DELIVERABLE.POSITION, DELIVERABLE.ID)).convertFrom(rows -> rows.map(row -> row.value1()));
        var items = multiset(select(APPLICATION.NUMBER, RECTIFICATION.CONTENT)
                        .from(RECTIFICATION)
                        .join(APPLICATION).on(APPLICATION.WORKSPACE_ID.eq(RECTIFICATION.WORKSPACE_ID), APPLICATION.ID.eq(RECTIFICATION.APPLICATION_ID))
                        .where(APPLICATION.PROJECT_ID.eq(project), APPLICATION.STATUS.in(inline("rectification"), inline("recheck")), RECTIFICATION.STATE.eq(inline("open")))
                        .orderBy(APPLICATION.NUMBER, RECTIFICATION.POSITION))
                .convertFrom(rows -> rows.map(row -> Application.code(row.value1()) + " " + row.value2()));
        var findings = multiset(select(QUALITY_CHECK.NUMBER, FINDING.CONTENT)
                        .from(FINDING)
                        .join(QUALITY_CHECK).on(QUALITY_CHECK.WORKSPACE_ID.eq(FINDING.WORKSPACE_ID), QUALITY_CHECK.ID.eq(FINDING.QUALITY_CHECK_ID))
                        .where(QUALITY_CHECK.PROJECT_ID.eq(project), FINDING.STATE.ne(inline("verified")))
                        .orderBy(QUALITY_CHECK.NUMBER, FINDING.POSITION))
                .convertFrom(rows -> rows.map(row -> QualityCheck.code(row.value1()) + " " + row.value2()));
        var reports = multiset(select(APPLICATION.NUMBER)
                        .from(APPLICATION)
                        .join(DOCUMENT).on(DOCUMENT.WORKSPACE_ID.eq(APPLICATION.WORKSPACE_ID), DOCUMENT.PROJECT_ID.eq(APPLICATION.PROJECT_ID), DOCUMENT.KIND.eq(inline(AcceptancePapers.REPORT)), DOCUMENT.SUBJECT_ID.eq(APPLICATION.ID.coerce(UUID.class)))
                        .where(APPLICATION.PROJECT_ID.eq(project), APPLICATION.STATUS.eq(inline("accepted")), DOCUMENT.ISSUE.eq(0).or(DOCUMENT.DRAFT.gt(0)))
                        .orderBy(APPLICATION.NUMBER))
                .convertFrom(rows -> rows.map(row -> Application.code(row.value1())));
        return db.select(deliverables, items, findings, reports).fetchSingle(row -> List.of(
                new Item("deliverables_accepted", row.value1().isEmpty(), row.value1(), "/acceptance"),
                new Item("reports_approved", row.value4().isEmpty(), row.value4(), "/acceptance"),
                new Item("no_open_rectification", row.value2().isEmpty(), row.value2(), "/acceptance?show=open"),
                new Item("no_open_finding", row.value3().isEmpty(), row.value3(), "/quality?show=open")));
    }
}
