package meridian.identity;

import java.util.List;
import meridian.tenancy.RegionId;

/** What is being worked on in a region; implemented where the work is. */
public interface RegionWork {
    /** The names of the running projects that are at home in the region or have it as a party. */
    List<String> running(RegionId region);
}
