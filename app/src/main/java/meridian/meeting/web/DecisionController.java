package meridian.meeting.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;
import meridian.document.DocumentContent;
import meridian.document.DocumentHtml;
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
    private final Papers papers;
    private final Words words;
    private final Clock clock;

    DecisionController(Decisions decisions, Papers papers, Words words, Clock clock) {
        this.decisions = decisions;
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

    private DocumentContent content(ProjectAccess here, Reader reader, Locale language) {
        return new DecisionRegister(words, language, here.homeZone()).of(decisions.issued(here.id()), reader.workspaceName(), here.name(), LocalDate.ofInstant(clock.instant(), here.homeZone()));
    }

    @GetMapping("/decisions/paper")
    Answer paper(ProjectAccess here, Reader reader, @RequestParam(required = false) @Nullable String lang) {
        here.require(Permission.READ);
        var language = Papers.language(lang, reader);
        return Answer.page("project/paper", new PaperPage(here, TITLE, words.in(reader.locale(), "meeting.decisions"), "/meetings/decisions", "register", "", Papers.tag(language), DocumentHtml.article(content(here, reader, language), words)));
    }

    @GetMapping("/decisions/register.docx")
    ResponseEntity<byte[]> docx(ProjectAccess here, Reader reader, @RequestParam(required = false) @Nullable String lang) {
        here.require(Permission.EXPORT);
        var language = Papers.language(lang, reader);
        return papers.docx(content(here, reader, language), null, words.in(language, TITLE), here, reader);
    }

    @GetMapping("/decisions/register.pdf")
    ResponseEntity<byte[]> pdf(ProjectAccess here, Reader reader, @RequestParam(required = false) @Nullable String lang) {
        here.require(Permission.EXPORT);
        var language = Papers.language(lang, reader);
        return papers.pdf(content(here, reader, language), null, words.in(language, TITLE), here, reader);
    }

    @GetMapping("/decisions/register.xlsx")
    ResponseEntity<byte[]> xlsx(ProjectAccess here, Reader reader, @RequestParam(required = false) @Nullable String lang) {
        here.require(Permission.EXPORT);
        var language = Papers.language(lang, reader);
        return papers.xlsx(content(here, reader, language), null, words.in(language, TITLE), here, reader);
    }
}
