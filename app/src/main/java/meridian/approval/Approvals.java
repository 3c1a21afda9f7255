package meridian.approval;

import static db.approval.Tables.APPROVAL;
import static db.approval.Tables.COPY;
import static db.approval.Tables.STEP;
import static db.identity.Tables.MEMBER;
import static db.identity.Tables.ROLE_GRANT;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import meridian.activity.Activities;
import meridian.activity.Event;
import meridian.document.Attachments;
import meridian.document.Document;
import meridian.document.FileStore;
import meridian.document.Revision;
import meridian.duty.Duties;
import meridian.identity.Role;
import meridian.outbox.Notice;
import meridian.outbox.NoticeGroup;
import meridian.outbox.Notices;
import meridian.tenancy.Actor;
import meridian.tenancy.ApprovalId;
import meridian.tenancy.AttachmentId;
import meridian.tenancy.Id;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import meridian.tenancy.StepId;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** All approvals. Whoever asks for one has made sure that the actor may ask; who may decide is known here. */
@Component
public class Approvals {
    /** The kind of reference that the scans of approvals given elsewhere are attached to. */
    public static final String SCANS = "approval";

    private static final int MOST_STEPS = 30;
    private static final int MOST_ISSUES = 200;

    private final DSLContext db;
    private final Clock clock;
    private final Duties duties;
    private final Activities activities;
    private final Notices notices;
    private final ApprovalTemplates templates;
    private final Attachments attachments;
    private final ObjectProvider<ApprovalOutcome> outcomes;

    Approvals(DSLContext db, Clock clock, Duties duties, Activities activities, Notices notices, ApprovalTemplates templates, Attachments attachments, ObjectProvider<ApprovalOutcome> outcomes) {
        this.db = db;
        this.clock = clock;
        this.duties = duties;
        this.activities = activities;
        this.notices = notices;
        this.templates = templates;
        this.attachments = attachments;
        this.outcomes = outcomes;
    }

    /** Asks for approval of a thing that is not being approved already; the first in line find it in their inbox. */
    @Transactional
    public ApprovalId request(ProjectId project, Ref subject, String title, String reason, Route route, Actor actor) {
        var people = people(project);
        var check = new Refused.Check();
        route.check(actor.person(), check);
        templates.of(project, subject.kind()).require(route, people, actor.person(), check);
        var known = people.stream().map(Candidate::member).collect(Collectors.toSet());
        for (var step : route.steps()) check.reject(!known.contains(step.member()), Route.field(step.kind()), "approval.not_in_project");
        check.reject(!known.containsAll(route.copied()), "copied", "approval.not_in_project");
        check.done();
        var id = make(project, subject, title, reason, null, route.copied(), actor);
        db.update(APPROVAL).set(APPROVAL.FINGERPRINT, outcome(get(id)).fingerprint(get(id))).where(APPROVAL.ID.eq(id)).execute();
        for (var step : route.steps()) insert(id, step.kind(), step.kind().position(), step.member(), null, null, "");
        activities.record(actor, new ApprovalActivity.ApprovalRequested(subject, title), project, null);
        var approval = get(id);
        duties.meet(outcome(approval).returnedKind(), subject::id, actor);
        askNext(approval);
        tellCopied("approval_copied", approval, actor);
        return id;
    }

    private ApprovalId make(ProjectId project, Ref subject, String title, String reason, Approval.@Nullable Outside outside, List<MemberId> copied, Actor actor) {
        var id = ApprovalId.next();
        var made = db.insertInto(APPROVAL)
                .set(APPROVAL.ID, id)
                .set(APPROVAL.PROJECT_ID, project)
                .set(APPROVAL.SUBJECT_KIND, subject.kind())
                .set(APPROVAL.SUBJECT_ID, subject.id())
                .set(APPROVAL.TITLE, title)
                .set(APPROVAL.REASON, reason)
                .set(APPROVAL.OUTSIDE_SYSTEM, outside == null ? null : outside.system())
                .set(APPROVAL.OUTSIDE_NUMBER, outside == null ? null : outside.number())
                .set(APPROVAL.OUTSIDE_NAME, outside == null ? null : outside.name())
                .set(APPROVAL.OUTSIDE_ON, outside == null ? null : outside.on())
                .set(APPROVAL.PREPARED_BY, actor.person())
                .set(APPROVAL.PREPARED_AT, clock.instant())
                .onConflictDoNothing()
                .execute();
        if (made == 0) throw Refused.because("approval.already_running");
        for (var member : copied) db.insertInto(COPY).set(COPY.APPROVAL_ID, id).set(COPY.MEMBER_ID, member).execute();
        return id;
    }

