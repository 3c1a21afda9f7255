package meridian.project;

import java.time.LocalDate;
import meridian.tenancy.Actor;
import meridian.tenancy.ProjectId;

/** What is dated from the project’s start (a milestone of its 4th week) and moves with it; implemented by the module it belongs to. */
public interface StartFollower {
    void startMoved(ProjectId project, LocalDate from, LocalDate to, Actor actor);
}
