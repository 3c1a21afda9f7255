package meridian.closing.web;

import java.io.IOException;
import java.util.List;
import meridian.approval.ApprovalCard;
import meridian.approval.ApprovalForm;
import meridian.closing.Closing;
import meridian.closing.Closings;
import meridian.closing.Evaluation;
import meridian.closing.Evaluations;
import meridian.identity.Permission;
import meridian.project.Gate;
import meridian.project.GateCheck;
import meridian.project.Gates;
import meridian.project.Papers;
import meridian.project.ProjectAccess;
import meridian.project.Stage;
import meridian.project.WhenClosed;
import meridian.tenancy.Actor;
import meridian.tenancy.EvaluationId;
import meridian.tenancy.Reader;
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

/** The closing of a project as a list of what is to be done, and what is said once of it: lessons, application, evaluations. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/closing")
public class ClosingController {
    private final Gates gates;
    private final Closings closings;
    private final Evaluations evaluations;
    private final ApprovalCard.Source cards;
    private final ApprovalForm form;
    private final Papers papers;

    ClosingController(Gates gates, Closings closings, Evaluations evaluations, ApprovalCard.Source cards, ApprovalForm form, Papers papers) {
        this.papers = papers;
        this.gates = gates;
        this.closings = closings;
        this.evaluations = evaluations;
        this.cards = cards;
        this.form = form;
    }

    /** {@code gate}: what the gate asks for, while the project is being closed. */
    public record ClosingPage(ProjectAccess project, @Nullable Gate gate, @Nullable Closing closing, List<Evaluation> evaluations) {
        public boolean underway() {
            return project.stage() == Stage.CLOSING;
        }

        public boolean before() {
            return project.stage().before(Stage.CLOSING);
        }

        public List<GateCheck.Item> items() {
            return gate == null ? List.of() : gate.items();
        }

        public boolean mayWrite() {
            return underway() && project.mayEverywhere(Permission.MANAGE_PROJECT);
        }

        public boolean mayEvaluate(Evaluation evaluation) {
            return Evaluations.mayWrite(project, evaluation);
        }
    }

    @GetMapping
    Answer page(ProjectAccess here) {
        here.require(Permission.READ);
        var gate = here.stage() == Stage.CLOSING ? gates.of(here.id(), Stage.CLOSING) : null;
        return Answer.page("closing/closing", new ClosingPage(here, gate, closings.of(here.id()).orElse(null), here.stage() == Stage.CLOSED ? evaluations.of(here.id()) : List.of()));
    }

    @PostMapping("/lessons")
    Answer decideLessons(@RequestParam(defaultValue = "") String lessons, @RequestParam int version, ProjectAccess here, Reader reader, Actor actor) {
        here.requireEverywhere(Permission.MANAGE_PROJECT);
        closings.decideLessons(here.id(), lessons, version, actor);
        return Answer.to(address(here, reader) + "#lessons").saying("closing.said_lessons");
    }

    // ---- the application

    public record ApplicationPage(ProjectAccess project, @Nullable Closing closing, ApprovalCard approval) {}

    @GetMapping("/application")
    Answer application(ProjectAccess here, Reader reader, Actor actor) {
        here.require(Permission.READ);
        var closing = closings.of(here.id()).orElse(null);
        var may = here.stage() == Stage.CLOSING && here.mayEverywhere(Permission.MANAGE_PROJECT) && (closing == null || closing.state() == Closing.State.DRAFT);
        var subject = closing == null ? meridian.tenancy.ClosingId.next() : closing.id();
        return Answer.page("closing/application", new ApplicationPage(here, closing, cards.of(here.id(), Closings.KIND, subject, may, actor))).of(papers.registered(here, Closings.NOTICE, subject, reader));
    }

    @PostMapping("/application/approval")
    Answer submit(@RequestParam MultiValueMap<String, String> typed, @RequestParam(defaultValue = "") String statement, ProjectAccess here, Reader reader, Actor actor) {
        here.requireEverywhere(Permission.MANAGE_PROJECT);
        closings.apply(here.id(), statement, form.route(typed), actor);
        return Answer.to(address(here, reader) + "/application").saying("closing.said_applied");
    }

    @PostMapping("/application/approval/outside")
    Answer recordOutside(@RequestParam MultiValueMap<String, String> typed, @RequestParam(defaultValue = "") String statement, @RequestParam(required = false) @Nullable MultipartFile scan, ProjectAccess here, Reader reader, Actor actor) throws IOException {
        here.requireEverywhere(Permission.MANAGE_PROJECT);
        form.outside(typed, scan, reader.workspace(), outside -> closings.recordApproval(here.id(), statement.isBlank() ? outside.system() + " " + outside.number() : statement, outside, actor));
        return Answer.to(address(here, reader) + "/application").saying("approval.said_outside");
    }

    // ---- what is left of it

    public record EvaluationPage(ProjectAccess project, Evaluation evaluation, boolean mayWrite) {
        public List<Choice> outcomes(Ui ui) {
            return java.util.Arrays.stream(Evaluation.Outcome.values()).map(one -> new Choice(one.text(), ui.t("closing.outcome." + one.text()))).toList();
        }
    }

    @GetMapping("/evaluations/{id}")
    Answer evaluation(@PathVariable EvaluationId id, ProjectAccess here) {
        here.require(Permission.READ);
        var evaluation = evaluations.get(here.id(), id);
        return Answer.page("closing/evaluation", new EvaluationPage(here, evaluation, Evaluations.mayWrite(here, evaluation)));
    }

    @PostMapping("/evaluations/{id}")
    @WhenClosed
    Answer evaluate(@PathVariable EvaluationId id, @RequestParam(defaultValue = "") String outcome, @RequestParam(defaultValue = "") String content, @RequestParam int version, ProjectAccess here, Reader reader, Actor actor) {
        here.require(Permission.READ);
        var entered = new Entered();
        var chosen = entered.word("outcome", outcome, Evaluation.Outcome::of);
        entered.done();
        evaluations.write(here.id(), id, chosen, content, version, actor);
        return Answer.to(address(here, reader) + "/evaluations/" + id).saying("closing.said_evaluated");
    }

    static String address(ProjectAccess here, Reader reader) {
        return "/w/" + reader.slug() + "/p/" + here.code() + "/closing";
    }
}
