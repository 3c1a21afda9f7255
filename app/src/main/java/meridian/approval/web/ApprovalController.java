package meridian.approval.web;

import meridian.approval.Approvals;
import meridian.tenancy.Actor;
import meridian.tenancy.ApprovalId;
import meridian.tenancy.MemberId;
import meridian.tenancy.Reader;
import meridian.web.Answer;
import meridian.web.Entered;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What people say on the way to an approval, whatever it is about; the answer leads to the thing. */
@Controller
@RequestMapping("/w/{slug}/approvals/{id}")
public class ApprovalController {
    private final Approvals approvals;

    ApprovalController(Approvals approvals) {
        this.approvals = approvals;
    }

    /** Leads to the thing. */
    @GetMapping
    Answer thing(@PathVariable ApprovalId id, Reader reader, Actor actor) {
        return Answer.to("/w/" + reader.slug() + approvals.address(id, actor));
    }

    @PostMapping("/decision")
    Answer decide(@PathVariable ApprovalId id, @RequestParam String decision, @RequestParam(defaultValue = "") String opinion, @RequestParam(defaultValue = "") String read, Reader reader, Actor actor) {
        var agreed = switch (decision) {
            case "agree" -> true;
            case "return" -> false;
            default -> throw new IllegalArgumentException(decision);
        };
        approvals.decide(id, agreed, opinion, read, actor);
        var done = to(id, reader);
        return agreed ? done.saying("approval.said_agreed") : done.saying("approval.said_returned", approvals.get(id).preparedByName());
    }

    @PostMapping("/extra")
    Answer askOneMore(@PathVariable ApprovalId id, @RequestParam(defaultValue = "") String whom, @RequestParam(defaultValue = "") String note, Reader reader, Actor actor) {
        approvals.askOneMore(id, member(whom), note, actor);
        return to(id, reader).saying("approval.said_extra");
    }

    @PostMapping("/passing-on")
    Answer passOn(@PathVariable ApprovalId id, @RequestParam(defaultValue = "") String whom, @RequestParam(defaultValue = "") String note, Reader reader, Actor actor) {
        approvals.passOn(id, member(whom), note, actor);
        return to(id, reader).saying("approval.said_passed_on");
    }

    private static @Nullable MemberId member(String whom) {
        var entered = new Entered();
        var member = entered.chosen("whom", whom, MemberId::of);
        entered.done();
        return member;
    }

    @PostMapping("/withdrawal")
    Answer withdraw(@PathVariable ApprovalId id, Reader reader, Actor actor) {
        approvals.withdraw(id, actor);
        return to(id, reader).saying("approval.said_withdrawn");
    }

    private Answer.To to(ApprovalId id, Reader reader) {
        return Answer.to("/w/" + reader.slug() + approvals.address(approvals.get(id)));
    }
}
