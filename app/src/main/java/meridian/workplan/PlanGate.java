package meridian.workplan;

import static db.workplan.Tables.BASELINE;
import static db.workplan.Tables.TASK;

import java.util.List;
import meridian.project.GateCheck;
import meridian.project.Stage;
import meridian.tenancy.ProjectId;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** What the gates ask of the plan: its approval and a milestone before work begins, and no task left open when it ends. */
@Component
class PlanGate implements GateCheck {
    private static final int MOST_NAMED = 20;

    private final DSLContext db;

    PlanGate(DSLContext db) {
        this.db = db;
    }

    @Override
    public List<Item> items(ProjectId project, Stage leaving) {
        return switch (leaving) {
            case LAUNCH -> List.of(
                    new Item("plan_approved", db.fetchExists(BASELINE, BASELINE.PROJECT_ID.eq(project), BASELINE.APPROVAL_ID.isNotNull()), List.of(), "/plan/approval#approval"),
                    new Item("milestone_there", db.fetchExists(TASK, TASK.PROJECT_ID.eq(project), TASK.DELETED_AT.isNull(), TASK.MILESTONE.isTrue(), TASK.STATUS.ne("cancelled")), List.of(), "/plan"));
            case EXECUTION -> {
                var open = db.select(TASK.TITLE)
                        .from(TASK)
                        .where(TASK.PROJECT_ID.eq(project), TASK.DELETED_AT.isNull(), TASK.KIND.eq("task"), TASK.STATUS.in("not_started", "in_progress", "blocked"))
                        .orderBy(TASK.FINISH_AT, TASK.ID)
                        .limit(MOST_NAMED)
                        .fetch(TASK.TITLE);
                yield List.of(new Item("no_open_task", open.isEmpty(), open, "/plan?only=open"));
            }
            case PREPARATION, CLOSING, CLOSED -> List.of();
        };
    }
}
