package meridian.coordination.web;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import meridian.activity.Stories;
import meridian.activity.StoryPart.Telling;
import meridian.coordination.RequestMove;
import meridian.coordination.RequestSheets;
import meridian.coordination.RequestStatus;
import meridian.coordination.ResourceRequest;
import meridian.coordination.ResourceRequests;
import meridian.document.Attachments;
import meridian.document.FileShelf;
import meridian.duty.DutyRule;
import meridian.duty.Rules;
import meridian.identity.Permission;
import meridian.project.Money;
import meridian.project.Papers;
import meridian.project.Parties;
import meridian.project.Party;
import meridian.project.ProjectAccess;
import meridian.project.Resource;
import meridian.project.Resource.Kind;
import meridian.project.Resources;
import meridian.project.Teams;
import meridian.project.ThingFiles;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.PartyId;
import meridian.tenancy.Reader;
import meridian.tenancy.Ref;
import meridian.tenancy.ResourceId;
import meridian.tenancy.ResourceRequestId;
import meridian.web.Answer;
import meridian.web.Choice;
import meridian.web.Entered;
import meridian.web.Ui;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The resource requests of a project: their list, the form of one, and its page. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/requests")
public class RequestController {
    private final ResourceRequests requests;
    private final RequestSheets sheets;
    private final Resources resources;
    private final Parties parties;
    private final Teams teams;
    private final Stories stories;
    private final Rules rules;
    private final Clock clock;
    private final Attachments attachments;
    private final Papers papers;

    RequestController(ResourceRequests requests, RequestSheets sheets, Resources resources, Parties parties, Teams teams, Stories stories, Rules rules, Clock clock, Attachments attachments, Papers papers) {
        this.papers = papers;
        this.attachments = attachments;
        this.requests = requests;
        this.sheets = sheets;
        this.resources = resources;
        this.parties = parties;
        this.teams = teams;
        this.stories = stories;
        this.rules = rules;
        this.clock = clock;
    }

    static String amount(Ui ui, ProjectAccess project, Kind kind, @Nullable BigDecimal amount, String unit) {
        if (amount == null) return "–";
        if (kind == Kind.BUDGET) return Money.shown(ui, amount, project.currency());
        return unit.isEmpty() ? ui.number(amount) : ui.number(amount) + " " + unit;
    }

    static String sign(RequestStatus status) {
        return switch (status) {
            case DRAFT -> "draft";
            case AWAITING_CONSENT, AWAITING_ANSWER -> "doing";
            case GRANTED, PARTLY, DELIVERED -> "open";
            case FULFILLED -> "done";
            case REFUSED, UNFULFILLED -> "bad";
            case WITHDRAWN -> "cancelled";
        };
    }

    // ---- the list

    /** {@code answer} is known where no request is open, for the sentence that says what is promised. */
    public record ListPage(ProjectAccess project, RequestSheets.Filter filter, RequestSheets.Listing listing, boolean first, @Nullable DutyRule answer) {
        public String promise(Ui ui) {
            return ui.t("request.none_text", Spans.words(ui, Objects.requireNonNull(answer)));
        }

        public boolean mayPrepare() {
            return project.may(Permission.PREPARE_REQUEST);
        }

        public List<Choice> states(Ui ui) {
            var choices = new ArrayList<Choice>();
            choices.add(new Choice("", ui.t("request.filter_open")));
            choices.add(new Choice("all", ui.t("request.filter_all")));
            for (var status : RequestStatus.values()) choices.add(new Choice(status.text(), ui.t("request.status." + status.text())));
            return choices;
        }

        public String amount(Ui ui, RequestSheets.Line line) {
            var asked = RequestController.amount(ui, project, line.kind(), line.amount(), line.unit());
            return line.given() == null || line.given().compareTo(line.amount()) == 0 ? asked : RequestController.amount(ui, project, line.kind(), line.given(), line.unit()) + " / " + asked;
        }

        public String sign(RequestSheets.Line line) {
            return RequestController.sign(line.status());
        }
    }

    @GetMapping
    Answer list(ProjectAccess here, @RequestParam(required = false) @Nullable String state, @RequestParam(required = false) @Nullable Integer after) {
        here.require(Permission.READ);
        var filter = RequestSheets.Filter.of(state);
        var listing = sheets.list(here.id(), filter, after);
        var none = listing.lines().isEmpty() && after == null && filter.equals(RequestSheets.Filter.OPEN);
        return Answer.page("coordination/requests", new ListPage(here, filter, listing, after == null, none ? rules.of(here.id(), ResourceRequest.ANSWER_OWED) : null));
    }

