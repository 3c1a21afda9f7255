package meridian.risk.web;

import java.util.Optional;
import java.util.UUID;
import meridian.identity.Permission;
import meridian.project.ProjectAccess;
import meridian.risk.RiskSheets;
import meridian.risk.Risks;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.Reader;
import meridian.tenancy.RiskId;
import meridian.tenancy.RiskMeasureId;
import meridian.web.Answer;
import meridian.web.Entered;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What is done with a risk, act by act. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/risks")
class RiskActController {
    private final Risks risks;
    private final RiskSheets sheets;

    RiskActController(Risks risks, RiskSheets sheets) {
        this.risks = risks;
        this.sheets = sheets;
    }

    @PostMapping("/{risk}/measures")
    Answer measure(
            ProjectAccess here,
            Reader reader,
            Actor actor,
            @PathVariable int risk,
            @RequestParam UUID id,
            @RequestParam(defaultValue = "") String content,
            @RequestParam(defaultValue = "") String owner,
            @RequestParam(name = "due_on", defaultValue = "") String dueOn) {
        var found = managed(here, risk);
        var entered = new Entered();
        risks.measure(here.id(), found, new RiskMeasureId(id), content, entered.chosen("owner", owner, MemberId::of), entered.day("due_on", dueOn), entered.problems(), actor);
        return back(here, reader, risk, "#measures").saying("risk.said_measure");
    }

    @PostMapping("/measures/{measure}/done")
    Answer carryOut(ProjectAccess here, Reader reader, Actor actor, @PathVariable UUID measure) {
        int risk = risks.carryOut(here.id(), new RiskMeasureId(measure), actor);
        return back(here, reader, risk, "#measures").saying("risk.said_done");
    }

    @PostMapping("/measures/{measure}/removal")
    Answer drop(ProjectAccess here, Reader reader, Actor actor, @PathVariable UUID measure) {
        int risk = risks.drop(here.id(), new RiskMeasureId(measure), actor);
        return back(here, reader, risk, "#measures").saying("risk.said_dropped");
    }

    @PostMapping("/{risk}/notes")
    Answer note(ProjectAccess here, Reader reader, Actor actor, @PathVariable int risk, @RequestParam(defaultValue = "") String note) {
        risks.note(here.id(), id(here, risk), note, actor);
        return back(here, reader, risk, "#log").saying("risk.said_noted");
    }

    @PostMapping("/{risk}/review")
    Answer review(
            ProjectAccess here, Reader reader, Actor actor, @PathVariable int risk, @RequestParam(defaultValue = "") String note, @RequestParam(defaultValue = "") String next, @RequestParam int version) {
        var found = managed(here, risk);
        var entered = new Entered();
        risks.review(here.id(), found, note, entered.day("next", next), entered.problems(), version, actor);
        return back(here, reader, risk, "").saying("risk.said_reviewed");
    }

    @PostMapping("/{risk}/treatment")
    Answer treat(
            ProjectAccess here,
            Reader reader,
            Actor actor,
            @PathVariable int risk,
            @RequestParam(name = "residual_probability", defaultValue = "") String probability,
            @RequestParam(name = "residual_impact", defaultValue = "") String impact,
            @RequestParam(defaultValue = "") String note,
            @RequestParam int version) {
        var found = managed(here, risk);
        var entered = new Entered();
        risks.treat(here.id(), found, entered.word("residual_probability", probability, RiskActController::grade), entered.word("residual_impact", impact, RiskActController::grade), note, entered.problems(), version, actor);
        return back(here, reader, risk, "").saying("risk.said_treated");
    }

    /** 1 to 5, of probability or impact. */
    static Optional<Integer> grade(String text) {
        return text.matches("[1-5]") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    @PostMapping("/{risk}/handover")
    Answer handOver(ProjectAccess here, Reader reader, Actor actor, @PathVariable int risk, @RequestParam(defaultValue = "") String to, @RequestParam int version) {
        risks.handOver(here.id(), id(here, risk), to, version, actor);
        return back(here, reader, risk, "").saying("risk.said_handed_over");
    }

    @PostMapping("/{risk}/closure")
    Answer close(ProjectAccess here, Reader reader, Actor actor, @PathVariable int risk, @RequestParam(defaultValue = "") String reason, @RequestParam int version) {
        risks.close(here.id(), id(here, risk), reason, version, actor);
        return back(here, reader, risk, "").saying("risk.said_closed");
    }

    /** It has happened; whoever wants help at once goes on to raise an emergency from its words. */
    @PostMapping("/{risk}/occurrence")
    Answer occur(ProjectAccess here, Reader reader, Actor actor, @PathVariable int risk, @RequestParam(defaultValue = "") String what, @RequestParam(required = false) @Nullable String emergency, @RequestParam int version) {
        here.require(Permission.READ);
        var found = sheets.get(here.id(), risk);
        risks.occur(here.id(), found.id(), what, version, actor);
        if (emergency != null && here.may(Permission.RAISE_EMERGENCY)) return Answer.to("/w/" + reader.slug() + "/p/" + here.code() + "/emergencies/new?from=" + found.ref());
        return back(here, reader, risk, "").saying("risk.said_occurred");
    }

    @PostMapping("/{risk}/reopening")
    Answer reopen(ProjectAccess here, Reader reader, Actor actor, @PathVariable int risk, @RequestParam(defaultValue = "") String reason, @RequestParam int version) {
        risks.reopen(here.id(), id(here, risk), reason, version, actor);
        return back(here, reader, risk, "").saying("risk.said_reopened");
    }

    private RiskId id(ProjectAccess here, int number) {
        here.require(Permission.READ);
        return sheets.get(here.id(), number).id();
    }

    // Who may not is refused before anything they typed is looked at.
    private RiskId managed(ProjectAccess here, int number) {
        here.require(Permission.READ);
        var risk = sheets.get(here.id(), number);
        if (!Risks.mayManage(here, risk)) throw new NotAllowed();
        return risk.id();
    }

    private static Answer.To back(ProjectAccess here, Reader reader, int number, String place) {
        return Answer.to(RiskController.address(here, reader, number) + place);
    }
}
