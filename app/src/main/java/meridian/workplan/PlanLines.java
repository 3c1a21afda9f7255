package meridian.workplan;

import static db.project.Tables.DELIVERABLE;
import static db.project.Tables.PARTY;
import static db.workplan.Tables.TASK;

import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import meridian.tenancy.ProjectId;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The tasks of a plan as they are agreed to, by number; what was cancelled is no part of it. */
@Component
public class PlanLines {
    private final DSLContext db;

    PlanLines(DSLContext db) {
        this.db = db;
    }

    @Transactional(readOnly = true)
    public List<PlanLine> of(ProjectId project) {
        return db.select(TASK.ID, TASK.NUMBER, TASK.TITLE, DSL.coalesce(PARTY.NAME, ""), TASK.START_AT, TASK.FINISH_AT, TASK.MILESTONE, DSL.coalesce(DELIVERABLE.NAME, TASK.DELIVERABLE_TEXT), TASK.STATUS)
                .from(TASK)
                .leftJoin(PARTY).on(PARTY.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), PARTY.ID.eq(TASK.PARTY_ID))
                .leftJoin(DELIVERABLE).on(DELIVERABLE.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), DELIVERABLE.ID.eq(TASK.DELIVERABLE_ID))
                .where(TASK.PROJECT_ID.eq(project), TASK.DELETED_AT.isNull(), TASK.KIND.eq("task"), TASK.STATUS.ne("cancelled"))
                .orderBy(TASK.NUMBER)
                .fetch(row -> new PlanLine(row.value1().toString(), row.value2(), row.value3(), row.value4(), day(row.value5()), day(row.value6()), row.value7(), row.value8(),
                        row.value9().equals("done") || row.value9().equals("accepted")));
    }

    /** The same, of the rows of a plan that were read already. */
    static List<PlanLine> of(List<StandingPlan.Row> rows) {
        return rows.stream()
                .filter(row -> row.kind() == TaskKind.TASK && row.status() != TaskStatus.CANCELLED)
                .sorted(Comparator.comparingInt(StandingPlan.Row::number))
                .map(row -> new PlanLine(row.id().toString(), row.number(), row.title(), row.partyName(), day(row.start()), day(row.finish()), row.milestone(), row.deliverable(), row.status() == TaskStatus.DONE || row.status() == TaskStatus.ACCEPTED))
                .toList();
    }

    private static String day(@Nullable LocalDateTime at) {
        return at == null ? "" : at.toLocalDate().toString();
    }
}
