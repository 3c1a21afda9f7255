package meridian.workplan;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import meridian.document.PaperPlaces;
import org.springframework.stereotype.Component;

/** Where the work plan is read as it was agreed. */
@Component
class PlanPaperPlaces implements PaperPlaces {
    @Override
    public Map<UUID, String> papers(String kind, Collection<UUID> subjects) {
        return kind.equals(PlanApprovals.KIND) ? PaperPlaces.all(subjects, "/plan/approval") : Map.of();
    }
}
