package meridian.risk;

import static db.risk.Tables.RISK;

import java.util.List;
import meridian.project.GateCheck;
import meridian.project.Stage;
import meridian.tenancy.ProjectId;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** No project leaves execution with a risk open that nobody watches from then on. */
@Component
class RiskGate implements GateCheck {
    private final DSLContext db;

    RiskGate(DSLContext db) {
        this.db = db;
    }

    @Override
    public List<Item> items(ProjectId project, Stage leaving) {
        if (leaving != Stage.EXECUTION) return List.of();
        var open = db.select(RISK.NUMBER, RISK.DESCRIPTION)
                .from(RISK)
                .where(RISK.PROJECT_ID.eq(project), RISK.ENDED_AT.isNull(), RISK.HANDED_AT.isNull())
                .orderBy(RISK.NUMBER)
                .fetch(row -> Risk.code(row.value1()) + " " + Risk.shortened(row.value2()));
        return List.of(new Item("risks_closed", open.isEmpty(), open, "/risks"));
    }
}
