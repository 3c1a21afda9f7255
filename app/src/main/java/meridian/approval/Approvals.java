package meridian.approval;

import static db.approval.Tables.APPROVAL;
import static db.approval.Tables.STEP;
import static db.identity.Tables.MEMBER;

import java.time.Clock;
import java.util.List;
import meridian.activity.Activities;
import meridian.duty.Duties;
import meridian.outbox.Notice;
import meridian.outbox.NoticeGroup;
import meridian.outbox.Notices;
import meridian.tenancy.Actor;
import meridian.tenancy.ApprovalId;
import meridian.tenancy.Id;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.StepId;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** All approvals. Whoever calls has made sure that the actor may know of the thing; who may decide is known here. */
@Component
public class Approvals {
    private final DSLContext db;
    private final Clock clock;
    private final Duties duties;
    private final Activities activities;
    private final Notices notices;
    private final ObjectProvider<ApprovalOutcome> outcomes;

    Approvals(DSLContext db, Clock clock, Duties duties, Activities activities, Notices notices, ObjectProvider<ApprovalOutcome> outcomes) {
        this.db = db;
        this.clock = clock;
        this.duties = duties;
        this.activities = activities;
        this.notices = notices;
        this.outcomes = outcomes;
    }

    /** Asks for approval of a thing that is not being approved already; the first in line find it in their inbox. */
    @Transactional
    public ApprovalId request(ProjectId project, Ref subject, String title, String reason, Route route, Actor actor) {
        route.check(actor.person());
        requireMembers(route);
        var id = ApprovalId.next();
        var made = db.insertInto(APPROVAL)
                .set(APPROVAL.ID, id)
                .set(APPROVAL.PROJECT_ID, project)
                .set(APPROVAL.SUBJECT_KIND, subject.kind())
                .set(APPROVAL.SUBJECT_ID, subject.id())
                .set(APPROVAL.TITLE, title)
                .set(APPROVAL.REASON, reason)
                .set(APPROVAL.PREPARED_BY, actor.person())
                .set(APPROVAL.PREPARED_AT, clock.instant())
                .onConflictDoNothing()
                .execute();
        if (made == 0) throw Refused.because("approval.already_running");
        for (var step : route.steps()) {
            db.insertInto(STEP)
                    .set(STEP.ID, StepId.next())
                    .set(STEP.APPROVAL_ID, id)
                    .set(STEP.POSITION, step.kind().position())
                    .set(STEP.KIND, step.kind().text())
                    .set(STEP.APPROVER_ID, step.member())
                    .execute();
        }
        activities.record(actor, new ApprovalActivity.ApprovalRequested(subject, title), project, null);
        var approval = get(id);
        duties.meet(outcome(approval).returnedKind(), subject::id, actor);
        askNext(approval);
        return id;
    }

    /** Says yes or no to what one is asked. A no needs words, and sends the thing back at once. */
    @Transactional
    public void decide(ApprovalId id, boolean agreed, String opinion, Actor actor) {
        lock(id);
        var approval = get(id);
        var step = askedOf(approval, actor.person());
        if (step == null) throw refusal(approval, actor);
        var check = new Refused.Check();
        var words = agreed ? check.optional("opinion", opinion, 2000) : check.text("opinion", opinion, 2000);
        check.done();
        db.update(STEP)
                .set(STEP.DECISION, agreed ? "agreed" : "returned")
                .set(STEP.OPINION, words)
                .set(STEP.DECIDED_AT, clock.instant())
                .set(STEP.DECIDED_BY, actor.person())
                .where(STEP.ID.eq(step.id()))
                .execute();
        duties.meet(outcome(approval).dutyKind(), id, step.approver(), null, actor);
        duties.meet(outcome(approval).dutyKind(), id, actor.person(), null, actor);
        activities.record(actor, agreed
                ? new ApprovalActivity.ApprovalAgreed(approval.subject(), step.kind().text(), words)
                : new ApprovalActivity.ApprovalReturned(approval.subject(), step.kind().text(), words), approval.project(), null);
        if (!agreed) {
            reopen(id, "returned", actor);
            oweAgain(approval, actor);
            tellPreparer("approval_returned", approval, words, actor);
        } else if (get(id).steps().stream().noneMatch(Approval.Step::open)) {
            approve(id, actor);
        } else {
            askNext(get(id));
        }
    }

