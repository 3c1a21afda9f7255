package meridian.launch.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import meridian.approval.Approval;
import meridian.approval.Approvals;
import meridian.identity.Permission;
import meridian.launch.CommitmentLetters;
import meridian.launch.Kickoff;
import meridian.launch.Kickoffs;
import meridian.launch.Letter;
import meridian.launch.PlanConfirmation;
import meridian.launch.PlanConfirmations;
import meridian.launch.ReadinessReport;
import meridian.launch.ReadinessReports;
import meridian.launch.SignatureProvider;
import meridian.meeting.Meeting;
import meridian.meeting.MeetingSheets;
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
import meridian.workplan.Baselines;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The kickoff, gone through its agenda on one screen, and what follows it: the plan’s approval and each signer’s word on it. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/launch/kickoff")
public class KickoffController {
    private final Kickoffs kickoffs;
    private final Parties parties;
    private final ReadinessReports reports;
    private final CommitmentLetters letters;
    private final MinutesSheets minutes;
    private final Charters charters;
    private final MeetingSheets meetings;
    private final Baselines baselines;
    private final Approvals approvals;
    private final PlanConfirmations confirmations;
    private final ObjectProvider<SignatureProvider> providers;

    KickoffController(Kickoffs kickoffs, Parties parties, ReadinessReports reports, CommitmentLetters letters, MinutesSheets minutes, Charters charters, MeetingSheets meetings, Baselines baselines, Approvals approvals, PlanConfirmations confirmations,
            ObjectProvider<SignatureProvider> providers) {
        this.kickoffs = kickoffs;
        this.parties = parties;
        this.reports = reports;
        this.letters = letters;
        this.minutes = minutes;
        this.charters = charters;
        this.meetings = meetings;
        this.baselines = baselines;
        this.approvals = approvals;
        this.confirmations = confirmations;
        this.providers = providers;
    }

    /** How far the plan has come: on its way through approval, frozen as a baseline, confirmed party by party. */
    public record PlanStand(Baselines.@Nullable Baseline approved, @Nullable Approval approval, Map<PartyId, PlanConfirmation> confirmations) {
        static final PlanStand NONE = new PlanStand(null, null, Map.of());
    }

    /**
     * {@code mine}: what the reader can confirm for a party that was absent; a stand-in does it from the inbox. {@code meeting}: the one that
     * was called for it, whose agenda the minutes are taken from before it begins.
     */
    public record KickoffPage(
            ProjectAccess here, @Nullable Kickoff kickoff, List<Party> parties, Map<PartyId, ReadinessReport> reports, Map<PartyId, Letter> letters, List<TableConfirmationId> mine, MinutesSheets.@Nullable Called called, @Nullable Meeting meeting,
            KickoffQuestionId next, CharterContent charter, PlanStand plan, List<String> providers) {
        /** What the meeting’s agenda says stands in the place of a part; empty where it says nothing. */
        public String topic(Kickoff.Part part) {
            return meeting == null || meeting.agenda().size() <= part.ordinal() ? "" : meeting.agenda().get(part.ordinal()).topic();
        }

        public int minutes(Kickoff.Part part) {
            var planned = topic(part).isEmpty() ? null : meeting.agenda().get(part.ordinal()).minutes();
            return planned == null ? part.usual() : planned;
        }

        public Kickoff.@Nullable Timing timing(Kickoff.Part part) {
            return kickoff == null ? null : kickoff.timings().stream().filter(timing -> timing.part() == part).findFirst().orElse(null);
        }

        public boolean mayPrepare() {
            return mayRun() && (here.stage() == Stage.LAUNCH || here.stage() == Stage.EXECUTION);
        }

        public boolean mayExport() {
            return here.may(Permission.EXPORT);
        }

        public boolean maySubmitPlan() {
            return here.mayEverywhere(Permission.EDIT_PLAN);
        }

        public @Nullable PlanConfirmation confirmation(Party party) {
            return plan.confirmations().get(party.id());
        }

        public long planConfirmed() {
            return parties.stream().filter(party -> confirmation(party) != null && confirmation(party).confirmed()).count();
        }

        /** Whether the reader confirms the plan for this party, in one tap; a stand-in does it from the inbox. */
        public boolean mayConfirmPlan(Party party) {
            var confirmation = confirmation(party);
            return confirmation != null && !confirmation.confirmed() && !here.auditor() && here.stage() != Stage.CLOSED && here.may(Permission.SIGN, party.id());
        }

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
            return letter.open() && !here.auditor() && here.stage() != Stage.CLOSED && here.may(Permission.SIGN, letter.party());
        }

        /** Whether the reader brings back what was signed on paper; a stand-in does it on the letter’s own page. */
        public boolean mayBringPaper(Letter letter) {
            return letter.open() && here.stage() != Stage.CLOSED && (mayRun() || maySign(letter));
        }

        /** Whether the reader is the second person who compares the scan with the letter. */
        public boolean mayCheck(Letter letter) {
            return CommitmentLetters.mayCheck(here, letter);
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
        var begins = kickoff == null && here.mayEverywhere(Permission.MANAGE_PROJECT);
        return Answer.page("launch/kickoff", new KickoffPage(here, kickoff, parties.of(here.id()), reports.all(here.id()), letters.current(here.id()), mine, minutes.called(here.id(), Meeting.Kind.KICKOFF).orElse(null),
                begins ? meetings.last(here.id(), Meeting.Kind.KICKOFF).orElse(null) : null, KickoffQuestionId.next(), charters.of(here.id()).content(), kickoff == null ? PlanStand.NONE : plan(here), providers.orderedStream().map(SignatureProvider::name).filter(name -> !name.equals("password")).toList()));
    }

    private PlanStand plan(ProjectAccess here) {
        var approved = baselines.approved(here.id()).orElse(null);
        // What was approved is seen by its baseline; only before there is one does it matter how far the first approval has come.
        var approval = approved != null ? null : approvals.of(here.id(), 1).stream().findFirst().orElse(null);
        return new PlanStand(approved, approval, approved == null ? Map.of() : confirmations.current(here.id()));
    }

    @PostMapping
    Answer begin(@RequestParam Map<String, String> typed, ProjectAccess here, Reader reader, Actor actor) {
        here.requireEverywhere(Permission.MANAGE_PROJECT);
        var entered = new Entered();
        var minutes = new ArrayList<@Nullable Integer>();
        for (var part : Kickoff.Part.values()) {
            var field = "minutes_" + part.text();
            minutes.add(typed.containsKey(field) ? entered.whole(field, typed.get(field)) : Integer.valueOf(part.usual()));
        }
        entered.done();
        kickoffs.begin(here.id(), minutes, actor);
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

    @PostMapping("/questions/{id}/answer")
    Answer answer(@PathVariable KickoffQuestionId id, @RequestParam(defaultValue = "") String before, @RequestParam(defaultValue = "") String answer, ProjectAccess here, Reader reader, Actor actor) {
        here.requireEverywhere(Permission.MANAGE_PROJECT);
        kickoffs.answer(here.id(), id, before, answer, actor);
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
