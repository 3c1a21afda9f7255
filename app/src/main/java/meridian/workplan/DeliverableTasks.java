package meridian.workplan;

import static db.workplan.Tables.COLLABORATOR;
import static db.workplan.Tables.TASK;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import meridian.tenancy.Actor;
import meridian.tenancy.DeliverableId;
import meridian.tenancy.MemberId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.TaskId;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The tasks that make a deliverable: those that name it, and those of a work package that names it, unless they name another. Whoever
 * moves them here has asked already whether the actor may.
 */
@Component
public class DeliverableTasks {
    private final DSLContext db;
    private final Tasks tasks;
    private final Scheduling scheduling;

    DeliverableTasks(DSLContext db, Tasks tasks, Scheduling scheduling) {
        this.db = db;
        this.tasks = tasks;
        this.scheduling = scheduling;
    }

    /** Which rows of the table of tasks they are; found by the index of what names it. */
    public static Condition of(Field<DeliverableId> deliverable) {
        var direct = TASK.as("direct");
        var parcel = TASK.as("parcel");
        var child = TASK.as("child");
        return TASK.DELETED_AT.isNull().and(TASK.KIND.eq(DSL.inline("task")))
                .and(TASK.ID.in(DSL.select(direct.ID).from(direct).where(direct.DELIVERABLE_ID.eq(deliverable))
                        .unionAll(DSL.select(child.ID).from(parcel).join(child).on(child.WORKSPACE_ID.eq(parcel.WORKSPACE_ID), child.PARENT_ID.eq(parcel.ID))
                                .where(parcel.DELIVERABLE_ID.eq(deliverable), parcel.DELETED_AT.isNull(), child.DELIVERABLE_ID.isNull()))));
    }

    private static Condition of(ProjectId project, DeliverableId deliverable) {
        return TASK.PROJECT_ID.eq(project).and(of(DSL.val(deliverable, TASK.DELIVERABLE_ID)));
    }

    /** Whoever has worked on it: owners and collaborators. */
    @Transactional(readOnly = true)
    public Set<MemberId> workers(ProjectId project, DeliverableId deliverable) {
        return new HashSet<>(db.select(TASK.OWNER_ID).from(TASK).where(of(project, deliverable), TASK.OWNER_ID.isNotNull())
                .union(DSL.select(COLLABORATOR.MEMBER_ID).from(COLLABORATOR)
                        .join(TASK).on(TASK.WORKSPACE_ID.eq(COLLABORATOR.WORKSPACE_ID), TASK.ID.eq(COLLABORATOR.TASK_ID))
                        .where(of(project, deliverable)))
                .fetch(TASK.OWNER_ID));
    }

    /** How many of them are still to be done. */
    @Transactional(readOnly = true)
    public int open(ProjectId project, DeliverableId deliverable) {
        return db.fetchCount(TASK, of(project, deliverable), TASK.STATUS.in(TaskStatus.allOpen().stream().map(TaskStatus::text).toList()));
    }

    /** The panel has accepted it: what was done is accepted. */
    @Transactional
    public void accept(ProjectId project, DeliverableId deliverable, Actor actor) {
        for (var id : in(project, deliverable, TaskStatus.DONE)) tasks.moved(tasks.lock(id, actor), TaskMove.ACCEPT, "", actor);
    }

    /** It is not accepted any more: what was accepted is in progress again. */
    @Transactional
    public void reopen(ProjectId project, DeliverableId deliverable, String reason, Actor actor) {
        scheduling.hold(project);
        var accepted = in(project, deliverable, TaskStatus.ACCEPTED);
        for (var id : accepted) tasks.moved(tasks.lock(id, actor), TaskMove.REOPEN, reason, actor);
        if (!accepted.isEmpty()) scheduling.settle(project, actor);
    }

    private List<TaskId> in(ProjectId project, DeliverableId deliverable, TaskStatus status) {
        return db.select(TASK.ID).from(TASK).where(of(project, deliverable), TASK.STATUS.eq(status.text())).orderBy(TASK.ID).fetch(TASK.ID);
    }
}
