package meridian.coordination;

import static db.coordination.Tables.EMERGENCY;
import static db.coordination.Tables.EMERGENCY_ENTRY;
import static db.coordination.Tables.EMERGENCY_PARTY;
import static db.coordination.Tables.RESPONDER;
import static db.project.Tables.PARTY;
import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import meridian.activity.Activities;
import meridian.activity.Event.Change;
import meridian.activity.Links;
import meridian.coordination.EmergencyState.Act;
import meridian.document.Documents;
import meridian.identity.Permission;
import meridian.project.ProjectAccess;
import meridian.project.Projects;
import meridian.tenancy.Actor;
import meridian.tenancy.EmergencyEntryId;
import meridian.tenancy.EmergencyId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * All emergencies: raised by anybody of the project, answered by who is called, solved by a proposal that is accepted, and
 * closed with what was learned. What happens in the room is kept as it was said and never changed.
 */
@Component
public class Emergencies {
    static final List<Field<?>> COLUMNS = List.of(EMERGENCY.ID, EMERGENCY.PROJECT_ID, EMERGENCY.NUMBER, EMERGENCY.TITLE, EMERGENCY.WHAT, EMERGENCY.PLACE, EMERGENCY.SEVERITY, EMERGENCY.STATE,
            EMERGENCY.RAISED_BY, EMERGENCY.RAISED_AT, EMERGENCY.ON_DUTY_MEMBER_ID, EMERGENCY.RESPONSE_DUE_AT, EMERGENCY.RESPONDED_AT, EMERGENCY.RESPONDED_BY, EMERGENCY.SOLUTION_DUE_AT,
            EMERGENCY.PROPOSED_AT, EMERGENCY.PROPOSED_BY, EMERGENCY.ACCEPTED_AT, EMERGENCY.CLOSED_AT, EMERGENCY.REASON, EMERGENCY.CAUSE, EMERGENCY.HELPED, EMERGENCY.CHANGES, EMERGENCY.VERSION);

    /** Under which its record is registered. */
    public static final String DOCUMENT_KIND = "emergency_record";
    private static final String LETTERS = "ER";

    private final DSLContext db;
    private final Clock clock;
    private final Projects projects;
    private final EmergencyCalls calls;
    private final Links links;
    private final Documents documents;
    private final Activities activities;

    Emergencies(DSLContext db, Clock clock, Projects projects, EmergencyCalls calls, Links links, Documents documents, Activities activities) {
        this.db = db;
        this.clock = clock;
        this.projects = projects;
        this.calls = calls;
        this.links = links;
        this.documents = documents;
        this.activities = activities;
    }

    /** What is said when an emergency is raised; only a title must be. {@code origin}: what it came out of, if anything. */
    public record NewEmergency(EmergencyId id, String title, String what, String place, @Nullable Severity severity, List<PartyId> parties, @Nullable Ref origin) {}

