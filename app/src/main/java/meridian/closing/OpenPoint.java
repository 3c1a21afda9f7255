package meridian.closing;

import java.time.Instant;
import java.time.LocalDate;
import meridian.tenancy.MemberId;
import meridian.tenancy.OpenPointId;
import org.jspecify.annotations.Nullable;

/** One open point 遗留问题: what remains, who sees to it until when, and how it ended. */
public record OpenPoint(OpenPointId id, int position, String content, String note, @Nullable MemberId owner, String ownerName, @Nullable LocalDate dueOn, String said, @Nullable String doneBy, @Nullable Instant doneAt, int version) {
    public boolean done() {
        return doneAt != null;
    }

    public boolean owned() {
        return done() || owner != null;
    }
}
