package meridian.approval;

import java.time.Instant;
import meridian.tenancy.Actor;
import meridian.tenancy.PartyId;
import org.jspecify.annotations.Nullable;

/**
 * What an approval means for the thing it was about; implemented by the module that owns the thing, and called in the
 * transaction of the last decision.
 */
public interface ApprovalOutcome {
    /** The kind of thing ({@link meridian.tenancy.Ref#kind}); {@code approval.of.<kind>} is what it is called. */
    String subjectKind();

    /** The name of the {@link meridian.duty.DutyKind} that each person asked finds in their inbox. */
    String dutyKind();

    /** The name of the {@link meridian.duty.DutyKind} by which who prepared it owes it again, mended, once it was sent back. */
    String returnedKind();

    /** Until when somebody who is asked at this instant owes an answer, and who gets it back at this instant a better one. */
    Instant due(Approval approval, Instant asked);

    /** The party whose promise the thing is; nobody’s in particular unless said. */
    default @Nullable PartyId party(Approval approval) {
        return null;
    }

    /** Where it is decided, as an address in the workspace. */
    String address(Approval approval);

    /** Whether this person may know of the thing. */
    boolean readable(Approval approval, Actor actor);

    /** The fingerprint of what is there to be read now: whoever decides says with it what they have read. */
    String fingerprint(Approval approval);

    /** Everybody agreed: the thing is frozen as it stands. */
    void approved(Approval approval, Actor actor);

    /** Sent back, or withdrawn by whoever prepared it: it is a draft again. */
    void reopened(Approval approval, Actor actor);
}
