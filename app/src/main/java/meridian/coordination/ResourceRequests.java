package meridian.coordination;

import static db.coordination.Tables.REQUEST_ACT;
import static db.coordination.Tables.RESOURCE_REQUEST;
import static db.project.Tables.PARTY;
import static db.project.Tables.RESOURCE;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import meridian.activity.Activities;
import meridian.activity.Changes;
import meridian.activity.Event;
import meridian.activity.Links;
import meridian.document.Approver;
import meridian.document.Documents;
import meridian.identity.Permission;
import meridian.project.ProjectAccess;
import meridian.project.Projects;
import meridian.project.Resource.Kind;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.RequestActId;
import meridian.tenancy.ResourceId;
import meridian.tenancy.ResourceRequestId;
import meridian.tenancy.Stale;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * All resource requests: prepared by the requester or the business coordinator, consented to by the provider, answered by
 * the chief coordinator, given or not. Each move is kept as an act of who did it when.
 */
@Component
public class ResourceRequests {
    public static final String DOCUMENT_KIND = "resource_request";
    private static final String LETTERS = "RR";

    private final DSLContext db;
    private final Clock clock;
    private final Projects projects;
    private final RequestSheets sheets;
    private final Seats seats;
    private final Numbering numbering;
    private final RequestDuties duties;
    private final Documents documents;
    private final Links links;
    private final Activities activities;

    ResourceRequests(DSLContext db, Clock clock, Projects projects, RequestSheets sheets, Seats seats, Numbering numbering, RequestDuties duties, Documents documents, Links links, Activities activities) {
        this.db = db;
        this.clock = clock;
        this.projects = projects;
        this.sheets = sheets;
        this.seats = seats;
        this.numbering = numbering;
        this.duties = duties;
        this.documents = documents;
        this.links = links;
        this.activities = activities;
    }

    /**
     * What is typed of a request. Of a resource of the list the kind and the unit are the list’s, and so is the provider
     * unless another is named. {@code unread} are the fields that mean nothing.
     */
    public record Facts(
            @Nullable ResourceId resource,
            @Nullable Kind kind,
            String name,
            @Nullable BigDecimal amount,
            String unit,
            @Nullable LocalDate neededBy,
            @Nullable LocalDate neededUntil,
            String reason,
            String effect,
            @Nullable PartyId party,
            @Nullable MemberId requester,
            @Nullable PartyId provider,
            @Nullable MemberId providerPerson,
            List<Refused.Problem> unread) {
        public Facts(@Nullable ResourceId resource, @Nullable Kind kind, String name, @Nullable BigDecimal amount, String unit, @Nullable LocalDate neededBy, @Nullable LocalDate neededUntil, String reason, String effect,
                @Nullable PartyId party, @Nullable MemberId requester, @Nullable PartyId provider, @Nullable MemberId providerPerson) {
            this(resource, kind, name, amount, unit, neededBy, neededUntil, reason, effect, party, requester, provider, providerPerson, List.of());
        }
    }

    // ---- before it is sent

