package meridian.workplan;

import static db.activity.Tables.COMMENT;
import static db.identity.Tables.MEMBER;
import static db.workplan.Tables.TASK;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import meridian.activity.Comments;
import meridian.outbox.Notice;
import meridian.project.ProjectAccess;
import meridian.project.TrashKind;
import meridian.tenancy.Actor;
import meridian.tenancy.CommentId;
import meridian.tenancy.NotFound;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.TaskId;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Comments that somebody took back: seen by nobody else any more, and gone without a trace at the end. */
@Component
class CommentTrash implements TrashKind {
    private static final String KIND = "comment";

    private final DSLContext db;
    private final TaskComments tasks;
    private final Comments comments;

    CommentTrash(DSLContext db, TaskComments tasks, Comments comments) {
        this.db = db;
        this.tasks = tasks;
        this.comments = comments;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Thrown> thrown(ProjectAccess here, @Nullable Place after, int most) {
        return db.select(COMMENT.ID, TASK.NUMBER, COMMENT.BODY, COMMENT.DELETED_AT, MEMBER.DISPLAY_NAME)
                .from(COMMENT)
                .join(TASK).on(TASK.WORKSPACE_ID.eq(COMMENT.WORKSPACE_ID), TASK.ID.coerce(UUID.class).eq(COMMENT.SUBJECT_ID))
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(COMMENT.WORKSPACE_ID), MEMBER.ID.eq(COMMENT.AUTHOR_ID))
                .where(own(here))
                .and(Place.behind(after, COMMENT.DELETED_AT, COMMENT.ID, CommentId::new))
                .orderBy(COMMENT.DELETED_AT.desc(), COMMENT.ID.desc())
                .limit(most)
                .fetch(row -> new Thrown(Ref.of(KIND, row.value1()), KIND, here.code() + "-" + row.value2(), Notice.beginning(row.value3()), row.value4(), row.value5(), !here.auditor() && !here.closed()));
    }

    private static Condition own(ProjectAccess here) {
        return COMMENT.PROJECT_ID.eq(here.id()).and(COMMENT.AUTHOR_ID.eq(here.member())).and(COMMENT.DELETED_AT.isNotNull());
    }

    @Override
    public Back restore(ProjectAccess here, UUID id, Actor actor) {
        var comment = new CommentId(id);
        var task = db.select(COMMENT.SUBJECT_ID).from(COMMENT).where(COMMENT.ID.eq(comment)).and(own(here)).fetchOptional(COMMENT.SUBJECT_ID).orElseThrow(NotFound::new);
        try {
            return Back.below(here, "/tasks/" + tasks.restore(new TaskId(task), comment, actor).number() + "#c-" + comment, "workplan.said_comment_restored");
        } catch (NotFound e) {
            throw Refused.at("form", "trash.thing_gone");
        }
    }

    @Override
    public @Nullable Gone removeOldest(Instant before) {
        comments.forgetTakenBack(before);
        return null;
    }
}
