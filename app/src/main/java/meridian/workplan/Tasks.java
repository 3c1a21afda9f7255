package meridian.workplan;

import static db.identity.Tables.MEMBER;
import static db.identity.Tables.ROLE_GRANT;
import static db.project.Tables.DELIVERABLE;
import static db.workplan.Tables.COLLABORATOR;
import static db.workplan.Tables.TASK;

import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import meridian.activity.Activities;
import meridian.activity.Event;
import meridian.calendar.NoWorkingTimeException;
import meridian.identity.Permission;
import meridian.project.ProjectAccess;
import meridian.project.Projects;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.PlanEditId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import meridian.tenancy.TaskId;
import meridian.tenancy.Text;
import meridian.workplan.PlanEdits.State;
import meridian.workplan.WorkPlanActivity.BlockerRestated;
import meridian.workplan.WorkPlanActivity.EditUndone;
import meridian.workplan.WorkPlanActivity.TaskAdded;
import meridian.workplan.WorkPlanActivity.TaskEdited;
import meridian.workplan.WorkPlanActivity.TaskProgressed;
import meridian.workplan.WorkPlanActivity.TaskStatusMoved;
import meridian.workplan.WorkPlanActivity.TasksEdited;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * All tasks, work packages and phases. Whoever may not see a task cannot tell that it exists; whoever sees it but may not
 * change it is refused. Where rows stand in the tree is kept by {@link TaskTree}, who does what by {@link Dispatching}.
 */
@Component
public class Tasks {
    private final DSLContext db;
    private final Clock clock;
    private final Projects projects;
    private final Scopes scopes;
    private final TaskTree tree;
    private final TaskCounts counts;
    private final TaskDuties duties;
    private final PlanEdits edits;
    private final Scheduling scheduling;
    private final Activities activities;

    Tasks(DSLContext db, Clock clock, Projects projects, Scopes scopes, TaskTree tree, TaskCounts counts, TaskDuties duties, PlanEdits edits, Scheduling scheduling, Activities activities) {
        this.db = db;
        this.clock = clock;
        this.projects = projects;
        this.scopes = scopes;
        this.tree = tree;
        this.counts = counts;
        this.duties = duties;
        this.edits = edits;
        this.scheduling = scheduling;
        this.activities = activities;
    }

    /** A row to add: beneath {@code parent} (null: at the top), behind the sibling {@code after} (null: as the last). */
    public record NewTask(TaskId id, ProjectId project, TaskKind kind, @Nullable TaskId parent, @Nullable TaskId after, TaskFields fields) {}

    /** A changed task and what takes the change back. */
    public record Edited(Task task, PlanEditId edit) {}

    /** A task as one person stands before it. */
    record Held(Task task, ProjectAccess access) {
        boolean mayEdit() {
            return access.may(Permission.EDIT_PLAN, task.party());
        }

        void requireEdit() {
            access.require(Permission.EDIT_PLAN, task.party());
        }
    }

    // ---- looking up

    /** The task as the actor may see it; not found otherwise. */
    @Transactional(readOnly = true)
    public Task get(TaskId id, Actor actor) {
        return hold(db.select(TaskRow.COLUMNS).from(TASK).where(TASK.ID.eq(id), TASK.DELETED_AT.isNull()).fetchOptional(TaskRow::read).orElseThrow(NotFound::new), actor).task();
    }

    Held lock(TaskId id, Actor actor) {
        return hold(db.select(TaskRow.COLUMNS).from(TASK).where(TASK.ID.eq(id), TASK.DELETED_AT.isNull()).forUpdate().fetchOptional(TaskRow::read).orElseThrow(NotFound::new), actor);
    }

    private Held hold(Task task, Actor actor) {
        var access = projects.access(task.project(), actor);
        if (access.guest() && !mine(task, actor.person())) throw new NotFound();
        return new Held(task, access);
    }

    boolean mine(Task task, MemberId member) {
        return member.equals(task.owner()) || db.fetchExists(COLLABORATOR, COLLABORATOR.TASK_ID.eq(task.id()), COLLABORATOR.MEMBER_ID.eq(member));
    }

    private Task reread(TaskId id) {
        return db.select(TaskRow.COLUMNS).from(TASK).where(TASK.ID.eq(id)).fetchSingle(TaskRow::read);
    }

