package meridian.risk.web;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import meridian.activity.Stories;
import meridian.activity.StoryPart.Telling;
import meridian.document.Attachments;
import meridian.document.FileShelf;
import meridian.identity.Permission;
import meridian.project.Papers;
import meridian.project.Parties;
import meridian.project.Party;
import meridian.project.ProjectAccess;
import meridian.project.Teams;
import meridian.risk.Level;
import meridian.risk.Risk;
import meridian.risk.RiskAct;
import meridian.risk.RiskSheets;
import meridian.risk.RiskStatus;
import meridian.risk.Risks;
import meridian.tenancy.Actor;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.PartyId;
import meridian.tenancy.Reader;
import meridian.tenancy.Ref;
import meridian.tenancy.RiskId;
import meridian.tenancy.RiskMeasureId;
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

/** The risk register: its list, the form of one risk, and its page. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/risks")
public class RiskController {
    private final Risks risks;
    private final RiskSheets sheets;
    private final Parties parties;
    private final Teams teams;
    private final Stories stories;
    private final Attachments attachments;
    private final Clock clock;
    private final Papers papers;

    RiskController(Risks risks, RiskSheets sheets, Parties parties, Teams teams, Stories stories, Attachments attachments, Clock clock, Papers papers) {
        this.papers = papers;
        this.risks = risks;
        this.sheets = sheets;
        this.parties = parties;
        this.teams = teams;
        this.stories = stories;
        this.attachments = attachments;
        this.clock = clock;
    }

    // ---- the register

    public record ListPage(ProjectAccess project, RiskSheets.Filter filter, RiskSheets.Listing listing, List<Party> units, LocalDate today, boolean first) {
        public boolean mayRaise() {
            return project.may(Permission.RAISE_RISK);
        }

        public boolean mayAssess() {
            return Risks.mayAssess(project);
        }

        public boolean mayExport() {
            return project.may(Permission.EXPORT);
        }

        public List<Choice> states(Ui ui) {
            var choices = new ArrayList<Choice>();
            choices.add(new Choice("", ui.t("risk.filter_open")));
            choices.add(new Choice("all", ui.t("risk.filter_all")));
            for (var status : RiskStatus.values()) choices.add(new Choice(status.text(), ui.t("risk.status." + status.text())));
            return choices;
        }

        public List<Choice> levels(Ui ui) {
            return Arrays.stream(Level.values()).map(level -> new Choice(level.text(), ui.t("risk.level." + level.text()))).toList().reversed();
        }

        public List<Choice> parties() {
            return units.stream().map(party -> new Choice(party.id().toString(), party.name())).toList();
        }

        public String state() {
            return filter.state();
        }

        public String level() {
            return filter.level() == null ? "" : filter.level().text();
        }

        public String party() {
            return filter.party() == null ? "" : filter.party().toString();
        }

        public String sign(RiskSheets.Line line) {
            return Signs.of(line.status());
        }

        public String tag(RiskSheets.Line line) {
            return Signs.tag(line.level());
        }

        public boolean late(RiskSheets.Line line) {
            return line.status().open() && line.due() != null && line.due().isBefore(today);
        }
    }

    @GetMapping
    Answer list(
            ProjectAccess here,
            Reader reader,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String level,
            @RequestParam(defaultValue = "") String party,
            @RequestParam(required = false) @Nullable Integer probability,
            @RequestParam(required = false) @Nullable Integer impact,
            @RequestParam(required = false) @Nullable Integer after) {
        here.require(Permission.READ);
        var cell = probability == null || impact == null || probability < 1 || probability > 5 || impact < 1 || impact > 5 ? null : new Risk.Rating(probability, impact);
        var filter = new RiskSheets.Filter(state.equals("all") || RiskStatus.named(state).isPresent() ? state : "", Level.named(level).orElse(null), party(party), cell);
        return Answer.page("risk/risks", new ListPage(here, filter, sheets.list(here.id(), filter, after), parties.of(here.id()), today(here), after == null)).of(papers.registered(here, Risks.DOCUMENT_KIND, here.id(), reader));
    }

    // What is no party narrows to nothing.
    private static @Nullable PartyId party(String text) {
        try {
            return text.isBlank() ? null : PartyId.of(text.strip());
        } catch (IllegalArgumentException e) {
            return new PartyId(new UUID(0, 0));
        }
    }

    // ---- the form

    /** The form; {@code risk} is null for a new one, {@code origin} what that comes out of, {@code carried} was typed there just now. */
    public record FormPage(ProjectAccess project, @Nullable Risk risk, UUID id, List<Party> units, @Nullable Telling origin, String carried, String wished) {
        public List<Choice> parties() {
            return units.stream().filter(party -> project.may(Permission.RAISE_RISK, party.id())).map(party -> new Choice(party.id().toString(), party.name())).toList();
        }

        /** Who serves the whole project can raise a risk of no party. */
        public boolean mayForAll() {
            return project.mayEverywhere(Permission.RAISE_RISK);
        }

        public String party() {
            if (risk != null) return risk.party() == null ? "" : risk.party().toString();
            var open = parties();
            if (!wished.isEmpty() && open.stream().anyMatch(choice -> choice.value().equals(wished))) return wished;
            if (origin != null && origin.party() != null && project.may(Permission.RAISE_RISK, origin.party())) return origin.party().toString();
            return project.parties().stream().map(PartyId::toString).filter(own -> open.stream().anyMatch(choice -> choice.value().equals(own))).findFirst().orElse(open.size() == 1 ? open.getFirst().value() : "");
        }

        public List<Choice> categories(Ui ui) {
            return Arrays.stream(Risk.Category.values()).map(one -> new Choice(one.text(), ui.t("risk.category." + one.text()))).toList();
        }

        public List<Choice> levels(Ui ui) {
            return Arrays.stream(Level.values()).map(level -> new Choice(level.text(), ui.t("risk.level." + level.text()))).toList().reversed();
        }

        public List<Choice> proximities(Ui ui) {
            return Arrays.stream(Risk.Proximity.values()).map(one -> new Choice(one.text(), ui.t("risk.proximity." + one.text()))).toList();
        }

        /** What a conversion carries along: what happened, in people’s own words. */
        public String description() {
            if (risk != null) return risk.description();
            if (!carried.isBlank() || origin == null) return carried;
            return origin.text().isBlank() ? origin.title() : origin.text();
        }

        /** Further fields stand open where something is in them, or wrong with them. */
        public boolean further(Ui ui) {
            return risk != null || ui.refused("risk");
        }
    }

    @GetMapping("/new")
    Answer add(ProjectAccess here, Reader reader, @RequestParam(required = false) @Nullable String from, @RequestParam(defaultValue = "") String what, @RequestParam(defaultValue = "") String party) {
        here.require(Permission.RAISE_RISK);
        return Answer.page("risk/form", new FormPage(here, null, RiskId.next().value(), parties.of(here.id()), origin(from, here, reader), what, party));
    }

    private @Nullable Telling origin(@Nullable String from, ProjectAccess here, Reader reader) {
        if (from == null || from.isBlank()) return null;
        return stories.tell(Ref.parse(from), here.id(), reader).orElseThrow(NotFound::new);
    }

    @GetMapping("/{risk}/edit")
    Answer edit(ProjectAccess here, Reader reader, @PathVariable int risk) {
        here.require(Permission.READ);
        var found = sheets.get(here.id(), risk);
        if (!Risks.mayChange(here, found)) throw new NotAllowed();
        if (!found.status().may(RiskAct.CHANGE)) return Answer.to(address(here, reader, risk)).saying("risk.cannot_change");
        return Answer.page("risk/form", new FormPage(here, found, found.id().value(), parties.of(here.id()), null, "", ""));
    }

    /** What the form sends. */
    public record RiskForm(
            @Nullable String description,
            @Nullable String cause,
            @Nullable String effect,
            @Nullable String party,
            @Nullable String category,
            @Nullable String estimate,
            @Nullable String trigger,
            @Nullable String proximity) {
        Risks.Facts facts() {
            var entered = new Entered();
            // The problems last: they are what was found while the others were read.
            return new Risks.Facts(said(description), said(cause), said(effect), entered.chosen("party", said(party), PartyId::of), entered.word("category", said(category), Risk.Category::named),
                    entered.word("estimate", said(estimate), Level::named), said(trigger), entered.word("proximity", said(proximity), Risk.Proximity::named), entered.problems());
        }

        private static String said(@Nullable String typed) {
            return typed == null ? "" : typed;
        }
    }

    @PostMapping
    Answer create(ProjectAccess here, Reader reader, Actor actor, @RequestParam UUID id, @RequestParam(required = false) @Nullable String from, RiskForm form) {
        here.require(Permission.RAISE_RISK);
        var origin = origin(from, here, reader);
        int number = risks.raise(here.id(), new RiskId(id), form.facts(), origin == null ? null : origin.ref(), actor);
        return Answer.to(address(here, reader, number)).saying("risk.said_raised");
    }

    @PostMapping("/{risk}")
    Answer change(ProjectAccess here, Reader reader, Actor actor, @PathVariable int risk, @RequestParam int version, RiskForm form) {
        here.require(Permission.READ);
        var found = sheets.get(here.id(), risk);
        if (!Risks.mayChange(here, found)) throw new NotAllowed();
        risks.change(here.id(), found.id(), form.facts(), version, actor);
        return Answer.to(address(here, reader, risk)).saying("entry.saved");
    }

    // ---- one risk

    /** One risk, and what the reader can do about it now. {@code measure} is the id of a measure yet to be added. */
    public record RiskPage(ProjectAccess project, Risk risk, Stories.Around around, List<Choice> people, FileShelf files, LocalDate today, Instant now, UUID measure) {
        public String sign() {
            return Signs.of(risk.status());
        }

        public String tag() {
            return Signs.tag(risk.level());
        }

        public String inherentTag() {
            return Signs.tag(risk.inherent());
        }

        public String residualTag() {
            return Signs.tag(risk.residualLevel());
        }

        private boolean may(RiskAct act) {
            return risk.status().may(act);
        }

        private boolean manages(RiskAct act) {
            return may(act) && Risks.mayManage(project, risk);
        }

        public boolean mayChange() {
            return may(RiskAct.CHANGE) && Risks.mayChange(project, risk);
        }

        public boolean mayAssess() {
            return may(RiskAct.ASSESS) && Risks.mayAssess(project);
        }

        public boolean mayMeasure() {
            return manages(RiskAct.MEASURE);
        }

        public boolean mayDo(Risk.Measure measure) {
            return measure.open() && may(RiskAct.DONE) && Risks.mayCarryOut(project, risk, measure);
        }

        public boolean mayReview() {
            return manages(RiskAct.REVIEW);
        }

        /** The day to look at it again has come, and it is for this reader to do so. */
        public boolean reviewDue() {
            return mayReview() && risk.reviewOn() != null && !risk.reviewOn().isAfter(today);
        }

        public boolean mayTreat() {
            return manages(RiskAct.TREAT);
        }

        /** Everything that was to be done is done. */
        public boolean treatable() {
            return mayTreat() && risk.response() != null && risk.openMeasures().isEmpty() && (risk.response() == Risk.Response.ACCEPT || risk.measures().stream().anyMatch(one -> one.doneAt() != null));
        }

        public boolean mayHandOver() {
            return manages(RiskAct.HAND_OVER);
        }

        public boolean mayClose() {
            return manages(RiskAct.CLOSE);
        }

        public boolean mayReopen() {
            return manages(RiskAct.REOPEN);
        }

        public boolean mayNote() {
            return project.may(Permission.COMMENT) && !project.auditor();
        }

        /** Whatever became of it, something can be learned from a risk that is over. */
        public boolean mayLearn() {
            return !risk.status().open() && mayNote();
        }

        public boolean mayRaiseEmergency() {
            return risk.status() == RiskStatus.OCCURRED && project.may(Permission.RAISE_EMERGENCY) && !project.auditor();
        }

        public List<Choice> scale() {
            return RiskController.scale();
        }

        public List<String> steps(Ui ui) {
            return List.of(ui.t("risk.status.proposed"), ui.t("risk.status.assessed"), ui.t("risk.status.treated"), ui.t(risk.status() == RiskStatus.OCCURRED ? "risk.status.occurred" : "risk.status.closed"));
        }

        public int step() {
            return Math.min(risk.status().ordinal(), 3);
        }

        /** The newest first. */
        public List<Risk.Entry> log() {
            return risk.entries().reversed();
        }
    }

    @GetMapping("/{risk}")
    Answer page(ProjectAccess here, Reader reader, Actor actor, @PathVariable int risk) {
        here.require(Permission.READ);
        var found = sheets.get(here.id(), risk);
        var people = found.status().open() && Risks.mayManage(here, found) ? teams.of(here.id()).choices() : List.<Choice>of();
        var attach = found.status().open() && here.may(Permission.RAISE_RISK) && !here.auditor();
        return Answer.page("risk/risk", new RiskPage(here, found, stories.around(found.ref(), here.id(), reader), people, attachments.on(found.ref(), attach, attach && Risks.mayManage(here, found), actor), today(here), clock.instant(), RiskMeasureId.next().value()));
    }

    // ---- in short

    static List<Choice> scale() {
        return IntStream.rangeClosed(1, 5).mapToObj(n -> new Choice(String.valueOf(n), String.valueOf(n))).toList();
    }

    private LocalDate today(ProjectAccess here) {
        return LocalDate.ofInstant(clock.instant(), here.homeZone());
    }

    static String address(ProjectAccess here, Reader reader, int number) {
        return "/w/" + reader.slug() + "/p/" + here.code() + "/risks/" + number;
    }
}
