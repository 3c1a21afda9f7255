package meridian.progress.web;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import meridian.document.DocumentContent;
import meridian.document.DocumentHtml;
import meridian.identity.Permission;
import meridian.progress.StandUpDocument;
import meridian.progress.StandUps;
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

/** Hands a day’s progress sheet over. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/progress/{day}")
public class StandUpFileController {
    private final StandUps standUps;
    private final Papers papers;
    private final Words words;

    StandUpFileController(StandUps standUps, Papers papers, Words words) {
        this.standUps = standUps;
        this.papers = papers;
        this.words = words;
    }

    private DocumentContent content(String day, Locale language, ProjectAccess here, Reader reader) {
        var standUp = standUps.of(here, day(day), reader);
        return new StandUpDocument(words, language).of(standUp, reader.workspaceName(), here.name(), reader.name(), standUp.today(), reader.zone());
    }

    private static LocalDate day(String written) {
        try {
            return LocalDate.parse(written);
        } catch (DateTimeParseException e) {
            throw new NotFound();
        }
    }

    @GetMapping("/paper")
    Answer paper(@PathVariable String day, @RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        here.require(Permission.READ);
        var language = Papers.language(lang, reader);
        return papers.page(new PaperPage(here, "progress.sheet_document", words.in(reader.locale(), "progress.standup"), "/progress", day(day) + "/sheet", day, Papers.tag(language), DocumentHtml.article(content(day, language, here, reader), words)), null, reader);
    }

    @GetMapping("/sheet.docx")
    ResponseEntity<byte[]> docx(@PathVariable String day, @RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        here.require(Permission.EXPORT);
        var language = Papers.language(lang, reader);
        return papers.docx(content(day, language, here, reader), null, words.in(language, "progress.sheet_document") + " " + day, here, reader);
    }

    @GetMapping("/sheet.pdf")
    ResponseEntity<byte[]> pdf(@PathVariable String day, @RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        here.require(Permission.EXPORT);
        var language = Papers.language(lang, reader);
        return papers.pdf(content(day, language, here, reader), null, words.in(language, "progress.sheet_document") + " " + day, here, reader);
    }
}
