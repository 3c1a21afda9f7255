package meridian.workplan;

import static db.identity.Tables.ROLE_GRANT;
import static db.project.Tables.PROJECT;
import static db.workplan.Tables.COLLABORATOR;
import static db.workplan.Tables.TASK;

import java.time.Clock;
import java.util.HashMap;
import meridian.activity.Activities;
import meridian.activity.Changes;
import meridian.identity.Departure;
import meridian.project.Projects;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.ProjectId;
import meridian.workplan.WorkPlanActivity.TaskEdited;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Open tasks of somebody who leaves are the receiver’s, in every project the receiver is in; without one they stay until a lead gives them out anew. */
@Component
class TaskDepartures implements Departure {
    private final DSLContext db;
    private final Clock clock;
    private final Projects projects;
    private final Scopes scopes;
    private final TaskDuties duties;
    private final Activities activities;

    TaskDepartures(DSLContext db, Clock clock, Projects projects, Scopes scopes, TaskDuties duties, Activities activities) {
        this.db = db;
        this.clock = clock;
        this.projects = projects;
        this.scopes = scopes;
        this.duties = duties;
        this.activities = activities;
    }

    @Override
    @Transactional
    public void giveAll(MemberId member, @Nullable MemberId receiver, Actor actor) {
        if (receiver == null) return;
        var tasks = db.select(TaskRow.COLUMNS).from(TASK)
                .where(TASK.OWNER_ID.eq(member), TASK.KIND.eq("task"), TASK.DELETED_AT.isNull(), TASK.STATUS.in("not_started", "in_progress", "blocked"))
                .and(TASK.PROJECT_ID.in(DSL.select(ROLE_GRANT.PROJECT_ID).from(ROLE_GRANT)
                        .join(PROJECT).on(PROJECT.WORKSPACE_ID.eq(ROLE_GRANT.WORKSPACE_ID), PROJECT.ID.eq(ROLE_GRANT.PROJECT_ID), PROJECT.CLOSED_AT.isNull(), PROJECT.DELETED_AT.isNull())
                        .where(ROLE_GRANT.MEMBER_ID.eq(receiver))))
                .orderBy(TASK.ID)
                .forUpdate()
                .fetch(TaskRow::read);
        var known = new HashMap<ProjectId, Scope>();
        for (var task : tasks) {
            var scope = known.computeIfAbsent(task.project(), project -> scopes.of(projects.access(project, Actor.of(actor.workspace(), receiver))));
            db.deleteFrom(COLLABORATOR).where(COLLABORATOR.TASK_ID.eq(task.id()), COLLABORATOR.MEMBER_ID.eq(receiver)).execute();
            db.update(TASK)
                    .set(TASK.OWNER_ID, receiver)
                    .set(TASK.DISPATCH, Dispatch.NONE.text())
                    .set(TASK.DISPATCH_REASON, "")
                    .set(TASK.VERSION, TASK.VERSION.plus(1))
                    .set(TASK.CHANGED_AT, clock.instant())
                    .where(TASK.ID.eq(task.id()))
                    .execute();
            var after = db.select(TaskRow.COLUMNS).from(TASK).where(TASK.ID.eq(task.id())).fetchSingle(TaskRow::read);
            duties.settle(task, after, scope, actor);
            activities.record(actor, new TaskEdited(task.ref(), task.number(), task.title(), new Changes().of("owner", "member:" + member, "member:" + receiver).list()), task.project(), task.party());
        }
    }
}
