package meridian.workplan;

import static db.workplan.Tables.TASK;
import static org.jooq.impl.DSL.count;

import java.util.Map;
import java.util.stream.Collectors;
import meridian.project.DeliverableWork;
import meridian.tenancy.DeliverableId;
import meridian.tenancy.ProjectId;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tells the charter which tasks produce its deliverables. */
@Component
class WorkOfDeliverables implements DeliverableWork {
    private final DSLContext db;

    WorkOfDeliverables(DSLContext db) {
        this.db = db;
    }

    @Override
    @Transactional(readOnly = true)
    public Map<DeliverableId, Work> of(ProjectId project) {
        return db.select(TASK.DELIVERABLE_ID, count(), count().filterWhere(TASK.STATUS.in("done", "accepted")))
                .from(TASK)
                .where(TASK.DELIVERABLE_ID.isNotNull(), TASK.PROJECT_ID.eq(project), TASK.DELETED_AT.isNull(), TASK.KIND.eq("task"), TASK.STATUS.ne("cancelled"))
                .groupBy(TASK.DELIVERABLE_ID)
                .fetch()
                .stream()
                .collect(Collectors.toMap(row -> row.value1(), row -> new Work(row.value2(), row.value3())));
    }
}
