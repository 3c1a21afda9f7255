package meridian.workplan;

import static db.workplan.Tables.DEPENDENCY;
import static db.workplan.Tables.TASK;

import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import meridian.activity.Activities;
import meridian.activity.Event;
import meridian.index.Index;
import meridian.calendar.NoWorkingTimeException;
import meridian.calendar.WorkCalendar;
import meridian.project.ProjectAccess;
import meridian.tenancy.Actor;
import meridian.tenancy.NotFound;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import meridian.tenancy.TaskId;
import meridian.workplan.PlanEdits.Place;
import meridian.workplan.PlanRows.NewDependency;
import meridian.workplan.WorkPlanActivity.TaskEdited;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Changes rows of the plan as an imported file has them, remembers how they were, and brings them back. */
@Component
class PlanUpdates {
    private final DSLContext db;
    private final Clock clock;
    private final Scopes scopes;
    private final TaskTree tree;
    private final TaskCounts counts;
    private final TaskDuties duties;
    private final Activities activities;
    private final Index index;

    PlanUpdates(DSLContext db, Clock clock, Scopes scopes, TaskTree tree, TaskCounts counts, TaskDuties duties, Activities activities, Index index) {
        this.index = index;
        this.db = db;
        this.clock = clock;
        this.scopes = scopes;
        this.tree = tree;
        this.counts = counts;
        this.duties = duties;
        this.activities = activities;
    }

    /**
     * What becomes of one row, of the version it was compared in. What is null stays as it is.
     *
     * @param moves beneath {@code parent}, as the last
     * @param links in the place of those from tasks there are; links from phases and packages stay
     */
    record Update(
            TaskId id,
            int version,
            UnaryOperator<TaskFields> fields,
            @Nullable TaskStatus status,
            @Nullable Integer progress,
            String reason,
            boolean moves,
            @Nullable TaskId parent,
            @Nullable List<NewDependency> links) {}

    /** How a row was, and under which version it stands since. {@code gone}: it went to the trash as a whole. */
    record Was(
            TaskId id,
            int after,
            boolean gone,
            @Nullable TaskFields fields,
            Dispatch dispatch,
            TaskStatus status,
            int progress,
            String blockedReason,
            String cancelReason,
            @Nullable Place place,
            @Nullable List<Link> links) {}

    record Link(TaskId predecessor, String type, int lagMinutes, boolean elapsed) {}

    // ---- changing

    Was apply(Update update, ProjectAccess access, Scope scope, PlanCalendars calendars, Actor actor) {
        var task = lock(update.id(), access.id());
        if (task.version() != update.version()) throw new Stale();
        var was = TaskRow.fields(task, db);
        var wanted = update.fields().apply(was);
        var fields = settled(was, wanted, task.kind(), calendars.of(wanted.party()));
        var place = update.moves() && !Objects.equals(task.parent(), update.parent()) ? new Place(task.kind(), task.parent(), task.position()) : null;
        var links = update.links() == null ? null : links(task.id());
        boolean owned = !Objects.equals(was.owner(), fields.owner());
        TaskRow.write(task, was, fields, owned ? Dispatch.NONE : task.dispatch(), clock.instant(), db);
        int progress = update.progress() == null ? task.progress() : update.progress();
        var status = update.status() != null ? update.status() : told(task.status(), progress, task.progress());
        if (status != task.status() || progress != task.progress()) doing(task.id(), status, status == TaskStatus.DONE ? 100 : progress, update.reason(), task);
        if (links != null) link(task.id(), Objects.requireNonNull(update.links()));
        if (place != null) tree.put(read(task.id()), new Place(task.kind(), update.parent(), lastBeneath(access.id(), update.parent())));
        var after = read(task.id());
        counts.changed(task, after);
        duties.settle(task, after, scope, actor);
        if (owned && fields.owner() != null) duties.givenOutAgain(after, actor);
        var changes = new ArrayList<>(TaskChanges.between(was, fields, scope));
        if (status != task.status()) changes.add(new Event.Change("status", task.status().text(), status.text()));
        if (after.progress() != task.progress()) changes.add(new Event.Change("progress", task.progress() + "%", after.progress() + "%"));
        activities.record(actor, new TaskEdited(task.ref(), task.number(), after.title(), changes), access.id(), after.party());
        return new Was(task.id(), after.version(), false, was, task.dispatch(), task.status(), task.progress(), task.blockedReason(), task.cancelReason(), place, links);
    }

