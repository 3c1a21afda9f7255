package meridian.acceptance.web;

import java.util.Locale;
import meridian.acceptance.AcceptanceDocument;
import meridian.acceptance.AcceptancePapers;
import meridian.acceptance.Application;
import meridian.acceptance.ApplicationSheets;
import meridian.document.Attachment;
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
    private final Attachments attachments;
    private final Papers papers;
    private final Words words;

    AcceptancePaperController(ApplicationSheets sheets, Documents documents, Attachments attachments, Papers papers, Words words) {
        this.sheets = sheets;
        this.documents = documents;
        this.attachments = attachments;
        this.papers = papers;
        this.words = words;
    }

    private record Sheet(Application application, Document document, String title, Locale language, DocumentContent content) {}

    private Sheet sheet(String kind, int number, @Nullable String lang, ProjectAccess here, Reader reader) {
        var language = Papers.language(lang, reader);
        var application = sheets.get(here.id(), number);
        var document = documents.find(here.id(), kind, application.id()).orElseThrow(NotFound::new);
        var writing = new AcceptanceDocument(words, language, here.homeZone());
        var revisions = documents.revisions(document.id());
        if (kind.equals(AcceptancePapers.REPORT)) return new Sheet(application, document, "acceptance.report_document", language, writing.report(application, reader.workspaceName(), here.name(), document, revisions));
        var files = attachments.on(application.ref(), false, false, reader.actor()).files().stream().map(Attachment::name).toList();
        return new Sheet(application, document, "acceptance.application_document", language, writing.application(application, files, reader.workspaceName(), here.name(), document, revisions));
    }

    private Answer paper(String kind, String file, int number, @Nullable String lang, ProjectAccess here, Reader reader) {
        here.require(Permission.READ);
        var sheet = sheet(kind, number, lang, here, reader);
        return Answer.page("project/paper", new PaperPage(here, sheet.title(), sheet.application().title(), "/acceptance/" + number, file, sheet.document().number() + " · " + sheet.document().version(), Papers.tag(sheet.language()), DocumentHtml.article(sheet.content(), words)));
    }

    private String name(Sheet sheet) {
        return words.in(sheet.language(), sheet.title()) + " " + sheet.application().deliverableName();
    }

    @GetMapping("/report")
    Answer report(@PathVariable("application") int number, @RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        return paper(AcceptancePapers.REPORT, "report", number, lang, here, reader);
    }

    @GetMapping("/report.docx")
    ResponseEntity<byte[]> reportDocx(@PathVariable("application") int number, @RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        here.require(Permission.EXPORT);
        var sheet = sheet(AcceptancePapers.REPORT, number, lang, here, reader);
        return papers.docx(sheet.content(), sheet.document(), name(sheet), here, reader);
    }

    @GetMapping("/report.pdf")
    ResponseEntity<byte[]> reportPdf(@PathVariable("application") int number, @RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        here.require(Permission.EXPORT);
        var sheet = sheet(AcceptancePapers.REPORT, number, lang, here, reader);
        return papers.pdf(sheet.content(), sheet.document(), name(sheet), here, reader);
    }

    @GetMapping("/paper")
    Answer application(@PathVariable("application") int number, @RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        return paper(AcceptancePapers.APPLICATION, "paper", number, lang, here, reader);
    }

    @GetMapping("/paper.docx")
    ResponseEntity<byte[]> applicationDocx(@PathVariable("application") int number, @RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        here.require(Permission.EXPORT);
        var sheet = sheet(AcceptancePapers.APPLICATION, number, lang, here, reader);
        return papers.docx(sheet.content(), sheet.document(), name(sheet), here, reader);
    }

    @GetMapping("/paper.pdf")
    ResponseEntity<byte[]> applicationPdf(@PathVariable("application") int number, @RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        here.require(Permission.EXPORT);
        var sheet = sheet(AcceptancePapers.APPLICATION, number, lang, here, reader);
        return papers.pdf(sheet.content(), sheet.document(), name(sheet), here, reader);
    }
}
