package meridian.acceptance.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import meridian.acceptance.Application;
import meridian.acceptance.Application.Criterion;
import meridian.acceptance.Application.Reviewer;
import meridian.acceptance.ApplicationSheets;
import meridian.acceptance.Outcome;
import meridian.acceptance.Verdicts;
import meridian.document.Attachments;
import meridian.document.FileShelf;
import meridian.identity.Permission;
import meridian.project.ProjectAccess;
import meridian.tenancy.Actor;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.Reader;
import meridian.web.Answer;
import meridian.web.Choice;
import meridian.web.Entered;
import meridian.web.Ui;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A reviewer’s verdict, given on a page of its own that a telephone has room for; and the decision by a quorum. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/acceptance/{application:[0-9]{1,8}}")
public class VerdictController {
    private final Verdicts verdicts;
    private final ApplicationSheets sheets;
    private final ApplicationPages pages;
    private final Attachments attachments;

    VerdictController(Verdicts verdicts, ApplicationSheets sheets, ApplicationPages pages, Attachments attachments) {
        this.verdicts = verdicts;
        this.sheets = sheets;
        this.pages = pages;
        this.attachments = attachments;
    }

    public record VerdictPage(ProjectAccess project, Application application, Reviewer place, FileShelf files) {
        public List<Criterion> asked() {
            return application.asked(application.round());
        }

        public boolean forAnother() {
            return !place.member().equals(project.member());
        }

        public List<Choice> votes(Ui ui) {
            return List.of(new Choice("yes", ui.t("acceptance.vote_yes")), new Choice("no", ui.t("acceptance.vote_no")));
        }

        public List<Choice> outcomes(Ui ui) {
            return Stream.of(Outcome.values()).filter(outcome -> outcome != Outcome.CONDITIONAL || application.conditional()).map(outcome -> new Choice(outcome.text(), ui.t("acceptance.outcome." + outcome.text()))).toList();
        }

        /** What was done about it since it failed. */
        public List<Application.Rectification> mended(Criterion criterion) {
            return application.rectifications().stream().filter(item -> criterion.id().equals(item.criterion()) && !item.open()).toList();
        }
    }

    @GetMapping("/verdict")
    Answer form(ProjectAccess here, Reader reader, Actor actor, @PathVariable("application") int number) {
        here.require(Permission.READ);
        var application = sheets.get(here.id(), number);
        var stake = sheets.stake(here, application, actor);
        var place = stake.place();
        if (place == null) throw new NotAllowed();
        if (!stake.mayJudge()) return pages.of(stake, reader, actor);
        return Answer.page("acceptance/verdict", new VerdictPage(here, application, place, attachments.on(application.ref(), false, false, actor)));
    }

    @PostMapping("/verdict")
    Answer judge(ProjectAccess here, Reader reader, Actor actor, @PathVariable("application") int number, @RequestParam Map<String, String> form, @RequestParam(defaultValue = "0") int round) {
        here.require(Permission.READ);
        var application = sheets.get(here.id(), number);
        var entered = new Entered();
        var votes = new ArrayList<Verdicts.Typed>();
        for (var criterion : application.criteria()) {
            int i = criterion.position();
            var met = entered.word("met_" + i, form.getOrDefault("met_" + i, ""), VerdictController::vote);
            votes.add(new Verdicts.Typed(criterion.id(), met, form.getOrDefault("comment_" + i, "")));
        }
        var overall = entered.word("overall", form.getOrDefault("overall", ""), Outcome::of);
        verdicts.judge(here.id(), number, round, votes, overall, form.getOrDefault("comment", ""), entered.problems(), actor);
        return Answer.to(AcceptanceController.address(here, reader, number)).saying("acceptance.said_judged");
    }

    private static Optional<Boolean> vote(String word) {
        return word.equals("yes") ? Optional.of(true) : word.equals("no") ? Optional.of(false) : Optional.empty();
    }

    @PostMapping("/decision")
    Answer decide(ProjectAccess here, Reader reader, Actor actor, @PathVariable("application") int number, @RequestParam int version) {
        here.requireEverywhere(Permission.CONVENE_ACCEPTANCE);
        verdicts.decide(here.id(), number, version, actor);
        return Answer.to(AcceptanceController.address(here, reader, number)).saying("acceptance.said_decided");
    }
}
