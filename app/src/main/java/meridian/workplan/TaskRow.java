package meridian.workplan;

import static db.workplan.Tables.COLLABORATOR;
import static db.workplan.Tables.DEPENDENCY;
import static db.workplan.Tables.TASK;
import static db.workplan.Tables.TASK_CRITERION;

import java.util.List;
import meridian.tenancy.MemberId;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** How a task lies in the database. */
final class TaskRow {
    static final List<Field<?>> COLUMNS = List.of(TASK.ID, TASK.PROJECT_ID, TASK.KIND, TASK.NUMBER, TASK.SOURCE_NUMBER, TASK.PARENT_ID, TASK.POSITION, TASK.PATH,
            TASK.TITLE, TASK.DESCRIPTION, TASK.PARTY_ID, TASK.OWNER_ID, TASK.START_AT, TASK.FINISH_AT, TASK.DURATION_MINUTES, TASK.MILESTONE, TASK.MILESTONE_WEEK,
            TASK.CONSTRAINT_TYPE, TASK.CONSTRAINT_AT, TASK.DEADLINE_AT, TASK.MANUAL, TASK.ACTUAL_START_AT, TASK.ACTUAL_FINISH_AT,
            TASK.DELIVERABLE_ID, TASK.DELIVERABLE_TEXT, TASK.STATUS, TASK.PROGRESS, TASK.REMAINING_MINUTES, TASK.BLOCKED_REASON, TASK.BLOCKED_AT, TASK.CANCEL_REASON,
            TASK.DONE_AT, TASK.DISPATCH, TASK.DISPATCH_REASON, TASK.VERSION, TASK.CHANGED_AT, TASK.DELETED_AT);

    private TaskRow() {}

    static Task read(Record row) {
        var week = row.get(TASK.MILESTONE_WEEK);
        return new Task(row.get(TASK.ID), row.get(TASK.PROJECT_ID), TaskKind.of(row.get(TASK.KIND)), row.get(TASK.NUMBER), row.get(TASK.SOURCE_NUMBER), row.get(TASK.PARENT_ID),
                row.get(TASK.POSITION), row.get(TASK.PATH), row.get(TASK.TITLE), row.get(TASK.DESCRIPTION), row.get(TASK.PARTY_ID), row.get(TASK.OWNER_ID), row.get(TASK.START_AT),
                row.get(TASK.FINISH_AT), row.get(TASK.DURATION_MINUTES), row.get(TASK.MILESTONE), week == null ? null : week.intValue(),
                timing(row), row.get(TASK.ACTUAL_START_AT), row.get(TASK.ACTUAL_FINISH_AT), row.get(TASK.DELIVERABLE_ID),
                row.get(TASK.DELIVERABLE_TEXT), TaskStatus.of(row.get(TASK.STATUS)), row.get(TASK.PROGRESS), row.get(TASK.REMAINING_MINUTES), row.get(TASK.BLOCKED_REASON),
                row.get(TASK.BLOCKED_AT), row.get(TASK.CANCEL_REASON), row.get(TASK.DONE_AT), Dispatch.of(row.get(TASK.DISPATCH)), row.get(TASK.DISPATCH_REASON),
                row.get(TASK.VERSION), row.get(TASK.CHANGED_AT), row.get(TASK.DELETED_AT));
    }

    static TaskTiming timing(Record row) {
        return new TaskTiming(Constraint.of(row.get(TASK.CONSTRAINT_TYPE)), row.get(TASK.CONSTRAINT_AT), row.get(TASK.DEADLINE_AT), row.get(TASK.MANUAL));
    }

    /** What people typed about the task, with its collaborators and criteria. */
    static TaskFields fields(Task task, DSLContext db) {
        var collaborators = db.select(COLLABORATOR.MEMBER_ID).from(COLLABORATOR).where(COLLABORATOR.TASK_ID.eq(task.id())).orderBy(COLLABORATOR.MEMBER_ID).fetch(COLLABORATOR.MEMBER_ID);
        var criteria = db.select(TASK_CRITERION.CONTENT).from(TASK_CRITERION).where(TASK_CRITERION.TASK_ID.eq(task.id())).orderBy(TASK_CRITERION.POSITION).fetch(TASK_CRITERION.CONTENT);
        return fields(task, collaborators, criteria, predecessors(task, db));
    }

    static TaskFields fields(Task task, List<MemberId> collaborators, List<String> criteria, List<TaskLink> predecessors) {
        return new TaskFields(task.title(), task.description(), task.party(), task.owner(), collaborators, task.start(), task.finish(), task.durationMinutes(), task.milestone(),
                task.milestoneWeek(), task.deliverable(), task.deliverableText(), criteria, task.timing(), predecessors);
    }