    /** Raises an emergency: both clocks start, and those who are called learn of it at once. The same id again changes nothing. */
    @Transactional
    public Emergency raise(ProjectId project, NewEmergency wanted, Actor actor) {
        var access = projects.access(project, actor);
        access.require(Permission.RAISE_EMERGENCY);
        var check = new Refused.Check();
        var title = check.text("title", wanted.title(), 200).replace('\n', ' ');
        var what = check.optional("what", wanted.what(), 8000);
        var place = check.optional("place", wanted.place(), 200);
        check.reject(wanted.severity() == null, "severity", "refused.not_a_choice");
        checkParties(check, project, wanted.parties());
        check.done();
        // Numbers are given one after the other, so that none is skipped or given twice.
        db.select(DSL.field("pg_advisory_xact_lock(hashtextextended({0}, 1))", Object.class, DSL.val("emergency " + project))).fetch();
        var there = db.select(COLUMNS).from(EMERGENCY).where(EMERGENCY.ID.eq(wanted.id())).fetchOptional(Emergencies::read);
        if (there.isPresent()) return there.filter(same -> same.project().equals(project)).orElseThrow(NotFound::new);
        var now = clock.instant();
        var number = db.select(DSL.coalesce(DSL.max(EMERGENCY.NUMBER), 0)).from(EMERGENCY).where(EMERGENCY.PROJECT_ID.eq(project)).fetchSingle().value1() + 1;
        db.insertInto(EMERGENCY)
                .set(EMERGENCY.ID, wanted.id())
                .set(EMERGENCY.PROJECT_ID, project)
                .set(EMERGENCY.NUMBER, number)
                .set(EMERGENCY.TITLE, title)
                .set(EMERGENCY.WHAT, what)
                .set(EMERGENCY.PLACE, place)
                .set(EMERGENCY.SEVERITY, requireNonNull(wanted.severity()).text())
                .set(EMERGENCY.RAISED_BY, actor.person())
                .set(EMERGENCY.RAISED_AT, now)
                .set(EMERGENCY.ON_DUTY_MEMBER_ID, calls.onDuty(project, wanted.parties(), actor.person()))
                .set(EMERGENCY.RESPONSE_DUE_AT, now.plus(calls.time(project, EmergencyCalls.RESPONSE)))
                .set(EMERGENCY.SOLUTION_DUE_AT, now.plus(calls.time(project, EmergencyCalls.SOLUTION)))
                .execute();
        writeParties(wanted.id(), wanted.parties());
        documents.registerStanding(project, access.code(), DOCUMENT_KIND, LETTERS, wanted.id(), LocalDate.ofInstant(now, access.homeZone()));
        if (wanted.origin() != null) links.link(wanted.origin(), Ref.of("emergency", wanted.id()), project, actor);
        var emergency = get(project, number);
        enter(EmergencyEntryId.next(), emergency.id(), "raised", what, null, actor);
        calls.raised(emergency, wanted.parties(), actor);
        activities.record(actor, new EmergencyActivity.EmergencyRaised(emergency.ref(), number, title, emergency.severity()), project, only(wanted.parties()));
        return emergency;
    }

    private void checkParties(Refused.Check check, ProjectId project, List<PartyId> parties) {
        if (parties.isEmpty()) return;
        var there = db.fetchCount(PARTY, PARTY.ID.in(parties), PARTY.PROJECT_ID.eq(project), PARTY.REMOVED_AT.isNull());
        check.reject(there != parties.stream().distinct().count(), "parties", "refused.not_a_choice");
    }

    private void writeParties(EmergencyId id, List<PartyId> parties) {
        for (var party : parties) db.insertInto(EMERGENCY_PARTY).set(EMERGENCY_PARTY.EMERGENCY_ID, id).set(EMERGENCY_PARTY.PARTY_ID, party).onConflictDoNothing().execute();
    }

    private static @Nullable PartyId only(List<PartyId> parties) {
        return parties.size() == 1 ? parties.getFirst() : null;
    }

    // ---- in the room

    /** Says something in the room. The first word of somebody who was called stops the response clock. */
    @Transactional
    public void say(ProjectId project, int number, EmergencyEntryId entry, String body, Actor actor) {
        var held = lock(project, number, actor);
        held.requireOpen();
        var check = new Refused.Check();
        var text = check.text("body", body, 8000);
        check.done();
        var emergency = held.emergency();
        var answer = !emergency.answered() && calls.responds(emergency, actor.person());
        if (!enter(entry, emergency.id(), answer ? "answer" : "message", text, null, actor)) return;
        if (answer) answer(emergency, actor);
        else calls.said(emergency, entry, actor);
        activities.record(actor, new EmergencyActivity.EmergencySpokenOf(emergency.ref(), number, emergency.title(), answer), project, null);
    }

    private void answer(Emergency emergency, Actor actor) {
        var update = db.update(EMERGENCY).set(EMERGENCY.RESPONDED_AT, clock.instant()).set(EMERGENCY.RESPONDED_BY, actor.person()).set(EMERGENCY.VERSION, EMERGENCY.VERSION.plus(1));
        if (emergency.state() == EmergencyState.RAISED) update = update.set(EMERGENCY.STATE, EmergencyState.ANSWERED.text());
        update.where(EMERGENCY.ID.eq(emergency.id())).execute();
        arrive(emergency.id(), actor);
        calls.answered(emergency, actor);
    }

    /** Takes part in dealing with it. To come into the room is no answer yet; that takes a word. */
    @Transactional
    public void join(ProjectId project, int number, Actor actor) {
        var held = lock(project, number, actor);
        held.requireOpen();
        var emergency = held.emergency();
        if (!arrive(emergency.id(), actor)) return;
        enter(EmergencyEntryId.next(), emergency.id(), "joined", "", null, actor);
        activities.record(actor, new EmergencyActivity.EmergencyJoined(emergency.ref(), number, emergency.title()), project, null);
    }

