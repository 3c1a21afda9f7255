package meridian.workplan;

import static db.project.Tables.PROJECT;
import static db.workplan.Tables.COLLABORATOR;
import static db.workplan.Tables.TASK;
import static db.workplan.Tables.TASK_CRITERION;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import meridian.activity.Event;
import meridian.index.Entry;
import meridian.index.Searchable;
import meridian.tenancy.Ref;
import meridian.tenancy.TaskId;
import meridian.workplan.WorkPlanActivity.CommentRestored;
import meridian.workplan.WorkPlanActivity.CommentTakenBack;
import meridian.workplan.WorkPlanActivity.TaskCommented;
import meridian.workplan.WorkPlanActivity.TaskMoved;
import meridian.workplan.WorkPlanActivity.TaskProgressed;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tasks, packages and phases: found by who reads the project, and by a guest who owns or helps with one. In the trash, by nobody. */
@Component
class TaskSearch implements Searchable {
    static final String KIND = "task";

    private final DSLContext db;

    TaskSearch(DSLContext db) {
        this.db = db;
    }

    @Override
    public String kind() {
        return KIND;
    }

    // What is reported of it all day changes nothing that it is found by.
    @Override
    public Collection<UUID> touchedBy(Event event) {
        if (!event.subject().kind().equals(KIND)) return List.of();
        return switch (event) {
            case TaskProgressed e -> List.of();
            case TaskCommented e -> List.of();
            case CommentTakenBack e -> List.of();
            case CommentRestored e -> List.of();
            case TaskMoved e -> List.of();
            default -> List.of(event.subject().id());
        };
    }

    @Override
    public List<Entry> entries(Collection<UUID> things) {
        var helpers = DSL.multiset(DSL.select(COLLABORATOR.MEMBER_ID).from(COLLABORATOR).where(COLLABORATOR.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), COLLABORATOR.TASK_ID.eq(TASK.ID)))
                .convertFrom(rows -> rows.getValues(COLLABORATOR.MEMBER_ID));
        var criteria = DSL.multiset(DSL.select(TASK_CRITERION.CONTENT).from(TASK_CRITERION)
                        .where(TASK_CRITERION.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), TASK_CRITERION.TASK_ID.eq(TASK.ID))
                        .orderBy(TASK_CRITERION.POSITION))
                .convertFrom(rows -> rows.getValues(TASK_CRITERION.CONTENT));
        return db.select(TASK.ID, TASK.PROJECT_ID, PROJECT.CODE, TASK.NUMBER, TASK.TITLE, TASK.DESCRIPTION, TASK.BLOCKED_REASON, TASK.DELIVERABLE_TEXT, TASK.PARTY_ID, TASK.OWNER_ID, TASK.CHANGED_AT, TASK.DELETED_AT, helpers, criteria)
                .from(TASK)
                .join(PROJECT).on(PROJECT.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), PROJECT.ID.eq(TASK.PROJECT_ID))
                .where(TASK.ID.in(things.stream().map(TaskId::new).toList()))
                .fetch(row -> {
                    var task = Entry.of(Ref.of(KIND, row.value1()), row.value5(), "/p/" + row.value3() + "/tasks/" + row.value4()).of(row.value2())
                            .number(row.value3() + "-" + row.value4()).party(row.value9()).by(row.value10()).at(row.value11())
                            .text(row.value6(), row.value8(), row.value7()).text(row.value14());
                    return row.value12() != null ? task.done() : task.in(row.value2()).alsoFor(java.util.Collections.singleton(row.value10())).alsoFor(row.value13()).done();
                });
    }

    @Override
    public List<UUID> after(@Nullable UUID last, int most) {
        return db.select(TASK.ID).from(TASK).where(last == null ? DSL.noCondition() : TASK.ID.gt(new TaskId(last))).orderBy(TASK.ID).limit(most).fetch(row -> row.value1().value());
    }
}
