package meridian.launch;

import java.time.Instant;
import java.util.List;
import meridian.tenancy.PartyId;
import meridian.tenancy.PlanConfirmationId;
import meridian.workplan.PlanLine;
import org.jspecify.annotations.Nullable;

/**
 * What a party agrees to of the plan 计划确认. {@code drift} is there where the plan had moved away from what it agreed to before
 * (补充确认); {@code current}: no later one has taken its place.
 */
public record PlanConfirmation(
        PlanConfirmationId id,
        PartyId party,
        String partyName,
        int baseline,
        boolean supplementary,
        List<PlanLine> lines,
        @Nullable PlanDrift drift,
        String text,
        String sha256,
        Instant askedAt,
        boolean current,
        @Nullable String confirmedBy,
        @Nullable Instant confirmedAt) {
    public boolean confirmed() {
        return confirmedAt != null;
    }
}
