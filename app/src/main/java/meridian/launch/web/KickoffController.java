package meridian.launch.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import meridian.identity.Permission;
import meridian.launch.CommitmentLetters;
import meridian.launch.Kickoff;
import meridian.launch.Kickoffs;
import meridian.launch.Letter;
import meridian.launch.ReadinessReport;
import meridian.launch.ReadinessReports;
import meridian.launch.SignatureProvider;
import meridian.meeting.Meeting;
import meridian.meeting.MinutesSheets;
import meridian.project.CharterContent;
import meridian.project.Charters;
import meridian.project.Parties;
import meridian.project.Party;
import meridian.project.ProjectAccess;
import meridian.project.Stage;
import meridian.tenancy.Actor;
import meridian.tenancy.KickoffQuestionId;
import meridian.tenancy.NotFound;
import meridian.tenancy.PartyId;
import meridian.tenancy.Reader;
import meridian.tenancy.TableConfirmationId;
import meridian.web.Answer;
import meridian.web.Choice;
import meridian.web.Entered;
import meridian.web.Ui;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The kickoff, gone through its agenda on one screen. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/launch/kickoff")
public class KickoffController {
    private final Kickoffs kickoffs;
    private final Parties parties;
    private final ReadinessReports reports;
    private final CommitmentLetters letters;
    private final MinutesSheets minutes;
    private final Charters charters;
    private final ObjectProvider<SignatureProvider> providers;

    KickoffController(Kickoffs kickoffs, Parties parties, ReadinessReports reports, CommitmentLetters letters, MinutesSheets minutes, Charters charters, ObjectProvider<SignatureProvider> providers) {
        this.kickoffs = kickoffs;
        this.parties = parties;
        this.reports = reports;
        this.letters = letters;
        this.minutes = minutes;
        this.charters = charters;
        this.providers = providers;
    }

    /** {@code mine}: what the reader can confirm for a party that was absent; a stand-in does it from the inbox. */
    public record KickoffPage(
            ProjectAccess here, @Nullable Kickoff kickoff, List<Party> parties, Map<PartyId, ReadinessReport> reports, Map<PartyId, Letter> letters, List<TableConfirmationId> mine, MinutesSheets.@Nullable Published minutes, KickoffQuestionId next, CharterContent charter, List<String> providers) {
        public boolean mayRun() {
            return here.mayEverywhere(Permission.MANAGE_PROJECT);
        }

        public boolean mayBegin() {
            return mayRun() && kickoff == null && here.stage() == Stage.LAUNCH;
        }

        public boolean running() {
            return kickoff != null && !kickoff.ended();
        }

        public @Nullable ReadinessReport report(Party party) {
            var report = reports.get(party.id());
            return report != null && report.reported() ? report : null;
        }

        public @Nullable Letter letter(Party party) {
            return letters.get(party.id());
        }

        /** Whether the reader signs this letter, here and now; a stand-in does it on the letter’s own page. */
        public boolean maySign(Letter letter) {
            return letter.current() && letter.standing() == null && !here.auditor() && here.stage() != Stage.CLOSED && here.may(Permission.SIGN, letter.party());
        }

        public List<Choice> stands(Ui ui) {
            return List.of(new Choice("present", ui.t("launch.kickoff_present")), new Choice("absent", ui.t("launch.kickoff_absent")));
        }

        public String stand(Party party) {
            var stand = kickoff == null ? null : kickoff.stand(party.id());
            return stand == null || stand.present() ? "present" : "absent";
        }

        public String objection(Party party) {
            var stand = kickoff == null ? null : kickoff.stand(party.id());
            return stand == null ? "" : stand.objection();
        }

        public List<Choice> choices() {
            return parties.stream().map(party -> new Choice(party.id().toString(), party.name())).toList();
        }

        /** What has been gone through: of five. */
        public int step() {
            if (kickoff == null || kickoff.charterAt() == null) return 0;
            if (kickoff.readinessAt() == null) return 1;
            if (kickoff.stands().size() < parties.size()) return 2;
            return kickoff.ended() ? 5 : 3;
        }
    }

    @GetMapping
    Answer page(ProjectAccess here) {
        here.require(Permission.READ);
        var kickoff = kickoffs.of(here.id()).orElse(null);
        var mine = kickoff == null || !kickoff.ended() ? List.<TableConfirmationId>of()
                : kickoff.stands().stream().filter(stand -> !stand.settled() && here.may(Permission.SIGN, stand.party())).map(Kickoff.Stand::id).toList();
        return Answer.page("launch/kickoff", new KickoffPage(here, kickoff, parties.of(here.id()), reports.all(here.id()), letters.current(here.id()), mine, minutes.published(here.id(), Meeting.Kind.KICKOFF).orElse(null), KickoffQuestionId.next(), charters.of(here.id()).content(), providers.orderedStream().map(SignatureProvider::name).filter(name -> !name.equals("password")).toList()));
    }

    @PostMapping
    Answer begin(ProjectAccess here, Reader reader, Actor actor) {
        kickoffs.begin(here.id(), actor);
        return Answer.to(address(here, reader)).saying("launch.said_begun");
    }

    @PostMapping("/steps/{step}")
    Answer done(@PathVariable String step, ProjectAccess here, Reader reader, Actor actor) {
        kickoffs.done(here.id(), Kickoff.Step.of(step).orElseThrow(NotFound::new), actor);
        return Answer.to(address(here, reader) + "#" + step).saying("launch.said_step");
    }

    @PostMapping("/parties")
    Answer note(@RequestParam Map<String, String> typed, ProjectAccess here, Reader reader, Actor actor) {
        here.requireEverywhere(Permission.MANAGE_PROJECT);
        var notes = new ArrayList<Kickoffs.Note>();
        for (var party : parties.of(here.id())) {
            var stand = typed.get("stand_" + party.id());
            if (stand != null) notes.add(new Kickoffs.Note(party.id(), stand.equals("present"), typed.getOrDefault("objection_" + party.id(), "")));
        }
        kickoffs.note(here.id(), notes, actor);
        return Answer.to(address(here, reader) + "#tables").saying("launch.said_noted");
    }

    @PostMapping("/parties/{id}/confirmation")
    Answer confirm(@PathVariable TableConfirmationId id, @RequestParam(defaultValue = "") String versions, ProjectAccess here, Reader reader, Actor actor) {
        here.require(Permission.READ);
        kickoffs.confirmLater(here.id(), id, Kickoff.Versions.read(versions), actor);
        return Answer.to(address(here, reader) + "#tables").saying("launch.said_tables_confirmed");
    }

    @PostMapping("/questions")
    Answer ask(@RequestParam KickoffQuestionId id, @RequestParam(defaultValue = "") String party, @RequestParam(defaultValue = "") String question, @RequestParam(defaultValue = "") String answer, ProjectAccess here, Reader reader, Actor actor) {
        here.requireEverywhere(Permission.MANAGE_PROJECT);
        var entered = new Entered();
        var chosen = entered.chosen("party", party, PartyId::of);
        entered.done();
        kickoffs.ask(here.id(), id, chosen, question, answer, actor);
        return Answer.to(address(here, reader) + "#questions").saying("launch.said_asked_question");
    }

    @PostMapping("/end")
    Answer end(ProjectAccess here, Reader reader, Actor actor) {
        kickoffs.end(here.id(), actor);
        return Answer.to(address(here, reader)).saying("launch.said_ended");
    }

    private static String address(ProjectAccess here, Reader reader) {
        return LaunchController.address(here, reader) + "/kickoff";
    }
}
