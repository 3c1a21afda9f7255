package meridian.identity;

import meridian.tenancy.RegionId;

/** Hears, in the transaction in which it happens, that a region’s working time is another one from now on. */
public interface CalendarWatch {
    void changed(RegionId region);
}
