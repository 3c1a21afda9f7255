package meridian.identity;

import java.time.LocalDate;
import java.util.Map;
import meridian.tenancy.RegionId;

/** How far into the future there are plans that a region’s calendar counts for; implemented where the plans are. */
public interface PlannedDays {
    /** The last planned day of each region that has any. */
    Map<RegionId, LocalDate> until();
}