    private boolean arrive(EmergencyId id, Actor actor) {
        return db.insertInto(RESPONDER).set(RESPONDER.EMERGENCY_ID, id).set(RESPONDER.MEMBER_ID, actor.person()).set(RESPONDER.JOINED_AT, clock.instant()).onConflictDoNothing().execute() == 1;
    }

    /** Proposes a solution 方案提出: the solution clock stands still until it is judged. One is judged at a time. */
    @Transactional
    public void propose(ProjectId project, int number, EmergencyEntryId entry, String solution, Actor actor) {
        var held = lock(project, number, actor);
        var emergency = held.emergency();
        if (db.fetchExists(EMERGENCY_ENTRY, EMERGENCY_ENTRY.ID.eq(entry), EMERGENCY_ENTRY.EMERGENCY_ID.eq(emergency.id()))) return;
        var state = emergency.state().after(Act.PROPOSE, emergency.answered());
        var check = new Refused.Check();
        var text = check.text("solution", solution, 8000);
        check.done();
        enter(entry, emergency.id(), "proposal", text, null, actor);
        if (!emergency.answered() && calls.responds(emergency, actor.person())) answer(emergency, actor);
        else arrive(emergency.id(), actor);
        move(emergency, state, db.update(EMERGENCY).set(EMERGENCY.PROPOSED_AT, clock.instant()).set(EMERGENCY.PROPOSED_BY, actor.person()));
        calls.proposed(emergency, entry, actor);
        activities.record(actor, new EmergencyActivity.SolutionProposed(emergency.ref(), number, emergency.title()), project, null);
    }

    /** Accepts the solution 采纳: for whoever raised the emergency or runs the project, and never one’s own. */
    @Transactional
    public void accept(ProjectId project, int number, UUID proposal, Actor actor) {
        var held = judging(project, number, proposal, Act.ACCEPT, actor);
        var emergency = held.emergency();
        var state = emergency.state().after(Act.ACCEPT, emergency.answered());
        var entry = EmergencyEntryId.next();
        enter(entry, emergency.id(), "acceptance", "", proposal, actor);
        move(emergency, state, db.update(EMERGENCY).set(EMERGENCY.ACCEPTED_AT, clock.instant()).set(EMERGENCY.ACCEPTED_BY, actor.person()));
        calls.accepted(emergency, requireNonNull(emergency.proposedBy()), entry, actor);
        activities.record(actor, new EmergencyActivity.SolutionAccepted(emergency.ref(), number, emergency.title()), project, null);
    }

    /** Rejects the solution with a reason. The clock runs on: it is due when it was due. */
    @Transactional
    public void reject(ProjectId project, int number, UUID proposal, String reason, Actor actor) {
        var held = judging(project, number, proposal, Act.REJECT, actor);
        var emergency = held.emergency();
        var state = emergency.state().after(Act.REJECT, emergency.answered());
        var check = new Refused.Check();
        var text = check.text("reason", reason, 2000);
        check.done();
        var entry = EmergencyEntryId.next();
        enter(entry, emergency.id(), "rejection", text, proposal, actor);
        move(emergency, state, db.update(EMERGENCY).setNull(EMERGENCY.PROPOSED_AT).setNull(EMERGENCY.PROPOSED_BY));
        calls.rejected(emergency, entry, text, actor);
        activities.record(actor, new EmergencyActivity.SolutionRejected(emergency.ref(), number, emergency.title(), text), project, null);
    }

    // Two may judge at once: the second finds that the first has.
    private Held judging(ProjectId project, int number, UUID proposal, Act act, Actor actor) {
        var held = lock(project, number, actor);
        var emergency = held.emergency();
        if (!held.mayJudge()) throw new NotAllowed();
        if (!emergency.state().may(act)) throw new Stale();
        if (actor.person().equals(emergency.proposedBy())) throw Refused.because("emergency.own_solution");
        var current = db.select(EMERGENCY_ENTRY.ID).from(EMERGENCY_ENTRY)
                .where(EMERGENCY_ENTRY.EMERGENCY_ID.eq(emergency.id()), EMERGENCY_ENTRY.KIND.eq("proposal"))
                .orderBy(EMERGENCY_ENTRY.AT.desc(), EMERGENCY_ENTRY.ID.desc())
                .limit(1)
                .fetchSingle(EMERGENCY_ENTRY.ID);
        if (!current.value().equals(proposal)) throw new Stale();
        return held;
    }

