package meridian.launch.web;

import java.util.Locale;
import meridian.document.Document;
import meridian.document.DocumentContent;
import meridian.document.DocumentHtml;
import meridian.identity.Permission;
import meridian.launch.TableDocument;
import meridian.project.FrozenTables;
import meridian.project.FrozenTables.Kind;
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

/** The versions of responsibility table and resource list that letters name. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/launch/tables/{kind}/{issue}")
public class TableController {
    private final FrozenTables tables;
    private final Papers papers;
    private final Words words;

    TableController(FrozenTables tables, Papers papers, Words words) {
        this.tables = tables;
        this.papers = papers;
        this.words = words;
    }

    private record Sheet(Document document, String title, DocumentContent content, Locale language) {}

    private Sheet sheet(String named, int issue, @Nullable String lang, ProjectAccess here, Reader reader) {
        var kind = Kind.of(named).orElseThrow(NotFound::new);
        var language = Papers.language(lang, reader);
        var document = tables.document(here.id(), kind).orElseThrow(NotFound::new);
        var revisions = tables.revisions(document);
        var writing = new TableDocument(words, language, here.homeZone());
        var content = kind == Kind.RESPONSIBILITY_TABLE
                ? writing.of(tables.responsibilities(document, issue), reader.workspaceName(), here.name(), document, revisions, issue)
                : writing.of(tables.resources(document, issue), reader.workspaceName(), here.name(), document, revisions, issue);
        return new Sheet(revisions.stream().filter(revision -> revision.issue() == issue).findFirst().map(document::at).orElse(document), "launch." + kind.text(), content, language);
    }

    @GetMapping
    Answer paper(@PathVariable String kind, @PathVariable int issue, @RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        here.require(Permission.READ);
        var sheet = sheet(kind, issue, lang, here, reader);
        return papers.page(new PaperPage(here, sheet.title(), words.in(reader.locale(), "launch.title"), "/launch", "tables/" + kind + "/" + issue + "/table", sheet.document().shownNumber() + " V" + issue + ".0", Papers.tag(sheet.language()),
                DocumentHtml.article(sheet.content(), words)), sheet.document(), reader);
    }

    @GetMapping("/table.docx")
    ResponseEntity<byte[]> docx(@PathVariable String kind, @PathVariable int issue, @RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        here.require(Permission.EXPORT);
        var sheet = sheet(kind, issue, lang, here, reader);
        return papers.docx(sheet.content(), sheet.document(), words.in(sheet.language(), sheet.title()), here, reader);
    }

    @GetMapping("/table.pdf")
    ResponseEntity<byte[]> pdf(@PathVariable String kind, @PathVariable int issue, @RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        here.require(Permission.EXPORT);
        var sheet = sheet(kind, issue, lang, here, reader);
        return papers.pdf(sheet.content(), sheet.document(), words.in(sheet.language(), sheet.title()), here, reader);
    }
}
