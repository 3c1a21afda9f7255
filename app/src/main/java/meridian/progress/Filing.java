package meridian.progress;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import meridian.tenancy.MemberId;
import meridian.tenancy.ReportId;
import org.jspecify.annotations.Nullable;

/**
 * What somebody sends in. The id is made where it is written, so that sending twice files once; the version is that of the
 * report it changes, null for a first one. {@code writtenAt} is the writer’s own clock when the network was away.
 */
public record Filing(
        ReportId id,
        @Nullable Integer version,
        LocalDate day,
        String planToday,
        String helpNeeded,
        @Nullable MemberId helpFrom,
        List<Line> lines,
        @Nullable Instant writtenAt) {}
