package meridian.launch.web;

import java.util.List;
import java.util.Map;
import meridian.identity.Permission;
import meridian.launch.Kickoff;
import meridian.launch.Kickoffs;
import meridian.launch.Letter;
import meridian.launch.CommitmentLetters;
import meridian.launch.PlanConfirmation;
import meridian.launch.PlanConfirmations;
import meridian.launch.ReadinessReport;
import meridian.launch.ReadinessReports;
import meridian.project.Parties;
import meridian.project.Party;
import meridian.project.ProjectAccess;
import meridian.project.Stage;
import meridian.tenancy.Actor;
import meridian.tenancy.PartyId;
import meridian.tenancy.Reader;
import meridian.web.Answer;
import meridian.web.Choice;
import meridian.web.Entered;
import meridian.web.Ui;
import meridian.workplan.Baselines;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The launch of a project, party by party. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/launch")
public class LaunchController {
    private final Parties parties;
    private final ReadinessReports reports;
    private final CommitmentLetters letters;
    private final Kickoffs kickoffs;
    private final PlanConfirmations confirmations;
    private final Baselines baselines;

    LaunchController(Parties parties, ReadinessReports reports, CommitmentLetters letters, Kickoffs kickoffs, PlanConfirmations confirmations, Baselines baselines) {
        this.parties = parties;
        this.reports = reports;
        this.letters = letters;
        this.kickoffs = kickoffs;
        this.confirmations = confirmations;
        this.baselines = baselines;
    }

    public record LaunchPage(ProjectAccess here, List<Party> parties, Map<PartyId, ReadinessReport> reports, Map<PartyId, Letter> letters, CommitmentLetters.@Nullable Terms terms, @Nullable Kickoff kickoff, Map<PartyId, PlanConfirmation> confirmations, Baselines.@Nullable Baseline approved, PlanConfirmations.ToleranceRow tolerance) {
        public @Nullable ReadinessReport report(Party party) {
            return reports.get(party.id());
        }

        public long reported() {
            return parties.stream().filter(party -> report(party) != null && report(party).said()).count();
        }

        /** Whether some party is to be asked for its report, which is done while the project is launched. */
        public boolean mayAsk() {
            return here.mayEverywhere(Permission.MANAGE_PROJECT) && here.stage() == Stage.LAUNCH && reported() < parties.size();
        }

        public @Nullable Letter letter(Party party) {
            return letters.get(party.id());
        }

        public long signed() {
            return parties.stream().filter(party -> letter(party) != null && letter(party).signed()).count();
        }

        public boolean mayPrepare() {
            return here.mayEverywhere(Permission.MANAGE_PROJECT) && (here.stage() == Stage.LAUNCH || here.stage() == Stage.EXECUTION);
        }

        public static List<Choice> languages(Ui ui) {
            return List.of(new Choice("zh-CN", ui.t("launch.chinese")), new Choice("en", ui.t("launch.english")));
        }

        public String language(Ui ui) {
            return terms == null ? ui.lang() : terms.language().getLanguage().equals("zh") ? "zh-CN" : "en";
        }

        public @Nullable PlanConfirmation confirmation(Party party) {
            return confirmations.get(party.id());
        }

        public long confirmed() {
            return parties.stream().filter(party -> confirmation(party) != null && confirmation(party).confirmed()).count();
        }

        public boolean mayRun() {
            return here.mayEverywhere(Permission.MANAGE_PROJECT);
        }

        public boolean waiting() {
            return approved != null && confirmed() < parties.size();
        }
    }

    @GetMapping
    Answer page(ProjectAccess here) {
        here.require(Permission.READ);
        return Answer.page("launch/launch", new LaunchPage(here, parties.of(here.id()), reports.all(here.id()), letters.current(here.id()), letters.terms(here.id()).orElse(null), kickoffs.of(here.id()).orElse(null), confirmations.current(here.id()), baselines.approved(here.id()).orElse(null), confirmations.toleranceRow(here.id())));
    }

    @PostMapping("/plan/signers")
    Answer ask(@RequestParam(name = "_from", defaultValue = "") String from, ProjectAccess here, Reader reader, Actor actor) {
        confirmations.askSigners(here.id(), actor);
        return Answer.to(back(from, "plan", address(here, reader), here, reader)).saying("launch.said_asked");
    }

    @PostMapping("/tolerance")
    Answer tolerate(@RequestParam(defaultValue = "") String days, @RequestParam(defaultValue = "") String percent, @RequestParam int version, ProjectAccess here, Reader reader, Actor actor) {
        here.requireEverywhere(Permission.EDIT_PLAN);
        var entered = new Entered();
        var some = entered.whole("days", days);
        var share = entered.whole("percent", percent);
        entered.done();
        confirmations.tolerate(here.id(), some, share, version, actor);
        return Answer.to(address(here, reader) + "#tolerance").saying("launch.said_tolerance");
    }

    /** Whoever did it on the kickoff’s screen goes on there; everybody else where it is done otherwise. */
    static String back(String from, String part, String otherwise, ProjectAccess here, Reader reader) {
        var kickoff = address(here, reader) + "/kickoff";
        return from.equals(kickoff) ? kickoff + "#" + part : otherwise;
    }

    static String address(ProjectAccess here, Reader reader) {
        return "/w/" + reader.slug() + "/p/" + here.code() + "/launch";
    }
}
