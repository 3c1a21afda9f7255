package meridian.project.web;

import java.util.List;
import java.util.Objects;
import meridian.approval.Approvals;
import meridian.approval.Route;
import meridian.project.Charters;
import meridian.project.ProjectAccess;
import meridian.tenancy.Actor;
import meridian.tenancy.ApprovalId;
import meridian.tenancy.MemberId;
import meridian.tenancy.Reader;
import meridian.web.Answer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The charter on its way through approval. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/charter/approval")
public class CharterApprovalController {
    private final Charters charters;
    private final Approvals approvals;

    CharterApprovalController(Charters charters, Approvals approvals) {
        this.charters = charters;
        this.approvals = approvals;
    }

    @PostMapping
    Answer submit(
            @RequestParam(defaultValue = "") String checker,
            @RequestParam(required = false) @Nullable List<String> countersigners,
            @RequestParam(defaultValue = "") String approver,
            ProjectAccess here,
            Reader reader,
            Actor actor) {
        var typing = new Typing();
        var route = new Route(typing.choice("checker", checker, MemberId::of), typing.choices("countersigners", countersigners, MemberId::of),
                typing.choice("approver", approver, MemberId::of), false);
        typing.done();
        charters.submit(here.id(), route, actor);
        return Answer.to(CharterController.address(reader, here)).saying("charter.said_submitted");
    }

    @PostMapping("/{id}/decision")
    Answer decide(
            @PathVariable ApprovalId id,
            @RequestParam String decision,
            @RequestParam(defaultValue = "") String opinion,
            @RequestParam String read,
            ProjectAccess here,
            Reader reader,
            Actor actor) {
        var agreed = switch (decision) {
            case "agree" -> true;
            case "return" -> false;
            default -> throw new IllegalArgumentException(decision);
        };
        charters.decide(here.id(), id, agreed, opinion, read, actor);
        var done = Answer.to(CharterController.address(reader, here));
        return agreed ? done.saying("approval.said_agreed") : done.saying("approval.said_returned", Objects.requireNonNull(approvals.get(id).preparedByName()));
    }

    @PostMapping("/{id}/withdrawal")
    Answer withdraw(@PathVariable ApprovalId id, ProjectAccess here, Reader reader, Actor actor) {
        charters.withdraw(here.id(), id, actor);
        return Answer.to(CharterController.address(reader, here)).saying("approval.said_withdrawn");
    }
}
