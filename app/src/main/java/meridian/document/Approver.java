package meridian.document;

import java.time.LocalDate;
import meridian.tenancy.MemberId;
import org.jspecify.annotations.Nullable;

/** Who approved an issue: a member, or where it was approved outside the house, the name and the day that were written down. */
public record Approver(@Nullable MemberId member, String outside, @Nullable LocalDate on) {
    public static @Nullable Approver of(@Nullable MemberId member) {
        return member == null ? null : new Approver(member, "", null);
    }

    public static Approver outside(String name, LocalDate on) {
        return new Approver(null, name, on);
    }
}