    // ---- adding and editing

    /** Adds a row; adding the same id again changes nothing and answers the row there is. */
    @Transactional
    public Edited add(NewTask wanted, Actor actor) {
        var task = insert(wanted, actor);
        if (task == null) return new Edited(get(wanted.id(), actor), new PlanEditId(wanted.id().value()));
        if (!wanted.fields().predecessors().isEmpty()) scheduling.settleLinks(wanted.project(), actor, "predecessors");
        else if (TypedDates.any(null, wanted.fields())) scheduling.settle(wanted.project(), actor);
        var edit = edits.keep(task.project(), List.of(State.trashed(task.id(), 0, true)), List.of(State.trashed(task.id(), task.version(), false)), actor);
        return new Edited(reread(task.id()), edit);
    }

    /** The new row, or null when it is there already. */
    private @Nullable Task insert(NewTask wanted, Actor actor) {
        var access = projects.access(wanted.project(), actor);
        access.require(Permission.EDIT_PLAN, wanted.fields().party());
        var scope = scopes.of(access);
        int number = projects.takeTaskNumbers(wanted.project(), 1);
        var fields = checked(wanted.fields(), null, wanted.kind(), scope, access);
        if (db.fetchExists(TASK, TASK.ID.eq(wanted.id()))) return null;
        var spot = tree.spot(wanted.project(), wanted.parent(), wanted.after());
        if (!wanted.kind().fits(spot.parentKind())) throw Refused.at("kind", "workplan.kind_does_not_fit");
        var now = clock.instant();
        db.insertInto(TASK)
                .set(TASK.ID, wanted.id())
                .set(TASK.PROJECT_ID, wanted.project())
                .set(TASK.KIND, wanted.kind().text())
                .set(TASK.NUMBER, number)
                .set(TASK.PARENT_ID, spot.parent())
                .set(TASK.POSITION, spot.position())
                .set(TASK.PATH, spot.path())
                .set(TASK.TITLE, fields.title())
                .set(TASK.DESCRIPTION, fields.description())
                .set(TASK.PARTY_ID, fields.party())
                .set(TASK.OWNER_ID, fields.owner())
                .set(TASK.START_AT, fields.start())
                .set(TASK.FINISH_AT, fields.finish())
                .set(TASK.DURATION_MINUTES, fields.durationMinutes())
                .set(TASK.MILESTONE, fields.milestone())
                .set(TASK.MILESTONE_WEEK, fields.milestoneWeek() == null ? null : fields.milestoneWeek().shortValue())
                .set(TASK.CONSTRAINT_TYPE, fields.timing().constraint().text())
                .set(TASK.CONSTRAINT_AT, fields.timing().constraintAt())
                .set(TASK.DEADLINE_AT, fields.timing().deadline())
                .set(TASK.MANUAL, fields.timing().manual())
                .set(TASK.DELIVERABLE_ID, fields.deliverable())
                .set(TASK.DELIVERABLE_TEXT, fields.deliverableText())
                .set(TASK.CREATED_AT, now)
                .set(TASK.CHANGED_AT, now)
                .execute();
        var task = reread(wanted.id());
        TaskRow.collaborators(task, fields.collaborators(), db);
        TaskRow.criteria(task, fields.criteria(), db);
        if (!fields.predecessors().isEmpty()) TaskRow.predecessors(task, fields.predecessors(), db);
        counts.changed(null, task);
        duties.settle(null, task, scope, actor);
        activities.record(actor, new TaskAdded(task.ref(), number, task.title()), task.project(), task.party());
        return task;
    }

    /** Changes what was typed about a task: of the version the person saw, or somebody else’s change is shown first. */
    @Transactional
    public Edited edit(TaskId id, int version, UnaryOperator<TaskFields> change, Actor actor) {
        scheduling.hold(id);
        var held = lock(id, actor);
        if (held.task().version() != version) throw new Stale();
        var changed = change(held, change, scopes.of(held.access()), actor);
        if (changed.links()) scheduling.settleLinks(held.task().project(), actor, "predecessors");
        else if (changed.schedules()) scheduling.settle(held.task().project(), actor);
        return new Edited(changed.schedules() ? reread(id) : changed.after(), edits.keep(held.task().project(), List.of(changed.was()), List.of(changed.is()), actor));
    }

