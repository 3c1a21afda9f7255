package meridian.coordination;

import static db.coordination.Tables.DISPUTE;
import static db.coordination.Tables.DISPUTE_ACKNOWLEDGEMENT;
import static db.coordination.Tables.DISPUTE_ACT;
import static db.coordination.Tables.DISPUTE_MEASURE;
import static db.coordination.Tables.DISPUTE_MEETING;
import static db.coordination.Tables.DISPUTE_PARTICIPANT;
import static db.coordination.Tables.DISPUTE_RESOLUTION;
import static db.coordination.Tables.DISPUTE_SIDE;
import static db.coordination.Tables.RESOLUTION_DRAFT;
import static db.duty.Tables.DUTY;
import static db.identity.Tables.WORKSPACE;
import static db.project.Tables.PARTY;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import meridian.activity.Activities;
import meridian.activity.Links;
import meridian.approval.Approval;
import meridian.approval.ApprovalTemplates;
import meridian.approval.Approvals;
import meridian.approval.Route;
import meridian.approval.StepKind;
import meridian.coordination.Dispute.Kind;
import meridian.coordination.Dispute.Mode;
import meridian.document.Approver;
import meridian.document.Documents;
import meridian.identity.Permission;
import meridian.identity.Role;
import meridian.project.Papers;
import meridian.project.ProjectAccess;
import meridian.project.Projects;
import meridian.project.Stage;
import meridian.tenancy.Actor;
import meridian.tenancy.ApprovalId;
import meridian.tenancy.DisputeActId;
import meridian.tenancy.DisputeId;
import meridian.tenancy.DisputeMeasureId;
import meridian.tenancy.DisputeSideId;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import meridian.web.Words;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * All disputes. Each side says its piece, the one who decides hears them in a special meeting and writes a resolution,
 * which is sealed at once; every side acknowledges it, with an objection if need be.
 */
@Component
public class Disputes {
    /** The kind of the resolution’s document and approvals. */
    public static final String DOCUMENT_KIND = "dispute_resolution";
    private static final String LETTERS = "DR";
    private static final int MOST_SIDES = 12;
    private static final int MOST_MEASURES = 20;
    private static final Duration FURTHEST = Duration.ofDays(90);

    private final DSLContext db;
    private final Clock clock;
    private final Projects projects;
    private final DisputeSheets sheets;
    private final Seats seats;
    private final Numbering numbering;
    private final DisputeDuties duties;
    private final SpecialMeetings meetings;
    private final Documents documents;
    private final Approvals approvals;
    private final ApprovalTemplates templates;
    private final Links links;
    private final Activities activities;
    private final Words words;

    Disputes(DSLContext db, Clock clock, Projects projects, DisputeSheets sheets, Seats seats, Numbering numbering, DisputeDuties duties, SpecialMeetings meetings, Documents documents, Approvals approvals, ApprovalTemplates templates, Links links, Activities activities, Words words) {
        this.db = db;
        this.clock = clock;
        this.projects = projects;
        this.sheets = sheets;
        this.seats = seats;
        this.numbering = numbering;
        this.duties = duties;
        this.meetings = meetings;
        this.documents = documents;
        this.approvals = approvals;
        this.templates = templates;
        this.links = links;
        this.activities = activities;
        this.words = words;
    }

    // ---- raising it

    /** What is typed of a dispute; {@code withChief}: the chief coordinator is a side of it. */
    public record Facts(@Nullable Kind kind, String title, String about, List<PartyId> parties, boolean withChief) {}

    /** Raises a dispute; {@code origin} is what it comes out of. Where the chief coordinator is a side, it is the sponsor’s at once. The same id again changes nothing. */
    @Transactional
    public int raise(ProjectId project, DisputeId id, Facts typed, @Nullable Ref origin, Actor actor) {
        var access = projects.access(project, actor);
        access.require(Permission.RAISE_DISPUTE);
        var who = seats.of(project);
        var facts = check(access, typed, who);
        var there = db.select(DISPUTE.NUMBER, DISPUTE.PROJECT_ID).from(DISPUTE).where(DISPUTE.ID.eq(id)).fetchOne();
        if (there != null) {
            if (!there.value2().equals(project)) throw new NotFound();
            return there.value1();
        }
        var number = numbering.next(project, Dispute.KIND);
        db.insertInto(DISPUTE)
                .set(DISPUTE.ID, id)
                .set(DISPUTE.PROJECT_ID, project)
                .set(DISPUTE.NUMBER, number)
                .set(DISPUTE.KIND, Objects.requireNonNull(facts.kind()).text())
                .set(DISPUTE.TITLE, facts.title())
                .set(DISPUTE.ABOUT, facts.about())
                .set(DISPUTE.RAISED_BY, actor.person())
                .set(DISPUTE.RAISED_AT, clock.instant())
                .execute();
        short position = 0;
        for (var party : facts.parties()) side(id, position++, party, null);
        if (facts.withChief()) side(id, position, null, who.of(Role.CHIEF_COORDINATOR).getFirst());
        if (origin != null) links.link(origin, Ref.of(Dispute.KIND, id), project, actor);
        act(id, DisputeMove.RAISE, actor, "");
        var dispute = sheets.get(project, id);
        var decider = Decider.of(who.chiefs(), dispute.deciding());
        if (decider == Decider.SPONSOR && !who.of(Role.SPONSOR).isEmpty()) {
            db.update(DISPUTE).set(DISPUTE.DECIDER, decider.text()).where(DISPUTE.ID.eq(id)).execute();
            act(id, DisputeMove.RECUSE, Actor.system(actor.workspace()), "");
            dispute = sheets.get(project, id);
        }
        record(access, dispute, DisputeMove.RAISE, "", actor);
        duties.raised(access, dispute, who, actor);
        return number;
    }

