package meridian.coordination.web;

import java.util.List;
import java.util.Locale;
import meridian.coordination.RequestDocument;
import meridian.coordination.RequestSheets;
import meridian.coordination.ResourceRequest;
import meridian.coordination.ResourceRequests;
import meridian.document.Document;
import meridian.document.DocumentContent;
import meridian.document.DocumentHtml;
import meridian.document.Documents;
import meridian.identity.Permission;
import meridian.project.PaperPage;
import meridian.project.Papers;
import meridian.project.ProjectAccess;
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

/** Hands requests over: each as the form 资源协调申请表 on paper, as Word file and as PDF. */
@Controller
@RequestMapping("/w/{slug}/p/{code}")
public class RequestFileController {
    private final RequestSheets sheets;
    private final Documents documents;
    private final Papers papers;
    private final Words words;

    RequestFileController(RequestSheets sheets, Documents documents, Papers papers, Words words) {
        this.sheets = sheets;
        this.documents = documents;
        this.papers = papers;
        this.words = words;
    }

    private record Sheet(ResourceRequest request, @Nullable Document document, Locale language, DocumentContent content) {}

    private Sheet sheet(ProjectAccess here, Reader reader, int number, @Nullable String lang) {
        var language = Papers.language(lang, reader);
        var request = sheets.get(here.id(), number);
        var document = documents.find(here.id(), ResourceRequests.DOCUMENT_KIND, request.id()).orElse(null);
        var revisions = document == null ? List.<meridian.document.Revision>of() : documents.revisions(document.id());
        return new Sheet(request, document, language, new RequestDocument(words, language, here.homeZone()).of(request, reader.workspaceName(), here.name(), document, revisions));
    }

    @GetMapping("/requests/{request}/paper")
    Answer paper(ProjectAccess here, Reader reader, @PathVariable int request, @RequestParam(required = false) @Nullable String lang) {
        here.require(Permission.READ);
        var sheet = sheet(here, reader, request, lang);
        var note = sheet.document() == null ? "" : sheet.document().shownNumber() + " · " + sheet.document().version();
        return papers.page(new PaperPage(here, "request.document", sheet.request().code(), "/requests/" + request, "form", note, Papers.tag(sheet.language()), DocumentHtml.article(sheet.content(), words)), sheet.document(), reader);
    }

    @GetMapping("/requests/{request}/form.docx")
    ResponseEntity<byte[]> docx(ProjectAccess here, Reader reader, @PathVariable int request, @RequestParam(required = false) @Nullable String lang) {
        here.require(Permission.EXPORT);
        var sheet = sheet(here, reader, request, lang);
        return papers.docx(sheet.content(), sheet.document(), title(sheet), sheet.request().from().party(), here, reader);
    }

    @GetMapping("/requests/{request}/form.pdf")
    ResponseEntity<byte[]> pdf(ProjectAccess here, Reader reader, @PathVariable int request, @RequestParam(required = false) @Nullable String lang) {
        here.require(Permission.EXPORT);
        var sheet = sheet(here, reader, request, lang);
        return papers.pdf(sheet.content(), sheet.document(), title(sheet), sheet.request().from().party(), here, reader);
    }

    private String title(Sheet sheet) {
        return words.in(sheet.language(), "request.document") + " " + sheet.request().code();
    }
}
