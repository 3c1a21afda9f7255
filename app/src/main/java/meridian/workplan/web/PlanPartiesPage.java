package meridian.workplan.web;

import meridian.project.ProjectAccess;
import meridian.tenancy.PartyId;
import meridian.workplan.PlanFilter;
import meridian.workplan.PlanViews;
import org.jspecify.annotations.Nullable;

/** The plan by who answers for it. */
public record PlanPartiesPage(ProjectAccess here, PlanFilter filter, PlanViews.ByParty plan) {
    /** The query of one party’s rows in the table. */
    public String rows(@Nullable PartyId party) {
        return new PlanFilter(filter.text(), party, filter.owner(), filter.status(), filter.only(), java.util.List.of()).query();
    }
}
