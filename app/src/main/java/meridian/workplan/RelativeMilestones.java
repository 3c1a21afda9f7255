package meridian.workplan;

import static db.workplan.Tables.TASK;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import meridian.project.StartFollower;
import meridian.tenancy.Actor;
import meridian.tenancy.ProjectId;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Milestones of a week of the project (第4周) move with its start; one that was put on another day since stays there. */
@Component
class RelativeMilestones implements StartFollower {
    private final DSLContext db;
    private final Tasks tasks;

    RelativeMilestones(DSLContext db, Tasks tasks) {
        this.db = db;
        this.tasks = tasks;
    }

    @Override
    public void startMoved(ProjectId project, LocalDate from, LocalDate to, Actor actor) {
        var moved = db.select(TASK.ID, TASK.VERSION, TASK.MILESTONE_WEEK, TASK.FINISH_AT)
                .from(TASK)
                .where(TASK.PROJECT_ID.eq(project), TASK.DELETED_AT.isNull(), TASK.MILESTONE.isTrue(), TASK.MILESTONE_WEEK.isNotNull(), TASK.STATUS.in("not_started", "in_progress", "blocked"))
                .fetch()
                .stream()
                .filter(row -> row.value4() != null && row.value4().toLocalDate().equals(Scope.endOfWeek(from, row.value3())))
                .map(row -> {
                    var day = Scope.endOfWeek(to, row.value3());
                    long days = ChronoUnit.DAYS.between(row.value4().toLocalDate(), day);
                    return new Tasks.Seen(row.value1(), row.value2(), fields -> fields.withStart(later(fields.start(), days)).withFinish(later(fields.finish(), days)));
                })
                .toList();
        if (!moved.isEmpty()) tasks.editAll(project, moved, actor);
    }

    private static @Nullable LocalDateTime later(@Nullable LocalDateTime at, long days) {
        return at == null ? null : at.plusDays(days);
    }
}
