package meridian.coordination.web;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import meridian.activity.Stories;
import meridian.activity.StoryPart.Telling;
import meridian.approval.ApprovalCard;
import meridian.approval.ApprovalForm;
import meridian.approval.Approvals;
import meridian.coordination.Decider;
import meridian.coordination.Dispute;
import meridian.coordination.DisputeMove;
import meridian.coordination.DisputeSheets;
import meridian.coordination.DisputeStatus;
import meridian.coordination.Disputes;
import meridian.coordination.ResolutionDraft;
import meridian.document.Attachments;
import meridian.document.FileShelf;
import meridian.duty.DutyRule;
import meridian.duty.Rules;
import meridian.identity.Permission;
import meridian.identity.Role;
import meridian.project.Papers;
import meridian.project.Parties;
import meridian.project.Party;
import meridian.project.ProjectAccess;
import meridian.project.Team;
import meridian.project.Teams;
import meridian.project.ThingFiles;
import meridian.tenancy.Actor;
import meridian.tenancy.DisputeId;
import meridian.tenancy.DisputeMeasureId;
import meridian.tenancy.DisputeSideId;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotFound;
import meridian.tenancy.PartyId;
import meridian.tenancy.Reader;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.web.Answer;
import meridian.web.Choice;
import meridian.web.Entered;
import meridian.web.Ui;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** The disputes of a project: their list, raising one, and its page. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/disputes")
public class DisputeController {
    /** Rows for measures in the form of a resolution; those left empty do not count. */
    private static final int ROWS = 5;

    private final Disputes disputes;
    private final DisputeSheets sheets;
    private final Parties parties;
    private final Teams teams;
    private final Stories stories;
    private final Approvals approvals;
    private final ApprovalCard.Source cards;
    private final ApprovalForm form;
    private final Rules rules;
    private final Clock clock;
    private final Attachments attachments;
    private final Papers papers;

    DisputeController(Disputes disputes, DisputeSheets sheets, Parties parties, Teams teams, Stories stories, Approvals approvals, ApprovalCard.Source cards, ApprovalForm form, Rules rules, Clock clock, Attachments attachments, Papers papers) {
        this.papers = papers;
        this.attachments = attachments;
        this.disputes = disputes;
        this.sheets = sheets;
        this.parties = parties;
        this.teams = teams;
        this.stories = stories;
        this.approvals = approvals;
        this.cards = cards;
        this.form = form;
        this.rules = rules;
        this.clock = clock;
    }

    static String sign(DisputeStatus status) {
        return switch (status) {
            case OPEN -> "warn";
            case CALLED, HELD -> "doing";
            case RESOLVED -> "done";
            case CLOSED -> "accepted";
            case WITHDRAWN -> "cancelled";
        };
    }

    // ---- the list

    /** {@code meeting} and {@code resolution} are known where no dispute is open, for the sentence that says what is promised. */
    public record ListPage(ProjectAccess project, DisputeSheets.Filter filter, DisputeSheets.Listing listing, boolean first, @Nullable DutyRule meeting, @Nullable DutyRule resolution) {
        public String promise(Ui ui) {
            return ui.t("dispute.none_text", Spans.words(ui, Objects.requireNonNull(meeting)), Spans.words(ui, Objects.requireNonNull(resolution)));
        }

        public boolean mayRaise() {
            return project.may(Permission.RAISE_DISPUTE);
        }

        public List<Choice> states(Ui ui) {
            var choices = new ArrayList<Choice>();
            choices.add(new Choice("", ui.t("dispute.filter_open")));
            choices.add(new Choice("all", ui.t("dispute.filter_all")));
            for (var status : DisputeStatus.values()) choices.add(new Choice(status.text(), ui.t("dispute.status." + status.text())));
            return choices;
        }

        public String sign(DisputeSheets.Line line) {
            return DisputeController.sign(line.status());
        }
    }