    /** One row of several to be edited at once, as the person saw it. */
    public record Seen(TaskId id, int version, UnaryOperator<TaskFields> change) {}

    /** Edits many rows, all or none; taken back as one. */
    @Transactional
    public PlanEditId editAll(ProjectId project, List<Seen> rows, Actor actor) {
        return editAll(project, rows, List.of(), actor);
    }

    /** Edits many rows and adds some, all or none; taken back as one. */
    @Transactional
    public PlanEditId editAll(ProjectId project, List<Seen> rows, List<NewTask> adds, Actor actor) {
        var access = projects.access(project, actor);
        access.require(Permission.EDIT_PLAN);
        if (!scheduling.together()) scheduling.hold(project);
        var scope = scopes.of(access);
        var before = new ArrayList<State>();
        var after = new ArrayList<State>();
        boolean links = adds.stream().anyMatch(add -> !add.fields().predecessors().isEmpty());
        boolean schedules = adds.stream().anyMatch(add -> TypedDates.any(null, add.fields()));
        for (var row : rows.stream().sorted(java.util.Comparator.comparing(seen -> seen.id().value())).toList()) {
            var task = db.select(TaskRow.COLUMNS).from(TASK).where(TASK.ID.eq(row.id()), TASK.PROJECT_ID.eq(project), TASK.DELETED_AT.isNull()).forUpdate()
                    .fetchOptional(TaskRow::read).orElseThrow(NotFound::new);
            if (task.version() != row.version()) throw new Stale();
            var changed = change(new Held(task, access), row.change(), scope, actor);
            before.add(changed.was());
            after.add(changed.is());
            schedules |= changed.schedules();
            links |= changed.links();
        }
        for (var add : adds) {
            var added = insert(add, actor);
            if (added == null) continue;
            before.add(State.trashed(added.id(), 0, true));
            after.add(State.trashed(added.id(), added.version(), false));
        }
        if (links) scheduling.settleLinks(project, actor, "predecessors");
        else if (schedules) scheduling.settle(project, actor);
        if (rows.size() > 1) activities.record(actor, new TasksEdited(Ref.of("project", project), rows.size()), project, null);
        return edits.keep(project, before, after, actor);
    }

    /** {@code schedules}: other tasks may move with it. */
    private record Changed(Task after, State was, State is, boolean schedules, boolean links) {}

    private Changed change(Held held, UnaryOperator<TaskFields> change, Scope scope, Actor actor) {
        held.requireEdit();
        var was = TaskRow.fields(held.task(), db);
        var wanted = change.apply(was);
        if (wanted.predecessors().stream().anyMatch(link -> link.predecessor().equals(held.task().id()))) throw Refused.at("predecessors", "workplan.link_itself");
        if (!Objects.equals(was.party(), wanted.party())) held.access().require(Permission.EDIT_PLAN, wanted.party());
        var fields = checked(wanted, was, held.task().kind(), scope, held.access());
        if (fields.milestone() && !was.milestone() && db.fetchExists(TASK, TASK.PARENT_ID.eq(held.task().id()), TASK.DELETED_AT.isNull())) throw Refused.at("milestone", "workplan.milestone_has_rows");
        return write(held.task(), was, fields, Objects.equals(was.owner(), fields.owner()) ? held.task().dispatch() : Dispatch.NONE, scope, actor);
    }

    private Changed write(Task task, TaskFields was, TaskFields fields, Dispatch dispatch, Scope scope, Actor actor) {
        if (was.equals(fields) && dispatch == task.dispatch()) return new Changed(task, State.of(task, was), State.of(task, was), false, false);
        TaskRow.write(task, was, fields, dispatch, clock.instant(), db);
        var after = reread(task.id());
        counts.changed(task, after);
        duties.settle(task, after, scope, actor);
        if (fields.owner() != null && !fields.owner().equals(was.owner())) duties.givenOutAgain(after, actor);
        activities.record(actor, new TaskEdited(task.ref(), task.number(), after.title(), TaskChanges.between(was, fields, scope, numbers(was.predecessors(), fields.predecessors()))), task.project(), after.party());
        return new Changed(after, State.of(task, was), State.of(after, fields), TypedDates.any(was, fields) || !Objects.equals(was.party(), fields.party()), !was.predecessors().equals(fields.predecessors()));
    }