    /** Phases and packages that the file calls otherwise now. */
    List<Was> rename(Map<TaskId, String> titles, ProjectAccess access, Scope scope, PlanCalendars calendars, Actor actor) {
        var kept = new ArrayList<Was>();
        titles.forEach((id, title) -> kept.add(apply(new Update(id, lock(id, access.id()).version(), fields -> fields.withTitle(title), null, null, "", false, null, null), access, scope, calendars, actor)));
        return kept;
    }

    /** What a percentage alone says of the state. */
    private static TaskStatus told(TaskStatus status, int progress, int before) {
        if (progress > 0 && status == TaskStatus.NOT_STARTED || progress < 100 && progress != before && status == TaskStatus.DONE) return TaskStatus.IN_PROGRESS;
        return status;
    }

    // A file’s dates mean what they mean when they are typed; what it says of constraints itself, it means.
    private static TaskFields settled(TaskFields was, TaskFields now, TaskKind kind, WorkCalendar calendar) {
        try {
            var fields = TypedDates.meant(was, now, kind, calendar);
            if (fields.start() != null && fields.finish() != null && fields.finish().isBefore(fields.start())) throw Refused.because("imports.dates_turned", fields.title());
            return fields;
        } catch (NoWorkingTimeException e) {
            throw Refused.because("workplan.beyond_calendars");
        }
    }

    private void doing(TaskId id, TaskStatus status, int progress, String reason, Task task) {
        var now = clock.instant();
        boolean done = status == TaskStatus.DONE || status == TaskStatus.ACCEPTED;
        db.update(TASK)
                .set(TASK.STATUS, status.text())
                .set(TASK.PROGRESS, (short) progress)
                .set(TASK.BLOCKED_REASON, status == TaskStatus.BLOCKED ? reason : "")
                .set(TASK.BLOCKED_AT, status == TaskStatus.BLOCKED ? Objects.requireNonNullElse(task.blockedAt(), now) : null)
                .set(TASK.CANCEL_REASON, status == TaskStatus.CANCELLED ? reason : "")
                .set(TASK.DONE_AT, done ? Objects.requireNonNullElse(task.doneAt(), now) : null)
                .set(TASK.ACTUAL_FINISH_AT, done ? DSL.coalesce(TASK.ACTUAL_FINISH_AT, TASK.FINISH_AT) : DSL.castNull(TASK.ACTUAL_FINISH_AT))
                .where(TASK.ID.eq(id))
                .execute();
    }

    private List<Link> links(TaskId successor) {
        return db.select(DEPENDENCY.PREDECESSOR_TASK_ID, DEPENDENCY.TYPE, DEPENDENCY.LAG_MINUTES, DEPENDENCY.LAG_ELAPSED)
                .from(DEPENDENCY)
                .where(DEPENDENCY.SUCCESSOR_TASK_ID.eq(successor))
                .fetch(row -> new Link(row.value1(), row.value2(), row.value3(), row.value4()));
    }

    private void link(TaskId successor, List<NewDependency> links) {
        db.deleteFrom(DEPENDENCY)
                .where(DEPENDENCY.SUCCESSOR_TASK_ID.eq(successor))
                .andExists(DSL.selectOne().from(TASK).where(TASK.WORKSPACE_ID.eq(DEPENDENCY.WORKSPACE_ID), TASK.ID.eq(DEPENDENCY.PREDECESSOR_TASK_ID), TASK.KIND.eq("task")))
                .execute();
        for (var link : links) insert(successor, new Link(link.predecessor(), link.type(), link.lagMinutes(), link.lagElapsed()));
    }

    private void insert(TaskId successor, Link link) {
        db.insertInto(DEPENDENCY)
                .set(DEPENDENCY.SUCCESSOR_TASK_ID, successor)
                .set(DEPENDENCY.PREDECESSOR_TASK_ID, link.predecessor())
                .set(DEPENDENCY.TYPE, link.type())
                .set(DEPENDENCY.LAG_MINUTES, link.lagMinutes())
                .set(DEPENDENCY.LAG_ELAPSED, link.elapsed())
                .onConflictDoNothing()
                .execute();
    }

    private String lastBeneath(ProjectId project, @Nullable TaskId parent) {
        return Position.between(tree.lastStep(project, parent == null ? null : read(parent).path()), null);
    }