    @GetMapping
    Answer list(ProjectAccess here, @RequestParam(required = false) @Nullable String state, @RequestParam(required = false) @Nullable Integer after) {
        here.require(Permission.READ);
        var filter = DisputeSheets.Filter.of(state);
        var listing = sheets.list(here.id(), filter, after);
        var none = listing.lines().isEmpty() && after == null && filter.equals(DisputeSheets.Filter.OPEN);
        return Answer.page("coordination/disputes", new ListPage(here, filter, listing, after == null, none ? rules.of(here.id(), Dispute.MEETING_OWED) : null, none ? rules.of(here.id(), Dispute.RESOLUTION_OWED) : null));
    }

    // ---- raising one

    public record FormPage(ProjectAccess project, UUID id, List<Party> parties, Set<String> chosen, String chief, @Nullable Telling origin, String carried) {
        public List<Choice> kinds(Ui ui) {
            return Arrays.stream(Dispute.Kind.values()).map(kind -> new Choice(kind.text(), ui.t("dispute.kind." + kind.text()))).toList();
        }

        public String title() {
            return origin == null ? "" : origin.title();
        }

        public String about(Ui ui) {
            if (origin == null) return carried;
            var first = ui.t("request.out_of", origin.number(), origin.title());
            var text = carried.isBlank() ? origin.text() : carried;
            return text.isBlank() ? first : first + "\n" + text;
        }

        public String kind() {
            return origin != null && origin.ref().kind().equals("resource_request") ? "resource" : "responsibility";
        }
    }

    @GetMapping("/new")
    Answer add(ProjectAccess here, Reader reader, @RequestParam(required = false) @Nullable String from, @RequestParam(defaultValue = "") String what) {
        here.require(Permission.RAISE_DISPUTE);
        var origin = origin(from, here, reader);
        var chosen = new HashSet<String>();
        here.parties().forEach(party -> chosen.add(party.toString()));
        if (origin != null && origin.party() != null) chosen.add(origin.party().toString());
        var chief = teams.of(here.id()).of(Role.CHIEF_COORDINATOR).stream().findFirst().map(Team.Seat::name).orElse("");
        return Answer.page("coordination/dispute_form", new FormPage(here, DisputeId.next().value(), parties.of(here.id()), chosen, chief, origin, what));
    }

    private @Nullable Telling origin(@Nullable String from, ProjectAccess here, Reader reader) {
        if (from == null || from.isBlank()) return null;
        return stories.tell(Ref.parse(from), here.id(), reader).orElseThrow(NotFound::new);
    }

    @PostMapping
    Answer raise(
            ProjectAccess here,
            Reader reader,
            Actor actor,
            @RequestParam UUID id,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String title,
            @RequestParam(defaultValue = "") String about,
            @RequestParam(required = false) @Nullable List<String> parties,
            @RequestParam(required = false) @Nullable String chief,
            @RequestParam(required = false) @Nullable String from) {
        here.require(Permission.RAISE_DISPUTE);
        var origin = origin(from, here, reader);
        var entered = new Entered();
        var chosen = entered.word("kind", kind, Dispute.Kind::of);
        var sides = entered.chosen("parties", parties, PartyId::of);
        entered.done();
        int number = disputes.raise(here.id(), new DisputeId(id), new Disputes.Facts(chosen, title, about, sides, chief != null), origin == null ? null : origin.ref(), actor);
        return Answer.to(address(here, reader, number)).saying("dispute.said_raised");
    }

    // ---- one dispute

    /**
     * One dispute and what the reader can do about it. {@code approvedFirst}: its resolution is approved before it is issued;
     * {@code draft} is that resolution, for those who write it or are asked.
     */
    public record DisputePage(ProjectAccess project, Dispute dispute, boolean mayDecide, List<Choice> people, Set<String> expected, Stories.Around around, Instant now, LocalDateTime suggested, LocalDate today, boolean approvedFirst, @Nullable ResolutionDraft draft, @Nullable ApprovalCard approval, FileShelf files) {
        public String sign() {
            return DisputeController.sign(dispute.status());
        }