    private Map<TaskId, Integer> numbers(List<TaskLink> was, List<TaskLink> now) {
        if (was.equals(now)) return Map.of();
        var ids = new HashSet<TaskId>();
        was.forEach(link -> ids.add(link.predecessor()));
        now.forEach(link -> ids.add(link.predecessor()));
        return db.select(TASK.ID, TASK.NUMBER).from(TASK).where(TASK.ID.in(ids)).fetchMap(TASK.ID, TASK.NUMBER);
    }

    private TaskFields checked(TaskFields asked, @Nullable TaskFields was, TaskKind kind, Scope scope, ProjectAccess access) {
        var check = new Refused.Check();
        var fields = inWeek(asked, was, access);
        boolean far = far(fields.start()) || far(fields.finish()) || far(fields.timing().constraintAt()) || far(fields.timing().deadline());
        boolean tooLong = fields.durationMinutes() != null && (fields.durationMinutes() < 0 || fields.durationMinutes() > 5_256_000);
        var typed = !far && !tooLong && TypedDates.any(was, fields) ? meant(was, fields, kind, scope, access, check) : fields;
        var finish = typed.finish();
        var title = check.text("title", typed.title(), 300).replace('\n', ' ');
        var description = check.optional("description", typed.description(), 20_000);
        var deliverableText = check.optional("deliverable_text", typed.deliverableText(), 300);
        check.reject(typed.milestoneWeek() != null && (typed.milestoneWeek() < 1 || typed.milestoneWeek() > 520), "milestone_week", "workplan.week_wrong");
        check.reject(far(typed.start()), "start", "workplan.date_too_far");
        check.reject(far(finish), "finish", "workplan.date_too_far");
        check.reject(typed.start() != null && finish != null && finish.isBefore(typed.start()), "finish", "workplan.finish_before_start");
        check.reject(tooLong, "duration", "workplan.duration_wrong");
        check.reject(far(typed.timing().constraintAt()), "constraint_at", "workplan.date_too_far");
        check.reject(far(typed.timing().deadline()), "deadline", "workplan.date_too_far");
        if (was == null || !Objects.equals(was.party(), typed.party())) scope.check(check, typed.party());
        var newcomers = new HashSet<>(typed.collaborators());
        if (typed.owner() != null) newcomers.add(typed.owner());
        if (was != null) {
            was.collaborators().forEach(newcomers::remove);
            if (was.owner() != null) newcomers.remove(was.owner());
        }
        var strangers = strangers(newcomers, access.id());
        check.reject(typed.owner() != null && strangers.contains(typed.owner()), "owner", "workplan.not_in_project");
        check.reject(typed.collaborators().stream().anyMatch(strangers::contains), "collaborators", "workplan.not_in_project");
        check.reject(typed.deliverable() != null && (was == null || !typed.deliverable().equals(was.deliverable()))
                && !db.fetchExists(DELIVERABLE, DELIVERABLE.ID.eq(typed.deliverable()), DELIVERABLE.PROJECT_ID.eq(access.id()), DELIVERABLE.DELETED_AT.isNull()), "deliverable", "refused.not_a_choice");
        check.reject(typed.criteria().size() > 50, "criteria", "workplan.too_many_criteria");
        var criteria = typed.criteria().stream().map(Text::clean).filter(line -> !line.isEmpty()).toList();
        check.reject(criteria.stream().anyMatch(line -> line.length() > 1000), "criteria", "workplan.criterion_too_long");
        var predecessors = predecessors(typed.predecessors(), was, access, check);
        check.done();
        var collaborators = typed.collaborators().stream().distinct().filter(member -> !member.equals(typed.owner())).sorted(java.util.Comparator.comparing(MemberId::toString)).toList();
        return new TaskFields(title, description, typed.party(), typed.owner(), collaborators, typed.start(), finish, typed.durationMinutes(), typed.milestone(),
                typed.milestoneWeek(), typed.deliverable(), deliverableText, criteria, typed.timing(), predecessors);
    }

