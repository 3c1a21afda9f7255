package meridian.acceptance;

import static db.acceptance.Tables.FINDING;
import static db.acceptance.Tables.QUALITY_CHECK;

import java.util.List;
import meridian.project.GateCheck;
import meridian.project.Stage;
import meridian.tenancy.ProjectId;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** No project leaves execution with something found that nobody has verified. */
@Component
class QualityGate implements GateCheck {
    private final DSLContext db;

    QualityGate(DSLContext db) {
        this.db = db;
    }

    @Override
    public List<Item> items(ProjectId project, Stage leaving) {
        if (leaving != Stage.EXECUTION) return List.of();
        var open = db.select(QUALITY_CHECK.NUMBER, FINDING.CONTENT)
                .from(FINDING)
                .join(QUALITY_CHECK).on(QUALITY_CHECK.WORKSPACE_ID.eq(FINDING.WORKSPACE_ID), QUALITY_CHECK.ID.eq(FINDING.QUALITY_CHECK_ID))
                .where(QUALITY_CHECK.PROJECT_ID.eq(project), FINDING.STATE.ne("verified"))
                .orderBy(QUALITY_CHECK.NUMBER, FINDING.POSITION)
                .fetch(row -> QualityCheck.code(row.value1()) + " " + row.value2());
        return List.of(new Item("no_open_finding", open.isEmpty(), open, "/quality?show=open"));
    }
}