    /** Prepares a request; {@code origin} is what it comes out of. The same id again changes nothing. */
    @Transactional
    public int draft(ProjectId project, ResourceRequestId id, Facts typed, @Nullable Ref origin, Actor actor) {
        var access = projects.access(project, actor);
        access.require(Permission.PREPARE_REQUEST);
        var facts = check(access, typed, actor);
        access.require(Permission.PREPARE_REQUEST, facts.party());
        var there = db.select(RESOURCE_REQUEST.NUMBER, RESOURCE_REQUEST.PROJECT_ID).from(RESOURCE_REQUEST).where(RESOURCE_REQUEST.ID.eq(id)).fetchOne();
        if (there != null) {
            if (!there.value2().equals(project)) throw new NotFound();
            return there.value1();
        }
        var number = numbering.next(project, ResourceRequest.KIND);
        db.insertInto(RESOURCE_REQUEST)
                .set(RESOURCE_REQUEST.ID, id)
                .set(RESOURCE_REQUEST.PROJECT_ID, project)
                .set(RESOURCE_REQUEST.NUMBER, number)
                .set(RESOURCE_REQUEST.KIND, Objects.requireNonNull(facts.kind()).text())
                .set(RESOURCE_REQUEST.RESOURCE_ID, facts.resource())
                .set(RESOURCE_REQUEST.NAME, facts.name())
                .set(RESOURCE_REQUEST.AMOUNT, facts.amount())
                .set(RESOURCE_REQUEST.UNIT, facts.unit())
                .set(RESOURCE_REQUEST.NEEDED_BY, facts.neededBy())
                .set(RESOURCE_REQUEST.NEEDED_UNTIL, facts.neededUntil())
                .set(RESOURCE_REQUEST.REASON, facts.reason())
                .set(RESOURCE_REQUEST.EFFECT, facts.effect())
                .set(RESOURCE_REQUEST.PARTY_ID, facts.party())
                .set(RESOURCE_REQUEST.REQUESTER_MEMBER_ID, facts.requester())
                .set(RESOURCE_REQUEST.PROVIDER_PARTY_ID, facts.provider())
                .set(RESOURCE_REQUEST.PROVIDER_MEMBER_ID, facts.providerPerson())
                .set(RESOURCE_REQUEST.PREPARED_BY, actor.person())
                .set(RESOURCE_REQUEST.PREPARED_AT, clock.instant())
                .execute();
        if (origin != null) links.link(origin, Ref.of(ResourceRequest.KIND, id), project, actor);
        activities.record(actor, new RequestActivity.RequestDrafted(Ref.of(ResourceRequest.KIND, id), number, facts.name()), project, facts.party());
        return number;
    }

    /** Prepares a request and sends it at once, both or neither. The same id again changes nothing. */
    @Transactional
    public int send(ProjectId project, ResourceRequestId id, Facts typed, @Nullable Ref origin, Actor actor) {
        var number = draft(project, id, typed, origin, actor);
        var made = sheets.get(project, id);
        if (made.status() == RequestStatus.DRAFT) submit(project, id, made.version(), actor);
        return number;
    }

    /** Changes a draft; what has been sent is what others give their word to. */
    @Transactional
    public void change(ProjectId project, ResourceRequestId id, Facts typed, int version, Actor actor) {
        var access = projects.access(project, actor);
        var before = lock(access, id);
        requireRequesters(access, before);
        seen(before, version);
        if (before.status() != RequestStatus.DRAFT) throw Refused.because("request.already_sent");
        var facts = check(access, typed, actor);
        access.require(Permission.PREPARE_REQUEST, facts.party());
        db.update(RESOURCE_REQUEST)
                .set(RESOURCE_REQUEST.KIND, Objects.requireNonNull(facts.kind()).text())
                .set(RESOURCE_REQUEST.RESOURCE_ID, facts.resource())
                .set(RESOURCE_REQUEST.NAME, facts.name())
                .set(RESOURCE_REQUEST.AMOUNT, facts.amount())
                .set(RESOURCE_REQUEST.UNIT, facts.unit())
                .set(RESOURCE_REQUEST.NEEDED_BY, facts.neededBy())
                .set(RESOURCE_REQUEST.NEEDED_UNTIL, facts.neededUntil())
                .set(RESOURCE_REQUEST.REASON, facts.reason())
                .set(RESOURCE_REQUEST.EFFECT, facts.effect())
                .set(RESOURCE_REQUEST.PARTY_ID, facts.party())
                .set(RESOURCE_REQUEST.REQUESTER_MEMBER_ID, facts.requester())
                .set(RESOURCE_REQUEST.PROVIDER_PARTY_ID, facts.provider())
                .set(RESOURCE_REQUEST.PROVIDER_MEMBER_ID, facts.providerPerson())
                .set(RESOURCE_REQUEST.VERSION, RESOURCE_REQUEST.VERSION.plus(1))
                .where(RESOURCE_REQUEST.ID.eq(id))
                .execute();
        var after = sheets.get(project, id);
        var changes = new Changes()
                .of("name", before.name(), after.name())
                .of("resource_kind", before.kind().text(), after.kind().text())
                .of("amount", before.amount(), after.amount())
                .of("unit", before.unit(), after.unit())
                .of("needed_by", before.neededBy(), after.neededBy())
                .of("needed_until", before.neededUntil(), after.neededUntil())
                .of("request_reason", before.reason(), after.reason())
                .of("request_effect", before.effect(), after.effect())
                .of("party", before.from().partyName(), after.from().partyName())
                .of("provider", before.provider().partyName(), after.provider().partyName());
        if (changes.any()) activities.record(actor, new RequestActivity.RequestChanged(after.ref(), after.number(), changes.list()), project, after.from().party());
    }