    /** Moves rows, each with what stands beneath it, to the trash; of rows beneath each other the topmost are named. */
    List<Was> remove(Collection<TaskId> ids, ProjectAccess access, Scope scope, Actor actor) {
        var kept = new ArrayList<Was>();
        if (ids.isEmpty()) return kept;
        for (var task : db.select(TaskRow.COLUMNS).from(TASK).where(TASK.PROJECT_ID.eq(access.id()), TASK.ID.in(ids)).orderBy(TASK.PATH).forUpdate().fetch(TaskRow::read)) {
            if (read(task.id()).deletedAt() != null) continue; // went with the row above it
            tree.trash(task, true, scope, actor);
            kept.add(new Was(task.id(), read(task.id()).version(), true, null, task.dispatch(), task.status(), task.progress(), task.blockedReason(), task.cancelReason(), null, null));
        }
        return kept;
    }

    // ---- bringing back

    /** Rows that somebody has changed since, as they are called now. */
    List<String> changedSince(List<Was> rows, ProjectAccess access) {
        var changed = new ArrayList<String>();
        for (var row : rows) {
            var task = db.select(TaskRow.COLUMNS).from(TASK).where(TASK.ID.eq(row.id()), TASK.PROJECT_ID.eq(access.id())).fetchOptional(TaskRow::read);
            if (task.isEmpty() || task.get().version() != row.after() || row.gone() == (task.get().deletedAt() == null)) changed.add(task.map(found -> access.code() + "-" + found.number()).orElse("?"));
        }
        return changed;
    }

    void restore(List<Was> rows, ProjectAccess access, Actor actor) {
        var scope = scopes.of(access);
        index.changedAll(TaskSearch.KIND, rows.stream().map(Was::id).toList());
        for (var row : rows.reversed()) {
            var task = lock(row.id(), access.id());
            if (row.gone()) {
                tree.undoTrash(task, scope, actor);
                continue;
            }
            var now = TaskRow.fields(task, db);
            TaskRow.write(task, now, Objects.requireNonNull(row.fields()), row.dispatch(), clock.instant(), db);
            if (row.status() != task.status() || row.progress() != task.progress()) doing(task.id(), row.status(), row.progress(), row.status() == TaskStatus.CANCELLED ? row.cancelReason() : row.blockedReason(), task);
            if (row.links() != null) {
                db.deleteFrom(DEPENDENCY).where(DEPENDENCY.SUCCESSOR_TASK_ID.eq(row.id())).execute();
                for (var link : row.links()) if (alive(link.predecessor())) insert(row.id(), link);
            }
            if (row.place() != null) tree.put(read(row.id()), row.place());
            var after = read(row.id());
            counts.changed(task, after);
            duties.settle(task, after, scope, actor);
        }
    }

    private boolean alive(TaskId id) {
        return db.fetchExists(TASK, TASK.ID.eq(id));
    }

    /** When work on a row began and was done, as far as a file says. */
    record Actual(@Nullable LocalDateTime start, @Nullable LocalDateTime finish) {}

    /** What the rows’ own programs call them, and when work on them really was. */
    void note(Map<TaskId, String> sources, Map<TaskId, Actual> actual, Map<TaskId, String> renumbered) {
        if (!renumbered.isEmpty()) {
            var batch = db.batch(db.update(TASK).set(TASK.SOURCE_NUMBER, (String) null).where(TASK.ID.eq((TaskId) null)));
            renumbered.forEach((id, number) -> batch.bind(number, id));
            batch.execute();
        }
        if (!sources.isEmpty()) {
            var batch = db.batch(db.update(TASK).set(TASK.SOURCE_ID, (String) null).where(TASK.ID.eq((TaskId) null)));
            sources.forEach((id, source) -> batch.bind(source, id));
            batch.execute();
        }
        if (!actual.isEmpty()) {
            var batch = db.batch(db.update(TASK).set(TASK.ACTUAL_START_AT, (LocalDateTime) null).set(TASK.ACTUAL_FINISH_AT, DSL.coalesce(DSL.val((LocalDateTime) null, TASK.ACTUAL_FINISH_AT), TASK.ACTUAL_FINISH_AT)).where(TASK.ID.eq((TaskId) null)));
            actual.forEach((id, each) -> batch.bind(each.start(), each.finish(), id));
            batch.execute();
        }
    }

    private Task lock(TaskId id, ProjectId project) {
        return db.select(TaskRow.COLUMNS).from(TASK).where(TASK.ID.eq(id), TASK.PROJECT_ID.eq(project)).forUpdate().fetchOptional(TaskRow::read).orElseThrow(NotFound::new);
    }

    private Task read(TaskId id) {
        return db.select(TaskRow.COLUMNS).from(TASK).where(TASK.ID.eq(id)).fetchSingle(TaskRow::read);
    }
}
