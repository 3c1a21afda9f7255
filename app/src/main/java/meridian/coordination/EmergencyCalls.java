package meridian.coordination;

import static db.coordination.Tables.EMERGENCY_CONTACT;
import static db.coordination.Tables.EMERGENCY_PARTY;
import static db.coordination.Tables.RESPONDER;
import static db.identity.Tables.MEMBER;
import static db.identity.Tables.ROLE_GRANT;
import static db.project.Tables.PROJECT;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import meridian.duty.Duties;
import meridian.duty.Duties.NewDuty;
import meridian.duty.Rota;
import meridian.duty.Rules;
import meridian.outbox.Notice;
import meridian.outbox.NoticeGroup;
import meridian.outbox.Notices;
import meridian.tenancy.Actor;
import meridian.tenancy.EmergencyId;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Who is called for an emergency, what they owe and what they are told. Never asks back whoever raised it: their own message
 * is no answer.
 */
@Component
class EmergencyCalls {
    static final String RESPONSE = Emergency.RESPONSE_OWED;
    static final String SOLUTION = Emergency.SOLUTION_OWED;
    static final String JUDGEMENT = "emergency_judgement";
    static final String REVIEW = "emergency_review";

    private static final Duration TO_JUDGE = Duration.ofHours(4);

    private final DSLContext db;
    private final Duties duties;
    private final Rules rules;
    private final Rota rota;
    private final Notices notices;
    private final Clock clock;

    EmergencyCalls(DSLContext db, Duties duties, Rules rules, Rota rota, Notices notices, Clock clock) {
        this.db = db;
        this.duties = duties;
        this.rules = rules;
        this.rota = rota;
        this.notices = notices;
        this.clock = clock;
    }

    /** How long a clock of this project runs. Round the clock on purpose: the playbook grants emergencies no holidays. */
    Duration time(ProjectId project, String kind) {
        var minutes = rules.of(project, kind).minutes();
        return minutes == null ? EmergencyDutyKinds.usual(kind) : Duration.ofMinutes(minutes);
    }

    // ---- who

    /** Who has to answer first: on the rota of the region that is awake, else of the group, else who leads a party that is hit, else who runs the project. */
    @Nullable MemberId onDuty(ProjectId project, Collection<PartyId> parties, MemberId raiser) {
        var turn = rota.now(project);
        if (!turn.hole() && turn.member() != null && !turn.member().equals(raiser)) return turn.member();
        return group(project).stream()
                .filter(member -> !member.equals(raiser))
                .findFirst()
                .or(() -> leads(project, parties).stream().filter(member -> !member.equals(raiser)).findFirst())
                .or(() -> runners(project).stream().filter(member -> !member.equals(raiser)).findFirst())
                .orElse(null);
    }

