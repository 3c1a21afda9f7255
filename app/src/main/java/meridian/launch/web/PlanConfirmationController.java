package meridian.launch.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import meridian.identity.Permission;
import meridian.launch.PlanConfirmation;
import meridian.launch.PlanConfirmations;
import meridian.project.ProjectAccess;
import meridian.tenancy.Actor;
import meridian.tenancy.PlanConfirmationId;
import meridian.tenancy.Reader;
import meridian.web.Answer;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A party’s part of the plan, and its one tap. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/launch/plan/{id}")
public class PlanConfirmationController {
    private final PlanConfirmations confirmations;

    PlanConfirmationController(PlanConfirmations confirmations) {
        this.confirmations = confirmations;
    }

    public record ConfirmationPage(ProjectAccess here, PlanConfirmation confirmation, List<PlanConfirmation> history, boolean mayConfirm) {}

    @GetMapping
    Answer page(@PathVariable PlanConfirmationId id, ProjectAccess here, Actor actor) {
        here.require(Permission.READ);
        var confirmation = confirmations.get(here.id(), id);
        var may = confirmation.current() && !confirmation.confirmed() && confirmations.mayConfirm(here, confirmation, actor);
        return Answer.page("launch/confirmation", new ConfirmationPage(here, confirmation, confirmations.history(here.id(), confirmation.party()), may));
    }

    @PostMapping("/confirmation")
    Answer confirm(@PathVariable PlanConfirmationId id, @RequestParam(name = "_from", defaultValue = "") String from, ProjectAccess here, Reader reader, Actor actor, HttpServletRequest request) {
        here.require(Permission.READ);
        confirmations.confirm(here.id(), id, request.getRemoteAddr(), actor);
        return Answer.to(LaunchController.back(from, "plan", LaunchController.address(here, reader) + "/plan/" + id, here, reader)).saying("launch.said_confirmed");
    }
}