    /** What is known better now: how bad it is, whom it hits, where it is. */
    @Transactional
    public void restate(ProjectId project, int number, @Nullable Severity severity, String place, List<PartyId> parties, int version, Actor actor) {
        var held = lock(project, number, actor);
        held.requireOpen();
        var emergency = held.emergency();
        if (!held.mayJudge()) throw new NotAllowed();
        if (emergency.version() != version) throw new Stale();
        var check = new Refused.Check();
        var where = check.optional("place", place, 200);
        check.reject(severity == null, "severity", "refused.not_a_choice");
        checkParties(check, project, parties);
        check.done();
        var worse = requireNonNull(severity);
        var changes = new ArrayList<Change>();
        if (worse != emergency.severity()) changes.add(new Change("severity", emergency.severity().text(), worse.text()));
        if (!where.equals(emergency.place())) changes.add(new Change("place", emergency.place(), where));
        var before = names(calls.parties(emergency.id()));
        var after = names(parties);
        if (!before.equals(after)) changes.add(new Change("parties_hit", before, after));
        if (changes.isEmpty()) return;
        db.update(EMERGENCY).set(EMERGENCY.SEVERITY, worse.text()).set(EMERGENCY.PLACE, where).set(EMERGENCY.VERSION, EMERGENCY.VERSION.plus(1)).where(EMERGENCY.ID.eq(emergency.id())).execute();
        db.deleteFrom(EMERGENCY_PARTY).where(EMERGENCY_PARTY.EMERGENCY_ID.eq(emergency.id())).execute();
        writeParties(emergency.id(), parties);
        enter(EmergencyEntryId.next(), emergency.id(), "restated", worse == emergency.severity() ? "" : worse.text(), null, actor);
        activities.record(actor, new EmergencyActivity.EmergencyRestated(emergency.ref(), number, emergency.title(), changes), project, only(parties));
    }

    private String names(List<PartyId> parties) {
        if (parties.isEmpty()) return "";
        return String.join(", ", db.select(PARTY.NAME).from(PARTY).where(PARTY.ID.in(parties)).orderBy(PARTY.POSITION).fetch(PARTY.NAME));
    }

    /** What is looked back on when it is over. */
    public record Review(String cause, String helped, String changes) {}

    /** Closes it with the after-action note 事后复盘. */
    @Transactional
    public void close(ProjectId project, int number, Review review, Actor actor) {
        var held = lock(project, number, actor);
        var emergency = held.emergency();
        if (!held.mayClose(actor)) throw new NotAllowed();
        var state = emergency.state().after(Act.CLOSE, emergency.answered());
        var check = new Refused.Check();
        var cause = check.text("cause", review.cause(), 8000);
        var helped = check.text("helped", review.helped(), 8000);
        var changes = check.text("changes", review.changes(), 8000);
        check.done();
        enter(EmergencyEntryId.next(), emergency.id(), "closure", "", null, actor);
        move(emergency, state, db.update(EMERGENCY).set(EMERGENCY.CAUSE, cause).set(EMERGENCY.HELPED, helped).set(EMERGENCY.CHANGES, changes)
                .set(EMERGENCY.CLOSED_AT, clock.instant()).set(EMERGENCY.CLOSED_BY, actor.person()));
        calls.closed(emergency, actor);
        activities.record(actor, new EmergencyActivity.EmergencyClosed(emergency.ref(), number, emergency.title()), project, null);
    }

    /** It was none after all; says why. Its number stays. */
    @Transactional
    public void withdraw(ProjectId project, int number, String reason, Actor actor) {
        var held = lock(project, number, actor);
        var emergency = held.emergency();
        if (!held.mayJudge()) throw new NotAllowed();
        var state = emergency.state().after(Act.WITHDRAW, emergency.answered());
        var check = new Refused.Check();
        var text = check.text("reason", reason, 2000);
        check.done();
        enter(EmergencyEntryId.next(), emergency.id(), "withdrawal", text, null, actor);
        move(emergency, state, db.update(EMERGENCY).set(EMERGENCY.REASON, text).set(EMERGENCY.CLOSED_AT, clock.instant()).set(EMERGENCY.CLOSED_BY, actor.person()));
        calls.withdrawn(emergency, text, actor);
        activities.record(actor, new EmergencyActivity.EmergencyWithdrawn(emergency.ref(), number, emergency.title(), text), project, null);
    }

