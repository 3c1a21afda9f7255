package meridian.acceptance.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;
import meridian.acceptance.QualityChecks;
import meridian.acceptance.QualityRegister;
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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Hands the quality checks over: on paper, as Word file, PDF and workbook. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/quality/register")
public class QualityFileController {
    private static final String TITLE = "quality.register";

    private final QualityChecks checks;
    private final Documents documents;
    private final Papers papers;
    private final Words words;
    private final Clock clock;

    QualityFileController(QualityChecks checks, Documents documents, Papers papers, Words words, Clock clock) {
        this.checks = checks;
        this.documents = documents;
        this.papers = papers;
        this.words = words;
        this.clock = clock;
    }

    private record Sheet(@Nullable Document document, Locale language, DocumentContent content) {}

    private Sheet sheet(@Nullable String lang, ProjectAccess here, Reader reader) {
        var language = Papers.language(lang, reader);
        var document = documents.find(here.id(), QualityChecks.DOCUMENT_KIND, here.id()).orElse(null);
        return new Sheet(document, language, new QualityRegister(words, language, here.homeZone()).of(checks.of(here.id()), reader.workspaceName(), here.name(), LocalDate.ofInstant(clock.instant(), here.homeZone()), document));
    }

    @GetMapping
    Answer paper(@RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        here.require(Permission.READ);
        var sheet = sheet(lang, here, reader);
        return Answer.page("project/paper", new PaperPage(here, TITLE, words.in(reader.locale(), "quality.title"), "/quality", "register/file", sheet.document() == null ? "" : sheet.document().number(), Papers.tag(sheet.language()), DocumentHtml.article(sheet.content(), words), true));
    }

    @GetMapping("/file.docx")
    ResponseEntity<byte[]> docx(@RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        here.require(Permission.EXPORT);
        var sheet = sheet(lang, here, reader);
        return papers.docx(sheet.content(), sheet.document(), words.in(sheet.language(), TITLE), here, reader);
    }

    @GetMapping("/file.pdf")
    ResponseEntity<byte[]> pdf(@RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        here.require(Permission.EXPORT);
        var sheet = sheet(lang, here, reader);
        return papers.pdf(sheet.content(), sheet.document(), words.in(sheet.language(), TITLE), here, reader);
    }

    @GetMapping("/file.xlsx")
    ResponseEntity<byte[]> xlsx(@RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        here.require(Permission.EXPORT);
        var sheet = sheet(lang, here, reader);
        return papers.xlsx(sheet.content(), sheet.document(), words.in(sheet.language(), TITLE), here, reader);
    }
}
