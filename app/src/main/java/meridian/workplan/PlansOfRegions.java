package meridian.workplan;

import static db.identity.Tables.DEPARTMENT;
import static db.project.Tables.PARTY;
import static db.project.Tables.PROJECT;
import static db.workplan.Tables.TASK_COUNT;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.max;

import java.time.LocalDate;
import java.util.Map;
import meridian.identity.PlannedDays;
import meridian.tenancy.RegionId;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tells the calendars how far the open tasks reach, by the board’s counts. */
@Component
class PlansOfRegions implements PlannedDays {
    private final DSLContext db;

    PlansOfRegions(DSLContext db) {
        this.db = db;
    }

    @Override
    @Transactional(readOnly = true)
    public Map<RegionId, LocalDate> until() {
        var region = coalesce(PARTY.REGION_ID, DEPARTMENT.REGION_ID, PROJECT.HOME_REGION_ID);
        var last = max(TASK_COUNT.DUE_ON);
        return db.select(region, last)
                .from(TASK_COUNT)
                .join(PROJECT).on(PROJECT.WORKSPACE_ID.eq(TASK_COUNT.WORKSPACE_ID), PROJECT.ID.eq(TASK_COUNT.PROJECT_ID), PROJECT.CLOSED_AT.isNull(), PROJECT.DELETED_AT.isNull())
                .leftJoin(PARTY).on(PARTY.WORKSPACE_ID.eq(TASK_COUNT.WORKSPACE_ID), PARTY.ID.eq(TASK_COUNT.PARTY_ID))
                .leftJoin(DEPARTMENT).on(DEPARTMENT.WORKSPACE_ID.eq(PARTY.WORKSPACE_ID), DEPARTMENT.ID.eq(PARTY.DEPARTMENT_ID))
                .where(TASK_COUNT.DUE_ON.isNotNull(), TASK_COUNT.TASKS.gt(0), TASK_COUNT.STATUS.in("not_started", "in_progress", "blocked"))
                .groupBy(region)
                .fetchMap(region, last);
    }
}
