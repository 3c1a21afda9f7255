package meridian.progress;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import meridian.duty.Cadence;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.ReportId;
import org.jspecify.annotations.Nullable;

/** A filed report. It keeps both times: when it was written and when it arrived. Late: written after its day was over. */
public record Report(
        ReportId id,
        ProjectId project,
        MemberId member,
        @Nullable PartyId party,
        Cadence cadence,
        LocalDate day,
        String planToday,
        String helpNeeded,
        @Nullable MemberId helpFrom,
        Instant writtenAt,
        Instant arrivedAt,
        boolean late,
        MemberId filedBy,
        @Nullable Instant confirmedAt,
        boolean checkAsked,
        @Nullable Instant checkedAt,
        int version,
        List<Line> lines) {

    /** Filed by somebody else, and not yet confirmed by whose report it is. */
    public boolean awaitsConfirmation() {
        return !filedBy.equals(member) && confirmedAt == null;
    }

    /** A lead is to look at it before it counts. */
    public boolean awaitsCheck() {
        return checkAsked && checkedAt == null;
    }

    /** Whether what it says of its tasks holds. */
    public boolean counts() {
        return !awaitsCheck();
    }

    /** Whether a filing says what is already here. */
    boolean says(Filing filing) {
        return planToday.equals(filing.planToday()) && helpNeeded.equals(filing.helpNeeded()) && java.util.Objects.equals(helpFrom, filing.helpFrom()) && lines.equals(filing.lines());
    }
}
