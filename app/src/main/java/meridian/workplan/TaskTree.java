package meridian.workplan;

import static db.identity.Tables.ROLE_GRANT;
import static db.project.Tables.PARTY;
import static db.workplan.Tables.TASK;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import meridian.activity.Activities;
import meridian.identity.Permission;
import meridian.index.Index;
import meridian.project.ProjectAccess;
import meridian.project.Projects;
import meridian.tenancy.Actor;
import meridian.tenancy.NotFound;
import meridian.tenancy.PlanEditId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import meridian.tenancy.TaskId;
import meridian.workplan.PlanEdits.Place;
import meridian.workplan.PlanEdits.State;
import meridian.workplan.WorkPlanActivity.TaskDeleted;
import meridian.workplan.WorkPlanActivity.TaskMoved;
import meridian.workplan.WorkPlanActivity.TaskRestored;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Where rows stand: moving, indenting, reordering, the trash. One project’s tree is rearranged by one transaction at a time
 * (the project’s row is held), so that no two moves can close a circle between them.
 */
@Component
public class TaskTree {
    private static final int DEEPEST = 12;

    private final DSLContext db;
    private final Clock clock;
    private final Projects projects;
    private final Scopes scopes;
    private final TaskCounts counts;
    private final TaskDuties duties;
    private final PlanEdits edits;
    private final Scheduling scheduling;
    private final Activities activities;
    private final Index index;

    TaskTree(DSLContext db, Clock clock, Projects projects, Scopes scopes, TaskCounts counts, TaskDuties duties, PlanEdits edits, Scheduling scheduling, Activities activities, Index index) {
        this.index = index;
        this.db = db;
        this.clock = clock;
        this.projects = projects;
        this.scopes = scopes;
        this.counts = counts;
        this.duties = duties;
        this.edits = edits;
        this.scheduling = scheduling;
        this.activities = activities;
    }

    /** A place for a row that is not there yet. */
    record Spot(@Nullable TaskId parent, @Nullable TaskKind parentKind, String position, String path) {}

    /** Which row is to be moved, as the person saw it. */
    public record Seen(TaskId id, int version) {}

    // ---- moving

    /** Moves a row and all beneath it: under {@code parent} (null: to the top), behind {@code after} (null: as the first). */
    @Transactional
    public PlanEditId move(Seen row, @Nullable TaskId parent, @Nullable TaskId after, Actor actor) {
        return rearrange(List.of(row), actor, (task, moved) -> under(task, parent == null ? null : alive(task.project(), parent), after));
    }

    /** Puts rows, in their order, beneath the sibling that stands before the first of them. */
    @Transactional
    public PlanEditId indent(List<Seen> rows, Actor actor) {
        return rearrange(rows, actor, (task, moved) -> {
            var previous = previous(task);
            if (previous == null) throw Refused.because("workplan.nothing_to_indent_under");
            return new Target(previous, lastStep(task.project(), previous.path()), null);
        });
    }

    /** Puts rows behind their parent; what stood after them beneath it stays where it is. */
    @Transactional
    public PlanEditId outdent(List<Seen> rows, Actor actor) {
        var reversed = new ArrayList<>(rows);
        java.util.Collections.reverse(reversed);
        return rearrange(reversed, actor, (task, moved) -> {
            if (task.parent() == null) throw Refused.because("workplan.at_the_top");
            var parent = alive(task.project(), task.parent());
            return under(task, parent.parent() == null ? null : alive(task.project(), parent.parent()), parent.id());
        });
    }

    /** One place up or down among the siblings. */
    @Transactional
    public PlanEditId reorder(List<Seen> rows, boolean up, Actor actor) {
        var ordered = new ArrayList<>(rows);
        if (!up) java.util.Collections.reverse(ordered);
        return rearrange(ordered, actor, (task, moved) -> {
            var parent = task.parent() == null ? null : alive(task.project(), task.parent());
            if (up) {
                var previous = previous(task);
                if (previous == null) throw Refused.because("workplan.is_first");
                var before = previous(previous);
                return new Target(parent, before == null ? null : before.position(), previous.position());
            }
            var next = next(task);
            if (next == null) throw Refused.because("workplan.is_last");
            var behind = next(next);
            return new Target(parent, next.position(), behind == null ? null : behind.position());
        });
    }

    private record Target(@Nullable Task parent, @Nullable String low, @Nullable String high) {}

