package meridian.risk;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import meridian.document.PaperPlaces;
import org.springframework.stereotype.Component;

/** Where the table of risks is read. */
@Component
class RiskPaperPlaces implements PaperPlaces {
    @Override
    public Map<UUID, String> papers(String kind, Collection<UUID> subjects) {
        return kind.equals(Risks.DOCUMENT_KIND) ? PaperPlaces.all(subjects, "/risks/paper") : Map.of();
    }
}
