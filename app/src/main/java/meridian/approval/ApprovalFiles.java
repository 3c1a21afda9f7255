package meridian.approval;

import java.util.Optional;
import java.util.UUID;
import meridian.document.FileSubject;
import meridian.tenancy.Actor;
import meridian.tenancy.ApprovalId;
import meridian.tenancy.NotFound;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The scan of an approval given elsewhere: attached while it is written down, and read by whoever may know of the thing. */
@Component
class ApprovalFiles implements FileSubject {
    private final ObjectProvider<Approvals> approvals;
    private final ObjectProvider<ApprovalOutcome> outcomes;

    ApprovalFiles(ObjectProvider<Approvals> approvals, ObjectProvider<ApprovalOutcome> outcomes) {
        this.approvals = approvals;
        this.outcomes = outcomes;
    }

    @Override
    public String kind() {
        return Approvals.SCANS;
    }

    @Override
    public Optional<Standing> standing(UUID thing, Actor actor) {
        try {
            var approval = approvals.getObject().get(new ApprovalId(thing));
            var outcome = outcomes.stream().filter(one -> one.subjectKind().equals(approval.subject().kind())).findFirst().orElseThrow(NotFound::new);
            if (!outcome.readable(approval, actor)) return Optional.empty();
            var writing = approval.outside() != null && approval.running() && approval.preparedBy().equals(actor.person());
            return Optional.of(new Standing(approval.project(), null, outcome.address(approval), writing, false));
        } catch (NotFound e) {
            return Optional.empty();
        }
    }
}
