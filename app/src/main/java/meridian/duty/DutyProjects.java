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

    /** The home regions of projects, the regions whose calendars their parties go by, and of these the parties that are regions. */
    record Places(Map<ProjectId, RegionId> homes, Map<PartyId, RegionId> parties, Map<PartyId, RegionId> regional) {
        public static final Places NONE = new Places(Map.of(), Map.of(), Map.of());
    }

    Places places(Collection<ProjectId> projects);
}