    // ---- the form

    /** The form; {@code request} is null for a new one, {@code origin} what that comes out of, with its text to start from; {@code carried} was typed there just now. */
    public record FormPage(
            ProjectAccess project, @Nullable ResourceRequest request, UUID id, List<Resource> resources, List<Party> allParties, List<Choice> people, @Nullable Telling origin, String carried, @Nullable Resource resource, String today) {
        public List<Choice> kinds(Ui ui) {
            return Arrays.stream(Kind.values()).map(kind -> new Choice(kind.text(), ui.t("resource.kind." + kind.text()))).toList();
        }

        /** What there is of each, in the words of its choice. */
        public List<Choice> listed(Ui ui) {
            return resources.stream().map(one -> new Choice(one.id().toString(), one.amount() == null ? one.name()
                    : ui.t("request.listed", one.name(), amount(ui, project, one.kind(), one.amount(), one.unit())))).toList();
        }

        public List<Choice> parties() {
            return allParties.stream().filter(party -> project.may(Permission.PREPARE_REQUEST, party.id())).map(party -> new Choice(party.id().toString(), party.name())).toList();
        }

        public List<Choice> providers() {
            return allParties.stream().map(party -> new Choice(party.id().toString(), party.name())).toList();
        }

        public String ownParty() {
            if (request != null) return String.valueOf(request.from().party());
            if (origin != null && origin.party() != null && project.may(Permission.PREPARE_REQUEST, origin.party())) return origin.party().toString();
            var own = parties();
            return project.parties().stream().map(PartyId::toString).filter(party -> own.stream().anyMatch(choice -> choice.value().equals(party))).findFirst().orElse(own.size() == 1 ? own.getFirst().value() : "");
        }

        public String requester() {
            return request == null ? project.member().toString() : String.valueOf(request.from().member());
        }

        /** What a conversion carries along: what happened, in people’s own words. */
        public String reason(Ui ui) {
            if (request != null) return request.reason();
            if (origin == null) return carried;
            var text = carried.isBlank() ? origin.text() : carried;
            return text.isBlank() ? ui.t("request.out_of", origin.number(), origin.title()) : ui.t("request.out_of", origin.number(), origin.title()) + "\n" + text;
        }

        public String value(Ui ui, @Nullable BigDecimal amount) {
            return amount == null ? "" : ui.number(amount);
        }
    }

    @GetMapping("/new")
    Answer add(ProjectAccess here, Reader reader, @RequestParam(required = false) @Nullable String from, @RequestParam(defaultValue = "") String what, @RequestParam(required = false) @Nullable UUID resource) {
        here.require(Permission.PREPARE_REQUEST);
        return form(here, null, origin(from, here, reader), what, resource == null ? null : resources.get(here.id(), new ResourceId(resource)));
    }

    private @Nullable Telling origin(@Nullable String from, ProjectAccess here, Reader reader) {
        if (from == null || from.isBlank()) return null;
        return stories.tell(Ref.parse(from), here.id(), reader).orElseThrow(NotFound::new);
    }

    @GetMapping("/{request}/edit")
    Answer edit(ProjectAccess here, Reader reader, @PathVariable int request) {
        here.require(Permission.READ);
        var found = sheets.get(here.id(), request);
        if (!ResourceRequests.mayAsRequester(here, found)) throw new NotAllowed();
        if (found.status() != RequestStatus.DRAFT) return Answer.to(address(here, reader, request)).saying("request.already_sent");
        return form(here, found, null, "", null);
    }

    private Answer form(ProjectAccess here, @Nullable ResourceRequest request, @Nullable Telling origin, String carried, @Nullable Resource resource) {
        return Answer.page("coordination/request_form", new FormPage(here, request, ResourceRequestId.next().value(), resources.of(here.id()), parties.of(here.id()), people(here), origin, carried, resource,
                LocalDate.ofInstant(clock.instant(), here.homeZone()).toString()));
    }

    private List<Choice> people(ProjectAccess here) {
        return teams.of(here.id()).choices();
    }

