package meridian.coordination;

import static db.coordination.Tables.EMERGENCY;

import java.util.List;
import meridian.project.GateCheck;
import meridian.project.Stage;
import meridian.tenancy.ProjectId;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** No project leaves execution with an emergency open. */
@Component
class EmergencyGate implements GateCheck {
    private final DSLContext db;

    EmergencyGate(DSLContext db) {
        this.db = db;
    }

    @Override
    public List<Item> items(ProjectId project, Stage leaving) {
        if (leaving != Stage.EXECUTION) return List.of();
        var open = db.select(EMERGENCY.NUMBER, EMERGENCY.TITLE)
                .from(EMERGENCY)
                .where(EMERGENCY.PROJECT_ID.eq(project), EMERGENCY.CLOSED_AT.isNull())
                .orderBy(EMERGENCY.NUMBER)
                .fetch(row -> "E-" + row.value1() + " " + row.value2());
        return List.of(new Item("no_open_emergency", open.isEmpty(), open, "/emergencies"));
    }
}