    /** Sends it: to the provider who is to consent, or where none is named to the chief coordinator at once. The requester’s lead gets a copy. */
    @Transactional
    public void submit(ProjectId project, ResourceRequestId id, int version, Actor actor) {
        var access = projects.access(project, actor);
        var request = lock(access, id);
        requireRequesters(access, request);
        seen(request, version);
        var today = today(access);
        if (request.status() == RequestStatus.DRAFT && request.neededBy().isBefore(today)) throw Refused.at("needed_by", "request.needed_in_past");
        move(access, request, RequestMove.SUBMIT, null, null, "", actor);
        db.update(RESOURCE_REQUEST).set(RESOURCE_REQUEST.SUBMITTED_AT, clock.instant()).where(RESOURCE_REQUEST.ID.eq(id)).execute();
        documents.register(project, access.code(), DOCUMENT_KIND, LETTERS, id, today);
        duties.sent(access, request, seats.of(project), actor);
    }

    // ---- the provider’s word

    /** What the provider says to a request: all of it; less of it or later ({@code amount}, {@code day}); nothing. */
    @Transactional
    public void consent(ProjectId project, ResourceRequestId id, RequestMove word, @Nullable BigDecimal amount, @Nullable LocalDate day, String note, int version, Actor actor) {
        var access = projects.access(project, actor);
        var request = lock(access, id);
        if (!mayConsent(access, request)) throw new NotAllowed();
        seen(request, version);
        var check = new Refused.Check();
        var said = check.optional("note", note, 4000);
        switch (word) {
            case CONSENT -> {}
            case OFFER -> {
                check.reject(amount == null && day == null, "amount", "request.offer_what");
                check.reject(amount != null && (amount.signum() <= 0 || amount.compareTo(request.amount()) > 0), "amount", "request.offer_more");
                check.reject(day != null && day.isBefore(today(access)), "day", "request.day_in_past");
            }
            case DECLINE -> check.reject(said.isEmpty(), "note", "request.reason_missing");
            default -> check.reject(true, "word", "refused.not_a_choice");
        }
        check.done();
        move(access, request, word, word == RequestMove.OFFER ? amount : null, word == RequestMove.OFFER ? day : null, said, actor);
        duties.heard(access, request, seats.of(project), actor);
    }

    // ---- the answer

    /** What the chief coordinator answers; who gives what by when counts where it is granted. */
    public record Answer(@Nullable RequestMove move, @Nullable BigDecimal amount, @Nullable PartyId provider, @Nullable MemberId person, @Nullable LocalDate day, String note) {}

    @Transactional
    public void answer(ProjectId project, ResourceRequestId id, Answer typed, int version, Actor actor) {
        var access = projects.access(project, actor);
        access.requireEverywhere(Permission.ANSWER_REQUEST);
        var request = lock(access, id);
        seen(request, version);
        var who = seats.of(project);
        var answer = check(access, request, typed, who);
        var move = Objects.requireNonNull(answer.move());
        move(access, request, move, move == RequestMove.REFUSE ? null : answer.amount(), move == RequestMove.REFUSE ? null : answer.day(), answer.note(), actor);
        if (move != RequestMove.REFUSE) {
            db.update(RESOURCE_REQUEST)
                    .set(RESOURCE_REQUEST.GIVEN_AMOUNT, answer.amount())
                    .set(RESOURCE_REQUEST.GIVEN_PARTY_ID, answer.provider())
                    .set(RESOURCE_REQUEST.GIVEN_MEMBER_ID, answer.person())
                    .set(RESOURCE_REQUEST.PROMISED_ON, answer.day())
                    .set(RESOURCE_REQUEST.STATUS, request.status().after(move, true).text())
                    .where(RESOURCE_REQUEST.ID.eq(id))
                    .execute();
        }
        var answered = sheets.get(project, id);
        issue(access, answered, "answered", actor);
        duties.answered(access, answered, who, actor);
    }