    private List<TaskLink> predecessors(List<TaskLink> typed, @Nullable TaskFields was, ProjectAccess access, Refused.Check check) {
        if (was != null && was.predecessors().equals(typed)) return typed;
        var ids = typed.stream().map(TaskLink::predecessor).distinct().toList();
        check.reject(ids.size() > 50, "predecessors", "workplan.links_too_many", 50);
        check.reject(db.fetchCount(TASK, TASK.ID.in(ids), TASK.PROJECT_ID.eq(access.id()), TASK.DELETED_AT.isNull()) < ids.size(), "predecessors", "refused.not_a_choice");
        return typed;
    }

    // A milestone of a week is on its Friday, as long as nobody says another day.
    private static TaskFields inWeek(TaskFields typed, @Nullable TaskFields was, ProjectAccess access) {
        var week = typed.milestoneWeek();
        if (week == null || week < 1 || week > 520) return typed;
        boolean moved = was != null && !Objects.equals(was.milestoneWeek(), week) && Objects.equals(was.finish(), typed.finish());
        return typed.finish() == null || moved ? typed.withFinish(TaskFields.endOf(Scope.endOfWeek(access.startsOn(), week))) : typed;
    }

    private TaskFields meant(@Nullable TaskFields was, TaskFields typed, TaskKind kind, Scope scope, ProjectAccess access, Refused.Check check) {
        try {
            return TypedDates.meant(was, typed, kind, scopes.calendars(scope, access).of(typed.party()));
        } catch (NoWorkingTimeException e) {
            check.reject(true, "duration", "workplan.beyond_calendars");
            return typed;
        }
    }

    static boolean far(@Nullable LocalDateTime day) {
        return day != null && (day.getYear() < 1990 || day.getYear() > 2199);
    }

