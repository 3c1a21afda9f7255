package meridian.closing;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import meridian.document.PaperPlaces;
import org.springframework.stereotype.Component;

/** Where the papers of a closing are read. */
@Component
class ClosingPaperPlaces implements PaperPlaces {
    private static final Map<String, ClosingPapers.Kind> PAPERS = Map.of(Handovers.DOCUMENT_KIND, ClosingPapers.Kind.HANDOVER, OpenPoints.DOCUMENT_KIND, ClosingPapers.Kind.POINTS, Settlements.DOCUMENT_KIND, ClosingPapers.Kind.SETTLEMENT,
            Summaries.KIND, ClosingPapers.Kind.SUMMARY, Closings.NOTICE, ClosingPapers.Kind.NOTICE);

    @Override
    public Map<UUID, String> papers(String kind, Collection<UUID> subjects) {
        var paper = PAPERS.get(kind);
        return paper == null ? Map.of() : PaperPlaces.all(subjects, "/closing/papers/" + paper.text());
    }
}