    private interface Aim {
        Target of(Task task, int moved);
    }

    private PlanEditId rearrange(List<Seen> rows, Actor actor, Aim aim) {
        if (rows.isEmpty()) throw new NotFound();
        var project = db.select(TASK.PROJECT_ID).from(TASK).where(TASK.ID.eq(rows.getFirst().id())).fetchOptional(TASK.PROJECT_ID).orElseThrow(NotFound::new);
        var access = projects.access(project, actor);
        access.require(Permission.EDIT_PLAN);
        hold(project);
        var before = new ArrayList<State>();
        var after = new ArrayList<State>();
        for (var row : rows) {
            var task = lock(project, row);
            requireAll(task, access);
            var target = aim.of(task, before.size());
            if (target.parent() != null && Path.within(target.parent().path(), task.path())) throw Refused.because("workplan.circle");
            if (target.parent() != null && !target.parent().id().equals(task.parent())) requireRoom(target.parent());
            var kind = task.kind() == TaskKind.PHASE && target.parent() != null ? TaskKind.PACKAGE : task.kind();
            if (!kind.fits(target.parent() == null ? null : target.parent().kind())) throw Refused.because("workplan.kind_does_not_fit");
            var position = Position.between(target.low(), target.high());
            before.add(State.placed(task));
            put(task, new Place(kind, target.parent() == null ? null : target.parent().id(), position));
            after.add(State.placed(read(task.id())));
            activities.record(actor, new TaskMoved(task.ref(), task.number(), task.title()), project, task.party());
        }
        scheduling.settleLinks(project, actor, "");
        java.util.Collections.reverse(before);
        java.util.Collections.reverse(after);
        return edits.keep(project, before, after, actor);
    }

    // A milestone is a moment; nothing is done in it.
    private static void requireRoom(Task parent) {
        if (parent.milestone()) throw Refused.because("workplan.milestone_holds_nothing", parent.title());
    }

