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
import meridian.project.ResponsibilityDocument;
import meridian.project.Responsibilities;
import meridian.project.Teams;
import meridian.tenancy.Reader;
import meridian.web.Answer;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Hands the team and responsibility table over as it stands; its Word file may come back edited. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/team")
public class TeamFileController {
    private final Responsibilities responsibilities;
    private final Teams teams;
    private final FrozenTables tables;
    private final Papers papers;
    private final Words words;
    private final Clock clock;

    TeamFileController(Responsibilities responsibilities, Teams teams, FrozenTables tables, Papers papers, Words words, Clock clock) {
        this.responsibilities = responsibilities;
        this.teams = teams;
        this.tables = tables;
        this.papers = papers;
        this.words = words;
        this.clock = clock;
    }

    private record Sheet(@Nullable Document document, Locale language, DocumentContent content) {}

    private Sheet sheet(@Nullable String lang, ProjectAccess here, Reader reader) {
        var language = Papers.language(lang, reader);
        var matrix = responsibilities.of(here.id());
        var team = teams.of(here.id());
        var document = tables.standing(here.id(), matrix, team).orElse(null);
        var today = LocalDate.ofInstant(clock.instant(), here.homeZone());
        return new Sheet(document, language, new ResponsibilityDocument(words, language, here.homeZone()).of(matrix, team, reader.workspaceName(), here.name(), document, reader.name(), today));
    }

    @GetMapping("/paper")
    Answer paper(@RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        here.require(Permission.READ);
        var sheet = sheet(lang, here, reader);
        return papers.page(new PaperPage(here, "launch.responsibility_table", words.in(reader.locale(), "team.title"), "/team", "table", sheet.document() == null ? "" : sheet.document().shownNumber() + " " + sheet.document().version(), Papers.tag(sheet.language()), DocumentHtml.article(sheet.content(), words), true), sheet.document(), reader);
    }

    @GetMapping("/table.docx")
    ResponseEntity<byte[]> docx(@RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        here.require(Permission.EXPORT);
        var sheet = sheet(lang, here, reader);
        return papers.docxToEdit(sheet.content(), sheet.document(), words.in(sheet.language(), "launch.responsibility_table"), here.id().value(), here, reader);
    }

    @GetMapping("/table.pdf")
    ResponseEntity<byte[]> pdf(@RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        here.require(Permission.EXPORT);
        var sheet = sheet(lang, here, reader);
        return papers.pdf(sheet.content(), sheet.document(), words.in(sheet.language(), "launch.responsibility_table"), here, reader);
    }

    @GetMapping("/table.xlsx")
    ResponseEntity<byte[]> xlsx(@RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        here.require(Permission.EXPORT);
        var sheet = sheet(lang, here, reader);
        return papers.xlsx(sheet.content(), sheet.document(), words.in(sheet.language(), "launch.responsibility_table"), here, reader);
    }
}