    private void move(Emergency emergency, EmergencyState to, org.jooq.UpdateSetMoreStep<?> update) {
        update.set(EMERGENCY.STATE, to.text()).set(EMERGENCY.VERSION, EMERGENCY.VERSION.plus(1)).where(EMERGENCY.ID.eq(emergency.id())).execute();
    }

    boolean enter(EmergencyEntryId id, EmergencyId emergency, String kind, String content, @Nullable UUID about, Actor actor) {
        return db.insertInto(EMERGENCY_ENTRY)
                        .set(EMERGENCY_ENTRY.ID, id)
                        .set(EMERGENCY_ENTRY.EMERGENCY_ID, emergency)
                        .set(EMERGENCY_ENTRY.AT, clock.instant())
                        .set(EMERGENCY_ENTRY.BY_ID, actor.member())
                        .set(EMERGENCY_ENTRY.KIND, kind)
                        .set(EMERGENCY_ENTRY.CONTENT, content)
                        .set(EMERGENCY_ENTRY.ABOUT_ID, about)
                        .onConflictDoNothing()
                        .execute()
                == 1;
    }

    // ---- looking up

    /** An emergency as one person stands before it. */
    record Held(Emergency emergency, ProjectAccess access) {
        void requireOpen() {
            if (!emergency.state().open()) throw Refused.because("emergency.is_closed");
        }

        /** Whoever raised it, or runs the project. */
        boolean mayJudge() {
            return access.may(Permission.RAISE_EMERGENCY) && (access.member().equals(emergency.raisedBy()) || access.mayEverywhere(Permission.LEAD_EMERGENCY));
        }

        /** As {@link #mayJudge}, and who proposed what was done. */
        boolean mayClose(Actor actor) {
            return mayJudge() || access.may(Permission.RAISE_EMERGENCY) && actor.person().equals(emergency.proposedBy());
        }
    }

    private Held lock(ProjectId project, int number, Actor actor) {
        var access = projects.access(project, actor);
        access.require(Permission.RAISE_EMERGENCY);
        var emergency = db.select(COLUMNS).from(EMERGENCY).where(EMERGENCY.PROJECT_ID.eq(project), EMERGENCY.NUMBER.eq(number)).forUpdate().fetchOptional(Emergencies::read).orElseThrow(NotFound::new);
        return new Held(emergency, access);
    }

    @Transactional(readOnly = true)
    public Emergency get(ProjectId project, int number) {
        return find(EMERGENCY.PROJECT_ID.eq(project).and(EMERGENCY.NUMBER.eq(number)));
    }

    @Transactional(readOnly = true)
    public Emergency get(ProjectId project, EmergencyId id) {
        return find(EMERGENCY.PROJECT_ID.eq(project).and(EMERGENCY.ID.eq(id)));
    }

    private Emergency find(Condition which) {
        return db.select(COLUMNS).from(EMERGENCY).where(which).fetchOptional(Emergencies::read).orElseThrow(NotFound::new);
    }

    static Emergency read(Record row) {
        var raisedAt = row.get(EMERGENCY.RAISED_AT);
        return new Emergency(row.get(EMERGENCY.ID), row.get(EMERGENCY.PROJECT_ID), row.get(EMERGENCY.NUMBER), row.get(EMERGENCY.TITLE), row.get(EMERGENCY.WHAT), row.get(EMERGENCY.PLACE),
                Severity.of(row.get(EMERGENCY.SEVERITY)).orElseThrow(), EmergencyState.of(row.get(EMERGENCY.STATE)), row.get(EMERGENCY.RAISED_BY), raisedAt, row.get(EMERGENCY.ON_DUTY_MEMBER_ID),
                new EmergencyClock(raisedAt, row.get(EMERGENCY.RESPONSE_DUE_AT), row.get(EMERGENCY.RESPONDED_AT)),
                new EmergencyClock(raisedAt, row.get(EMERGENCY.SOLUTION_DUE_AT), row.get(EMERGENCY.PROPOSED_AT)),
                row.get(EMERGENCY.RESPONDED_BY), row.get(EMERGENCY.PROPOSED_BY), row.get(EMERGENCY.ACCEPTED_AT), row.get(EMERGENCY.CLOSED_AT), row.get(EMERGENCY.REASON),
                row.get(EMERGENCY.CAUSE), row.get(EMERGENCY.HELPED), row.get(EMERGENCY.CHANGES), row.get(EMERGENCY.VERSION));
    }
}