        private boolean may(DisputeMove move) {
            return dispute.status().may(move, dispute.decider());
        }

        public boolean mayState(Dispute.Side side) {
            return dispute.status().unsettled() && Disputes.maySpeak(project, side);
        }

        /** Whether it is the reader's turn, at each of the places where it can be. */
        public boolean stating() {
            return dispute.sides().stream().anyMatch(side -> !side.stated() && mayState(side));
        }

        public boolean acknowledging() {
            return dispute.sides().stream().anyMatch(this::mayAcknowledge);
        }

        public boolean meeting() {
            return mayHold() || mayDecide && may(DisputeMove.CALL);
        }

        public boolean mayCall() {
            return mayDecide && (may(DisputeMove.CALL) || may(DisputeMove.MOVE));
        }

        /** Not before it has begun. */
        public boolean mayHold() {
            return mayDecide && may(DisputeMove.HOLD) && dispute.meeting() != null && !dispute.meeting().startsAt().isAfter(now);
        }

        public boolean mayResolve() {
            return mayDecide && may(DisputeMove.RESOLVE);
        }

        private boolean inApproval() {
            return approval != null && approval.last() != null && approval.last().running();
        }

        /** Whether the reader writes a resolution now: to be issued at once, or to be approved. */
        public boolean mayWrite() {
            return mayResolve() && !inApproval();
        }

        /** A draft is shown as it stands where it is not in the form. */
        public boolean showsDraft() {
            return draft != null && !mayWrite();
        }

        private ResolutionDraft.@Nullable Measure measure(int row) {
            return draft == null || row >= draft.measures().size() ? null : draft.measures().get(row);
        }

        public String content(int row) {
            var measure = measure(row);
            return measure == null ? "" : measure.content();
        }

        public String owner(int row) {
            var measure = measure(row);
            return measure == null ? "" : measure.owner().toString();
        }

        public String due(int row) {
            var measure = measure(row);
            return measure == null ? "" : measure.dueOn().toString();
        }

        public boolean mayEscalate() {
            return may(DisputeMove.ESCALATE) && !inApproval() && Disputes.mayEscalate(project, dispute);
        }

        public boolean mayWithdraw() {
            return may(DisputeMove.WITHDRAW) && !inApproval() && Disputes.mayWithdraw(project, dispute);
        }

        public boolean mayAcknowledge(Dispute.Side side) {
            return dispute.resolution() != null && side.acknowledgement() == null && Disputes.maySpeak(project, side);
        }

        public boolean mayDo(Dispute.Measure measure) {
            return measure.doneAt() == null && measure.owner().equals(project.member()) && !project.auditor();
        }

        public boolean mayExport() {
            return project.may(Permission.EXPORT);
        }

        public boolean sponsors() {
            return dispute.decider() == Decider.SPONSOR;
        }

        /** Why it is the sponsor’s: the key of a sentence. */
        public String why() {
            if (dispute.act(DisputeMove.RECUSE).isPresent()) return "dispute.recused";
            return dispute.act(DisputeMove.ESCALATE).map(act -> act.by() == null ? "dispute.escalated_by_clock" : "dispute.escalated").orElse("dispute.escalated");
        }

        public List<String> steps(Ui ui) {
            return List.of(ui.t("dispute.step.statements"), ui.t("dispute.step.meeting"), ui.t("dispute.step.resolution"), ui.t("dispute.step.acknowledged"));
        }

        public int step() {
            return switch (dispute.status()) {
                case OPEN, WITHDRAWN -> 0;
                case CALLED -> 1;
                case HELD -> 2;
                case RESOLVED -> 3;
                case CLOSED -> 4;
            };
        }

