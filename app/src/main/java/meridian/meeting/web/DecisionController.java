package meridian.meeting.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;
import meridian.document.Document;
import meridian.document.DocumentContent;
import meridian.document.DocumentHtml;
import meridian.document.Documents;
import meridian.identity.Permission;
import meridian.meeting.DecisionRegister;
import meridian.meeting.Decisions;
import meridian.meeting.Minutes.Choice;
import meridian.project.PaperPage;
import meridian.project.Papers;
import meridian.project.ProjectAccess;
import meridian.tenancy.MinutesRowId;
import meridian.tenancy.Reader;
import meridian.web.Answer;
import meridian.web.Ui;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The register of what meetings decided: as a page, on paper, as Word file, PDF and workbook. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/meetings")
public class DecisionController {
    private static final String TITLE = "meeting.decisions_register";

    private final Decisions decisions;
    private final Documents documents;
    private final Papers papers;
    private final Words words;
    private final Clock clock;

    DecisionController(Decisions decisions, Documents documents, Papers papers, Words words, Clock clock) {
        this.decisions = decisions;
        this.documents = documents;
        this.papers = papers;
        this.words = words;
        this.clock = clock;
    }

    public record DecisionsPage(ProjectAccess project, Decisions.Listing listing, boolean first) {
        public boolean mayExport() {
            return project.may(Permission.EXPORT);
        }

        public String votes(Decisions.Decision decision, Ui ui) {
            return ui.t("meeting.decision_votes", decision.votes(Choice.FOR), decision.votes(Choice.AGAINST), decision.votes(Choice.ABSTAIN));
        }
    }

    @GetMapping("/decisions")
    Answer list(ProjectAccess here, @RequestParam(required = false) @Nullable String after) {
        here.require(Permission.READ);
        var last = last(after);
        return Answer.page("meeting/decisions", new DecisionsPage(here, decisions.list(here.id(), last), last == null));
    }

    private static @Nullable MinutesRowId last(@Nullable String typed) {
        try {
            return typed == null || typed.isBlank() ? null : MinutesRowId.of(typed);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private record Sheet(@Nullable Document document, Locale language, DocumentContent content) {}

    private Sheet sheet(@Nullable String lang, ProjectAccess here, Reader reader) {
        var language = Papers.language(lang, reader);
        var document = documents.find(here.id(), DecisionRegister.DOCUMENT_KIND, here.id()).orElse(null);
        return new Sheet(document, language, new DecisionRegister(words, language, here.homeZone()).of(decisions.issued(here.id()), reader.workspaceName(), here.name(), LocalDate.ofInstant(clock.instant(), here.homeZone()), document));
    }

    @GetMapping("/decisions/paper")
    Answer paper(ProjectAccess here, Reader reader, @RequestParam(required = false) @Nullable String lang) {
        here.require(Permission.READ);
        var sheet = sheet(lang, here, reader);
        return Answer.page("project/paper", new PaperPage(here, TITLE, words.in(reader.locale(), "meeting.decisions"), "/meetings/decisions", "register", sheet.document() == null ? "" : sheet.document().number(), Papers.tag(sheet.language()), DocumentHtml.article(sheet.content(), words), true));
    }

    @GetMapping("/decisions/register.docx")
    ResponseEntity<byte[]> docx(ProjectAccess here, Reader reader, @RequestParam(required = false) @Nullable String lang) {
        here.require(Permission.EXPORT);
        var sheet = sheet(lang, here, reader);
        return papers.docx(sheet.content(), sheet.document(), words.in(sheet.language(), TITLE), here, reader);
    }

    @GetMapping("/decisions/register.pdf")
    ResponseEntity<byte[]> pdf(ProjectAccess here, Reader reader, @RequestParam(required = false) @Nullable String lang) {
        here.require(Permission.EXPORT);
        var sheet = sheet(lang, here, reader);
        return papers.pdf(sheet.content(), sheet.document(), words.in(sheet.language(), TITLE), here, reader);
    }

    @GetMapping("/decisions/register.xlsx")
    ResponseEntity<byte[]> xlsx(ProjectAccess here, Reader reader, @RequestParam(required = false) @Nullable String lang) {
        here.require(Permission.EXPORT);
        var sheet = sheet(lang, here, reader);
        return papers.xlsx(sheet.content(), sheet.document(), words.in(sheet.language(), TITLE), here, reader);
    }
}
