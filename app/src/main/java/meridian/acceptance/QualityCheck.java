package meridian.acceptance;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import meridian.tenancy.DeliverableId;
import meridian.tenancy.FindingId;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.QualityCheckId;
import meridian.tenancy.Ref;
import org.jspecify.annotations.Nullable;

/** A quality check 过程质量检查: somebody looked at a party’s work on a day, and what they found. */
public record QualityCheck(
        QualityCheckId id, ProjectId project, int number, String title, PartyId party, String partyName, @Nullable DeliverableId deliverable, @Nullable String deliverableName, LocalDate checkedOn, String note, Person checkedBy, Instant recordedAt, List<Finding> findings) {

    public static final String KIND = "quality_check";

    public record Person(MemberId id, String name) {}

    /** {@code said} is the last word about it: how it was mended, or why that was not enough. */
    public record Finding(FindingId id, String content, Person owner, LocalDate dueOn, FindingState state, String said, @Nullable Instant mendedAt, @Nullable Person verifiedBy, @Nullable Instant verifiedAt, int version) {
        public boolean late(LocalDate today) {
            return state == FindingState.OPEN && dueOn.isBefore(today);
        }
    }

    /** What people call it: QC-3. */
    public String code() {
        return code(number);
    }

    static String code(int number) {
        return "QC-" + number;
    }

    public Ref ref() {
        return Ref.of(KIND, id);
    }

    /** {@code passed} (nothing was found), {@code open}, or {@code settled}. */
    public String state() {
        if (findings.isEmpty()) return "passed";
        return findings.stream().allMatch(finding -> finding.state() == FindingState.VERIFIED) ? "settled" : "open";
    }
}