    /** What the form sends. */
    public record RequestForm(
            @Nullable String resource,
            @Nullable String kind,
            @Nullable String name,
            @Nullable String amount,
            @Nullable String unit,
            @Nullable String needed_by,
            @Nullable String needed_until,
            @Nullable String reason,
            @Nullable String effect,
            @Nullable String party,
            @Nullable String requester,
            @Nullable String provider,
            @Nullable String provider_person) {
        ResourceRequests.Facts facts() {
            var entered = new Entered();
            // The problems last: they are what was found while the others were read.
            return new ResourceRequests.Facts(
                    entered.chosen("resource", said(resource), ResourceId::of),
                    entered.word("kind", said(kind), Kind::of),
                    said(name),
                    entered.number("amount", said(amount)),
                    said(unit),
                    entered.day("needed_by", said(needed_by)),
                    entered.day("needed_until", said(needed_until)),
                    said(reason),
                    said(effect),
                    entered.chosen("party", said(party), PartyId::of),
                    entered.chosen("requester", said(requester), MemberId::of),
                    entered.chosen("provider", said(provider), PartyId::of),
                    entered.chosen("provider_person", said(provider_person), MemberId::of),
                    entered.problems());
        }

        private static String said(@Nullable String typed) {
            return typed == null ? "" : typed;
        }
    }

    @PostMapping
    Answer create(ProjectAccess here, Reader reader, Actor actor, @RequestParam UUID id, @RequestParam(required = false) @Nullable String from, @RequestParam(required = false) @Nullable String send, RequestForm form) {
        here.require(Permission.PREPARE_REQUEST);
        var origin = origin(from, here, reader);
        var source = origin == null ? null : origin.ref();
        var facts = form.facts();
        if (send == null) return Answer.to(address(here, reader, requests.draft(here.id(), new ResourceRequestId(id), facts, source, actor))).saying("request.said_drafted");
        return Answer.to(address(here, reader, requests.send(here.id(), new ResourceRequestId(id), facts, source, actor))).saying("request.said_submitted");
    }

    @PostMapping("/{request}")
    Answer change(ProjectAccess here, Reader reader, Actor actor, @PathVariable int request, @RequestParam int version, RequestForm form) {
        here.require(Permission.READ);
        var found = sheets.get(here.id(), request);
        if (!ResourceRequests.mayAsRequester(here, found)) throw new NotAllowed();
        requests.change(here.id(), found.id(), form.facts(), version, actor);
        return Answer.to(address(here, reader, request)).saying("entry.saved");
    }

    // ---- one request

    /** One request, what its resource is wanted for beside it, and the one thing that the reader can do about it now. */
    public record RequestPage(ProjectAccess project, ResourceRequest request, RequestSheets.@Nullable Demand demand, Stories.Around around, List<Choice> parties, List<Choice> people, LocalDate today, boolean mayFail, FileShelf files) {
        public String amount(Ui ui, @Nullable BigDecimal amount) {
            return RequestController.amount(ui, project, request.kind(), amount, request.unit());
        }

        public String sign() {
            return RequestController.sign(request.status());
        }

        public String sign(RequestSheets.Wanting other) {
            return RequestController.sign(other.status());
        }

        private boolean may(RequestMove move) {
            return request.status().may(move);
        }

        public boolean asRequester() {
            return ResourceRequests.mayAsRequester(project, request);
        }

        public boolean maySubmit() {
            return may(RequestMove.SUBMIT) && asRequester();
        }

        public boolean mayConsent() {
            return may(RequestMove.CONSENT) && ResourceRequests.mayConsent(project, request);
        }

        public boolean mayAnswer() {
            return may(RequestMove.GRANT) && ResourceRequests.mayAnswer(project);
        }

        public boolean mayDeliver() {
            return may(RequestMove.DELIVER) && ResourceRequests.mayDeliver(project, request);
        }

        public boolean mayFulfil() {
            return may(RequestMove.FULFIL) && asRequester();
        }

        /** Whether it waits for the reader to say that it arrived, and not only for somebody they may speak for. */
        public boolean confirming() {
            return request.status() == RequestStatus.DELIVERED || project.member().equals(request.from().member());
        }

        public boolean mayWithdraw() {
            return may(RequestMove.WITHDRAW) && asRequester();
        }

        public boolean mayExport() {
            return project.may(Permission.EXPORT);
        }

        /** What can come out of it: a dispute about who gives what, or an emergency. */
        public boolean mayDispute() {
            return project.may(Permission.RAISE_DISPUTE) && request.submittedAt() != null;
        }