    /** Writes the fields into the row; the row's version goes up by one. */
    static void write(Task task, TaskFields was, TaskFields now, Dispatch dispatch, java.time.Instant at, DSLContext db) {
        db.update(TASK)
                .set(TASK.TITLE, now.title())
                .set(TASK.DESCRIPTION, now.description())
                .set(TASK.PARTY_ID, now.party())
                .set(TASK.OWNER_ID, now.owner())
                .set(TASK.START_AT, now.start())
                .set(TASK.FINISH_AT, now.finish())
                .set(TASK.DURATION_MINUTES, now.durationMinutes())
                .set(TASK.MILESTONE, now.milestone())
                .set(TASK.MILESTONE_WEEK, now.milestoneWeek() == null ? null : now.milestoneWeek().shortValue())
                .set(TASK.CONSTRAINT_TYPE, now.timing().constraint().text())
                .set(TASK.CONSTRAINT_AT, now.timing().constraintAt())
                .set(TASK.DEADLINE_AT, now.timing().deadline())
                .set(TASK.MANUAL, now.timing().manual())
                .set(TASK.DELIVERABLE_ID, now.deliverable())
                .set(TASK.DELIVERABLE_TEXT, now.deliverableText())
                .set(TASK.DISPATCH, dispatch.text())
                .set(TASK.VERSION, TASK.VERSION.plus(1))
                .set(TASK.CHANGED_AT, at)
                .where(TASK.ID.eq(task.id()))
                .execute();
        if (!was.collaborators().equals(now.collaborators())) collaborators(task, now.collaborators(), db);
        if (!was.criteria().equals(now.criteria())) criteria(task, now.criteria(), db);
        if (!was.predecessors().equals(now.predecessors())) predecessors(task, now.predecessors(), db);
    }

    // Links to what lies in the trash come back with it, and are nobody's to see until then.
    private static List<TaskLink> predecessors(Task task, DSLContext db) {
        return db.select(DEPENDENCY.PREDECESSOR_TASK_ID, DEPENDENCY.TYPE, DEPENDENCY.LAG_MINUTES, DEPENDENCY.LAG_ELAPSED)
                .from(DEPENDENCY)
                .join(TASK).on(TASK.WORKSPACE_ID.eq(DEPENDENCY.WORKSPACE_ID), TASK.ID.eq(DEPENDENCY.PREDECESSOR_TASK_ID), TASK.DELETED_AT.isNull())
                .where(DEPENDENCY.SUCCESSOR_TASK_ID.eq(task.id()))
                .orderBy(TASK.NUMBER)
                .fetch(row -> new TaskLink(row.value1(), LinkType.valueOf(row.value2()), row.value3(), row.value4()));
    }

    static void predecessors(Task task, List<TaskLink> links, DSLContext db) {
        db.deleteFrom(DEPENDENCY)
                .where(DEPENDENCY.SUCCESSOR_TASK_ID.eq(task.id()), DSL.exists(DSL.selectOne().from(TASK).where(TASK.WORKSPACE_ID.eq(DEPENDENCY.WORKSPACE_ID), TASK.ID.eq(DEPENDENCY.PREDECESSOR_TASK_ID), TASK.DELETED_AT.isNull())))
                .execute();
        if (links.isEmpty()) return;
        var insert = db.insertInto(DEPENDENCY, DEPENDENCY.SUCCESSOR_TASK_ID, DEPENDENCY.PREDECESSOR_TASK_ID, DEPENDENCY.TYPE, DEPENDENCY.LAG_MINUTES, DEPENDENCY.LAG_ELAPSED);
        for (var link : links) insert = insert.values(task.id(), link.predecessor(), link.type().name(), link.lagMinutes(), link.elapsed());
        insert.onConflictDoNothing().execute();
    }

    static void collaborators(Task task, List<MemberId> members, DSLContext db) {
        db.deleteFrom(COLLABORATOR).where(COLLABORATOR.TASK_ID.eq(task.id())).execute();
        if (members.isEmpty()) return;
        var insert = db.insertInto(COLLABORATOR, COLLABORATOR.TASK_ID, COLLABORATOR.MEMBER_ID);
        for (var member : members.stream().distinct().toList()) insert = insert.values(task.id(), member);
        insert.execute();
    }

    static void criteria(Task task, List<String> criteria, DSLContext db) {
        db.deleteFrom(TASK_CRITERION).where(TASK_CRITERION.TASK_ID.eq(task.id())).execute();
        if (criteria.isEmpty()) return;
        var insert = db.insertInto(TASK_CRITERION, TASK_CRITERION.TASK_ID, TASK_CRITERION.POSITION, TASK_CRITERION.CONTENT);
        for (int i = 0; i < criteria.size(); i++) insert = insert.values(task.id(), (short) i, criteria.get(i));
        insert.execute();
    }

}
