package meridian.identity;

import java.util.List;
import meridian.tenancy.Actor;
import meridian.tenancy.DepartmentId;
import meridian.tenancy.RegionId;

/** What is being worked on in a region or department; implemented where the work is. */
public interface RegionWork {
    /** The names of the running projects that are at home in the region or have it as a party. */
    List<String> running(RegionId region);

    /** The region is called so from now on; in the transaction in which it happens. */
    void renamed(RegionId region, String name, Actor actor);

    /** As {@link #renamed(RegionId, String, Actor)}, of a department. */
    void renamed(DepartmentId department, String name, Actor actor);
}