        /** The steps of its life, and where it stands. */
        public List<String> steps(Ui ui) {
            return List.of(ui.t("request.step.prepared"), ui.t("request.step.consent"), ui.t("request.step.answer"), ui.t("request.step.outcome"));
        }

        public int step() {
            return switch (request.status()) {
                case DRAFT -> 0;
                case AWAITING_CONSENT -> 1;
                case AWAITING_ANSWER -> 2;
                case GRANTED, PARTLY, REFUSED, DELIVERED, FULFILLED, UNFULFILLED, WITHDRAWN -> 3;
            };
        }

        public List<RequestSheets.Wanting> beside() {
            return demand == null ? List.of() : demand.beside(request.number());
        }

        public boolean contested() {
            return demand != null && demand.contested(today);
        }

        public List<Choice> words(Ui ui) {
            return choices(ui, RequestMove.CONSENT, RequestMove.OFFER, RequestMove.DECLINE);
        }

        public List<Choice> answers(Ui ui) {
            return choices(ui, RequestMove.GRANT, RequestMove.GRANT_PARTLY, RequestMove.REFUSE);
        }

        private static List<Choice> choices(Ui ui, RequestMove... moves) {
            return Arrays.stream(moves).map(move -> new Choice(move.text(), ui.t("request.choose." + move.text()))).toList();
        }

        /** What the provider's word leads to; nothing is chosen beforehand where the provider has none to give. */
        public @Nullable String answer() {
            var word = request.providersWord().map(ResourceRequest.Act::move).orElse(RequestMove.CONSENT);
            return switch (word) {
                case OFFER -> offersLess() ? "grant_partly" : "grant";
                case DECLINE -> null;
                default -> "grant";
            };
        }

        private boolean offersLess() {
            return request.act(RequestMove.OFFER).map(ResourceRequest.Act::amount).filter(amount -> amount.compareTo(request.amount()) < 0).isPresent();
        }

        private boolean declined() {
            return request.providersWord().filter(act -> act.move() == RequestMove.DECLINE).isPresent();
        }

        /** Who is likely to give it: not who has just said no. */
        public @Nullable PartyId givingParty() {
            return declined() ? null : request.provider().party();
        }

        public @Nullable MemberId givingPerson() {
            return declined() ? null : request.provider().member();
        }

        /** What the provider offered, else what is asked for. */
        public String offered(Ui ui) {
            return ui.number(request.act(RequestMove.OFFER).map(ResourceRequest.Act::amount).orElse(request.amount()));
        }

        public LocalDate offeredOn() {
            return request.act(RequestMove.OFFER).map(ResourceRequest.Act::day).filter(day -> !day.isBefore(today)).orElse(request.neededBy().isBefore(today) ? today : request.neededBy());
        }

        public String what(Ui ui, ResourceRequest.Act act) {
            var parts = new ArrayList<String>();
            if (act.amount() != null) parts.add(amount(ui, act.amount()));
            if (act.day() != null) parts.add(ui.date(act.day()));
            return String.join(" · ", parts);
        }
    }

    @GetMapping("/{request}")
    Answer page(ProjectAccess here, Reader reader, @PathVariable int request) {
        here.require(Permission.READ);
        var found = sheets.get(here.id(), request);
        var demand = found.resource() == null ? null : sheets.demand(here.id(), found.resource()).stream().findFirst().orElse(null);
        var team = found.status().unanswered() && ResourceRequests.mayAnswer(here) ? teams.of(here.id()) : null;
        var units = team == null ? List.<Choice>of() : team.units().stream().map(unit -> new Choice(unit.id().toString(), unit.name())).toList();
        var page = new RequestPage(here, found, demand, stories.around(found.ref(), here.id(), reader), units, team == null ? List.of() : team.choices(), LocalDate.ofInstant(clock.instant(), here.homeZone()),
                requests.mayFail(here, found), attachments.on(found.ref(), ThingFiles.mayAttach(here, RequestStatus.allOpen().contains(found.status())), ThingFiles.mayKeep(here, RequestStatus.allOpen().contains(found.status())), reader.actor()));
        return Answer.page("coordination/request", page).of(papers.registered(here, ResourceRequests.DOCUMENT_KIND, found.id(), reader));
    }

    static String address(ProjectAccess here, Reader reader, int number) {
        return "/w/" + reader.slug() + "/p/" + here.code() + "/requests/" + number;
    }
}
