package meridian.project.web;

import java.util.List;
import java.util.Locale;
import meridian.document.Document;
import meridian.document.DocumentContent;
import meridian.document.DocumentHtml;
import meridian.document.Documents;
import meridian.document.Revision;
import meridian.identity.Permission;
import meridian.project.PaperPage;
import meridian.project.Papers;
import meridian.project.ProjectAccess;
import meridian.project.RuleBooks;
import meridian.project.RulesDocument;
import meridian.tenancy.Reader;
import meridian.web.Answer;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Hands the tool usage rules 工具使用规范 over. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/rules")
public class RulesFileController {
    private final RuleBooks books;
    private final Documents documents;
    private final Papers papers;
    private final Words words;

    RulesFileController(RuleBooks books, Documents documents, Papers papers, Words words) {
        this.books = books;
        this.documents = documents;
        this.papers = papers;
        this.words = words;
    }

    private record Sheet(@Nullable Document document, Locale language, DocumentContent content) {}

    private Sheet sheet(@Nullable String lang, ProjectAccess here, Reader reader) {
        var language = Papers.language(lang, reader);
        var document = documents.find(here.id(), RuleBooks.DOCUMENT_KIND, here.id()).orElse(null);
        return new Sheet(document, language, new RulesDocument(words, language, here.homeZone()).of(books.of(here.id()), reader.workspaceName(), here.name(), document, document == null ? List.<Revision>of() : documents.revisions(document.id())));
    }

    @GetMapping("/paper")
    Answer paper(@RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        here.require(Permission.READ);
        var sheet = sheet(lang, here, reader);
        return papers.page(new PaperPage(here, "rules.title", words.in(reader.locale(), "rules.title"), "/rules", "rules", sheet.document() == null ? "" : sheet.document().shownNumber() + " · " + sheet.document().version(), Papers.tag(sheet.language()), DocumentHtml.article(sheet.content(), words)), sheet.document(), reader);
    }

    @GetMapping("/rules.docx")
    ResponseEntity<byte[]> docx(@RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        here.require(Permission.EXPORT);
        var sheet = sheet(lang, here, reader);
        return papers.docx(sheet.content(), sheet.document(), words.in(sheet.language(), "rules.title"), here, reader);
    }

    @GetMapping("/rules.pdf")
    ResponseEntity<byte[]> pdf(@RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        here.require(Permission.EXPORT);
        var sheet = sheet(lang, here, reader);
        return papers.pdf(sheet.content(), sheet.document(), words.in(sheet.language(), "rules.title"), here, reader);
    }
}
