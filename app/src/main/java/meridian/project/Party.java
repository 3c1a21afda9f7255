package meridian.project;

import java.time.ZoneId;
import meridian.tenancy.DepartmentId;
import meridian.tenancy.PartyId;
import meridian.tenancy.RegionId;
import org.jspecify.annotations.Nullable;

/**
 * A party 责任单位: a region or a department in the project's scope. {@code calendarRegion} is the region whose calendar
 * counts for its work: its own, its department's, or the project's home; {@code dayMinutes} is the length of a usual working day there.
 */
public record Party(
        PartyId id,
        String name,
        @Nullable RegionId region,
        @Nullable DepartmentId department,
        RegionId calendarRegion,
        ZoneId zone,
        int position,
        int dayMinutes) {

    public boolean isRegion() {
        return region != null;
    }
}
