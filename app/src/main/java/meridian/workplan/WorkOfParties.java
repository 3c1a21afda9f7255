package meridian.workplan;

import static db.workplan.Tables.TASK;

import meridian.project.PartyWork;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** Tells the project how many open tasks a party still has. */
@Component
final class WorkOfParties implements PartyWork {
    private final DSLContext db;

    WorkOfParties(DSLContext db) {
        this.db = db;
    }

    @Override
    public int open(ProjectId project, PartyId party) {
        return db.fetchCount(TASK, TASK.PROJECT_ID.eq(project), TASK.PARTY_ID.eq(party), TASK.DELETED_AT.isNull(), TASK.KIND.eq("task"), TASK.STATUS.in("not_started", "in_progress", "blocked"));
    }
}