    /** What was taken back may have put rows beneath a milestone, or made one of a row that has rows by now. */
    void requireRoom(Collection<TaskId> rows) {
        var above = TASK.as("above");
        db.select(above.TITLE)
                .from(TASK)
                .join(above).on(above.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), above.ID.eq(TASK.PARENT_ID))
                .where(TASK.DELETED_AT.isNull(), above.DELETED_AT.isNull(), above.MILESTONE.isTrue(), TASK.ID.in(rows).or(TASK.PARENT_ID.in(rows)))
                .limit(1)
                .fetchOptional(above.TITLE)
                .ifPresent(title -> {
                    throw Refused.because("workplan.milestone_holds_nothing", title);
                });
    }

    private Target under(Task task, @Nullable Task parent, @Nullable TaskId after) {
        if (after == null) {
            var first = firstStep(task.project(), parent == null ? null : parent.path());
            return new Target(parent, null, first);
        }
        var sibling = alive(task.project(), after);
        if (!Objects.equals(sibling.parent(), parent == null ? null : parent.id())) throw new NotFound();
        var next = next(sibling);
        return new Target(parent, sibling.position(), next == null ? null : next.position());
    }

    /** Puts a row, with all beneath it, at a place; one statement rewrites the paths. */
    void put(Task task, Place place) {
        var parentPath = place.parent() == null ? null : alive(task.project(), place.parent()).path();
        if (parentPath != null && Path.within(parentPath, task.path())) throw new Stale();
        var position = free(task, parentPath, place.position());
        var path = Path.of(parentPath, position);
        if (path.chars().filter(c -> c == '/').count() >= DEEPEST || path.length() > 2000) throw Refused.because("workplan.too_deep");
        var itself = TASK.ID.eq(task.id());
        db.update(TASK)
                .set(TASK.PATH, DSL.concat(DSL.val(path), DSL.substring(TASK.PATH, task.path().length() + 1)))
                .set(TASK.PARENT_ID, DSL.when(itself, DSL.val(place.parent(), TASK.PARENT_ID)).otherwise(TASK.PARENT_ID))
                .set(TASK.POSITION, DSL.when(itself, position).otherwise(TASK.POSITION))
                .set(TASK.KIND, DSL.when(itself, place.kind().text()).otherwise(TASK.KIND))
                .set(TASK.VERSION, DSL.when(itself, TASK.VERSION.plus(1)).otherwise(TASK.VERSION))
                .set(TASK.CHANGED_AT, DSL.when(itself, DSL.val(clock.instant(), TASK.CHANGED_AT)).otherwise(TASK.CHANGED_AT))
                .where(subtree(task))
                .execute();
        if (task.kind() != place.kind()) counts.changed(task, read(task.id()));
    }

    // A place that was free once may have been taken since.
    private String free(Task task, @Nullable String parentPath, String position) {
        var path = Path.of(parentPath, position);
        var taken = db.fetchExists(TASK, TASK.PROJECT_ID.eq(task.project()), TASK.DELETED_AT.isNull(), TASK.PATH.eq(path), TASK.ID.ne(task.id()));
        if (!taken) return position;
        var next = step(task.project(), parentPath, TASK.PATH.ge(Path.end(path)), true);
        return Position.between(position, next);
    }

    // ---- the trash

    /** Puts rows and all beneath them into the trash, for 30 days. */
    @Transactional
    public PlanEditId delete(List<Seen> rows, Actor actor) {
        if (rows.isEmpty()) throw new NotFound();
        var project = db.select(TASK.PROJECT_ID).from(TASK).where(TASK.ID.eq(rows.getFirst().id())).fetchOptional(TASK.PROJECT_ID).orElseThrow(NotFound::new);
        var access = projects.access(project, actor);
        access.require(Permission.EDIT_PLAN);
        hold(project);
        var scope = scopes.of(access);
        var before = new ArrayList<State>();
        var after = new ArrayList<State>();
        for (var row : rows) {
            var task = db.select(TaskRow.COLUMNS).from(TASK).where(TASK.ID.eq(row.id()), TASK.PROJECT_ID.eq(project)).forUpdate().fetchOptional(TaskRow::read).orElseThrow(NotFound::new);
            if (task.deletedAt() != null) continue; // went with the row above it
            if (task.version() != row.version()) throw new Stale();
            requireAll(task, access);
            before.add(State.trashed(task.id(), task.version(), false));
            trash(task, true, scope, actor);
            after.add(State.trashed(task.id(), read(task.id()).version(), true));
        }
        scheduling.settle(project, actor);
        return edits.keep(project, before, after, actor);
    }

    /** How a row came back. */
    public enum How {
        AS_IT_WAS,
        /** As the last of the plan: the row it stood beneath is gone, or a milestone now. */
        AT_THE_END,
        /** Somebody it belonged to has left the project; nobody owns it now. */
        WITHOUT_OWNERS
    }

    public record Restored(Task task, How how) {}

    /** Brings a row back with what went into the trash with it: to its old place, or to the end where that is gone. */
    @Transactional
    public Restored restore(ProjectId project, TaskId id, Actor actor) {
        var task = db.select(TaskRow.COLUMNS).from(TASK).where(TASK.ID.eq(id), TASK.PROJECT_ID.eq(project), TASK.DELETED_AT.isNotNull()).fetchOptional(TaskRow::read).orElseThrow(NotFound::new);
        var access = projects.access(project, actor);
        if (access.guest()) throw new NotFound();
        access.require(Permission.EDIT_PLAN, task.party());
        hold(project);
        var how = bringBack(task, scopes.of(access), actor);
        scheduling.settleLinks(project, actor, "");
        return new Restored(read(id), how);
    }

    void trash(Task task, boolean in, Scope scope, Actor actor) {
        if (in == (task.deletedAt() != null)) return;
        if (in) throwAway(task, scope, actor);
        else bringBack(task, scope, actor);
    }

    /** Brings a row back as if it had never been away, its version too: nobody has changed it, and an untouched plan of a template stays one. */
    void undoTrash(Task task, Scope scope, Actor actor) {
        if (bringBack(task, scope, actor) != How.AS_IT_WAS) return;
        db.update(TASK).set(TASK.VERSION, TASK.VERSION.minus(2)).where(subtree(read(task.id()))).execute();
    }

    private void throwAway(Task task, Scope scope, Actor actor) {
        var all = db.select(TaskRow.COLUMNS).from(TASK).where(subtree(task)).orderBy(TASK.PATH).forUpdate().fetch(TaskRow::read);
        var accepted = all.stream().filter(one -> one.status() == TaskStatus.ACCEPTED).findFirst();
        if (accepted.isPresent()) throw Refused.because("workplan.accepted_stays", accepted.get().title());
        var now = clock.instant();
        db.update(TASK)
                .set(TASK.DELETED_AT, now)
                .set(TASK.DELETED_BY, actor.member())
                .set(TASK.VERSION, TASK.VERSION.plus(1))
                .set(TASK.CHANGED_AT, now)
                .where(subtree(task))
                .execute();
        for (var gone : all) counts.changed(gone, null);
        duties.cancelAll(all, actor);
        index.changedAll(TaskSearch.KIND, all.stream().map(Task::id).toList());
        activities.record(actor, new TaskDeleted(task.ref(), task.number(), task.title(), all.size()), task.project(), task.party());
    }

    // Trashed rows keep their parents but not their paths: the tree may have been rearranged meanwhile.
    private How bringBack(Task task, Scope scope, Actor actor) {
        var parent = task.parent() == null ? null
                : db.select(TaskRow.COLUMNS).from(TASK).where(TASK.ID.eq(task.parent()), TASK.DELETED_AT.isNull(), TASK.MILESTONE.isFalse()).fetchOne(TaskRow::read);
        var parentPath = parent == null ? null : parent.path();
        var position = task.parent() != null && parent == null ? Position.between(lastStep(task.project(), null), null) : free(task, parentPath, task.position());
        var ids = new ArrayList<TaskId>();
        bringBack(task, parent == null ? null : parent.id(), position, Path.of(parentPath, position), ids);
        var orphaned = leaveBehind(ids, task.project());
        var all = db.select(TaskRow.COLUMNS).from(TASK).where(TASK.ID.in(ids)).orderBy(TASK.PATH).fetch(TaskRow::read);
        for (var back : all) if (back.party() != null && !scope.parties().containsKey(back.party())) throw Refused.because("trash.party_removed", back.title(), partyName(back));
        for (var back : all) counts.changed(null, back);
        for (var back : all) duties.settle(null, back, scope, actor);
        index.changedAll(TaskSearch.KIND, ids);
        activities.record(actor, new TaskRestored(task.ref(), task.number(), task.title()), task.project(), task.party());
        return orphaned ? How.WITHOUT_OWNERS : task.parent() != null && parent == null ? How.AT_THE_END : How.AS_IT_WAS;
    }

    // Whoever has left the project meanwhile owns nothing in it.
    private boolean leaveBehind(List<TaskId> ids, ProjectId project) {
        return db.update(TASK)
                        .setNull(TASK.OWNER_ID)
                        .set(TASK.DISPATCH, Dispatch.NONE.text())
                        .where(TASK.ID.in(ids), TASK.OWNER_ID.isNotNull())
                        .andNotExists(DSL.selectOne().from(ROLE_GRANT).where(ROLE_GRANT.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), ROLE_GRANT.PROJECT_ID.eq(project), ROLE_GRANT.MEMBER_ID.eq(TASK.OWNER_ID)))
                        .execute()
                > 0;
    }

    private String partyName(Task task) {
        return db.select(PARTY.NAME).from(PARTY).where(PARTY.ID.eq(task.party())).fetchSingle(PARTY.NAME);
    }

    private void bringBack(Task task, @Nullable TaskId parent, String position, String path, List<TaskId> all) {
        db.update(TASK)
                .setNull(TASK.DELETED_AT)
                .setNull(TASK.DELETED_BY)
                .set(TASK.PARENT_ID, parent)
                .set(TASK.POSITION, position)
                .set(TASK.PATH, path)
                .set(TASK.VERSION, TASK.VERSION.plus(1))
                .set(TASK.CHANGED_AT, clock.instant())
                .where(TASK.ID.eq(task.id()))
                .execute();
        all.add(task.id());
        var children = db.select(TaskRow.COLUMNS).from(TASK).where(TASK.PARENT_ID.eq(task.id()), TASK.DELETED_AT.eq(task.deletedAt())).orderBy(TASK.POSITION).fetch(TaskRow::read);
        for (var child : children) bringBack(child, task.id(), child.position(), path + "/" + child.position(), all);
    }

    // ---- where things stand

    /** The place for a new row behind {@code after}, or as the last beneath the parent. */
    Spot spot(ProjectId project, @Nullable TaskId parentId, @Nullable TaskId after) {
        var parent = parentId == null ? null : alive(project, parentId);
        if (parent != null) requireRoom(parent);
        String low, high = null;
        if (after != null) {
            var sibling = alive(project, after);
            if (!Objects.equals(sibling.parent(), parentId)) throw new NotFound();
            var next = next(sibling);
            low = sibling.position();
            high = next == null ? null : next.position();
        } else {
            low = lastStep(project, parent == null ? null : parent.path());
        }
        var position = Position.between(low, high);
        var path = Path.of(parent == null ? null : parent.path(), position);
        if (path.chars().filter(c -> c == '/').count() >= DEEPEST || path.length() > 2000) throw Refused.because("workplan.too_deep");
        return new Spot(parentId, parent == null ? null : parent.kind(), position, path);
    }

    /** Holds the project’s row: its tree is ours until the transaction ends. */
    void hold(ProjectId project) {
        projects.takeTaskNumbers(project, 0);
    }

    @Nullable String lastStep(ProjectId project, @Nullable String parentPath) {
        return step(project, parentPath, DSL.noCondition(), false);
    }

    private @Nullable String firstStep(ProjectId project, @Nullable String parentPath) {
        return step(project, parentPath, DSL.noCondition(), true);
    }

    private @Nullable Task next(Task task) {
        return sibling(task, step(task.project(), parentPath(task), TASK.PATH.ge(Path.end(task.path())), true));
    }

    private @Nullable Task previous(Task task) {
        return sibling(task, step(task.project(), parentPath(task), TASK.PATH.lt(task.path()), false));
    }

    private @Nullable Task sibling(Task task, @Nullable String position) {
        if (position == null) return null;
        return db.select(TaskRow.COLUMNS).from(TASK)
                .where(TASK.PROJECT_ID.eq(task.project()), TASK.DELETED_AT.isNull(), TASK.PATH.eq(Path.of(parentPath(task), position)))
                .fetchOne(TaskRow::read);
    }

    // The first or last row of a range of the tree tells by its path which child of the parent it belongs to.
    private @Nullable String step(ProjectId project, @Nullable String parentPath, Condition range, boolean first) {
        var beneath = parentPath == null ? DSL.noCondition() : TASK.PATH.gt(parentPath + "/").and(TASK.PATH.lt(Path.end(parentPath)));
        var path = db.select(TASK.PATH).from(TASK)
                .where(TASK.PROJECT_ID.eq(project), TASK.DELETED_AT.isNull(), beneath, range)
                .orderBy(first ? TASK.PATH.asc() : TASK.PATH.desc())
                .limit(1)
                .fetchOne(TASK.PATH);
        return path == null ? null : Path.step(path, parentPath);
    }

    private static @Nullable String parentPath(Task task) {
        return task.parent() == null ? null : task.path().substring(0, task.path().length() - task.position().length() - 1);
    }

    private static Condition subtree(Task task) {
        return TASK.PROJECT_ID.eq(task.project()).and(TASK.DELETED_AT.isNull()).and(TASK.PATH.ge(task.path())).and(TASK.PATH.lt(Path.end(task.path())));
    }

    private Task alive(ProjectId project, TaskId id) {
        return db.select(TaskRow.COLUMNS).from(TASK).where(TASK.ID.eq(id), TASK.PROJECT_ID.eq(project), TASK.DELETED_AT.isNull()).fetchOptional(TaskRow::read).orElseThrow(NotFound::new);
    }

    private Task read(TaskId id) {
        return db.select(TaskRow.COLUMNS).from(TASK).where(TASK.ID.eq(id)).fetchSingle(TaskRow::read);
    }

    private Task lock(ProjectId project, Seen row) {
        var task = db.select(TaskRow.COLUMNS).from(TASK).where(TASK.ID.eq(row.id()), TASK.PROJECT_ID.eq(project), TASK.DELETED_AT.isNull()).forUpdate().fetchOptional(TaskRow::read).orElseThrow(NotFound::new);
        if (task.version() != row.version()) throw new Stale();
        return task;
    }

    // Who rearranges a package rearranges everybody’s tasks in it.
    private void requireAll(Task task, ProjectAccess access) {
        if (access.mayEverywhere(Permission.EDIT_PLAN)) return;
        access.require(Permission.EDIT_PLAN, task.party());
        for (var party : db.selectDistinct(TASK.PARTY_ID).from(TASK).where(subtree(task)).fetch(TASK.PARTY_ID)) access.require(Permission.EDIT_PLAN, party);
    }
}
