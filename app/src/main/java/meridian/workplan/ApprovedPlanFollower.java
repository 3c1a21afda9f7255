package meridian.workplan;

import meridian.tenancy.Actor;
import meridian.tenancy.ProjectId;

/** What follows when a plan has been approved and frozen; called in the transaction of the last decision. */
public interface ApprovedPlanFollower {
    void approved(ProjectId project, Baselines.Baseline baseline, Actor actor);
}
