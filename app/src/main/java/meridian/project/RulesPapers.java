package meridian.project;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import meridian.document.Documents;
import meridian.document.Revision;
import meridian.web.Words;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The tool usage rules, once there is something in them. */
@Component
@Order(15)
class RulesPapers implements PaperSource {
    private final RuleBooks books;
    private final Documents documents;
    private final Words words;
    private final Clock clock;

    RulesPapers(RuleBooks books, Documents documents, Words words, Clock clock) {
        this.books = books;
        this.documents = documents;
        this.words = words;
        this.clock = clock;
    }

    @Override
    public List<Paper> papers(Setting setting) {
        var project = setting.project();
        var rules = books.of(project.id());
        if (rules.rules().isBlank()) return List.of();
        var document = documents.find(project.id(), RuleBooks.DOCUMENT_KIND, project.id()).orElse(null);
        return List.of(new Paper(document, "", Objects.requireNonNullElse(rules.publishedAt(), clock.instant()), () -> new RulesDocument(words, setting.language(), project.homeZone())
                .of(books.of(project.id()), setting.organisation(), project.name(), document, document == null ? List.<Revision>of() : documents.revisions(document.id()))));
    }
}