    private Answer check(ProjectAccess access, ResourceRequest request, Answer typed, Seats.Table who) {
        var check = new Refused.Check();
        var move = typed.move();
        var note = check.optional("note", typed.note(), 4000);
        check.reject(move != RequestMove.GRANT && move != RequestMove.GRANT_PARTLY && move != RequestMove.REFUSE, "move", "refused.not_a_choice");
        check.reject(move != RequestMove.GRANT && note.isEmpty(), "note", "request.reason_missing");
        var amount = move == RequestMove.GRANT ? request.amount() : typed.amount();
        if (move == RequestMove.GRANT || move == RequestMove.GRANT_PARTLY) {
            check.reject(amount == null, "amount", "refused.missing");
            check.reject(move == RequestMove.GRANT_PARTLY && amount != null && (amount.signum() <= 0 || amount.compareTo(request.amount()) >= 0), "amount", "request.partly_is_less");
            check.reject(typed.provider() == null && typed.person() == null, "provider", "refused.missing");
            check.reject(typed.provider() != null && !partyOf(access.id(), typed.provider()), "provider", "refused.not_a_choice");
            check.reject(typed.person() != null && !who.works(typed.person()), "person", "refused.not_a_choice");
            check.reject(typed.day() == null, "day", "refused.missing");
            check.reject(typed.day() != null && typed.day().isBefore(today(access)), "day", "request.day_in_past");
        }
        check.done();
        return new Answer(move, amount, typed.provider(), typed.person(), typed.day(), note);
    }

    // ---- what came of it

    /** The provider says that it is there. */
    @Transactional
    public void deliver(ProjectId project, ResourceRequestId id, String note, int version, Actor actor) {
        var access = projects.access(project, actor);
        var request = lock(access, id);
        if (!mayDeliver(access, request)) throw new NotAllowed();
        seen(request, version);
        move(access, request, RequestMove.DELIVER, null, null, optional(note), actor);
        duties.delivered(access, request, seats.of(project), actor);
    }

    /** The requester’s side says that it came. */
    @Transactional
    public void fulfil(ProjectId project, ResourceRequestId id, String note, int version, Actor actor) {
        confirm(project, id, RequestMove.FULFIL, note, version, actor);
    }

    /** The requester’s side says that it did not come, and what was wrong. */
    @Transactional
    public void fail(ProjectId project, ResourceRequestId id, String note, int version, Actor actor) {
        confirm(project, id, RequestMove.FAIL, note, version, actor);
    }

    private void confirm(ProjectId project, ResourceRequestId id, RequestMove move, String note, int version, Actor actor) {
        var access = projects.access(project, actor);
        var request = lock(access, id);
        requireRequesters(access, request);
        seen(request, version);
        var check = new Refused.Check();
        var said = check.optional("note", note, 4000);
        check.reject(move == RequestMove.FAIL && said.isEmpty(), "note", "request.reason_missing");
        check.done();
        var given = request.given();
        if (move == RequestMove.FAIL && request.status().may(move) && given != null && !request.status().mayFail(promiseEnds(access, request, given), clock.instant())) throw Refused.because("request.not_due_yet");
        move(access, request, move, null, null, said, actor);
        issue(access, sheets.get(project, id), "confirmed", actor);
        duties.confirmed(access, request, move == RequestMove.FULFIL, seats.of(project), actor);
    }

    /** It is not wanted any more; what was granted is free again. */
    @Transactional
    public void withdraw(ProjectId project, ResourceRequestId id, String reason, int version, Actor actor) {
        var access = projects.access(project, actor);
        var request = lock(access, id);
        requireRequesters(access, request);
        seen(request, version);
        var check = new Refused.Check();
        var said = check.text("reason", reason, 4000);
        check.done();
        move(access, request, RequestMove.WITHDRAW, null, null, said, actor);
        duties.withdrawn(access, request, seats.of(project), actor);
    }

    // ---- who may

    /** Who asked, who prepared it, and who may prepare requests for its party as lead or for everybody. */
    public static boolean mayAsRequester(ProjectAccess access, ResourceRequest request) {
        if (!access.may(Permission.PREPARE_REQUEST)) return false;
        var own = access.member().equals(request.from().member()) || access.member().equals(request.preparedBy().id());
        return own || access.may(Permission.CONSENT_REQUEST, request.from().party()) || access.mayEverywhere(Permission.PREPARE_REQUEST);
    }