        public List<Choice> modes(Ui ui) {
            return Arrays.stream(Dispute.Mode.values()).map(mode -> new Choice(mode.text(), ui.t("dispute.mode." + mode.text()))).toList();
        }

        public String mode() {
            return dispute.meeting() == null ? "online" : dispute.meeting().mode().text();
        }

        /** The time as it is in the reader's zone, whatever zone it was set in. */
        public String starts(ZoneId zone) {
            var meeting = dispute.meeting();
            return (meeting == null ? suggested : LocalDateTime.ofInstant(meeting.startsAt(), zone)).truncatedTo(ChronoUnit.MINUTES).toString();
        }

        public boolean invited(Choice person) {
            var meeting = dispute.meeting();
            return meeting == null ? expected.contains(person.value()) : meeting.participants().stream().anyMatch(one -> one.member().toString().equals(person.value()));
        }

        public int rows() {
            return ROWS;
        }
    }

    @GetMapping("/{dispute}")
    Answer page(ProjectAccess here, Reader reader, Actor actor, @PathVariable int dispute) {
        here.require(Permission.READ);
        var found = sheets.get(here.id(), dispute);
        var decides = found.status().unsettled() && disputes.mayDecide(here, found);
        var team = decides ? teams.of(here.id()) : null;
        var now = clock.instant();
        var resolves = decides && found.status().may(DisputeMove.RESOLVE, found.decider());
        var first = resolves && disputes.approvedFirst(here.id());
        var approval = first || !approvals.of(found.id(), 1).isEmpty() ? cards.of(here.id(), Disputes.DOCUMENT_KIND, found.id(), first, actor) : null;
        var draft = found.resolution() == null && (first || approval != null && takesPart(approval, here)) ? sheets.draft(found.id()).orElse(null) : null;
        var suggested = LocalDateTime.ofInstant(now.plus(Duration.ofDays(1)), reader.zone()).withHour(10).withMinute(0);
        return Answer.page("coordination/dispute", new DisputePage(here, found, decides, team == null ? List.of() : team.choices(), team == null ? Set.of() : expected(team, found, here), stories.around(found.ref(), here.id(), reader), now, suggested, LocalDate.ofInstant(now, here.homeZone()), first, draft, approval, attachments.on(found.ref(), ThingFiles.mayAttach(here, DisputeStatus.allOpen().contains(found.status())), ThingFiles.mayKeep(here, DisputeStatus.allOpen().contains(found.status())), actor))).of(papers.registered(here, Disputes.DOCUMENT_KIND, found.id(), reader));
    }

    // What is not decided yet is read by those who decide on it.
    private static boolean takesPart(ApprovalCard approval, ProjectAccess here) {
        var last = approval.last();
        return here.auditor() || approval.mine() != null || last != null && (last.preparedBy().equals(here.member()) || last.steps().stream().anyMatch(step -> step.approver().equals(here.member())));
    }

    // Whoever leads a side, is one, or raised it; and who hears them.
    private static Set<String> expected(Team team, Dispute dispute, ProjectAccess here) {
        var sides = dispute.sides().stream().map(Dispute.Side::party).toList();
        var leads = team.seats().stream().filter(seat -> seat.leading() && seat.party() != null && sides.contains(seat.party())).map(Team.Seat::member);
        var persons = dispute.sides().stream().map(Dispute.Side::member).filter(member -> member != null);
        var expected = new HashSet<String>();
        Stream.of(leads, persons, Stream.of(dispute.raisedBy(), here.member())).flatMap(all -> all).forEach(member -> expected.add(member.toString()));
        return expected;
    }

    // ---- acts

    @PostMapping("/{dispute}/sides/{side}/statement")
    Answer state(ProjectAccess here, Reader reader, Actor actor, @PathVariable int dispute, @PathVariable UUID side, @RequestParam(defaultValue = "") String statement, @RequestParam int version) {
        disputes.state(here.id(), id(here, dispute), new DisputeSideId(side), statement, version, actor);
        return Answer.to(address(here, reader, dispute)).saying("dispute.said_stated");
    }