    private Facts check(ProjectAccess access, Facts typed, Seats.Table who) {
        var check = new Refused.Check();
        check.reject(typed.kind() == null, "kind", "refused.missing");
        var title = check.text("title", typed.title(), 200);
        var about = check.text("about", typed.about(), 8000);
        var parties = List.copyOf(new LinkedHashSet<>(typed.parties()));
        var known = db.select(PARTY.ID).from(PARTY).where(PARTY.PROJECT_ID.eq(access.id()), PARTY.REMOVED_AT.isNull(), PARTY.ID.in(parties)).fetchSet(PARTY.ID);
        check.reject(!known.containsAll(parties), "parties", "refused.not_a_choice");
        check.reject(parties.size() + (typed.withChief() ? 1 : 0) < 2, "parties", "dispute.two_sides");
        check.reject(parties.size() > MOST_SIDES, "parties", "dispute.too_many_sides", MOST_SIDES);
        check.reject(typed.withChief() && who.of(Role.CHIEF_COORDINATOR).isEmpty(), "parties", "refused.not_a_choice");
        // A lead brings what concerns their own party; who serves the whole project may bring anybody’s.
        var own = access.mayEverywhere(Permission.RAISE_DISPUTE) || parties.stream().anyMatch(party -> access.may(Permission.RAISE_DISPUTE, party));
        check.reject(!own && !parties.isEmpty(), "parties", "dispute.not_your_party");
        check.done();
        return new Facts(typed.kind(), title, about, parties, typed.withChief());
    }

    private void side(DisputeId dispute, short position, @Nullable PartyId party, @Nullable MemberId member) {
        db.insertInto(DISPUTE_SIDE)
                .set(DISPUTE_SIDE.ID, DisputeSideId.next())
                .set(DISPUTE_SIDE.DISPUTE_ID, dispute)
                .set(DISPUTE_SIDE.POSITION, position)
                .set(DISPUTE_SIDE.PARTY_ID, party)
                .set(DISPUTE_SIDE.MEMBER_ID, member)
                .execute();
    }

    // ---- what each side says

    /** What a side says to it; may be changed until it is resolved. */
    @Transactional
    public void state(ProjectId project, DisputeId id, DisputeSideId sideId, String typed, int version, Actor actor) {
        var access = projects.access(project, actor);
        var dispute = lock(access, id);
        var side = side(dispute, sideId);
        if (!maySpeak(access, side)) throw new NotAllowed();
        if (!dispute.status().unsettled()) throw Refused.because("dispute.statements_closed");
        if (side.version() != version) throw new Stale();
        var check = new Refused.Check();
        var statement = check.text("statement", typed, 8000);
        check.done();
        db.update(DISPUTE_SIDE)
                .set(DISPUTE_SIDE.STATEMENT, statement)
                .set(DISPUTE_SIDE.STATED_BY, actor.person())
                .set(DISPUTE_SIDE.STATED_AT, clock.instant())
                .set(DISPUTE_SIDE.VERSION, DISPUTE_SIDE.VERSION.plus(1))
                .where(DISPUTE_SIDE.ID.eq(sideId))
                .execute();
        activities.record(actor, new DisputeActivity.SideStated(dispute.ref(), dispute.number(), side.id().toString(), side.statement(), statement), project, side.party());
        duties.stated(side, actor);
    }

    private static Dispute.Side side(Dispute dispute, DisputeSideId id) {
        return dispute.sides().stream().filter(side -> side.id().equals(id)).findFirst().orElseThrow(NotFound::new);
    }

    // ---- the special meeting

    /** When and where the sides are heard; {@code startsLocal} is a time in {@code zone}. */
    public record Meeting(@Nullable Mode mode, @Nullable LocalDateTime startsLocal, ZoneId zone, @Nullable Integer minutes, String place, String link, List<MemberId> participants) {}

