package meridian.workplan;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Objects;
import java.util.function.Function;
import meridian.duty.Duties;
import meridian.duty.Duties.NewDuty;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.TaskId;
import meridian.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a task makes its owner owe: an answer while it is offered, the work itself once it is theirs and has a finish, and a
 * word on what blocks it.
 * Kept in step with the task in the transaction that changes it.
 */
@Component
class TaskDuties {
    static final String ANSWER = "task_acceptance";
    static final String WORK = "task_done";
    static final String RETURNED = "task_returned";
    static final String BLOCKER = "blocker";

    private final Duties duties;
    private final Clock clock;

    TaskDuties(Duties duties, Clock clock) {
        this.duties = duties;
        this.clock = clock;
    }

    /** Compares what was owed with what is owed now, and opens, moves, meets or cancels accordingly. */
    void settle(@Nullable Task before, Task after, Scope scope, Actor actor) {
        settleWork(before, after, scope, actor);
        settleAnswer(before, after, scope, actor);
        settleBlocker(before, after, actor);
    }

    /** What is blocked does not stay so unseen: a blocker that nobody changes climbs by itself, in the working time of the task’s party. */
    private void settleBlocker(@Nullable Task before, Task after, Actor actor) {
        var was = before != null && blocked(before);
        var is = blocked(after);
        if (was && !is) {
            if (after.deletedAt() != null || after.status() == TaskStatus.CANCELLED) duties.cancel(BLOCKER, after.id(), actor);
            else duties.meet(BLOCKER, after.id(), actor);
        } else if (is && !was) {
            openBlocker(after, actor);
        } else if (is && !Objects.equals(before.owner(), after.owner())) {
            duties.cancel(BLOCKER, after.id(), actor);
            openBlocker(after, actor);
        } else if (is && !before.blockedReason().equals(after.blockedReason())) {
            duties.restart(BLOCKER, after.id(), actor);
        }
    }

    private static boolean blocked(Task task) {
        return task.isTask() && task.deletedAt() == null && task.status() == TaskStatus.BLOCKED;
    }

    // Where nobody owns the task, whoever said that it is stuck sees to it.
    private void openBlocker(Task task, Actor actor) {
        var owner = task.owner() == null ? actor.member() : task.owner();
        if (owner != null) duties.keep(duty(BLOCKER, task, owner, null, null));
    }

    private void settleWork(@Nullable Task before, Task after, Scope scope, Actor actor) {
        var was = before == null ? null : work(before, scope);
        var is = work(after, scope);
        if (Objects.equals(was, is)) return;
        if (was != null && is == null && after.deletedAt() == null && (after.status() == TaskStatus.DONE || after.status() == TaskStatus.ACCEPTED)) {
            duties.meet(WORK, after.id(), actor);
            return;
        }
        if (was != null && (is == null || !was.owner().equals(is.owner()))) duties.cancel(WORK, after.id(), actor);
        if (is != null) duties.keep(is);
    }

    private void settleAnswer(@Nullable Task before, Task after, Scope scope, Actor actor) {
        var was = before == null ? null : answerer(before);
        var is = answerer(after);
        if (Objects.equals(was, is)) return;
        if (was != null && after.dispatch() == Dispatch.ACCEPTED) duties.meet(ANSWER, after.id(), actor);
        else if (was != null && after.dispatch() == Dispatch.RETURNED) duties.meet(ANSWER, after.id(), actor);
        else if (was != null) duties.cancel(ANSWER, after.id(), actor);
        if (is != null) duties.keep(duty(ANSWER, after, is, actor.member(), endOfTomorrow(after, scope)));
    }

    /** Who gave the task out learns that it came back, and owes it a new owner. */
    void returned(Task task, @Nullable MemberId to, Scope scope) {
        if (to != null) duties.keep(duty(RETURNED, task, to, null, endOfTomorrow(task, scope)));
    }

    void givenOutAgain(Task task, Actor actor) {
        duties.meet(RETURNED, task.id(), actor);
    }

    /** Whether somebody has this task to do or to answer for, in another one’s place or handed over. */
    boolean owes(Task task, MemberId member) {
        return duties.owes(WORK, task.id(), member) || duties.owes(ANSWER, task.id(), member);
    }

    /** The duties of many new tasks at once. */
    void openAll(Collection<Task> tasks, Scope scope) {
        var owed = new ArrayList<NewDuty>();
        for (var task : tasks) {
            var work = work(task, scope);
            if (work != null) owed.add(work);
            if (blocked(task) && task.owner() != null) owed.add(duty(BLOCKER, task, task.owner(), null, null));
        }
        duties.openAll(owed);
    }

    /** Open tasks that the schedule moved are due on another day. */
    void moved(ProjectId project, Collection<PlanSchedule.Place> places, Function<@Nullable PartyId, ZoneId> zones) {
        var due = new ArrayList<NewDuty>();
        var undue = new ArrayList<TaskId>();
        for (var place : places) {
            var row = place.row();
            if (row.owner() == null || row.dispatch() == Dispatch.OFFERED) continue;
            if (place.finish() == null) undue.add(row.id());
            else due.add(new NewDuty(WORK, project, row.party(), Ref.of("task", row.id()), row.title(), row.owner(), null, null,
                    place.finish().toLocalDate().plusDays(1).atStartOfDay(zones.apply(row.party())).toInstant()));
        }
        duties.keepAll(due);
        for (var task : undue) duties.cancel(WORK, task, Actor.system(Objects.requireNonNull(Tenancy.current())));
    }

    void cancelAll(Collection<Task> tasks, Actor actor) {
        duties.cancelAll(tasks.stream().filter(Task::isTask).map(Task::id).toList(), actor);
    }

    private static @Nullable NewDuty work(Task task, Scope scope) {
        var due = task.dueAt(scope.zone(task.party()));
        if (!task.isTask() || task.deletedAt() != null || !task.status().open() || task.owner() == null || due == null || task.dispatch() == Dispatch.OFFERED) return null;
        return duty(WORK, task, task.owner(), null, due);
    }

    private static @Nullable MemberId answerer(Task task) {
        return task.dispatch() == Dispatch.OFFERED && task.deletedAt() == null && task.status().open() ? task.owner() : null;
    }

    private Instant endOfTomorrow(Task task, Scope scope) {
        var zone = scope.zone(task.party());
        return LocalDate.ofInstant(clock.instant(), zone).plusDays(2).atStartOfDay(zone).toInstant();
    }

    private static NewDuty duty(String kind, Task task, MemberId owner, @Nullable MemberId owedTo, @Nullable Instant dueAt) {
        return new NewDuty(kind, task.project(), task.party(), task.ref(), task.title(), owner, owedTo, null, dueAt);
    }
}
