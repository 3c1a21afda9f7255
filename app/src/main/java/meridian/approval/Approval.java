package meridian.approval;

import java.time.Instant;
import java.util.List;
import meridian.tenancy.ApprovalId;
import meridian.tenancy.MemberId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.StepId;
import org.jspecify.annotations.Nullable;

/** One asking for approval and how far it has come. */
public record Approval(
        ApprovalId id,
        ProjectId project,
        Ref subject,
        String title,
        String reason,
        String state,
        MemberId preparedBy,
        String preparedByName,
        Instant preparedAt,
        @Nullable Instant finishedAt,
        List<Step> steps) {

    /** One person asked: what they said and when, or nothing yet; {@code decidedBy} is who said it in their place, if another one did. */
    public record Step(StepId id, int position, StepKind kind, MemberId approver, String approverName, @Nullable String decision, String opinion, @Nullable Instant decidedAt, @Nullable String decidedBy) {
        public boolean open() {
            return decision == null;
        }

        public boolean agreed() {
            return "agreed".equals(decision);
        }
    }

    public boolean running() {
        return state.equals("running");
    }

    /** Whether this step is being asked now: all before it have agreed. */
    public boolean asked(Step step) {
        return running() && step.open() && steps.stream().noneMatch(other -> other.position() < step.position() && other.open());
    }

    /** The step this person is asked about now, if any. */
    public @Nullable Step askedOf(MemberId member) {
        return steps.stream().filter(step -> step.approver().equals(member) && asked(step)).findFirst().orElse(null);
    }

    /** Who checked or approved, if that was a step. */
    public @Nullable MemberId who(StepKind kind) {
        return steps.stream().filter(step -> step.kind() == kind).map(Step::approver).findFirst().orElse(null);
    }
}