    /** Calls the special meeting, or sets it anew while it has not been held. */
    @Transactional
    public void call(ProjectId project, DisputeId id, Meeting typed, int version, Actor actor) {
        var access = projects.access(project, actor);
        var dispute = lock(access, id);
        var who = seats.of(project);
        requireDecider(access, dispute, who);
        seen(dispute, version);
        var move = dispute.meeting() == null ? DisputeMove.CALL : DisputeMove.MOVE;
        var after = dispute.status().after(move, dispute.decider());
        var meeting = check(typed, who);
        var starts = Objects.requireNonNull(meeting.startsLocal()).atZone(meeting.zone()).toInstant();
        var now = clock.instant();
        db.insertInto(DISPUTE_MEETING)
                .set(DISPUTE_MEETING.DISPUTE_ID, id)
                .set(DISPUTE_MEETING.MODE, Objects.requireNonNull(meeting.mode()).text())
                .set(DISPUTE_MEETING.STARTS_LOCAL, meeting.startsLocal())
                .set(DISPUTE_MEETING.ZONE, meeting.zone().getId())
                .set(DISPUTE_MEETING.STARTS_AT, starts)
                .set(DISPUTE_MEETING.MINUTES, meeting.minutes())
                .set(DISPUTE_MEETING.PLACE, meeting.place())
                .set(DISPUTE_MEETING.LINK, meeting.link())
                .set(DISPUTE_MEETING.CALLED_BY, actor.person())
                .set(DISPUTE_MEETING.CALLED_AT, now)
                .onConflict(DISPUTE_MEETING.WORKSPACE_ID, DISPUTE_MEETING.DISPUTE_ID)
                .doUpdate()
                .set(DISPUTE_MEETING.MODE, Objects.requireNonNull(meeting.mode()).text())
                .set(DISPUTE_MEETING.STARTS_LOCAL, meeting.startsLocal())
                .set(DISPUTE_MEETING.ZONE, meeting.zone().getId())
                .set(DISPUTE_MEETING.STARTS_AT, starts)
                .set(DISPUTE_MEETING.MINUTES, meeting.minutes())
                .set(DISPUTE_MEETING.PLACE, meeting.place())
                .set(DISPUTE_MEETING.LINK, meeting.link())
                .set(DISPUTE_MEETING.VERSION, DISPUTE_MEETING.VERSION.plus(1))
                .execute();
        db.deleteFrom(DISPUTE_PARTICIPANT).where(DISPUTE_PARTICIPANT.DISPUTE_ID.eq(id)).execute();
        for (var member : meeting.participants()) db.insertInto(DISPUTE_PARTICIPANT).set(DISPUTE_PARTICIPANT.DISPUTE_ID, id).set(DISPUTE_PARTICIPANT.MEMBER_ID, member).execute();
        move(access, dispute, move, after, "", actor);
        meetings.call(access, dispute, meeting, actor);
        duties.called(dispute, actor);
    }

    private Meeting check(Meeting typed, Seats.Table who) {
        var check = new Refused.Check();
        check.reject(typed.mode() == null, "mode", "refused.missing");
        check.reject(typed.startsLocal() == null, "starts", "refused.missing");
        var starts = typed.startsLocal() == null ? null : typed.startsLocal().atZone(typed.zone()).toInstant();
        var now = clock.instant();
        check.reject(starts != null && starts.isBefore(now), "starts", "dispute.meeting_in_past");
        check.reject(starts != null && starts.isAfter(now.plus(FURTHEST)), "starts", "dispute.meeting_too_far");
        check.reject(typed.minutes() == null || typed.minutes() < 5 || typed.minutes() > 480, "minutes", "dispute.minutes_wrong");
        var place = check.optional("place", typed.place(), 200);
        var link = check.optional("link", typed.link(), 500);
        check.reject(typed.mode() == Mode.ON_SITE && place.isEmpty(), "place", "refused.missing");
        check.reject(typed.mode() == Mode.ONLINE && link.isEmpty(), "link", "refused.missing");
        check.reject(typed.mode() == Mode.MIXED && place.isEmpty(), "place", "refused.missing");
        check.reject(typed.mode() == Mode.MIXED && link.isEmpty(), "link", "refused.missing");
        check.reject(!link.isEmpty() && !web(link), "link", "dispute.not_a_link");
        var participants = List.copyOf(new LinkedHashSet<>(typed.participants()));
        check.reject(participants.size() < 2, "participants", "dispute.two_participants");
        check.reject(!participants.stream().allMatch(who::works), "participants", "refused.not_a_choice");
        check.done();
        return new Meeting(typed.mode(), typed.startsLocal(), typed.zone(), typed.minutes(), place, link, participants);
    }

