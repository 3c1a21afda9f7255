package meridian.workplan;

import static db.workplan.Tables.COLLABORATOR;
import static db.workplan.Tables.DEPENDENCY;
import static db.workplan.Tables.TASK;
import static db.workplan.Tables.TASK_CRITERION;

import java.time.Clock;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import meridian.activity.Activities;
import meridian.identity.Permission;
import meridian.index.Index;
import meridian.project.Projects;
import meridian.tenancy.Actor;
import meridian.tenancy.NotFound;
import meridian.tenancy.PlanImportId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Stale;
import meridian.tenancy.TaskId;
import meridian.workplan.WorkPlanActivity.ImportUndone;
import meridian.workplan.WorkPlanActivity.PlanImported;
import meridian.workplan.WorkPlanActivity.PlanLaidOut;
import org.jooq.BatchBindStep;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Whole plans at once: what an import or a template brings, written in one transaction by few statements. */
@Component
public class PlanRows {
    private static final int AT_ONCE = 500;

    private final DSLContext db;
    private final Clock clock;
    private final Projects projects;
    private final Scopes scopes;
    private final TaskTree tree;
    private final TaskCounts counts;
    private final TaskDuties duties;
    private final Scheduling scheduling;
    private final Activities activities;
    private final Index index;

    PlanRows(DSLContext db, Clock clock, Projects projects, Scopes scopes, TaskTree tree, TaskCounts counts, TaskDuties duties, Scheduling scheduling, Activities activities, Index index) {
        this.index = index;
        this.db = db;
        this.clock = clock;
        this.projects = projects;
        this.scopes = scopes;
        this.tree = tree;
        this.counts = counts;
        this.duties = duties;
        this.scheduling = scheduling;
        this.activities = activities;
    }

    /**
     * A row that was checked already: the fields are clean, the people and parties are the project’s. {@code parent} is a row
     * that comes earlier in the list, one that is in the plan, or null for the top. A blocked one needs its reason.
     */
    public record NewRow(TaskId id, TaskKind kind, String sourceNumber, @Nullable TaskId parent, TaskFields fields, TaskStatus status, int progress, String reason) {
        public static NewRow of(TaskKind kind, @Nullable TaskId parent, TaskFields fields) {
            return new NewRow(TaskId.next(), kind, "", parent, fields, TaskStatus.NOT_STARTED, 0, "");
        }
    }

    /** The successor waits for the predecessor: FS, SS, FF or SF, with a lag that may be negative, of working time or by the clock. */
    public record NewDependency(TaskId successor, TaskId predecessor, String type, int lagMinutes, boolean lagElapsed) {
        public NewDependency(TaskId successor, TaskId predecessor, String type, int lagMinutes) {
            this(successor, predecessor, type, lagMinutes, false);
        }
    }

    /** Appends the rows, each behind the last beneath its parent, in the order given: everything or nothing. */
    @Transactional
    public void insert(ProjectId project, @Nullable PlanImportId planImport, List<NewRow> rows, List<NewDependency> dependencies, Actor actor) {
        insert(project, planImport, rows, dependencies, actor, written -> {});
    }

    /** As above, and says every few hundred rows how many have been written so far. */
    @Transactional
    public void insert(ProjectId project, @Nullable PlanImportId planImport, List<NewRow> rows, List<NewDependency> dependencies, Actor actor, IntConsumer written) {
        var access = projects.access(project, actor);
        access.requireEverywhere(planImport == null ? Permission.EDIT_PLAN : Permission.IMPORT_PLAN);
        if (rows.isEmpty()) return;
        int number = projects.takeTaskNumbers(project, rows.size());
        var tasks = placed(project, rows, number);
        insertTasks(tasks.values(), planImport, written);
        insertRest(rows, dependencies);
        duties.openAll(tasks.values(), scopes.of(access));
        counts.recount(project);
        index.changedAll(TaskSearch.KIND, tasks.keySet());
        var subject = Ref.of("project", project);
        activities.record(actor, planImport == null ? new PlanLaidOut(subject, rows.size()) : new PlanImported(subject, rows.size()), project, null);
        scheduling.settleLinks(project, actor, "");
    }

