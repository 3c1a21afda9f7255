package meridian.project;

import java.util.Map;
import meridian.tenancy.DeliverableId;
import meridian.tenancy.ProjectId;

/** Which work produces a project’s deliverables; implemented where the plan is. */
public interface DeliverableWork {
    /** What is planned for each deliverable; one that nothing is planned for is left out. */
    Map<DeliverableId, Work> of(ProjectId project);

    /** How many tasks produce it, and how many of these are done or accepted. */
    record Work(int tasks, int done) {}
}
