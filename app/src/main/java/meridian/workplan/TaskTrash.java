package meridian.workplan;

import static db.identity.Tables.MEMBER;
import static db.workplan.Tables.PLAN_EDIT;
import static db.workplan.Tables.TASK;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import meridian.activity.Comments;
import meridian.document.Attachments;
import meridian.index.Index;
import meridian.identity.Permission;
import meridian.project.ProjectAccess;
import meridian.project.TrashKind;
import meridian.tenancy.Actor;
import meridian.tenancy.Ref;
import meridian.tenancy.TaskId;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Phases, packages and tasks in the trash. What went with the row above it comes back with it, and is not listed apart. */
@Component
class TaskTrash implements TrashKind {
    private final DSLContext db;
    private final TaskTree tree;
    private final Comments comments;
    private final Attachments attachments;
    private final Index index;

    TaskTrash(DSLContext db, TaskTree tree, Comments comments, Attachments attachments, Index index) {
        this.index = index;
        this.db = db;
        this.tree = tree;
        this.comments = comments;
        this.attachments = attachments;
    }

    @Override
    public String kind() {
        return "task";
    }

    @Override
    public List<Thrown> thrown(ProjectAccess here, @Nullable Place after, int most) {
        var parent = TASK.as("parent");
        var alone = DSL.notExists(DSL.selectOne().from(parent).where(parent.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), parent.ID.eq(TASK.PARENT_ID), parent.DELETED_AT.eq(TASK.DELETED_AT)));
        return db.select(TASK.ID, TASK.NUMBER, TASK.KIND, TASK.TITLE, TASK.DELETED_AT, MEMBER.DISPLAY_NAME, TASK.PARTY_ID)
                .from(TASK)
                .leftJoin(MEMBER).on(MEMBER.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), MEMBER.ID.eq(TASK.DELETED_BY))
                .where(TASK.PROJECT_ID.eq(here.id()), TASK.DELETED_AT.isNotNull(), alone)
                .and(Place.behind(after, TASK.DELETED_AT, TASK.ID, TaskId::new))
                .orderBy(TASK.DELETED_AT.desc(), TASK.ID.desc())
                .limit(most)
                .fetch(row -> new Thrown(Ref.of("task", row.value1()), row.value3(), here.code() + "-" + row.value2(), row.value4(), row.value5(), Objects.toString(row.value6(), ""),
                        here.may(Permission.EDIT_PLAN, row.value7())));
    }

    @Override
    public Back restore(ProjectAccess here, UUID id, Actor actor) {
        var restored = tree.restore(here.id(), new TaskId(id), actor);
        return Back.below(here, "/tasks/" + restored.task().number(), switch (restored.how()) {
            case AS_IT_WAS -> "workplan.said_restored";
            case AT_THE_END -> "workplan.said_restored_at_end";
            case WITHOUT_OWNERS -> "workplan.said_restored_without_owners";
        });
    }

    // Rows that went in one act have one instant. They go at once, so that none loses the row above it before its time.
    @Override
    public @Nullable Gone removeOldest(Instant before) {
        var oldest = db.select(TASK.PROJECT_ID, TASK.ID, TASK.TITLE, TASK.DELETED_AT)
                .from(TASK)
                .where(TASK.DELETED_AT.lt(before))
                .orderBy(TASK.DELETED_AT, DSL.length(TASK.PATH))
                .limit(1)
                .fetchOne();
        if (oldest == null) {
            db.deleteFrom(PLAN_EDIT).where(PLAN_EDIT.EDITED_AT.lt(before)).execute(); // nothing left that they could bring back
            return null;
        }
        var gone = db.deleteFrom(TASK).where(TASK.PROJECT_ID.eq(oldest.value1()), TASK.DELETED_AT.eq(oldest.value4())).returning(TASK.ID).fetch(TASK.ID);
        comments.forgetAbout(gone);
        attachments.forgetAbout(gone);
        index.forget(gone);
        return new Gone(oldest.value1(), Ref.of("task", oldest.value2()), oldest.value3());
    }
}
