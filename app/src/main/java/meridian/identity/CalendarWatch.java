package meridian.identity;

import meridian.tenancy.DepartmentId;
import meridian.tenancy.RegionId;

/** Hears, in the transaction in which it happens, that a region’s working time is another one from now on. */
public interface CalendarWatch {
    void changed(RegionId region);

    /** As {@link #changed}, of a department that belongs to another region from now on. */
    default void moved(DepartmentId department) {}
}
