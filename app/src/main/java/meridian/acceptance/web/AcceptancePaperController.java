package meridian.acceptance.web;

import java.util.Locale;
import meridian.acceptance.AcceptanceDocument;
import meridian.acceptance.AcceptancePapers;
import meridian.acceptance.Application;
import meridian.acceptance.ApplicationSheets;
import meridian.approval.Approvals;
import meridian.document.Attachments;
import meridian.document.Document;
import meridian.document.DocumentContent;
import meridian.document.DocumentHtml;
import meridian.document.Documents;
import meridian.identity.Permission;
import meridian.project.PaperPage;
import meridian.project.Papers;
import meridian.project.ProjectAccess;
import meridian.tenancy.NotFound;
import meridian.tenancy.Reader;
import meridian.web.Answer;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The application and the report of its panel as documents: on a page, as DOCX and as PDF, from one content. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/acceptance/{application:[0-9]{1,8}}")
public class AcceptancePaperController {
    private final ApplicationSheets sheets;
    private final Documents documents;
    private final Approvals approvals;
    private final Attachments attachments;
    private final Papers papers;
    private final Words words;

    AcceptancePaperController(ApplicationSheets sheets, Documents documents, Approvals approvals, Attachments attachments, Papers papers, Words words) {
        this.sheets = sheets;
        this.documents = documents;
        this.approvals = approvals;
        this.attachments = attachments;
        this.papers = papers;
        this.words = words;
    }

    /** The two documents, as their addresses call them. */
    enum Kind {
        REPORT(AcceptancePapers.REPORT, "acceptance.report_document"),
        PAPER(AcceptancePapers.APPLICATION, "acceptance.application_document");

        private final String register;
        private final String title;

        Kind(String register, String title) {
            this.register = register;
            this.title = title;
        }
    }

    private record Sheet(Application application, Document document, String title, Locale language, DocumentContent content) {}

    private Sheet sheet(String name, int number, @Nullable String lang, ProjectAccess here, Reader reader) {
        var kind = Kind.valueOf(name.toUpperCase(Locale.ROOT));
        var language = Papers.language(lang, reader);
        var application = sheets.get(here.id(), number);
        var document = documents.find(here.id(), kind.register, application.id()).orElseThrow(NotFound::new);
        var writing = new AcceptanceDocument(words, language, here.homeZone());
        var revisions = documents.revisions(document.id());
        if (kind == Kind.REPORT) return new Sheet(application, document, kind.title, language, writing.report(application, reader.workspaceName(), here.name(), document, revisions, approvals.told(application.id(), document, revisions)));
        var files = attachments.on(application.ref(), false, false, reader.actor()).files();
        return new Sheet(application, document, kind.title, language, writing.application(application, files, reader.workspaceName(), here.name(), document, revisions));
    }

    @GetMapping("/{kind:report|paper}")
    Answer paper(@PathVariable("application") int number, @PathVariable String kind, @RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        here.require(Permission.READ);
        var sheet = sheet(kind, number, lang, here, reader);
        return papers.page(new PaperPage(here, sheet.title(), sheet.application().title(), "/acceptance/" + number, kind, sheet.document().shownNumber() + " · " + sheet.document().version(), Papers.tag(sheet.language()), DocumentHtml.article(sheet.content(), words)), sheet.document(), reader);
    }

    @GetMapping("/{kind:report|paper}.docx")
    ResponseEntity<byte[]> docx(@PathVariable("application") int number, @PathVariable String kind, @RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        here.require(Permission.EXPORT);
        var sheet = sheet(kind, number, lang, here, reader);
        return papers.docx(sheet.content(), sheet.document(), name(sheet), sheet.application().party(), here, reader);
    }

    @GetMapping("/{kind:report|paper}.pdf")
    ResponseEntity<byte[]> pdf(@PathVariable("application") int number, @PathVariable String kind, @RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        here.require(Permission.EXPORT);
        var sheet = sheet(kind, number, lang, here, reader);
        return papers.pdf(sheet.content(), sheet.document(), name(sheet), sheet.application().party(), here, reader);
    }

    private String name(Sheet sheet) {
        return words.in(sheet.language(), sheet.title()) + " " + sheet.application().deliverableName();
    }
}
