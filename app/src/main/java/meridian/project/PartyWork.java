package meridian.project;

import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;

/** How much unfinished work a party has; asked of the modules above before a party leaves the project. */
public interface PartyWork {
    int open(ProjectId project, PartyId party);
}
