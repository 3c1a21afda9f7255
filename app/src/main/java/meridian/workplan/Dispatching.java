package meridian.workplan;

import static db.duty.Tables.DUTY;
import static db.identity.Tables.MEMBER;
import static db.workplan.Tables.TASK;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import meridian.activity.Activities;
import meridian.identity.Permission;
import meridian.outbox.Notice;
import meridian.outbox.NoticeGroup;
import meridian.outbox.Notices;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import meridian.tenancy.TaskId;
import meridian.workplan.WorkPlanActivity.OfferAccepted;
import meridian.workplan.WorkPlanActivity.OfferReturned;
import meridian.workplan.WorkPlanActivity.TaskOffered;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Dispatch 任务派发: a lead offers tasks to executors, each of whom accepts or returns them. */
@Component
public class Dispatching {
    private final DSLContext db;
    private final Clock clock;
    private final Tasks tasks;
    private final Scopes scopes;
    private final TaskCounts counts;
    private final TaskDuties duties;
    private final Activities activities;
    private final Notices notices;

    Dispatching(DSLContext db, Clock clock, Tasks tasks, Scopes scopes, TaskCounts counts, TaskDuties duties, Activities activities, Notices notices) {
        this.notices = notices;
        this.db = db;
        this.clock = clock;
        this.tasks = tasks;
        this.scopes = scopes;
        this.counts = counts;
        this.duties = duties;
        this.activities = activities;
    }

    /** One task for one person. */
    public record Offer(TaskId task, MemberId to) {}

    /** Offers a task; a lead who takes it on themselves has accepted it. */
    @Transactional
    public Task offer(TaskId id, MemberId to, Actor actor) {
        var held = tasks.lock(id, actor);
        var task = held.task();
        held.access().require(Permission.DISPATCH, task.party());
        new Refused.Check()
                .reject(!task.isTask(), "owner", "workplan.only_tasks_are_offered")
                .reject(task.isTask() && !task.status().open(), "owner", "workplan.closed_not_offered")
                .reject(!tasks.strangers(List.of(to), task.project()).isEmpty(), "owner", "workplan.not_in_project")
                .done();
        var scope = scopes.of(held.access());
        var check = new Refused.Check();
        scope.check(check, task.party());
        check.done();
        var after = write(task, to, to.equals(actor.member()) ? Dispatch.ACCEPTED : Dispatch.OFFERED, "");
        counts.changed(task, after);
        duties.settle(task, after, scope, actor);
        duties.givenOutAgain(after, actor);
        if (!to.equals(actor.member())) tell("task_offered", after, to, "offer", held.access().code(), actor, List.of());
        activities.record(actor, new TaskOffered(task.ref(), task.number(), task.title(), "member:" + to), task.project(), task.party());
        return after;
    }

    /** As above, as long as the task is still {@code was}’s (null: nobody’s). */
    @Transactional
    public Task offer(TaskId id, @Nullable MemberId was, MemberId to, Actor actor) {
        if (!Objects.equals(tasks.lock(id, actor).task().owner(), was)) throw new Stale();
        return offer(id, to, actor);
    }

    /** Splits a package: all offers or none. What somebody else gave out meanwhile is not taken from whoever has it now. */
    @Transactional
    public void offerAll(List<Offer> offers, Actor actor) {
        var sorted = offers.stream().sorted(java.util.Comparator.comparing(each -> each.task().value())).toList();
        var check = new Refused.Check();
        for (var offer : sorted) {
            var task = tasks.lock(offer.task(), actor).task();
            if (task.owner() != null && !task.owner().equals(offer.to())) check.reject(true, "", "workplan.given_meanwhile", task.title(), name(task.owner()));
        }
        check.done();
        for (var offer : sorted) if (tasks.lock(offer.task(), actor).task().owner() == null) offer(offer.task(), offer.to(), actor);
    }

    private String name(MemberId member) {
        return db.select(MEMBER.DISPLAY_NAME).from(MEMBER).where(MEMBER.ID.eq(member)).fetchSingle(MEMBER.DISPLAY_NAME);
    }

    @Transactional
    public Task accept(TaskId id, Actor actor) {
        var held = tasks.lock(id, actor);
        var task = held.task();
        requireOffered(task, actor);
        var after = write(task, task.owner(), Dispatch.ACCEPTED, "");
        duties.settle(task, after, scopes.of(held.access()), actor);
        activities.record(actor, new OfferAccepted(task.ref(), task.number(), task.title()), task.project(), task.party());
        return after;
    }

    /** Gives the task back, with a reason; whoever offered it owes it a new owner. */
    @Transactional
    public Task giveBack(TaskId id, String reason, Actor actor) {
        var held = tasks.lock(id, actor);
        var task = held.task();
        requireOffered(task, actor);
        var check = new Refused.Check();
        var why = check.text("reason", reason, 2000);
        check.done();
        var scope = scopes.of(held.access());
        var offeredBy = db.select(DUTY.OWED_TO_ID).from(DUTY)
                .where(DUTY.KIND.eq(TaskDuties.ANSWER), DUTY.SUBJECT_ID.eq(id.value()), DUTY.STATE.eq("open"))
                .fetchOne(DUTY.OWED_TO_ID);
        var after = write(task, null, Dispatch.RETURNED, why);
        counts.changed(task, after);
        duties.settle(task, after, scope, actor);
        duties.returned(after, offeredBy, scope);
        if (offeredBy != null) tell("task_returned", after, offeredBy, "return", held.access().code(), actor, List.of(Notice.beginning(why)));
        activities.record(actor, new OfferReturned(task.ref(), task.number(), task.title(), why), task.project(), task.party());
        return after;
    }

    // The version tells one offer of a task from the next.
    private void tell(String kind, Task task, MemberId to, String act, String code, Actor actor, List<String> words) {
        var arguments = new ArrayList<String>();
        arguments.add(Notice.person(actor.person()));
        arguments.addAll(words);
        notices.tell(new Notice(kind, NoticeGroup.PLAN, List.of(to), "task:" + task.id() + ":" + act + ":" + task.version(), task.project(), task.ref(), task.title(), task.address(code), arguments, false));
    }

    private void requireOffered(Task task, Actor actor) {
        if (!Objects.equals(task.owner(), actor.member()) && !duties.owes(task, actor.person())) throw new NotAllowed();
        if (task.dispatch() != Dispatch.OFFERED) throw Refused.because("workplan.not_offered");
    }

    private Task write(Task task, @Nullable MemberId owner, Dispatch dispatch, String reason) {
        db.update(TASK)
                .set(TASK.OWNER_ID, owner)
                .set(TASK.DISPATCH, dispatch.text())
                .set(TASK.DISPATCH_REASON, reason)
                .set(TASK.VERSION, TASK.VERSION.plus(1))
                .set(TASK.CHANGED_AT, clock.instant())
                .where(TASK.ID.eq(task.id()))
                .execute();
        return db.select(TaskRow.COLUMNS).from(TASK).where(TASK.ID.eq(task.id())).fetchSingle(TaskRow::read);
    }
}