    private void insert(ApprovalId approval, StepKind kind, int position, MemberId member, @Nullable MemberId askedBy, @Nullable StepId before, String note) {
        db.insertInto(STEP)
                .set(STEP.ID, StepId.next())
                .set(STEP.APPROVAL_ID, approval)
                .set(STEP.POSITION, (short) position)
                .set(STEP.KIND, kind.text())
                .set(STEP.APPROVER_ID, member)
                .set(STEP.ASKED_BY, askedBy)
                .set(STEP.BEFORE_STEP_ID, before)
                .set(STEP.NOTE, note)
                .execute();
    }

    /** Writes down that a thing was approved in the company’s own system: its number there, who approved, and a scan. The thing is approved by it. */
    @Transactional
    public ApprovalId record(ProjectId project, Ref subject, String title, String reason, NewOutside typed, List<MemberId> copied, Actor actor) {
        var check = new Refused.Check();
        var system = check.text("system", typed.system(), 100);
        var number = check.text("number", typed.number(), 100);
        var name = check.text("name", typed.name(), 100);
        check.reject(typed.on() == null, "on", "refused.missing");
        check.reject(typed.on() != null && typed.on().isAfter(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(1)), "on", "approval.outside_future");
        var scan = typed.scan();
        check.reject(scan == null, "scan", "file.none");
        check.reject(scan != null && !scan.content().paper(), "scan", "approval.scan_type");
        check.reject(!people(project).stream().map(Candidate::member).collect(Collectors.toSet()).containsAll(copied), "copied", "approval.not_in_project");
        check.done();
        if (scan == null || typed.on() == null) throw new IllegalStateException();
        var id = make(project, subject, title, reason, new Approval.Outside(system, number, name, typed.on()), copied, actor);
        attachments.attach(Ref.of(SCANS, id), List.of(new Attachments.Incoming(AttachmentId.next(), scan.content())), actor);
        activities.record(actor, new ApprovalActivity.ApprovalRecorded(subject, system, number, name, typed.on().toString(), scan.name()), project, null);
        duties.meet(outcome(get(id)).returnedKind(), subject::id, actor);
        approve(id, actor);
        return id;
    }

    /** What is typed of an approval given elsewhere. */
    public record NewOutside(String system, String number, String name, @Nullable LocalDate on, @Nullable Scan scan) {}

    /** A picture or PDF that was received under this name. */
    public record Scan(String name, FileStore.Received content) {}

