package meridian.coordination;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import meridian.project.ResourceUse;
import meridian.tenancy.ProjectId;
import meridian.tenancy.ResourceId;
import org.springframework.stereotype.Component;

/** What the requests of a project mean for its resource list. */
@Component
class RequestedResources implements ResourceUse {
    private final RequestSheets sheets;

    RequestedResources(RequestSheets sheets) {
        this.sheets = sheets;
    }

    @Override
    public Map<ResourceId, Use> of(ProjectId project, LocalDate today) {
        var uses = new HashMap<ResourceId, Use>();
        for (var demand : sheets.demand(project, null)) {
            var claims = demand.wanting().stream()
                    .filter(one -> one.status().open())
                    .map(one -> new Claim(one.code(), "/requests/" + one.number(), one.party(), one.claim().amount(), "request.status." + one.status().text(), one.settled()))
                    .toList();
            uses.put(demand.resource(), new Use(demand.committed(today).subtract(demand.committedElsewhere()), demand.contested(today), claims));
        }
        return uses;
    }
}