    /** Those of them who hold no role in the project. */
    HashSet<MemberId> strangers(Collection<MemberId> members, ProjectId project) {
        var strangers = new HashSet<>(members);
        if (members.isEmpty()) return strangers;
        db.selectDistinct(ROLE_GRANT.MEMBER_ID)
                .from(ROLE_GRANT)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(ROLE_GRANT.WORKSPACE_ID), MEMBER.ID.eq(ROLE_GRANT.MEMBER_ID))
                .where(ROLE_GRANT.PROJECT_ID.eq(project), ROLE_GRANT.MEMBER_ID.in(members), MEMBER.STATE.ne("left"))
                .fetch(ROLE_GRANT.MEMBER_ID)
                .forEach(strangers::remove);
        return strangers;
    }

    // ---- doing

    @Transactional
    public Task start(TaskId id, Actor actor) {
        return move(id, TaskMove.START, "", actor);
    }

    @Transactional
    public Task block(TaskId id, String reason, Actor actor) {
        return move(id, TaskMove.BLOCK, reason, actor);
    }

    @Transactional
    public Task unblock(TaskId id, Actor actor) {
        return move(id, TaskMove.UNBLOCK, "", actor);
    }

    @Transactional
    public Task complete(TaskId id, Actor actor) {
        return move(id, TaskMove.COMPLETE, "", actor);
    }

    /** Records that the result was accepted: the chief coordinator’s to record, and never of one’s own work. */
    @Transactional
    public Task accept(TaskId id, Actor actor) {
        return move(id, TaskMove.ACCEPT, "", actor);
    }

    @Transactional
    public Task cancel(TaskId id, String reason, Actor actor) {
        return move(id, TaskMove.CANCEL, reason, actor);
    }

    @Transactional
    public Task reopen(TaskId id, String reason, Actor actor) {
        return move(id, TaskMove.REOPEN, reason, actor);
    }

    /** Moves the status; with a reason where the move needs one. */
    @Transactional
    public Task move(TaskId id, TaskMove move, String reason, Actor actor) {
        boolean schedules = move == TaskMove.COMPLETE || move == TaskMove.REOPEN || move == TaskMove.CANCEL;
        if (schedules) scheduling.hold(id);
        var held = lock(id, actor);
        var task = held.task();
        requireMove(held, move, actor);
        if (!task.isTask()) throw Refused.at("status", "workplan.only_tasks_have_status");
        task.status().after(move);
        var check = new Refused.Check();
        var why = move.needsReason() ? check.text("reason", reason, 2000) : check.optional("reason", reason, 2000);
        check.done();
        if (task.dispatch() == Dispatch.OFFERED && Objects.equals(task.owner(), actor.member()) && move != TaskMove.CANCEL) throw Refused.at("status", "workplan.answer_first");
        var after = moved(held, move, why, actor);
        if (!schedules) return after;
        scheduling.settle(task.project(), actor);
        return reread(id);
    }

    /** Moves without asking whether the actor may, and leaves the schedule as it is: for whoever has seen to both. */
    Task moved(Held held, TaskMove move, String why, Actor actor) {
        var task = held.task();
        var status = task.status().after(move);
        var now = clock.instant();
        var scope = scopes.of(held.access());
        db.update(TASK)
                .set(TASK.STATUS, status.text())
                .set(TASK.PROGRESS, (short) (status == TaskStatus.DONE ? 100 : move == TaskMove.REOPEN && task.progress() == 100 ? 90 : task.progress()))
                .set(TASK.BLOCKED_REASON, status == TaskStatus.BLOCKED ? why : "")
                .set(TASK.BLOCKED_AT, status == TaskStatus.BLOCKED ? now : null)
                .set(TASK.CANCEL_REASON, status == TaskStatus.CANCELLED ? why : "")
                .set(TASK.DONE_AT, status == TaskStatus.DONE ? now : status == TaskStatus.ACCEPTED ? task.doneAt() : null)
                .set(TASK.ACTUAL_START_AT, status == TaskStatus.IN_PROGRESS && task.actualStart() == null ? DSL.val(local(now, scope, task), TASK.ACTUAL_START_AT) : TASK.ACTUAL_START_AT)
                .set(TASK.ACTUAL_FINISH_AT, status == TaskStatus.DONE ? DSL.val(local(now, scope, task), TASK.ACTUAL_FINISH_AT)
                        : status == TaskStatus.ACCEPTED ? TASK.ACTUAL_FINISH_AT : DSL.inline(null, TASK.ACTUAL_FINISH_AT))
                .set(TASK.VERSION, TASK.VERSION.plus(1))
                .set(TASK.CHANGED_AT, now)
                .where(TASK.ID.eq(task.id()))
                .execute();
        var after = reread(task.id());
        counts.changed(task, after);
        duties.settle(task, after, scope, actor);
        activities.record(actor, new TaskStatusMoved(task.ref(), move, task.number(), task.title(), why), task.project(), task.party());
        return after;
    }

    private static LocalDateTime local(java.time.Instant now, Scope scope, Task task) {
        return LocalDateTime.ofInstant(now, scope.zone(task.party())).truncatedTo(java.time.temporal.ChronoUnit.MINUTES);
    }

    /** What blocks the task is something else now, or the same known better: whoever waits for it to change waits anew. */
    @Transactional
    public Task restateBlocker(TaskId id, String reason, Actor actor) {
        var held = lock(id, actor);
        var task = held.task();
        requireDo(held, actor);
        if (task.status() != TaskStatus.BLOCKED) throw Refused.at("reason", "workplan.not_blocked");
        var check = new Refused.Check();
        var why = check.text("reason", reason, 2000);
        check.done();
        if (why.equals(task.blockedReason())) return task;
        db.update(TASK).set(TASK.BLOCKED_REASON, why).set(TASK.VERSION, TASK.VERSION.plus(1)).set(TASK.CHANGED_AT, clock.instant()).where(TASK.ID.eq(id)).execute();
        var after = reread(id);
        duties.settle(task, after, scopes.of(held.access()), actor);
        activities.record(actor, new BlockerRestated(task.ref(), task.number(), task.title(), why), task.project(), task.party());
        return after;
    }

    private void requireMove(Held held, TaskMove move, Actor actor) {
        if (move == TaskMove.ACCEPT) {
            held.access().requireEverywhere(Permission.EDIT_PLAN);
            if (Objects.equals(held.task().owner(), actor.member())) throw new NotAllowed();
        } else if (move == TaskMove.CANCEL) {
            held.requireEdit();
        } else {
            requireDo(held, actor);
        }
    }

    /** One’s own work, or that of a party whose plan one keeps. */
    void requireDo(Held held, Actor actor) {
        if (held.mayEdit()) return;
        held.access().require(Permission.DO_TASKS);
        if (!mine(held.task(), actor.person()) && !duties.owes(held.task(), actor.person())) throw new NotAllowed();
    }

    /** Says how far the work is, and (if known) how much remains. Work that has begun is in progress. */
    @Transactional
    public Task progress(TaskId id, int percent, @Nullable Integer remainingMinutes, Actor actor) {
        var held = lock(id, actor);
        var task = held.task();
        requireDo(held, actor);
        new Refused.Check()
                .reject(percent < 0 || percent > 100, "progress", "workplan.progress_wrong")
                .reject(remainingMinutes != null && remainingMinutes < 0, "remaining", "workplan.duration_wrong")
                .reject(!task.isTask(), "progress", "workplan.only_tasks_have_status")
                .reject(task.isTask() && !task.status().open(), "progress", "workplan.progress_of_closed")
                .done();
        if (percent == task.progress() && Objects.equals(remainingMinutes, task.remainingMinutes())) return task;
        boolean begins = percent > 0 && task.status() == TaskStatus.NOT_STARTED;
        db.update(TASK)
                .set(TASK.PROGRESS, (short) percent)
                .set(TASK.REMAINING_MINUTES, remainingMinutes)
                .set(TASK.STATUS, begins ? TaskStatus.IN_PROGRESS.text() : task.status().text())
                .set(TASK.ACTUAL_START_AT, begins && task.actualStart() == null ? local(clock.instant(), scopes.of(held.access()), task) : task.actualStart())
                .set(TASK.VERSION, TASK.VERSION.plus(1))
                .set(TASK.CHANGED_AT, clock.instant())
                .where(TASK.ID.eq(id))
                .execute();
        var after = reread(id);
        counts.changed(task, after);
        var change = new Event.Change("progress", task.progress() + "%", percent + "%");
        activities.record(actor, new TaskProgressed(task.ref(), task.number(), task.title(), List.of(change)), task.project(), task.party());
        return after;
    }

    /** Work on the task took so much more, or less, than was known; nobody’s edit of the task becomes stale by it. */
    @Transactional
    public void spend(TaskId id, ProjectId project, int minutes, Actor actor) {
        var held = lock(id, actor);
        if (!held.task().project().equals(project)) throw new NotFound();
        requireDo(held, actor);
        db.update(TASK).set(TASK.SPENT_MINUTES, DSL.greatest(TASK.SPENT_MINUTES.plus(minutes), DSL.inline(0))).where(TASK.ID.eq(id)).execute();
    }

    // ---- taking back

    /** Takes back one of the actor’s own edits; refused as stale when a row of it has changed since. */
    @Transactional
    public void undo(PlanEditId id, Actor actor) {
        tree.hold(edits.project(id, actor));
        var edit = edits.take(id, actor);
        var access = projects.access(edit.project(), actor);
        access.require(Permission.EDIT_PLAN);
        var scope = scopes.of(access);
        var renumbered = new java.util.HashMap<TaskId, PlanEdits.Renumbered>();
        for (int i = 0; i < edit.before().size(); i++) {
            var was = edit.before().get(i);
            var is = edit.after().get(i);
            var task = db.select(TaskRow.COLUMNS).from(TASK).where(TASK.ID.eq(was.id())).forUpdate().fetchOptional(TaskRow::read).orElseThrow(Stale::new);
            if (task.version() != is.version()) throw new Stale();
            access.require(Permission.EDIT_PLAN, task.party());
            if (was.fields() != null) write(task, TaskRow.fields(task, db), was.fields(), Objects.requireNonNull(was.dispatch()), scope, actor);
            if (was.place() != null) tree.put(task, was.place());
            if (was.trashed() != null) tree.trash(task, was.trashed(), scope, actor);
            renumbered.put(was.id(), new PlanEdits.Renumbered(was.version(), reread(was.id()).version()));
        }
        tree.requireRoom(renumbered.keySet());
        scheduling.settleLinks(edit.project(), actor, "");
        edits.renumber(edit.project(), renumbered, actor);
        activities.record(actor, new EditUndone(Ref.of("project", edit.project()), edit.before().size()), edit.project(), null);
    }
}
