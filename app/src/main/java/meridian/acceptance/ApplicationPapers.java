package meridian.acceptance;

import static db.acceptance.Tables.APPLICATION;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import meridian.approval.Approvals;
import meridian.document.Attachments;
import meridian.document.Documents;
import meridian.project.PaperSource;
import meridian.web.Words;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What acceptance leaves: every application that was submitted, with its self-check, and the report of what its panel decided. */
@Component
@Order(55)
class ApplicationPapers implements PaperSource {
    private final ApplicationSheets sheets;
    private final Documents documents;
    private final Approvals approvals;
    private final Attachments attachments;
    private final Words words;

    ApplicationPapers(ApplicationSheets sheets, Documents documents, Approvals approvals, Attachments attachments, Words words) {
        this.sheets = sheets;
        this.documents = documents;
        this.approvals = approvals;
        this.attachments = attachments;
        this.words = words;
    }

    @Override
    public List<Paper> papers(Setting setting) {
        var project = setting.project();
        var writing = new AcceptanceDocument(words, setting.language(), project.homeZone());
        var papers = new ArrayList<Paper>();
        for (var application : sheets.read(APPLICATION.PROJECT_ID.eq(project.id()))) {
            var last = application.now();
            if (last == null) continue;
            documents.find(project.id(), AcceptancePapers.APPLICATION, application.id()).ifPresent(document -> papers.add(new Paper(document, application.title(), last.submittedAt(), () -> {
                var files = attachments.on(application.ref(), false, false, setting.actor()).files();
                return writing.application(application, files, setting.organisation(), project.name(), document, documents.revisions(document.id()));
            })));
            var decided = application.decided();
            if (decided == null) continue;
            Instant at = Objects.requireNonNullElse(application.acceptedAt(), decided.decidedAt());
            documents.find(project.id(), AcceptancePapers.REPORT, application.id()).ifPresent(document -> papers.add(new Paper(document, application.title(), at,
                    () -> writing.report(application, setting.organisation(), project.name(), document, documents.revisions(document.id()), approvals.told(application.id(), document, documents.revisions(document.id()))))));
        }
        return papers;
    }
}
