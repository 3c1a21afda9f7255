package meridian.duty;

import java.util.Collection;
import java.util.Map;
import meridian.tenancy.ProjectId;

/** The names of projects, known above: a duty only has a project's id. */
public interface DutyProjects {
    record Name(String code, String name) {}

    Map<ProjectId, Name> names(Collection<ProjectId> projects);
}
