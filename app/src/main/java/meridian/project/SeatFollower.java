package meridian.project;

import meridian.tenancy.Actor;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;

/** What follows when somebody was given or lost a role in a party: who leads it may be another one. Called in the transaction that changes it. */
public interface SeatFollower {
    void seatsChanged(ProjectId project, PartyId party, Actor actor);
}
