package meridian.acceptance;

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

/** The quality checks of a project, also to calculate with. */
@Component
@Order(54)
class QualityPapers implements PaperSource {
    private final QualityChecks checks;
    private final Documents documents;
    private final XlsxWriter xlsx;
    private final Words words;

    QualityPapers(QualityChecks checks, Documents documents, XlsxWriter xlsx, Words words) {
        this.checks = checks;
        this.documents = documents;
        this.xlsx = xlsx;
        this.words = words;
    }

    @Override
    public List<Paper> papers(Setting setting) {
        var project = setting.project();
        var all = checks.of(project.id());
        if (all.isEmpty()) return List.of();
        var last = all.getLast().recordedAt();
        var on = LocalDate.ofInstant(last, project.homeZone());
        var document = documents.find(project.id(), QualityChecks.DOCUMENT_KIND, project.id()).orElse(null);
        Supplier<DocumentContent> content = () -> new QualityRegister(words, setting.language(), project.homeZone()).of(checks.of(project.id()), setting.organisation(), project.name(), on, document);
        return List.of(new Paper(document, "", last, content, List.of(new Book("xlsx", out -> xlsx.write(content.get(), new Export("", last.atZone(project.homeZone())), out)))));
    }
}
