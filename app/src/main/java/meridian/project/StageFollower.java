package meridian.project;

import meridian.tenancy.Actor;
import meridian.tenancy.ProjectId;

/**
 * What a module makes ready when a project comes into a stage; called in the transaction that moves it. Whoever moved the project
 * need not be allowed to do by hand what follows.
 */
public interface StageFollower {
    void entered(ProjectId project, Stage from, Stage to, Actor actor);
}