    /**
     * Says yes or no to what one is asked. A no needs words, and sends the thing back at once. {@code read} is the fingerprint of
     * what was read; nobody agrees to anything but what was handed over.
     */
    @Transactional
    public void decide(ApprovalId id, boolean agreed, String opinion, String read, Actor actor) {
        var approval = hold(id, actor);
        var step = turn(approval, actor);
        // It can have come to them from somebody who has left.
        if (actor.person().equals(approval.preparedBy()) && !step.approver().equals(actor.person())) throw Refused.because("approval.own_work");
        var there = outcome(approval).fingerprint(approval);
        if (!there.equals(read)) throw new Stale();
        if (agreed && !there.equals(approval.fingerprint())) throw Refused.because("approval.changed");
        var check = new Refused.Check();
        var words = agreed ? check.optional("opinion", opinion, 2000) : check.text("opinion", opinion, 2000);
        check.done();
        say(step, agreed ? "agreed" : "returned", words, actor);
        duties.meetFor(outcome(approval).dutyKind(), id, step.approver(), actor);
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

    private void say(Approval.Step step, String decision, String words, Actor actor) {
        db.update(STEP)
                .set(STEP.DECISION, decision)
                .set(STEP.OPINION, words)
                .set(STEP.DECIDED_AT, clock.instant())
                .set(STEP.DECIDED_BY, actor.person())
                .where(STEP.ID.eq(step.id()))
                .execute();
    }

    /** Asks one more before one decides oneself (加签): one’s own step waits for them. */
    @Transactional
    public void askOneMore(ApprovalId id, @Nullable MemberId whom, String note, Actor actor) {
        var approval = hold(id, actor);
        var step = turn(approval, actor);
        var check = new Refused.Check();
        var words = check.text("note", note, 2000);
        var asked = mayBeAsked(approval, whom, check);
        insert(id, StepKind.EXTRA, step.position(), asked, actor.person(), step.id(), words);
        duties.cancel(outcome(approval).dutyKind(), id, step.approver(), null, actor);
        activities.record(actor, new ApprovalActivity.ApprovalExtended(approval.subject(), step.kind().text(), "member:" + asked, words), approval.project(), null);
        askNext(get(id));
    }

    /** Has somebody else decide in one’s place (转办), and says why. */
    @Transactional
    public void passOn(ApprovalId id, @Nullable MemberId whom, String note, Actor actor) {
        var approval = hold(id, actor);
        var step = turn(approval, actor);
        var check = new Refused.Check();
        var words = check.text("note", note, 2000);
        var asked = mayBeAsked(approval, whom, check);
        say(step, "passed_on", words, actor);
        insert(id, step.kind(), step.position(), asked, actor.person(), step.before(), words);
        duties.cancel(outcome(approval).dutyKind(), id, step.approver(), null, actor);
        activities.record(actor, new ApprovalActivity.ApprovalPassedOn(approval.subject(), step.kind().text(), List.of(new Event.Change("approver", "member:" + step.approver(), "member:" + asked)), words), approval.project(), null);
        askNext(get(id));
    }

    private MemberId mayBeAsked(Approval approval, @Nullable MemberId whom, Refused.Check check) {
        check.reject(whom == null, "whom", "refused.missing");
        check.reject(whom != null && people(approval.project()).stream().noneMatch(candidate -> candidate.member().equals(whom)), "whom", "approval.not_in_project");
        check.reject(whom != null && whom.equals(approval.preparedBy()), "whom", "approval.own_work");
        check.reject(whom != null && approval.expects(whom), "whom", "approval.asked_twice");
        check.reject(approval.steps().size() >= MOST_STEPS, "whom", "approval.too_many_steps", MOST_STEPS);
        check.done();
        return Objects.requireNonNull(whom);
    }

    private Approval hold(ApprovalId id, Actor actor) {
        lock(id);
        var approval = get(id);
        if (!outcome(approval).readable(approval, actor)) throw new NotFound();
        return approval;
    }

    private Approval.Step turn(Approval approval, Actor actor) {
        var step = askedOf(approval, actor.person());
        if (step == null) throw refusal(approval, actor);
        return step;
    }

    /** The fingerprint of what there is to be read of the thing. */
    @Transactional(readOnly = true)
    public String fingerprint(Approval approval) {
        return outcome(approval).fingerprint(approval);
    }

    /** Where the thing is decided, as an address in the workspace. */
    @Transactional(readOnly = true)
    public String address(Approval approval) {
        return outcome(approval).address(approval);
    }

    /** The same for somebody who may know of the thing. */
    @Transactional(readOnly = true)
    public String address(ApprovalId id, Actor actor) {
        var approval = get(id);
        if (!outcome(approval).readable(approval, actor)) throw new NotFound();
        return outcome(approval).address(approval);
    }

    /** The kinds of things that can be approved. */
    public List<String> kinds() {
        return outcomes.orderedStream().map(ApprovalOutcome::subjectKind).sorted().toList();
    }

    /** Everybody of a project who can be asked or told, sponsors first. */
    @Transactional(readOnly = true)
    public List<Candidate> people(ProjectId project) {
        var sponsor = DSL.boolOr(ROLE_GRANT.ROLE.eq("sponsor"));
        return db.select(MEMBER.ID, MEMBER.DISPLAY_NAME, DSL.arrayAgg(ROLE_GRANT.ROLE))
                .from(ROLE_GRANT)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(ROLE_GRANT.WORKSPACE_ID), MEMBER.ID.eq(ROLE_GRANT.MEMBER_ID))
                .where(ROLE_GRANT.PROJECT_ID.eq(project), ROLE_GRANT.ROLE.ne("guest"), MEMBER.STATE.eq("active"))
                .groupBy(MEMBER.ID, MEMBER.DISPLAY_NAME)
                .orderBy(sponsor.desc(), MEMBER.DISPLAY_NAME)
                .fetch(row -> new Candidate(row.value1(), row.value2(), Arrays.stream(row.value3()).map(Role::of).collect(Collectors.toUnmodifiableSet())));
    }

