package meridian.project.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;
import meridian.document.Document;
import meridian.document.DocumentContent;
import meridian.document.DocumentHtml;
import meridian.identity.Permission;
import meridian.project.FrozenTables;
import meridian.project.PaperPage;
import meridian.project.Papers;
import meridian.project.ProjectAccess;
import meridian.project.ResourceListDocument;
import meridian.project.Resources;
import meridian.tenancy.Reader;
import meridian.web.Answer;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Hands the resource list over as it stands. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/resources")
public class ResourceFileController {
    private final Resources resources;
    private final FrozenTables tables;
    private final Papers papers;
    private final Words words;
    private final Clock clock;

    ResourceFileController(Resources resources, FrozenTables tables, Papers papers, Words words, Clock clock) {
        this.resources = resources;
        this.tables = tables;
        this.papers = papers;
        this.words = words;
        this.clock = clock;
    }

    private record Sheet(@Nullable Document document, Locale language, DocumentContent content, String title) {}

    private Sheet sheet(@Nullable String lang, ProjectAccess here, Reader reader) {
        var language = Papers.language(lang, reader);
        var list = resources.of(here.id());
        var document = tables.standing(here.id(), list).orElse(null);
        var content = new ResourceListDocument(words, language, here.homeZone()).of(list, here.currency(), reader.workspaceName(), here.name(), document, reader.name(), LocalDate.ofInstant(clock.instant(), here.homeZone()));
        return new Sheet(document, language, content, words.in(language, "launch.resource_list"));
    }

    @GetMapping("/paper")
    Answer paper(@RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        here.require(Permission.READ);
        var sheet = sheet(lang, here, reader);
        return papers.page(new PaperPage(here, "launch.resource_list", words.in(reader.locale(), "resource.title"), "/resources", "table", sheet.document() == null ? "" : sheet.document().shownNumber() + " " + sheet.document().version(), Papers.tag(sheet.language()), DocumentHtml.article(sheet.content(), words), true), sheet.document(), reader);
    }

    @GetMapping("/table.docx")
    ResponseEntity<byte[]> docx(@RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        here.require(Permission.EXPORT);
        var sheet = sheet(lang, here, reader);
        return papers.docx(sheet.content(), sheet.document(), sheet.title(), here, reader);
    }

    @GetMapping("/table.pdf")
    ResponseEntity<byte[]> pdf(@RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        here.require(Permission.EXPORT);
        var sheet = sheet(lang, here, reader);
        return papers.pdf(sheet.content(), sheet.document(), sheet.title(), here, reader);
    }

    @GetMapping("/table.xlsx")
    ResponseEntity<byte[]> xlsx(@RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        here.require(Permission.EXPORT);
        var sheet = sheet(lang, here, reader);
        return papers.xlsx(sheet.content(), sheet.document(), sheet.title(), here, reader);
    }
}
