package meridian.risk;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import meridian.document.Documents;
import meridian.project.PaperSource;
import meridian.web.Words;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The risk tracking table, on paper and as a workbook. */
@Component
@Order(60)
class RiskPapers implements PaperSource {
    private final RiskSheets sheets;
    private final Documents documents;
    private final Words words;
    private final Clock clock;

    RiskPapers(RiskSheets sheets, Documents documents, Words words, Clock clock) {
        this.sheets = sheets;
        this.documents = documents;
        this.words = words;
        this.clock = clock;
    }

    @Override
    public List<Paper> papers(Setting setting) {
        var project = setting.project();
        var risks = sheets.register(project.id());
        if (risks.isEmpty()) return List.of();
        var latest = risks.stream().map(risk -> risk.entries().isEmpty() ? risk.submittedAt() : risk.entries().getLast().at()).max(Instant::compareTo).orElseThrow();
        var document = documents.find(project.id(), Risks.DOCUMENT_KIND, project.id()).orElse(null);
        return List.of(new Paper(document, "", latest,
                () -> new RiskDocument(words, setting.language(), project.homeZone()).of(sheets.register(project.id()), setting.organisation(), project.name(), "", LocalDate.ofInstant(latest, project.homeZone()), document),
                List.of(new Book("xlsx", out -> new RiskWorkbook(words, setting.language(), project.homeZone()).write(project.name(), setting.organisation(), sheets.register(project.id()), clock.instant(), "", out)))));
    }
}