    /** The step this person is asked about now: their own, that of somebody whose stand-in they are, or one inherited from somebody who has left the company or the project. */
    @Transactional(readOnly = true)
    public Approval.@Nullable Step askedOf(Approval approval, MemberId member) {
        var own = approval.askedOf(member);
        if (own != null || !approval.running()) return own;
        var kind = outcome(approval).dutyKind();
        var instead = duties.standsInFor(kind, approval.id(), member);
        if (instead != null) return approval.askedOf(instead);
        if (!duties.owes(kind, approval.id(), member)) return null;
        var here = DSL.exists(DSL.selectOne().from(ROLE_GRANT).where(ROLE_GRANT.WORKSPACE_ID.eq(STEP.WORKSPACE_ID), ROLE_GRANT.PROJECT_ID.eq(approval.project()), ROLE_GRANT.MEMBER_ID.eq(STEP.APPROVER_ID)));
        var gone = db.select(STEP.ID).from(STEP).join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(STEP.WORKSPACE_ID), MEMBER.ID.eq(STEP.APPROVER_ID))
                .where(STEP.APPROVAL_ID.eq(approval.id()), MEMBER.STATE.eq("left").or(DSL.not(here))).fetchSet(STEP.ID);
        return approval.steps().stream().filter(step -> approval.asked(step) && gone.contains(step.id())).findFirst().orElse(null);
    }

    /** Takes back what one has asked for, while it is not decided. */
    @Transactional
    public void withdraw(ApprovalId id, Actor actor) {
        var approval = hold(id, actor);
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

    /**
     * The approval that each issue of a thing’s document came of, by the number of the issue; an issue made without one is not there. An
     * issue is made in the moment its approval ends, and so before the next.
     */
    @Transactional(readOnly = true)
    public Map<Integer, Approval> behind(Id subject, List<Revision> revisions) {
        var behind = new HashMap<Integer, Approval>();
        if (revisions.isEmpty()) return behind;
        var ended = new ArrayDeque<>(fetch(APPROVAL.SUBJECT_ID.eq(subject.value()).and(APPROVAL.STATE.eq("approved")), MOST_ISSUES).reversed());
        for (var revision : revisions.stream().sorted(Comparator.comparing(Revision::issue)).toList()) {
            var next = ended.peek();
            if (next != null && !Objects.requireNonNull(next.finishedAt()).isAfter(revision.issuedAt())) behind.put(revision.issue(), ended.remove());
        }
        return behind;
    }

    /** The approval that a document tells of as it stands: that of its last issue, or of what is being drafted. */
    @Transactional(readOnly = true)
    public @Nullable Approval told(Id subject, @Nullable Document document, List<Revision> revisions) {
        if (document != null && document.issued()) return behind(subject, revisions).get(document.issue());
        return of(subject, 1).stream().filter(Approval::running).findFirst().orElse(null);
    }

    private void approve(ApprovalId id, Actor actor) {
        finish(id, "approved");
        var approval = get(id);
        outcome(approval).approved(approval, actor);
        tellPreparer("approval_given", approval, "", actor);
        tellCopied("approval_copied_given", approval, actor);
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

    // Whoever has spoken may be asked once more. Who is asked already is not told twice, so all who are asked now may be told each time.
    private void askNext(Approval approval) {
        var outcome = outcome(approval);
        var due = outcome.due(approval, clock.instant());
        for (var step : approval.steps()) {
            if (!approval.asked(step)) continue;
            duties.openAgain(new Duties.NewDuty(outcome.dutyKind(), approval.project(), null, Ref.of("approval", approval.id()), approval.title(), step.approver(),
                    approval.preparedBy(), null, due));
            notices.tell(new Notice("approval_asked", NoticeGroup.PROJECT, List.of(step.approver()), "approval_step:" + step.id(), approval.project(), approval.subject(), approval.title(),
                    outcome.address(approval), List.of(Notice.person(approval.preparedBy()), Notice.at(due)), false));
        }
    }

    private void oweAgain(Approval approval, Actor actor) {
        var outcome = outcome(approval);
        duties.keep(new Duties.NewDuty(outcome.returnedKind(), approval.project(), outcome.party(approval), approval.subject(), approval.title(), approval.preparedBy(), actor.person(), null,
                outcome.due(approval, clock.instant())));
    }

    private void tellPreparer(String kind, Approval approval, String words, Actor actor) {
        if (approval.preparedBy().equals(actor.member())) return;
        notices.tell(new Notice(kind, NoticeGroup.PROJECT, List.of(approval.preparedBy()), "approval:" + approval.id() + ":end", approval.project(), approval.subject(), approval.title(),
                outcome(approval).address(approval), List.of(Notice.person(actor.person()), Notice.beginning(words)), false));
    }

    private void tellCopied(String kind, Approval approval, Actor actor) {
        var copied = db.select(COPY.MEMBER_ID).from(COPY).where(COPY.APPROVAL_ID.eq(approval.id()), COPY.MEMBER_ID.ne(actor.person())).fetch(COPY.MEMBER_ID);
        if (copied.isEmpty()) return;
        notices.tell(new Notice(kind, NoticeGroup.PROJECT, copied, "approval:" + approval.id() + ":" + kind, approval.project(), approval.subject(), approval.title(), outcome(approval).address(approval),
                List.of(Notice.person(approval.preparedBy())), false));
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
        var asker = MEMBER.as("asker");
        var steps = DSL.multiset(DSL.select(STEP.ID, STEP.POSITION, STEP.KIND, STEP.APPROVER_ID, MEMBER.DISPLAY_NAME, STEP.DECISION, STEP.OPINION, STEP.DECIDED_AT, decider.DISPLAY_NAME, asker.DISPLAY_NAME, STEP.BEFORE_STEP_ID, STEP.NOTE)
                        .from(STEP)
                        .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(STEP.WORKSPACE_ID), MEMBER.ID.eq(STEP.APPROVER_ID))
                        .leftJoin(decider).on(decider.WORKSPACE_ID.eq(STEP.WORKSPACE_ID), decider.ID.eq(STEP.DECIDED_BY), decider.ID.ne(STEP.APPROVER_ID))
                        .leftJoin(asker).on(asker.WORKSPACE_ID.eq(STEP.WORKSPACE_ID), asker.ID.eq(STEP.ASKED_BY))
                        .where(STEP.WORKSPACE_ID.eq(APPROVAL.WORKSPACE_ID), STEP.APPROVAL_ID.eq(APPROVAL.ID))
                        .orderBy(STEP.POSITION, STEP.ID))
                .convertFrom(rows -> rows.map(row -> new Approval.Step(row.value1(), row.value2(), StepKind.of(row.value3()), row.value4(), row.value5(), row.value6(), row.value7(), row.value8(), row.value9(),
                        row.value10(), row.value11(), row.value12())));
        var copied = DSL.multiset(DSL.select(MEMBER.DISPLAY_NAME)
                        .from(COPY)
                        .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(COPY.WORKSPACE_ID), MEMBER.ID.eq(COPY.MEMBER_ID))
                        .where(COPY.WORKSPACE_ID.eq(APPROVAL.WORKSPACE_ID), COPY.APPROVAL_ID.eq(APPROVAL.ID))
                        .orderBy(MEMBER.DISPLAY_NAME))
                .convertFrom(rows -> rows.map(row -> row.value1()));
        return db.select(APPROVAL.ID, APPROVAL.PROJECT_ID, APPROVAL.SUBJECT_KIND, APPROVAL.SUBJECT_ID, APPROVAL.TITLE, APPROVAL.REASON, APPROVAL.STATE,
                        APPROVAL.PREPARED_BY, preparer.DISPLAY_NAME, APPROVAL.PREPARED_AT, APPROVAL.FINISHED_AT, steps, copied, APPROVAL.OUTSIDE_SYSTEM, APPROVAL.OUTSIDE_NUMBER, APPROVAL.OUTSIDE_NAME, APPROVAL.OUTSIDE_ON,
                        APPROVAL.FINGERPRINT)
                .from(APPROVAL)
                .join(preparer).on(preparer.WORKSPACE_ID.eq(APPROVAL.WORKSPACE_ID), preparer.ID.eq(APPROVAL.PREPARED_BY))
                .where(which)
                .orderBy(APPROVAL.PREPARED_AT.desc(), APPROVAL.ID.desc())
                .limit(most)
                .fetch(row -> new Approval(row.value1(), row.value2(), new Ref(row.value3(), row.value4()), row.value5(), row.value6(), row.value7(),
                        row.value8(), row.value9(), row.value10(), row.value11(), row.value12(), row.value13(),
                        row.value14() == null ? null : new Approval.Outside(row.value14(), row.value15(), row.value16(), row.value17()), row.value18()));
    }
}
