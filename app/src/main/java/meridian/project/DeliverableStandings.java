package meridian.project;

import java.util.Map;
import meridian.tenancy.DeliverableId;
import meridian.tenancy.ProjectId;

/** How far the acceptance of a project’s deliverables is; implemented where they are judged. */
public interface DeliverableStandings {
    /** Where each stands; one that nobody has applied for is left out. */
    Map<DeliverableId, Standing> of(ProjectId project);

    /** {@code kind} is its sign, {@code word} the key of what it is called; {@code place} leads there below the project. */
    record Standing(String kind, String word, String place) {}
}
