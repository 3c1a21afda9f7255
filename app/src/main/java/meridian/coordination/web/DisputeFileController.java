package meridian.coordination.web;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import meridian.approval.Approvals;
import meridian.coordination.Dispute;
import meridian.coordination.DisputeSheets;
import meridian.coordination.ResolutionDocument;
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
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Hands resolutions over: on paper, as Word file and PDF, and as the exact text that was sealed. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/disputes/{dispute}")
class DisputeFileController {
    private final DisputeSheets sheets;
    private final Documents documents;
    private final Approvals approvals;
    private final Papers papers;
    private final Words words;

    DisputeFileController(DisputeSheets sheets, Documents documents, Approvals approvals, Papers papers, Words words) {
        this.sheets = sheets;
        this.documents = documents;
        this.approvals = approvals;
        this.papers = papers;
        this.words = words;
    }

    private record Sheet(Dispute dispute, Document document, Locale language, DocumentContent content) {}

    private Sheet sheet(ProjectAccess here, Reader reader, int number, @Nullable String lang) {
        var language = Papers.language(lang, reader);
        var dispute = sheets.get(here.id(), number);
        if (dispute.resolution() == null) throw new NotFound();
        var document = documents.find(here.id(), "dispute_resolution", dispute.id()).orElseThrow(NotFound::new);
        var revisions = documents.revisions(document.id());
        var content = new ResolutionDocument(words, language, here.homeZone()).of(dispute, reader.workspaceName(), here.name(), document, revisions, approvals.told(dispute.id(), document, revisions));
        return new Sheet(dispute, document, language, content);
    }

    @GetMapping("/resolution")
    Answer paper(ProjectAccess here, Reader reader, @PathVariable int dispute, @RequestParam(required = false) @Nullable String lang) {
        here.require(Permission.READ);
        var sheet = sheet(here, reader, dispute, lang);
        return papers.page(new PaperPage(here, "dispute.document", sheet.dispute().code(), "/disputes/" + dispute, "resolution", sheet.document().shownNumber() + " · " + sheet.document().version(),
                Papers.tag(sheet.language()), DocumentHtml.article(sheet.content(), words)), sheet.document(), reader);
    }

    @GetMapping("/resolution.docx")
    ResponseEntity<byte[]> docx(ProjectAccess here, Reader reader, @PathVariable int dispute, @RequestParam(required = false) @Nullable String lang) {
        here.require(Permission.EXPORT);
        var sheet = sheet(here, reader, dispute, lang);
        return papers.docx(sheet.content(), sheet.document(), title(sheet), here, reader);
    }

    @GetMapping("/resolution.pdf")
    ResponseEntity<byte[]> pdf(ProjectAccess here, Reader reader, @PathVariable int dispute, @RequestParam(required = false) @Nullable String lang) {
        here.require(Permission.EXPORT);
        var sheet = sheet(here, reader, dispute, lang);
        return papers.pdf(sheet.content(), sheet.document(), title(sheet), here, reader);
    }

    /** Byte for byte what was sealed: the SHA-256 of this file is the one that is shown. */
    @GetMapping("/resolution.txt")
    ResponseEntity<byte[]> text(ProjectAccess here, Reader reader, @PathVariable int dispute) {
        here.require(Permission.EXPORT);
        var sheet = sheet(here, reader, dispute, null);
        var sealed = java.util.Objects.requireNonNull(sheet.dispute().resolution()).sealed().getBytes(StandardCharsets.UTF_8);
        documents.taken(sheet.document().id(), here.id(), "txt", sheet.document().version(), reader.actor());
        return papers.answer(sealed, new MediaType("text", "plain", StandardCharsets.UTF_8), title(sheet), 1, "txt", here);
    }

    private String title(Sheet sheet) {
        return words.in(sheet.language(), "dispute.document") + " " + sheet.dispute().code();
    }
}
