package meridian.meeting;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;
import meridian.document.DocumentContent;
import meridian.document.Documents;
import meridian.document.Export;
import meridian.document.XlsxWriter;
import meridian.project.PaperSource;
import meridian.web.Words;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The register of decisions, also to calculate with. */
@Component
@Order(41)
class DecisionPapers implements PaperSource {
    private final Decisions decisions;
    private final Documents documents;
    private final XlsxWriter xlsx;
    private final Words words;

    DecisionPapers(Decisions decisions, Documents documents, XlsxWriter xlsx, Words words) {
        this.decisions = decisions;
        this.documents = documents;
        this.xlsx = xlsx;
        this.words = words;
    }

    @Override
    public List<Paper> papers(Setting setting) {
        var project = setting.project();
        var all = decisions.issued(project.id());
        if (all.isEmpty()) return List.of();
        Instant last = all.getFirst().at();
        var on = LocalDate.ofInstant(last, project.homeZone());
        var document = documents.find(project.id(), DecisionRegister.DOCUMENT_KIND, project.id()).orElse(null);
        Supplier<DocumentContent> content = () -> new DecisionRegister(words, setting.language(), project.homeZone()).of(decisions.issued(project.id()), setting.organisation(), project.name(), on, document);
        return List.of(new Paper(document, "", last, content, List.of(new Book("xlsx", out -> xlsx.write(content.get(), new Export("", last.atZone(project.homeZone())), out)))));
    }
}
