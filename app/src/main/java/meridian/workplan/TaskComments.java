package meridian.workplan;

import static db.identity.Tables.MEMBER;
import static db.identity.Tables.ROLE_GRANT;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import meridian.activity.Activities;
import meridian.activity.Comments;
import meridian.duty.Duties;
import meridian.duty.Duties.NewDuty;
import meridian.identity.Permission;
import meridian.outbox.Notice;
import meridian.outbox.NoticeGroup;
import meridian.outbox.Notices;
import meridian.tenancy.Actor;
import meridian.tenancy.CommentId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.TaskId;
import meridian.workplan.WorkPlanActivity.CommentRestored;
import meridian.workplan.WorkPlanActivity.CommentTakenBack;
import meridian.workplan.WorkPlanActivity.TaskCommented;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Comments on tasks. Who is mentioned owes an answer within a day; answering, or saying that it was read, meets it. */
@Component
public class TaskComments {
    static final String MENTION = "task_mention";

    private final DSLContext db;
    private final Clock clock;
    private final Tasks tasks;
    private final Comments comments;
    private final Duties duties;
    private final Activities activities;
    private final Notices notices;

    TaskComments(DSLContext db, Clock clock, Tasks tasks, Comments comments, Duties duties, Activities activities, Notices notices) {
        this.notices = notices;
        this.db = db;
        this.clock = clock;
        this.tasks = tasks;
        this.comments = comments;
        this.duties = duties;
        this.activities = activities;
    }

    @Transactional
    public void write(TaskId id, CommentId comment, String body, Actor actor) {
        var held = tasks.lock(id, actor);
        var task = held.task();
        requireComment(held, actor);
        var people = db.selectDistinct(MEMBER.ID, MEMBER.DISPLAY_NAME)
                .from(MEMBER)
                .join(ROLE_GRANT).on(ROLE_GRANT.WORKSPACE_ID.eq(MEMBER.WORKSPACE_ID), ROLE_GRANT.MEMBER_ID.eq(MEMBER.ID))
                .where(ROLE_GRANT.PROJECT_ID.eq(task.project()), MEMBER.STATE.ne("left"))
                .fetchMap(MEMBER.ID, MEMBER.DISPLAY_NAME);
        var mentioned = comments.write(comment, task.ref(), task.project(), body, people, actor);
        var due = clock.instant().plus(Duration.ofDays(1));
        for (var member : mentioned) duties.keep(new NewDuty(MENTION, task.project(), task.party(), task.ref(), task.title(), member, actor.member(), null, due));
        if (!mentioned.isEmpty()) {
            notices.tell(new Notice("mentioned", NoticeGroup.MENTION, mentioned, "comment:" + comment, task.project(), task.ref(), task.title(),
                    task.address(held.access().code()) + "#c-" + comment, List.of(Notice.person(actor.person()), Notice.beginning(body)), false));
        }
        duties.meet(MENTION, id, actor.person(), null, actor);
        activities.record(actor, new TaskCommented(task.ref(), task.number(), task.title()), task.project(), task.party());
    }

    @Transactional
    public void delete(TaskId id, CommentId comment, Actor actor) {
        var task = tasks.get(id, actor);
        comments.delete(comment, task.ref(), actor);
        activities.record(actor, new CommentTakenBack(task.ref(), task.number(), task.title()), task.project(), task.party());
    }

    /** One’s own comment stands again, for who may comment still; nobody is told of it twice. */
    @Transactional
    public Task restore(TaskId id, CommentId comment, Actor actor) {
        var held = tasks.lock(id, actor);
        requireComment(held, actor);
        var task = held.task();
        comments.restore(comment, task.ref(), actor);
        activities.record(actor, new CommentRestored(task.ref(), task.number(), task.title()), task.project(), task.party());
        return task;
    }

    private void requireComment(Tasks.Held held, Actor actor) {
        if (!held.access().may(Permission.COMMENT) && !tasks.mine(held.task(), actor.person())) throw new NotAllowed();
    }

    /** The mention was read; nothing more is owed. */
    @Transactional
    public void read(TaskId id, Actor actor) {
        duties.meet(MENTION, tasks.get(id, actor).id(), actor.person(), null, actor);
    }
}