    /** The members of the emergency group in their order, without those who have left. */
    Set<MemberId> group(ProjectId project) {
        return new LinkedHashSet<>(db.select(EMERGENCY_CONTACT.MEMBER_ID)
                .from(EMERGENCY_CONTACT)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(EMERGENCY_CONTACT.WORKSPACE_ID), MEMBER.ID.eq(EMERGENCY_CONTACT.MEMBER_ID))
                .where(EMERGENCY_CONTACT.PROJECT_ID.eq(project), MEMBER.STATE.ne("left"))
                .orderBy(EMERGENCY_CONTACT.POSITION, EMERGENCY_CONTACT.ID)
                .fetch(EMERGENCY_CONTACT.MEMBER_ID));
    }

    private Set<MemberId> leads(ProjectId project, Collection<PartyId> parties) {
        return parties.isEmpty() ? Set.of() : holders(project, ROLE_GRANT.ROLE.in("lead", "support_head").and(ROLE_GRANT.PARTY_ID.in(parties)));
    }

    /** The chief coordinator, then the sponsor. */
    private Set<MemberId> runners(ProjectId project) {
        return holders(project, ROLE_GRANT.ROLE.in("chief_coordinator", "sponsor"));
    }

    private Set<MemberId> holders(ProjectId project, Condition which) {
        return new LinkedHashSet<>(db.select(ROLE_GRANT.MEMBER_ID)
                .from(ROLE_GRANT)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(ROLE_GRANT.WORKSPACE_ID), MEMBER.ID.eq(ROLE_GRANT.MEMBER_ID))
                .where(ROLE_GRANT.PROJECT_ID.eq(project), MEMBER.STATE.ne("left"))
                .and(which)
                .orderBy(ROLE_GRANT.ROLE, ROLE_GRANT.ID)
                .fetch(ROLE_GRANT.MEMBER_ID));
    }

    /** Whether this person’s message is an answer: one of those who were called, and not the raiser. */
    boolean responds(Emergency emergency, MemberId member) {
        if (member.equals(emergency.raisedBy())) return false;
        return member.equals(emergency.onDuty()) || member.equals(rota.now(emergency.project()).member()) || group(emergency.project()).contains(member) || runners(emergency.project()).contains(member) || leads(emergency.project(), parties(emergency.id())).contains(member);
    }

    List<PartyId> parties(EmergencyId id) {
        return db.select(EMERGENCY_PARTY.PARTY_ID).from(EMERGENCY_PARTY).where(EMERGENCY_PARTY.EMERGENCY_ID.eq(id)).fetch(EMERGENCY_PARTY.PARTY_ID);
    }

    private Set<MemberId> inTheRoom(Emergency emergency) {
        var room = new LinkedHashSet<>(db.select(RESPONDER.MEMBER_ID).from(RESPONDER).where(RESPONDER.EMERGENCY_ID.eq(emergency.id())).fetch(RESPONDER.MEMBER_ID));
        room.add(emergency.raisedBy());
        if (emergency.onDuty() != null) room.add(emergency.onDuty());
        return room;
    }

    // ---- what follows

    void raised(Emergency emergency, List<PartyId> parties, Actor actor) {
        // Where nobody else can be called it stays with the raiser, and climbs from there.
        var first = emergency.onDuty() == null ? emergency.raisedBy() : emergency.onDuty();
        duties.open(duty(emergency, RESPONSE, first, parties, emergency.response().dueAt()));
        duties.open(duty(emergency, SOLUTION, first, parties, emergency.solution().dueAt()));
        var told = group(emergency.project());
        told.addAll(leads(emergency.project(), parties));
        told.addAll(runners(emergency.project()));
        if (emergency.onDuty() != null) told.add(emergency.onDuty());
        tell(emergency, "emergency_raised", told, "raised", true, actor, Notice.person(emergency.raisedBy()), Notice.word("emergency.severity." + emergency.severity().text()));
    }

    /** Somebody answered: the response is met, and the solution is theirs to see to. */
    void answered(Emergency emergency, Actor actor) {
        duties.meet(RESPONSE, emergency.id(), actor);
        if (!actor.person().equals(emergency.onDuty())) {
            duties.cancel(SOLUTION, emergency.id(), actor);
            duties.keep(duty(emergency, SOLUTION, actor.person(), parties(emergency.id()), emergency.solution().dueAt()));
        }
        tell(emergency, "emergency_answered", inTheRoom(emergency), "answered", true, actor, Notice.person(actor.person()));
    }

    void said(Emergency emergency, Object entry, Actor actor) {
        tell(emergency, "emergency_message", inTheRoom(emergency), "entry:" + entry, false, actor, Notice.person(actor.person()));
    }

    /** A solution is proposed: its clock stands still, and whoever raised the emergency owes a word on it. */
    void proposed(Emergency emergency, Object entry, Actor actor) {
        duties.meet(SOLUTION, emergency.id(), actor);
        var judge = actor.person().equals(emergency.raisedBy()) ? runners(emergency.project()).stream().filter(member -> !actor.person().equals(member)).findFirst().orElse(null) : emergency.raisedBy();
        var due = clock.instant().plus(TO_JUDGE);
        if (judge != null) duties.keep(duty(emergency, JUDGEMENT, judge, parties(emergency.id()), due.isAfter(emergency.solution().dueAt()) ? due : emergency.solution().dueAt()));
        var told = inTheRoom(emergency);
        told.addAll(runners(emergency.project()));
        tell(emergency, "solution_proposed", told, "entry:" + entry, true, actor, Notice.person(actor.person()));
    }

    /** Rejected: the clock runs on to the instant it had. */
    void rejected(Emergency emergency, Object entry, String reason, Actor actor) {
        duties.meet(JUDGEMENT, emergency.id(), actor);
        duties.reopen(SOLUTION, emergency.id(), actor);
        tell(emergency, "solution_rejected", inTheRoom(emergency), "entry:" + entry, true, actor, Notice.person(actor.person()), reason);
    }

    void accepted(Emergency emergency, MemberId proposer, Object entry, Actor actor) {
        duties.meet(JUDGEMENT, emergency.id(), actor);
        duties.keep(duty(emergency, REVIEW, proposer, parties(emergency.id()), null));
        var told = inTheRoom(emergency);
        told.addAll(group(emergency.project()));
        tell(emergency, "solution_accepted", told, "entry:" + entry, true, actor, Notice.person(actor.person()));
    }

    void closed(Emergency emergency, Actor actor) {
        duties.meet(REVIEW, emergency.id(), actor);
        var told = inTheRoom(emergency);
        told.addAll(runners(emergency.project()));
        tell(emergency, "emergency_closed", told, "closed", false, actor, Notice.person(actor.person()));
    }

    /** It was none, or is over by itself: nobody owes anything any more. */
    void withdrawn(Emergency emergency, String reason, Actor actor) {
        for (var kind : List.of(RESPONSE, SOLUTION, JUDGEMENT, REVIEW)) duties.cancel(kind, emergency.id(), actor);
        var told = inTheRoom(emergency);
        told.addAll(group(emergency.project()));
        told.addAll(runners(emergency.project()));
        tell(emergency, "emergency_withdrawn", told, "withdrawn", true, actor, Notice.person(actor.person()), reason);
    }

    private static NewDuty duty(Emergency emergency, String kind, MemberId owner, List<PartyId> parties, @Nullable Instant due) {
        return new NewDuty(kind, emergency.project(), parties.size() == 1 ? parties.getFirst() : null, emergency.ref(), emergency.name() + " " + emergency.title(), owner, emergency.raisedBy(), null, due);
    }

    private void tell(Emergency emergency, String kind, Set<MemberId> people, String what, boolean critical, Actor actor, String... arguments) {
        var others = people.stream().filter(member -> !member.equals(actor.member())).toList();
        if (others.isEmpty()) return;
        var code = db.select(PROJECT.CODE).from(PROJECT).where(PROJECT.ID.eq(emergency.project())).fetchSingle().value1();
        notices.tell(new Notice(kind, NoticeGroup.EMERGENCY, others, "emergency:" + emergency.id() + ":" + what, emergency.project(), emergency.ref(), emergency.name() + " " + emergency.title(),
                "/p/" + code + "/emergencies/" + emergency.number(), List.of(arguments), critical));
    }
}
