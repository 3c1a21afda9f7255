package meridian.duty;

import java.time.Instant;
import java.time.LocalDate;
import meridian.tenancy.DutyId;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import org.jspecify.annotations.Nullable;

/** Something owed by somebody, by an instant. {@code period} tells the days of a recurring one apart; {@code doer} is the owner or who stands in for them. */
public record Duty(
        DutyId id,
        String kind,
        @Nullable ProjectId project,
        @Nullable String projectCode,
        @Nullable PartyId party,
        Ref subject,
        String title,
        MemberId owner,
        @Nullable MemberId owedTo,
        @Nullable LocalDate period,
        Instant openedAt,
        Instant dueAt,
        String state,
        boolean read,
        MemberId doer) {

    public boolean late(Instant now) {
        return state.equals("open") && now.isAfter(dueAt);
    }
}