    /** The step this person is asked about now: their own, that of somebody whose stand-in they are, or one inherited from somebody who has left. */
    @Transactional(readOnly = true)
    public Approval.@Nullable Step askedOf(Approval approval, MemberId member) {
        var own = approval.askedOf(member);
        if (own != null || !approval.running()) return own;
        var kind = outcome(approval).dutyKind();
        var instead = duties.standsInFor(kind, approval.id(), member);
        if (instead != null) return approval.askedOf(instead);
        if (!duties.owes(kind, approval.id(), member)) return null;
        var gone = db.select(STEP.ID).from(STEP).join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(STEP.WORKSPACE_ID), MEMBER.ID.eq(STEP.APPROVER_ID))
                .where(STEP.APPROVAL_ID.eq(approval.id()), MEMBER.STATE.eq("left")).fetchSet(STEP.ID);
        return approval.steps().stream().filter(step -> approval.asked(step) && gone.contains(step.id())).findFirst().orElse(null);
    }

    /** Takes back what one has asked for, while it is not decided. */
    @Transactional
    public void withdraw(ApprovalId id, Actor actor) {
        lock(id);
        var approval = get(id);
        if (!approval.preparedBy().equals(actor.person())) throw new NotAllowed();
        if (!approval.running()) throw Refused.because("approval.not_running");
        activities.record(actor, new ApprovalActivity.ApprovalWithdrawn(approval.subject()), approval.project(), null);
        reopen(id, "withdrawn", actor);
    }

    @Transactional(readOnly = true)
    public Approval get(ApprovalId id) {
        return fetch(APPROVAL.ID.eq(id), 1).stream().findFirst().orElseThrow(NotFound::new);
    }

    /** The approvals of a thing, the newest first. */
    @Transactional(readOnly = true)
    public List<Approval> of(Id subject, int most) {
        return fetch(APPROVAL.SUBJECT_ID.eq(subject.value()), most);
    }

    private void approve(ApprovalId id, Actor actor) {
        finish(id, "approved");
        var approval = get(id);
        outcome(approval).approved(approval, actor);
        tellPreparer("approval_given", approval, "", actor);
    }

    private void reopen(ApprovalId id, String state, Actor actor) {
        finish(id, state);
        var approval = get(id);
        duties.cancel(outcome(approval).dutyKind(), id, actor);
        outcome(approval).reopened(approval, actor);
    }

    private void finish(ApprovalId id, String state) {
        db.update(APPROVAL).set(APPROVAL.STATE, state).set(APPROVAL.FINISHED_AT, clock.instant()).where(APPROVAL.ID.eq(id)).execute();
    }

    // Opening a duty that is open already changes nothing, so all who are asked now may be told each time.
    private void askNext(Approval approval) {
        var outcome = outcome(approval);
        var due = outcome.due(approval, clock.instant());
        for (var step : approval.steps()) {
            if (!approval.asked(step)) continue;
            duties.open(new Duties.NewDuty(outcome.dutyKind(), approval.project(), null, Ref.of("approval", approval.id()), approval.title(), step.approver(),
                    approval.preparedBy(), null, due));
            notices.tell(new Notice("approval_asked", NoticeGroup.PROJECT, List.of(step.approver()), "approval_step:" + step.id(), approval.project(), approval.subject(), approval.title(),
                    outcome.address(approval), List.of(Notice.person(approval.preparedBy()), Notice.at(due)), false));
        }
    }

    private void oweAgain(Approval approval, Actor actor) {
        var outcome = outcome(approval);
        duties.keep(new Duties.NewDuty(outcome.returnedKind(), approval.project(), null, approval.subject(), approval.title(), approval.preparedBy(), actor.person(), null,
                outcome.due(approval, clock.instant())));
    }

    private void tellPreparer(String kind, Approval approval, String words, Actor actor) {
        if (approval.preparedBy().equals(actor.member())) return;
        notices.tell(new Notice(kind, NoticeGroup.PROJECT, List.of(approval.preparedBy()), "approval:" + approval.id() + ":end", approval.project(), approval.subject(), approval.title(),
                outcome(approval).address(approval), List.of(Notice.person(actor.person()), Notice.beginning(words)), false));
    }

    private void requireMembers(Route route) {
        var asked = route.steps().stream().map(Route.Asked::member).toList();
        var there = db.fetchCount(MEMBER, MEMBER.ID.in(asked), MEMBER.STATE.eq("active"));
        if (there < asked.size()) throw Refused.at("approver", "refused.not_a_choice");
    }

    private static RuntimeException refusal(Approval approval, Actor actor) {
        var theirs = approval.steps().stream().anyMatch(step -> step.approver().equals(actor.person()));
        if (!theirs) return new NotAllowed();
        return Refused.because(approval.running() ? "approval.not_your_turn" : "approval.not_running");
    }

    private void lock(ApprovalId id) {
        db.select(APPROVAL.ID).from(APPROVAL).where(APPROVAL.ID.eq(id)).forUpdate().fetchOptional().orElseThrow(NotFound::new);
    }

    private ApprovalOutcome outcome(Approval approval) {
        return outcomes.stream().filter(outcome -> outcome.subjectKind().equals(approval.subject().kind())).findFirst().orElseThrow();
    }

    private List<Approval> fetch(Condition which, int most) {
        var preparer = MEMBER.as("preparer");
        var decider = MEMBER.as("decider");
        var steps = DSL.multiset(DSL.select(STEP.ID, STEP.POSITION, STEP.KIND, STEP.APPROVER_ID, MEMBER.DISPLAY_NAME, STEP.DECISION, STEP.OPINION, STEP.DECIDED_AT, decider.DISPLAY_NAME)
                        .from(STEP)
                        .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(STEP.WORKSPACE_ID), MEMBER.ID.eq(STEP.APPROVER_ID))
                        .leftJoin(decider).on(decider.WORKSPACE_ID.eq(STEP.WORKSPACE_ID), decider.ID.eq(STEP.DECIDED_BY), decider.ID.ne(STEP.APPROVER_ID))
                        .where(STEP.WORKSPACE_ID.eq(APPROVAL.WORKSPACE_ID), STEP.APPROVAL_ID.eq(APPROVAL.ID))
                        .orderBy(STEP.POSITION, STEP.ID))
                .convertFrom(rows -> rows.map(row -> new Approval.Step(row.value1(), row.value2(), StepKind.of(row.value3()), row.value4(), row.value5(), row.value6(), row.value7(), row.value8(), row.value9())));
        return db.select(APPROVAL.ID, APPROVAL.PROJECT_ID, APPROVAL.SUBJECT_KIND, APPROVAL.SUBJECT_ID, APPROVAL.TITLE, APPROVAL.REASON, APPROVAL.STATE,
                        APPROVAL.PREPARED_BY, preparer.DISPLAY_NAME, APPROVAL.PREPARED_AT, APPROVAL.FINISHED_AT, steps)
                .from(APPROVAL)
                .join(preparer).on(preparer.WORKSPACE_ID.eq(APPROVAL.WORKSPACE_ID), preparer.ID.eq(APPROVAL.PREPARED_BY))
                .where(which)
                .orderBy(APPROVAL.PREPARED_AT.desc(), APPROVAL.ID.desc())
                .limit(most)
                .fetch(row -> new Approval(row.value1(), row.value2(), new Ref(row.value3(), row.value4()), row.value5(), row.value6(), row.value7(),
                        row.value8(), row.value9(), row.value10(), row.value11(), row.value12()));
    }
}