    /** Takes an import back, as long as nobody has worked on any of its rows. */
    @Transactional
    public void undo(ProjectId project, PlanImportId planImport, Actor actor) {
        var access = projects.access(project, actor);
        access.requireEverywhere(Permission.IMPORT_PLAN);
        tree.hold(project);
        var rows = db.select(TaskRow.COLUMNS).from(TASK).where(TASK.PROJECT_ID.eq(project), TASK.PLAN_IMPORT_ID.eq(planImport)).forUpdate().fetch(TaskRow::read);
        if (rows.isEmpty()) throw new NotFound();
        if (rows.stream().anyMatch(row -> row.version() != 0)) throw new Stale();
        var child = TASK.as("child");
        var grown = db.fetchExists(db.selectOne().from(child)
                .join(TASK).on(TASK.WORKSPACE_ID.eq(child.WORKSPACE_ID), TASK.ID.eq(child.PARENT_ID))
                .where(TASK.PROJECT_ID.eq(project), TASK.PLAN_IMPORT_ID.eq(planImport), child.PLAN_IMPORT_ID.isDistinctFrom(planImport)));
        if (grown) throw new Stale();
        duties.cancelAll(rows, actor);
        db.deleteFrom(TASK).where(TASK.PROJECT_ID.eq(project), TASK.PLAN_IMPORT_ID.eq(planImport)).execute();
        counts.recount(project);
        index.forget(rows.stream().map(Task::id).toList());
        activities.record(actor, new ImportUndone(Ref.of("project", project), rows.size()), project, null);
        scheduling.settle(project, actor);
    }

    private Map<TaskId, Task> placed(ProjectId project, List<NewRow> rows, int firstNumber) {
        var tasks = new java.util.LinkedHashMap<TaskId, Task>(rows.size() * 2);
        var paths = new HashMap<TaskId, String>();
        var last = new HashMap<@Nullable TaskId, String>();
        var now = clock.instant();
        int number = firstNumber;
        for (var row : rows) {
            var parentPath = row.parent() == null ? null : paths.computeIfAbsent(row.parent(), id -> path(project, id));
            if (!last.containsKey(row.parent())) {
                var before = row.parent() != null && tasks.containsKey(row.parent()) ? null : tree.lastStep(project, parentPath);
                if (before != null) last.put(row.parent(), before);
            }
            var position = Position.between(last.get(row.parent()), null);
            last.put(row.parent(), position);
            var path = Path.of(parentPath, position);
            paths.put(row.id(), path);
            var fields = row.fields();
            var blocked = row.status() == TaskStatus.BLOCKED;
            var done = row.status() == TaskStatus.DONE || row.status() == TaskStatus.ACCEPTED;
            tasks.put(row.id(), new Task(row.id(), project, row.kind(), number++, row.sourceNumber(), row.parent(), position, path, fields.title(), fields.description(), fields.party(),
                    fields.owner(), fields.start(), fields.finish(), fields.durationMinutes(), fields.milestone(), fields.milestoneWeek(), fields.timing(), null, done ? fields.finish() : null, fields.deliverable(), fields.deliverableText(),
                    row.status(), row.progress(), null, blocked ? row.reason() : "", blocked ? now : null, row.status() == TaskStatus.CANCELLED ? row.reason() : "", done ? now : null,
                    Dispatch.NONE, "", 0, now, null));
        }
        return tasks;
    }

    private String path(ProjectId project, TaskId id) {
        return db.select(TASK.PATH).from(TASK).where(TASK.ID.eq(id), TASK.PROJECT_ID.eq(project), TASK.DELETED_AT.isNull()).fetchOptional(TASK.PATH).orElseThrow(NotFound::new);
    }

