package meridian.approval;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import meridian.document.Approver;
import meridian.tenancy.ApprovalId;
import meridian.tenancy.MemberId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.StepId;
import org.jspecify.annotations.Nullable;

/** One asking for approval and how far it has come. {@code copied} are the names of those who are told of it; {@code outside}: it was approved elsewhere; {@code fingerprint}: of what was handed over. */
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
        List<Step> steps,
        List<String> copied,
        @Nullable Outside outside,
        String fingerprint) {

    /** Where it was approved, if not here: in which system, under which number, by whom and when. */
    public record Outside(String system, String number, String name, LocalDate on) {}

    /** The steps as they are taken: who is asked first stands before whoever asks them. */
    public List<Step> inTurn() {
        var turn = new ArrayList<>(steps);
        for (var step : steps) {
            if (step.before() == null) continue;
            turn.remove(step);
            int asker = IntStream.range(0, turn.size()).filter(i -> turn.get(i).id().equals(step.before())).findFirst().orElse(turn.size());
            turn.add(asker, step);
        }
        return turn;
    }

    /**
     * One person asked: what they said and when, or nothing yet; {@code decidedBy} is who said it in their place, if another one did.
     * Somebody can have asked them ({@code askedBy}, with a {@code note}): in addition, so that the step {@code before} waits for them,
     * or by passing their own step on.
     */
    public record Step(
            StepId id, int position, StepKind kind, MemberId approver, String approverName, @Nullable String decision, String opinion, @Nullable Instant decidedAt, @Nullable String decidedBy,
            @Nullable String askedBy, @Nullable StepId before, String note) {
        public boolean open() {
            return decision == null;
        }

        public boolean agreed() {
            return "agreed".equals(decision);
        }

        /** Somebody else is asked in their place. */
        public boolean passedOn() {
            return "passed_on".equals(decision);
        }
    }

    public boolean running() {
        return state.equals("running");
    }

    /** Whether this step is being asked now: all before it, and those it waits for, have spoken. */
    public boolean asked(Step step) {
        return running() && step.open() && steps.stream().noneMatch(other -> other.open() && (other.position() < step.position() || step.id().equals(other.before())));
    }

    /** The step this person is asked about now, if any. */
    public @Nullable Step askedOf(MemberId member) {
        return steps.stream().filter(step -> step.approver().equals(member) && asked(step)).findFirst().orElse(null);
    }

    /** Whether this person has still to say something, now or later. */
    public boolean expects(MemberId member) {
        return steps.stream().anyMatch(step -> step.open() && step.approver().equals(member));
    }

    /** Who approved, here or in the company’s own system. */
    public @Nullable Approver approver() {
        return outside == null ? Approver.of(who(StepKind.APPROVE)) : Approver.outside(outside.name(), outside.on());
    }

    /** Who checked or approved, if that was a step here. */
    public @Nullable MemberId who(StepKind kind) {
        return steps.stream().filter(step -> step.kind() == kind && !step.passedOn()).map(Step::approver).findFirst().orElse(null);
    }
}
