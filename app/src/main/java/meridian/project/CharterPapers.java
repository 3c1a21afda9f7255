package meridian.project;

import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import meridian.approval.Approvals;
import meridian.document.Documents;
import meridian.web.Words;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The charter in each of its issues; before the first one, as it stands. */
@Component
@Order(10)
class CharterPapers implements PaperSource {
    private final Charters charters;
    private final Documents documents;
    private final Approvals approvals;
    private final Words words;
    private final Clock clock;

    CharterPapers(Charters charters, Documents documents, Approvals approvals, Words words, Clock clock) {
        this.charters = charters;
        this.documents = documents;
        this.approvals = approvals;
        this.words = words;
        this.clock = clock;
    }

    @Override
    public List<Paper> papers(Setting setting) {
        var charter = charters.of(setting.project().id());
        var document = charters.document(charter);
        var revisions = documents.revisions(document.id());
        var writing = new CharterDocument(words, setting.language(), setting.project().homeZone());
        if (revisions.isEmpty()) return List.of(new Paper(document, "", clock.instant(), () -> writing.of(charters.of(setting.project().id()).content(), setting.organisation(), document, null, revisions, null)));
        var approved = approvals.behind(charter.id(), revisions);
        return IntStream.range(0, revisions.size()).mapToObj(i -> {
            var revision = revisions.reversed().get(i);
            return new Paper(document, "", revision.issuedAt(), () -> writing.of(CharterContent.of(documents.frozen(document.id(), revision.issue()).orElseThrow().content()), setting.organisation(), document, revision, revisions, approved.get(revision.issue())));
        }).toList();
    }
}