    @PostMapping("/{dispute}/meeting")
    Answer call(
            ProjectAccess here,
            Reader reader,
            Actor actor,
            @PathVariable int dispute,
            @RequestParam(defaultValue = "") String mode,
            @RequestParam(defaultValue = "") String starts,
            @RequestParam(defaultValue = "") String minutes,
            @RequestParam(defaultValue = "") String place,
            @RequestParam(defaultValue = "") String link,
            @RequestParam(required = false) @Nullable List<String> participants,
            @RequestParam int version) {
        here.requireEverywhere(Permission.RESOLVE_DISPUTE);
        var found = id(here, dispute);
        var entered = new Entered();
        var chosen = entered.word("mode", mode, Dispute.Mode::of);
        var length = entered.whole("minutes", minutes);
        var people = entered.chosen("participants", participants, MemberId::of);
        entered.done();
        var meeting = new Disputes.Meeting(chosen, moment(starts), reader.zone(), length, place, link, people);
        disputes.call(here.id(), found, meeting, version, actor);
        return Answer.to(address(here, reader, dispute)).saying("dispute.said_called");
    }

    private static @Nullable LocalDateTime moment(String typed) {
        if (typed.isBlank()) return null;
        try {
            var at = LocalDateTime.parse(typed.strip());
            if (at.getYear() < 1970 || at.getYear() > 2200) throw Refused.at("starts", "refused.not_a_date");
            return at;
        } catch (DateTimeParseException e) {
            throw Refused.at("starts", "refused.not_a_date");
        }
    }

    @PostMapping("/{dispute}/meeting/record")
    Answer hold(ProjectAccess here, Reader reader, Actor actor, @PathVariable int dispute, @RequestParam(defaultValue = "") String record, @RequestParam(required = false) @Nullable List<String> present, @RequestParam int version) {
        here.requireEverywhere(Permission.RESOLVE_DISPUTE);
        var found = id(here, dispute);
        var entered = new Entered();
        var people = new HashSet<>(entered.chosen("present", present, MemberId::of));
        entered.done();
        disputes.hold(here.id(), found, record, people, version, actor);
        return Answer.to(address(here, reader, dispute)).saying("dispute.said_held");
    }

    @PostMapping("/{dispute}/escalation")
    Answer escalate(ProjectAccess here, Reader reader, Actor actor, @PathVariable int dispute, @RequestParam(defaultValue = "") String reason, @RequestParam int version) {
        disputes.escalate(here.id(), id(here, dispute), reason, version, actor);
        return Answer.to(address(here, reader, dispute)).saying("dispute.said_escalated");
    }

    @PostMapping("/{dispute}/resolution")
    Answer resolve(ProjectAccess here, Reader reader, Actor actor, @PathVariable int dispute, @RequestParam MultiValueMap<String, String> typed, @RequestParam int version) {
        here.requireEverywhere(Permission.RESOLVE_DISPUTE);
        disputes.resolve(here.id(), id(here, dispute), resolution(typed), reader.locale(), version, actor);
        return Answer.to(address(here, reader, dispute)).saying("dispute.said_resolved");
    }

    /** Keeps a resolution that is to be approved. */
    @PostMapping("/{dispute}/resolution/draft")
    Answer draft(ProjectAccess here, Reader reader, Actor actor, @PathVariable int dispute, @RequestParam MultiValueMap<String, String> typed, @RequestParam int version) {
        here.requireEverywhere(Permission.RESOLVE_DISPUTE);
        disputes.draft(here.id(), id(here, dispute), resolution(typed), reader.locale(), version, actor);
        return Answer.to(address(here, reader, dispute) + "#approval").saying("dispute.said_drafted");
    }