    private static boolean web(String link) {
        try {
            var uri = URI.create(link);
            return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) && uri.getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The meeting was held: what was said, and who was there. */
    @Transactional
    public void hold(ProjectId project, DisputeId id, String typed, Set<MemberId> present, int version, Actor actor) {
        var access = projects.access(project, actor);
        var dispute = lock(access, id);
        requireDecider(access, dispute, seats.of(project));
        seen(dispute, version);
        var after = dispute.status().after(DisputeMove.HOLD, dispute.decider());
        var check = new Refused.Check();
        var record = check.text("record", typed, 8000);
        check.reject(Objects.requireNonNull(dispute.meeting()).startsAt().isAfter(clock.instant()), "", "dispute.not_begun");
        check.done();
        db.update(DISPUTE_MEETING)
                .set(DISPUTE_MEETING.RECORD, record)
                .set(DISPUTE_MEETING.HELD_BY, actor.person())
                .set(DISPUTE_MEETING.HELD_AT, clock.instant())
                .set(DISPUTE_MEETING.VERSION, DISPUTE_MEETING.VERSION.plus(1))
                .where(DISPUTE_MEETING.DISPUTE_ID.eq(id))
                .execute();
        db.update(DISPUTE_PARTICIPANT)
                .set(DISPUTE_PARTICIPANT.PRESENT, present.isEmpty() ? org.jooq.impl.DSL.inline(false) : org.jooq.impl.DSL.field(DISPUTE_PARTICIPANT.MEMBER_ID.in(present)))
                .where(DISPUTE_PARTICIPANT.DISPUTE_ID.eq(id))
                .execute();
        meetings.hold(access, dispute, present, actor);
        move(access, dispute, DisputeMove.HOLD, after, "", actor);
    }

    // ---- to the sponsor

    /** The chief coordinator, or the lead of a side, takes it to the sponsor and says why. */
    @Transactional
    public void escalate(ProjectId project, DisputeId id, String typed, int version, Actor actor) {
        var access = projects.access(project, actor);
        var dispute = lock(access, id);
        if (!mayEscalate(access, dispute)) throw new NotAllowed();
        seen(dispute, version);
        var after = dispute.status().after(DisputeMove.ESCALATE, dispute.decider());
        requireNotInApproval(dispute);
        var check = new Refused.Check();
        var reason = check.text("reason", typed, 4000);
        var who = seats.of(project);
        check.reject(who.of(Role.SPONSOR).isEmpty(), "", "dispute.no_sponsor");
        check.done();
        escalate(access, dispute, after, reason, who, actor);
    }

    /** Takes to the sponsor what the chief coordinator did not settle in time; a resolution that is being approved is waited for: those asked have clocks of their own. Harmless when repeated. */
    @Transactional
    public void escalateOverdue() {
        var overdue = db.select(DISPUTE.ID, DISPUTE.PROJECT_ID)
                .from(DISPUTE)
                .join(DUTY).on(DUTY.WORKSPACE_ID.eq(DISPUTE.WORKSPACE_ID), DUTY.SUBJECT_ID.eq(DISPUTE.ID.coerce(java.util.UUID.class)), DUTY.KIND.eq(DisputeDuties.RESOLUTION), DUTY.STATE.eq("open"))
                .where(DISPUTE.DECIDER.eq(Decider.CHIEF.text()), DISPUTE.STATUS.in("open", "called", "held"), DUTY.DUE_AT.le(clock.instant()))
                .forUpdate().of(DISPUTE).skipLocked()
                .fetch();
        for (var one : overdue) {
            var who = seats.of(one.value2());
            var sponsor = who.of(Role.SPONSOR).stream().findFirst();
            if (sponsor.isEmpty() || inApproval(one.value1())) continue;
            var system = Actor.system(Objects.requireNonNull(meridian.tenancy.Tenancy.current(), "in no workspace"));
            var access = projects.access(one.value2(), Actor.of(system.workspace(), sponsor.get()));
            var dispute = sheets.get(one.value2(), one.value1());
            escalate(access, dispute, dispute.status().after(DisputeMove.ESCALATE, dispute.decider()), "", who, system);
        }
    }

    private void escalate(ProjectAccess access, Dispute dispute, DisputeStatus after, String reason, Seats.Table who, Actor actor) {
        db.update(DISPUTE).set(DISPUTE.DECIDER, Decider.SPONSOR.text()).where(DISPUTE.ID.eq(dispute.id())).execute();
        move(access, dispute, DisputeMove.ESCALATE, after, reason, actor);
        duties.escalated(access, sheets.get(access.id(), dispute.id()), who, actor);
    }

    // ---- the resolution

    /** Who does what by when. */
    public record NewMeasure(String content, @Nullable MemberId owner, @Nullable LocalDate dueOn) {}

    public record NewResolution(String facts, String decision, List<NewMeasure> measures) {}

    /**
     * Settles the dispute: the resolution is written in {@code language} and sealed, and becomes an issue of its document. Refused
     * where resolutions are approved first.
     */
    @Transactional
    public void resolve(ProjectId project, DisputeId id, NewResolution typed, Locale language, int version, Actor actor) {
        var deciding = deciding(project, id, version, actor);
        if (approvedFirst(project)) throw Refused.because("dispute.needs_approval");
        issue(deciding, check(deciding.access(), typed, deciding.who()), language, actor.person(), null, Approver.of(actor.person()), actor);
    }

    /** Whether steps are set for resolutions: they are written, approved, and issued by it. */
    @Transactional(readOnly = true)
    public boolean approvedFirst(ProjectId project) {
        return !templates.of(project, DOCUMENT_KIND).none();
    }

    /** Writes the resolution that is to be approved, or writes it anew; nobody is bound by it yet. */
    @Transactional
    public void draft(ProjectId project, DisputeId id, NewResolution typed, Locale language, int version, Actor actor) {
        var deciding = deciding(project, id, version, actor);
        requireNotInApproval(deciding.dispute());
        var resolution = check(deciding.access(), typed, deciding.who());
        var measures = org.jooq.JSONB.valueOf(ResolutionDraft.json(resolution.measures()).toString());
        db.insertInto(RESOLUTION_DRAFT)
                .set(RESOLUTION_DRAFT.DISPUTE_ID, id)
                .set(RESOLUTION_DRAFT.FACTS, resolution.facts())
                .set(RESOLUTION_DRAFT.DECISION, resolution.decision())
                .set(RESOLUTION_DRAFT.MEASURES, measures)
                .set(RESOLUTION_DRAFT.LANGUAGE, Papers.tag(language))
                .set(RESOLUTION_DRAFT.DRAFTED_BY, actor.person())
                .set(RESOLUTION_DRAFT.DRAFTED_AT, clock.instant())
                .onConflict(RESOLUTION_DRAFT.WORKSPACE_ID, RESOLUTION_DRAFT.DISPUTE_ID)
                .doUpdate()
                .set(RESOLUTION_DRAFT.FACTS, resolution.facts())
                .set(RESOLUTION_DRAFT.DECISION, resolution.decision())
                .set(RESOLUTION_DRAFT.MEASURES, measures)
                .set(RESOLUTION_DRAFT.LANGUAGE, Papers.tag(language))
                .set(RESOLUTION_DRAFT.DRAFTED_BY, actor.person())
                .set(RESOLUTION_DRAFT.DRAFTED_AT, clock.instant())
                .execute();
        db.update(DISPUTE).set(DISPUTE.VERSION, DISPUTE.VERSION.plus(1)).where(DISPUTE.ID.eq(id)).execute();
        activities.record(actor, new DisputeActivity.ResolutionDrafted(deciding.dispute().ref(), deciding.dispute().number(), draftedFingerprint(id)), project, null);
    }

    /** Hands the written resolution over for approval; approved, it is issued. */
    @Transactional
    public ApprovalId submit(ProjectId project, DisputeId id, Route route, int version, Actor actor) {
        var dispute = handOver(deciding(project, id, version, actor));
        return approvals.request(project, Ref.of(DOCUMENT_KIND, id), DisputeDuties.title(dispute), "", route, actor);
    }

    /** It was approved in the company’s own system: it is issued as it is written. */
    @Transactional
    public void recordApproval(ProjectId project, DisputeId id, Approvals.NewOutside outside, Actor actor) {
        var access = projects.access(project, actor);
        var dispute = handOver(deciding(project, id, lock(access, id).version(), actor));
        approvals.record(project, Ref.of(DOCUMENT_KIND, id), DisputeDuties.title(dispute), "", outside, List.of(), actor);
    }

    private Dispute handOver(Deciding deciding) {
        var id = deciding.dispute().id();
        if (sheets.draft(id).isEmpty()) throw Refused.because("dispute.draft_first");
        documents.register(deciding.access().id(), deciding.access().code(), DOCUMENT_KIND, LETTERS, id, LocalDate.ofInstant(clock.instant(), deciding.access().homeZone()));
        return deciding.dispute();
    }

    /** The fingerprint of the resolution as it is written now. */
    @Transactional(readOnly = true)
    public String draftedFingerprint(DisputeId id) {
        return sheets.draft(id).map(ResolutionDraft::fingerprint).orElse("");
    }

    /** Everybody agreed: in the transaction of the last decision. The resolution stays the word of who wrote it. */
    void approved(Approval approval, Actor actor) {
        var id = new DisputeId(approval.subject().id());
        var access = projects.access(approval.project(), actor);
        var dispute = lock(access, id);
        var draft = sheets.draft(id).orElseThrow(NotFound::new);
        var deciding = new Deciding(access, dispute, seats.of(access.id()), dispute.status().after(DisputeMove.RESOLVE, dispute.decider()));
        issue(deciding, draft.typed(), draft.language(), approval.preparedBy(), approval.who(StepKind.CHECK), approval.approver(), actor);
    }

    private boolean inApproval(DisputeId id) {
        return approvals.of(id, 1).stream().anyMatch(Approval::running);
    }

    private void requireNotInApproval(Dispute dispute) {
        if (inApproval(dispute.id())) throw Refused.because("dispute.in_approval");
    }

    private record Deciding(ProjectAccess access, Dispute dispute, Seats.Table who, DisputeStatus after) {}

    private Deciding deciding(ProjectId project, DisputeId id, int version, Actor actor) {
        var access = projects.access(project, actor);
        var dispute = lock(access, id);
        var who = seats.of(project);
        requireDecider(access, dispute, who);
        seen(dispute, version);
        return new Deciding(access, dispute, who, dispute.status().after(DisputeMove.RESOLVE, dispute.decider()));
    }

    private void issue(Deciding deciding, NewResolution resolution, Locale language, MemberId by, @Nullable MemberId checked, @Nullable Approver approved, Actor actor) {
        var access = deciding.access();
        var dispute = deciding.dispute();
        var id = dispute.id();
        var project = access.id();
        var now = clock.instant();
        var document = documents.register(project, access.code(), DOCUMENT_KIND, LETTERS, id, LocalDate.ofInstant(now, access.homeZone()));
        var text = text(deciding, resolution, document.number(), language, now, by, approved);
        var sha256 = ResolutionText.sha256(text);
        db.insertInto(DISPUTE_RESOLUTION)
                .set(DISPUTE_RESOLUTION.DISPUTE_ID, id)
                .set(DISPUTE_RESOLUTION.FACTS, resolution.facts())
                .set(DISPUTE_RESOLUTION.DECISION, resolution.decision())
                .set(DISPUTE_RESOLUTION.SEALED, text)
                .set(DISPUTE_RESOLUTION.SHA256, sha256)
                .set(DISPUTE_RESOLUTION.RESOLVED_BY, by)
                .set(DISPUTE_RESOLUTION.RESOLVED_AT, now)
                .execute();
        short position = 0;
        for (var measure : resolution.measures()) {
            db.insertInto(DISPUTE_MEASURE)
                    .set(DISPUTE_MEASURE.ID, DisputeMeasureId.next())
                    .set(DISPUTE_MEASURE.DISPUTE_ID, id)
                    .set(DISPUTE_MEASURE.POSITION, position++)
                    .set(DISPUTE_MEASURE.CONTENT, measure.content())
                    .set(DISPUTE_MEASURE.OWNER_ID, measure.owner())
                    .set(DISPUTE_MEASURE.DUE_ON, measure.dueOn())
                    .execute();
        }
        documents.issue(document.id(), "", JsonNodeFactory.instance.objectNode().put("text", text).put("sha256", HexFormat.of().formatHex(sha256)), by, checked, approved);
        db.deleteFrom(RESOLUTION_DRAFT).where(RESOLUTION_DRAFT.DISPUTE_ID.eq(id)).execute();
        move(access, dispute, DisputeMove.RESOLVE, deciding.after(), "", actor);
        duties.resolved(access, sheets.get(project, id), deciding.who(), actor);
    }

    private NewResolution check(ProjectAccess access, NewResolution typed, Seats.Table who) {
        var check = new Refused.Check();
        var facts = check.text("facts", typed.facts(), 8000);
        var decision = check.text("decision", typed.decision(), 8000);
        check.reject(typed.measures().size() > MOST_MEASURES, "", "dispute.too_many_measures", MOST_MEASURES);
        var today = LocalDate.ofInstant(clock.instant(), access.homeZone());
        var measures = new java.util.ArrayList<NewMeasure>();
        for (int i = 0; i < typed.measures().size(); i++) {
            var measure = typed.measures().get(i);
            var content = check.text("content_" + i, measure.content(), 1000);
            check.reject(measure.owner() == null, "owner_" + i, "refused.missing");
            check.reject(measure.owner() != null && !who.works(measure.owner()), "owner_" + i, "refused.not_a_choice");
            check.reject(measure.dueOn() == null, "due_" + i, "refused.missing");
            check.reject(measure.dueOn() != null && measure.dueOn().isBefore(today), "due_" + i, "request.day_in_past");
            measures.add(new NewMeasure(content, measure.owner(), measure.dueOn()));
        }
        check.done();
        return new NewResolution(facts, decision, measures);
    }

    private String text(Deciding deciding, NewResolution resolution, String document, Locale language, Instant now, MemberId by, @Nullable Approver approved) {
        var access = deciding.access();
        var dispute = deciding.dispute();
        var names = deciding.who().seats().stream().collect(java.util.stream.Collectors.toMap(Seats.Seat::member, Seats.Seat::name, (one, same) -> one));
        var meeting = dispute.meeting();
        var held = meeting == null || meeting.heldAt() == null ? "" : words.in(language, "dispute.text.held",
                java.time.format.DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm VV", Locale.ROOT).format(ZonedDateTime.ofInstant(meeting.startsAt(), meeting.zone())), words.in(language, "dispute.mode." + meeting.mode().text()));
        var organisation = db.select(WORKSPACE.NAME).from(WORKSPACE).fetchOptional(WORKSPACE.NAME).orElse("");
        var lines = resolution.measures().stream().map(one -> new ResolutionText.Line(one.content(), names.getOrDefault(Objects.requireNonNull(one.owner()), ""), Objects.requireNonNull(one.dueOn()))).toList();
        return new ResolutionText(document, organisation, words.in(language, "dispute.text.project_named", access.name(), access.code()), dispute.code(), dispute.title(), words.in(language, "dispute.kind." + dispute.kind().text()),
                dispute.sides().stream().map(Dispute.Side::name).toList(), dispute.about(), held, resolution.facts(), resolution.decision(), lines,
                words.in(language, dispute.decider() == Decider.CHIEF ? "dispute.text.by_chief" : "dispute.text.by_sponsor", names.getOrDefault(by, "")), approved == null || by.equals(approved.member()) ? "" : approved.member() == null ? approved.outside() : names.getOrDefault(approved.member(), ""), ZonedDateTime.ofInstant(now, access.homeZone())).in(language, words);
    }

    /** A side has read the resolution; an objection is noted. When the last side has, the dispute is closed. */
    @Transactional
    public void acknowledge(ProjectId project, DisputeId id, DisputeSideId sideId, String typed, Actor actor) {
        var access = projects.access(project, actor);
        var dispute = lock(access, id);
        var side = side(dispute, sideId);
        if (!maySpeak(access, side)) throw new NotAllowed();
        var resolution = dispute.resolution();
        if (resolution == null) throw Refused.because("dispute.nothing_to_acknowledge");
        if (side.acknowledgement() != null) throw new Stale();
        var check = new Refused.Check();
        var objection = check.optional("objection", typed, 4000);
        check.done();
        db.insertInto(DISPUTE_ACKNOWLEDGEMENT)
                .set(DISPUTE_ACKNOWLEDGEMENT.DISPUTE_SIDE_ID, sideId)
                .set(DISPUTE_ACKNOWLEDGEMENT.ACKNOWLEDGED_BY, actor.person())
                .set(DISPUTE_ACKNOWLEDGEMENT.ACKNOWLEDGED_AT, clock.instant())
                .set(DISPUTE_ACKNOWLEDGEMENT.OBJECTION, objection)
                .set(DISPUTE_ACKNOWLEDGEMENT.SHA256, HexFormat.of().parseHex(resolution.sha256()))
                .execute();
        activities.record(actor, new DisputeActivity.ResolutionAcknowledged(dispute.ref(), dispute.number(), side.name(), objection), project, side.party());
        duties.acknowledged(access, dispute, side, objection, actor);
        if (dispute.acknowledged() + 1 == dispute.sides().size()) move(access, dispute, DisputeMove.CLOSE, dispute.status().after(DisputeMove.CLOSE, dispute.decider()), "", actor);
    }

    /** What the resolution asked of somebody is done; answers the dispute’s number. */
    @Transactional
    public int done(ProjectId project, DisputeMeasureId id, Actor actor) {
        var access = projects.access(project, actor);
        access.require(Permission.READ);
        var of = db.select(DISPUTE_MEASURE.DISPUTE_ID).from(DISPUTE_MEASURE)
                .join(DISPUTE).on(DISPUTE.WORKSPACE_ID.eq(DISPUTE_MEASURE.WORKSPACE_ID), DISPUTE.ID.eq(DISPUTE_MEASURE.DISPUTE_ID))
                .where(DISPUTE_MEASURE.ID.eq(id), DISPUTE.PROJECT_ID.eq(project))
                .fetchOptional(DISPUTE_MEASURE.DISPUTE_ID).orElseThrow(NotFound::new);
        var dispute = lock(access, of);
        var measure = Objects.requireNonNull(dispute.resolution()).measures().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow(NotFound::new);
        if (!measure.owner().equals(actor.person())) throw new NotAllowed();
        if (measure.doneAt() != null) throw new Stale();
        db.update(DISPUTE_MEASURE).set(DISPUTE_MEASURE.DONE_BY, actor.person()).set(DISPUTE_MEASURE.DONE_AT, clock.instant()).where(DISPUTE_MEASURE.ID.eq(id)).execute();
        activities.record(actor, new DisputeActivity.MeasureDone(dispute.ref(), dispute.number(), measure.content()), project, null);
        duties.done(measure, actor);
        return dispute.number();
    }

    /** Who raised it takes it back: the sides have agreed among themselves. */
    @Transactional
    public void withdraw(ProjectId project, DisputeId id, String typed, int version, Actor actor) {
        var access = projects.access(project, actor);
        var dispute = lock(access, id);
        if (!mayWithdraw(access, dispute)) throw new NotAllowed();
        seen(dispute, version);
        var after = dispute.status().after(DisputeMove.WITHDRAW, dispute.decider());
        requireNotInApproval(dispute);
        var check = new Refused.Check();
        var reason = check.text("reason", typed, 4000);
        check.done();
        meetings.cancel(access, dispute, reason, actor);
        move(access, dispute, DisputeMove.WITHDRAW, after, reason, actor);
        duties.withdrawn(access, sheets.get(project, id), seats.of(project), actor);
    }

    // ---- who may

    /** The person a side is, or who answers for the party. */
    public static boolean maySpeak(ProjectAccess access, Dispute.Side side) {
        if (side.member() != null) return side.member().equals(access.member()) && access.may(Permission.READ) && !access.auditor() && access.stage() != Stage.CLOSED;
        return !access.auditor() && access.may(Permission.ACKNOWLEDGE, side.party());
    }

    /** Who may settle it: a chief coordinator who is no side of it, and once it is the sponsor’s, the sponsor alone. */
    @Transactional(readOnly = true)
    public boolean mayDecide(ProjectAccess access, Dispute dispute) {
        return mayDecide(access, dispute, seats.of(access.id()));
    }

    private static boolean mayDecide(ProjectAccess access, Dispute dispute, Seats.Table who) {
        if (!access.mayEverywhere(Permission.RESOLVE_DISPUTE)) return false;
        if (dispute.decider() == Decider.SPONSOR) return access.has(Role.SPONSOR);
        return access.has(Role.CHIEF_COORDINATOR) && !new Decider.Chief(access.member(), who.parties(access.member())).involved(dispute.deciding());
    }

    private static void requireDecider(ProjectAccess access, Dispute dispute, Seats.Table who) {
        if (!mayDecide(access, dispute, who)) throw new NotAllowed();
    }

    public static boolean mayEscalate(ProjectAccess access, Dispute dispute) {
        return access.has(Role.CHIEF_COORDINATOR) && access.mayEverywhere(Permission.RESOLVE_DISPUTE) || dispute.sides().stream().anyMatch(side -> maySpeak(access, side));
    }

    public static boolean mayWithdraw(ProjectAccess access, Dispute dispute) {
        return access.may(Permission.RAISE_DISPUTE) && dispute.raisedBy().equals(access.member());
    }

    // ---- the row

    private Dispute lock(ProjectAccess access, DisputeId id) {
        access.require(Permission.READ);
        db.selectOne().from(DISPUTE).where(DISPUTE.ID.eq(id), DISPUTE.PROJECT_ID.eq(access.id())).forUpdate().fetchOptional().orElseThrow(NotFound::new);
        return sheets.get(access.id(), id);
    }

    private static void seen(Dispute dispute, int version) {
        if (dispute.version() != version) throw new Stale();
    }

    private void move(ProjectAccess access, Dispute dispute, DisputeMove move, DisputeStatus after, String note, Actor actor) {
        db.update(DISPUTE).set(DISPUTE.STATUS, after.text()).set(DISPUTE.VERSION, DISPUTE.VERSION.plus(1)).where(DISPUTE.ID.eq(dispute.id())).execute();
        act(dispute.id(), move, actor, note);
        record(access, dispute, move, note, actor);
    }

    private void act(DisputeId dispute, DisputeMove move, Actor actor, String note) {
        db.insertInto(DISPUTE_ACT)
                .set(DISPUTE_ACT.ID, DisputeActId.next())
                .set(DISPUTE_ACT.DISPUTE_ID, dispute)
                .set(DISPUTE_ACT.ACT, move.text())
                .set(DISPUTE_ACT.AT, clock.instant())
                .set(DISPUTE_ACT.BY_ID, actor.member())
                .set(DISPUTE_ACT.NOTE, note)
                .execute();
    }

    private void record(ProjectAccess access, Dispute dispute, DisputeMove move, String note, Actor actor) {
        activities.record(actor, new DisputeActivity.DisputeMoved(dispute.ref(), dispute.number(), move, note), access.id(), null);
    }
}