    /** Who answers for the party that is asked, and the person who is asked. */
    public static boolean mayConsent(ProjectAccess access, ResourceRequest request) {
        var asked = request.provider();
        return asked.party() != null && access.may(Permission.CONSENT_REQUEST, asked.party()) || access.member().equals(asked.member()) && access.may(Permission.DO_TASKS) && !access.guest();
    }

    public static boolean mayAnswer(ProjectAccess access) {
        return access.mayEverywhere(Permission.ANSWER_REQUEST);
    }

    /** Who answers for the party that gives, and the person who does. */
    public static boolean mayDeliver(ProjectAccess access, ResourceRequest request) {
        var given = request.given();
        if (given == null) return false;
        return given.by().party() != null && access.may(Permission.CONSENT_REQUEST, given.by().party()) || access.member().equals(given.by().member()) && access.may(Permission.DO_TASKS) && !access.guest();
    }

    /** Whether it can be said by now that what was granted did not come. */
    @Transactional(readOnly = true)
    public boolean mayFail(ProjectAccess access, ResourceRequest request) {
        var given = request.given();
        if (given == null || !request.status().may(RequestMove.FAIL) || !mayAsRequester(access, request)) return false;
        return request.status().mayFail(promiseEnds(access, request, given), clock.instant());
    }

    // Until the provider has more time: the duty to give it is due when the promised day ends, or later if both have agreed on that.
    private Instant promiseEnds(ProjectAccess access, ResourceRequest request, ResourceRequest.Given given) {
        var running = request.running();
        return running != null && running.duty().equals(RequestDuties.FULFILMENT) ? running.dueAt() : duties.endOf(access, given);
    }

    private static void requireRequesters(ProjectAccess access, ResourceRequest request) {
        if (!mayAsRequester(access, request)) throw new NotAllowed();
    }

    // ---- the row

    private ResourceRequest lock(ProjectAccess access, ResourceRequestId id) {
        access.require(Permission.READ);
        db.selectOne().from(RESOURCE_REQUEST).where(RESOURCE_REQUEST.ID.eq(id), RESOURCE_REQUEST.PROJECT_ID.eq(access.id())).forUpdate().fetchOptional().orElseThrow(NotFound::new);
        return sheets.get(access.id(), id);
    }

    private static void seen(ResourceRequest request, int version) {
        if (request.version() != version) throw new Stale();
    }

    private void move(ProjectAccess access, ResourceRequest request, RequestMove move, @Nullable BigDecimal amount, @Nullable LocalDate day, String note, Actor actor) {
        var after = request.status().after(move, request.provider().named());
        var update = db.update(RESOURCE_REQUEST).set(RESOURCE_REQUEST.VERSION, RESOURCE_REQUEST.VERSION.plus(1));
        // What was granted is written together with its state.
        if (move != RequestMove.GRANT && move != RequestMove.GRANT_PARTLY) update = update.set(RESOURCE_REQUEST.STATUS, after.text());
        update.where(RESOURCE_REQUEST.ID.eq(request.id())).execute();
        db.insertInto(REQUEST_ACT)
                .set(REQUEST_ACT.ID, RequestActId.next())
                .set(REQUEST_ACT.RESOURCE_REQUEST_ID, request.id())
                .set(REQUEST_ACT.ACT, move.text())
                .set(REQUEST_ACT.AT, clock.instant())
                .set(REQUEST_ACT.BY_ID, actor.person())
                .set(REQUEST_ACT.AMOUNT, amount)
                .set(REQUEST_ACT.DAY, day)
                .set(REQUEST_ACT.NOTE, note)
                .execute();
        activities.record(actor, new RequestActivity.RequestMoved(request.ref(), request.number(), move, note), access.id(), request.from().party());
    }

