package meridian.duty;

import java.util.Collection;
import java.util.Map;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.RegionId;

/** The names and places of projects, known above: a duty only has a project's id. */
public interface DutyProjects {
    record Name(String code, String name) {}

    Map<ProjectId, Name> names(Collection<ProjectId> projects);

    /** The home regions of projects, and the regions whose calendars their parties go by. */
    record Places(Map<ProjectId, RegionId> homes, Map<PartyId, RegionId> parties) {}

    Places places(Collection<ProjectId> projects);
}