    private void insertTasks(Iterable<Task> tasks, @Nullable PlanImportId planImport, IntConsumer written) {
        var insert = new Insert(TASK, TASK.ID, TASK.PROJECT_ID, TASK.KIND, TASK.NUMBER, TASK.SOURCE_NUMBER, TASK.PARENT_ID, TASK.POSITION, TASK.PATH, TASK.TITLE, TASK.DESCRIPTION,
                TASK.PARTY_ID, TASK.OWNER_ID, TASK.START_AT, TASK.FINISH_AT, TASK.DURATION_MINUTES, TASK.MILESTONE, TASK.MILESTONE_WEEK, TASK.DELIVERABLE_ID, TASK.DELIVERABLE_TEXT,
                TASK.CONSTRAINT_TYPE, TASK.CONSTRAINT_AT, TASK.DEADLINE_AT, TASK.MANUAL, TASK.ACTUAL_FINISH_AT, TASK.STATUS, TASK.PROGRESS, TASK.BLOCKED_REASON, TASK.BLOCKED_AT, TASK.CANCEL_REASON, TASK.DONE_AT, TASK.PLAN_IMPORT_ID, TASK.CREATED_AT, TASK.CHANGED_AT);
        int sent = 0;
        for (var task : tasks) {
            if (sent > 0 && sent % AT_ONCE == 0) {
                insert.execute();
                written.accept(sent);
            }
            sent++;
            insert.row(task.id(), task.project(), task.kind().text(), task.number(), task.sourceNumber(), task.parent(), task.position(), task.path(), task.title(), task.description(),
                    task.party(), task.owner(), task.start(), task.finish(), task.durationMinutes(), task.milestone(),
                    task.milestoneWeek() == null ? null : task.milestoneWeek().shortValue(), task.deliverable(), task.deliverableText(),
                    task.timing().constraint().text(), task.timing().constraintAt(), task.timing().deadline(), task.timing().manual(), task.actualFinish(),
                    task.status().text(), (short) task.progress(), task.blockedReason(), task.blockedAt(), task.cancelReason(), task.doneAt(), planImport, task.changedAt(), task.changedAt());
        }
        insert.execute();
        written.accept(sent);
    }

    private void insertRest(List<NewRow> rows, List<NewDependency> dependencies) {
        var collaborators = new Insert(COLLABORATOR, COLLABORATOR.TASK_ID, COLLABORATOR.MEMBER_ID);
        var criteria = new Insert(TASK_CRITERION, TASK_CRITERION.TASK_ID, TASK_CRITERION.POSITION, TASK_CRITERION.CONTENT);
        var links = new Insert(DEPENDENCY, DEPENDENCY.SUCCESSOR_TASK_ID, DEPENDENCY.PREDECESSOR_TASK_ID, DEPENDENCY.TYPE, DEPENDENCY.LAG_MINUTES, DEPENDENCY.LAG_ELAPSED);
        for (var row : rows) {
            for (var member : row.fields().collaborators()) collaborators.row(row.id(), member);
            for (int i = 0; i < row.fields().criteria().size(); i++) criteria.row(row.id(), (short) i, row.fields().criteria().get(i));
        }
        for (var each : dependencies) links.row(each.successor(), each.predecessor(), each.type(), each.lagMinutes(), each.lagElapsed());
        collaborators.execute();
        criteria.execute();
        links.execute();
    }

    /** Many rows into one table by one prepared statement, sent without waiting for each answer. */
    private final class Insert {
        private final Query query;
        private @Nullable BatchBindStep batch;

        Insert(Table<?> table, Field<?>... columns) {
            query = db.insertInto(table).columns(columns).values(Collections.nCopies(columns.length, null)).onConflictDoNothing();
        }

        void row(@Nullable Object... values) {
            if (batch == null) batch = db.batch(query);
            batch.bind(values);
        }

        void execute() {
            if (batch != null) batch.execute();
            batch = null;
        }
    }
}
