package meridian.coordination;

import java.time.Instant;
import meridian.tenancy.EmergencyId;
import meridian.tenancy.MemberId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import org.jspecify.annotations.Nullable;

/**
 * Something that cannot wait 突发问题. Its number is permanent within the project: E-3. Both clocks run round the clock: the
 * playbook grants emergencies no holidays.
 */
public record Emergency(
        EmergencyId id,
        ProjectId project,
        int number,
        String title,
        String what,
        String place,
        Severity severity,
        EmergencyState state,
        MemberId raisedBy,
        Instant raisedAt,
        @Nullable MemberId onDuty,
        EmergencyClock response,
        EmergencyClock solution,
        @Nullable MemberId respondedBy,
        @Nullable MemberId proposedBy,
        @Nullable Instant acceptedAt,
        @Nullable Instant closedAt,
        String reason,
        String cause,
        String helped,
        String changes,
        int version) {

    /** The kinds of duty that are its two clocks. */
    public static final String RESPONSE_OWED = "emergency_response";

    public static final String SOLUTION_OWED = "emergency_solution";

    public Ref ref() {
        return Ref.of("emergency", id);
    }

    public String name() {
        return "E-" + number;
    }

    public boolean answered() {
        return response.stoppedAt() != null;
    }
}