    @PostMapping("/{dispute}/resolution/approval")
    Answer submit(ProjectAccess here, Reader reader, Actor actor, @PathVariable int dispute, @RequestParam MultiValueMap<String, String> typed, @RequestParam int version) {
        here.requireEverywhere(Permission.RESOLVE_DISPUTE);
        disputes.submit(here.id(), id(here, dispute), form.route(typed), version, actor);
        return Answer.to(address(here, reader, dispute) + "#approval").saying("dispute.said_submitted");
    }

    @PostMapping("/{dispute}/resolution/approval/outside")
    Answer recordOutside(ProjectAccess here, Reader reader, Actor actor, @PathVariable int dispute, @RequestParam MultiValueMap<String, String> typed, @RequestParam(required = false) @Nullable MultipartFile scan) throws IOException {
        here.requireEverywhere(Permission.RESOLVE_DISPUTE);
        var found = id(here, dispute);
        form.outside(typed, scan, reader.workspace(), outside -> disputes.recordApproval(here.id(), found, outside, actor));
        return Answer.to(address(here, reader, dispute)).saying("approval.said_outside");
    }

    private static Disputes.NewResolution resolution(MultiValueMap<String, String> typed) {
        var entered = new Entered();
        var measures = new ArrayList<Disputes.NewMeasure>();
        for (int row = 0; row < ROWS; row++) {
            var content = said(typed, "content_" + row);
            var owner = said(typed, "owner_" + row);
            var due = said(typed, "due_" + row);
            // Problems stand beside the row they were typed into: an empty one is only left out at the end.
            if (content.isBlank() && owner.isBlank() && due.isBlank() && nothingAfter(typed, row)) break;
            measures.add(new Disputes.NewMeasure(content, entered.chosen("owner_" + row, owner, MemberId::of), entered.day("due_" + row, due)));
        }
        entered.done();
        return new Disputes.NewResolution(said(typed, "facts"), said(typed, "decision"), measures);
    }

    private static boolean nothingAfter(Map<String, List<String>> typed, int row) {
        for (int after = row; after < ROWS; after++) for (var field : List.of("content_", "owner_", "due_")) if (typed.getOrDefault(field + after, List.of()).stream().anyMatch(text -> !text.isBlank())) return false;
        return true;
    }

    private static String said(MultiValueMap<String, String> typed, String field) {
        var value = typed.getFirst(field);
        return value == null ? "" : value;
    }

    @PostMapping("/{dispute}/sides/{side}/acknowledgement")
    Answer acknowledge(ProjectAccess here, Reader reader, Actor actor, @PathVariable int dispute, @PathVariable UUID side, @RequestParam(defaultValue = "") String objection) {
        disputes.acknowledge(here.id(), id(here, dispute), new DisputeSideId(side), objection, actor);
        return Answer.to(address(here, reader, dispute)).saying("dispute.said_acknowledged");
    }

    @PostMapping("/{dispute}/withdrawal")
    Answer withdraw(ProjectAccess here, Reader reader, Actor actor, @PathVariable int dispute, @RequestParam(defaultValue = "") String reason, @RequestParam int version) {
        disputes.withdraw(here.id(), id(here, dispute), reason, version, actor);
        return Answer.to(address(here, reader, dispute)).saying("dispute.said_withdrawn");
    }

    /** Done from the inbox or from the resolution: the answer leads to the resolution. */
    @PostMapping("/measures/{measure}/done")
    Answer done(ProjectAccess here, Reader reader, Actor actor, @PathVariable UUID measure) {
        int number = disputes.done(here.id(), new DisputeMeasureId(measure), actor);
        return Answer.to(address(here, reader, number) + "#resolution").saying("dispute.said_done");
    }

    private DisputeId id(ProjectAccess here, int number) {
        here.require(Permission.READ);
        return sheets.get(here.id(), number).id();
    }

    static String address(ProjectAccess here, Reader reader, int number) {
        return "/w/" + reader.slug() + "/p/" + here.code() + "/disputes/" + number;
    }
}