    // The form with the answer in it, and then with what came of it, is an issue of the document each.
    private void issue(ProjectAccess access, ResourceRequest request, String reason, Actor actor) {
        var document = documents.register(access.id(), access.code(), DOCUMENT_KIND, LETTERS, request.id(), today(access));
        var content = JsonNodeFactory.instance.objectNode();
        content.put("code", request.code()).put("status", request.status().text()).put("name", request.name()).put("amount", request.amount()).put("unit", request.unit())
                .put("needed_by", request.neededBy().toString()).put("reason", request.reason()).put("effect", request.effect());
        var given = request.given();
        if (given != null) content.put("given_amount", given.amount()).put("given_by", given.by().words()).put("promised_on", given.on().toString());
        var acts = content.putArray("acts");
        for (var act : request.acts()) acts.addObject().put("move", act.move().text()).put("at", act.at().toString()).put("by", act.by().toString()).put("note", act.note());
        documents.issue(document.id(), reason, content, request.preparedBy().id(), request.providersWord().map(ResourceRequest.Act::by).orElse(null), Approver.of(request.answer().map(ResourceRequest.Act::by).orElse(null)));
    }

    private LocalDate today(ProjectAccess access) {
        return LocalDate.ofInstant(clock.instant(), access.homeZone());
    }

    private static String optional(String typed) {
        var check = new Refused.Check();
        var text = check.optional("note", typed, 4000);
        check.done();
        return text;
    }

    private boolean partyOf(ProjectId project, PartyId party) {
        return db.fetchExists(PARTY, PARTY.ID.eq(party), PARTY.PROJECT_ID.eq(project), PARTY.REMOVED_AT.isNull());
    }

    private Facts check(ProjectAccess access, Facts typed, Actor actor) {
        var project = access.id();
        var listed = typed.resource() == null ? null : db.select(RESOURCE.KIND, RESOURCE.NAME, RESOURCE.UNIT, RESOURCE.PROVIDER_PARTY_ID, RESOURCE.PROVIDER_MEMBER_ID)
                .from(RESOURCE)
                .where(RESOURCE.ID.eq(typed.resource()), RESOURCE.PROJECT_ID.eq(project), RESOURCE.DELETED_AT.isNull())
                .fetchOne();
        var kind = listed == null ? typed.kind() : Kind.of(listed.value1()).orElseThrow();
        var provider = typed.provider() == null && typed.providerPerson() == null && listed != null ? listed.value4() : typed.provider();
        var person = typed.provider() == null && typed.providerPerson() == null && listed != null ? listed.value5() : typed.providerPerson();
        var requester = typed.requester() == null ? actor.person() : typed.requester();
        var who = seats.of(project);
        var check = new Refused.Check(typed.unread());
        check.reject(typed.resource() != null && listed == null, "resource", "refused.not_a_choice");
        check.reject(kind == null, "kind", "refused.missing");
        var name = listed == null ? check.text("name", typed.name(), 200) : listed.value2();
        var unit = listed != null ? listed.value3() : kind == Kind.BUDGET ? access.currency() : check.optional("unit", typed.unit(), 20);
        check.reject(typed.amount() == null, "amount", "refused.missing");
        check.reject(typed.amount() != null && typed.amount().signum() <= 0, "amount", "request.not_positive");
        check.reject(typed.neededBy() == null, "needed_by", "refused.missing");
        check.reject(typed.neededBy() != null && typed.neededUntil() != null && typed.neededUntil().isBefore(typed.neededBy()), "needed_until", "request.until_before_by");
        var reason = check.text("reason", typed.reason(), 4000);
        var effect = check.text("effect", typed.effect(), 4000);
        check.reject(typed.party() == null, "party", "refused.missing");
        check.reject(typed.party() != null && !partyOf(project, typed.party()), "party", "refused.not_a_choice");
        check.reject(typed.party() != null && !who.belongs(requester, typed.party()), "requester", "request.not_of_party");
        check.reject(provider != null && !partyOf(project, provider), "provider", "refused.not_a_choice");
        check.reject(provider != null && provider.equals(typed.party()), "provider", "request.own_party");
        check.reject(typed.providerPerson() != null && !who.works(typed.providerPerson()), "provider_person", "refused.not_a_choice");
        check.done();
        return new Facts(typed.resource(), kind, name, typed.amount(), unit, typed.neededBy(), typed.neededUntil(), reason, effect, typed.party(), requester, provider, person);
    }
}
