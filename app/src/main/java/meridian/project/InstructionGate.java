package meridian.project;

import static db.duty.Tables.DUTY;

import java.util.List;
import meridian.tenancy.ProjectId;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** Nothing that was asked for from above is left open when work ends. */
@Component
class InstructionGate implements GateCheck {
    private final DSLContext db;

    InstructionGate(DSLContext db) {
        this.db = db;
    }

    @Override
    public List<Item> items(ProjectId project, Stage leaving) {
        if (leaving != Stage.EXECUTION) return List.of();
        var open = db.select(DUTY.TITLE).from(DUTY).where(DUTY.PROJECT_ID.eq(project), DUTY.STATE.eq("open"), DUTY.KIND.eq("instruction")).orderBy(DUTY.DUE_AT).limit(20).fetch(DUTY.TITLE);
        return List.of(new Item("no_open_instruction", open.isEmpty(), open, "/board"));
    }
}
