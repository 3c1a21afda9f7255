package meridian.board.web;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import meridian.approval.ApprovalCard;
import meridian.approval.ApprovalForm;
import meridian.approval.Approvals;
import meridian.board.OnePager;
import meridian.board.OnePagerPdf;
import meridian.board.OnePagerSheet;
import meridian.board.OnePagerSlides;
import meridian.board.OnePagers;
import meridian.board.OnePagers.Kept;
import meridian.board.Week;
import meridian.document.Document;
import meridian.document.Documents;
import meridian.document.Export;
import meridian.identity.Permission;
import meridian.project.Papers;
import meridian.project.ProjectAccess;
import meridian.tenancy.Actor;
import meridian.tenancy.NotFound;
import meridian.tenancy.OnePagerId;
import meridian.tenancy.Reader;
import meridian.web.Answer;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** The weekly one-pagers 项目周报: the list of weeks, one week drafted or as it was issued, its files. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/weekly")
public class OnePagerController {
    private static final MediaType PPTX = MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.presentationml.presentation");

    private final OnePagers pagers;
    private final Documents documents;
    private final Approvals approvals;
    private final ApprovalCard.Source cards;
    private final ApprovalForm form;
    private final Papers papers;
    private final Words words;
    private final Clock clock;

    OnePagerController(OnePagers pagers, Documents documents, Approvals approvals, ApprovalCard.Source cards, ApprovalForm form, Papers papers, Words words, Clock clock) {
        this.pagers = pagers;
        this.documents = documents;
        this.approvals = approvals;
        this.cards = cards;
        this.form = form;
        this.papers = papers;
        this.words = words;
        this.clock = clock;
    }

    /** The weeks; {@code current} and {@code last} are what can be drafted. */
    public record WeeksPage(ProjectAccess project, List<OnePagers.Issued> weeks, Week current, Week last, @Nullable Week next) {
        public boolean mayIssue() {
            return project.may(Permission.ISSUE_ONE_PAGER);
        }
    }

    /** One week. {@code issue} is 0 for a draft; {@code id} is that of the words not kept yet; {@code summary} and {@code decisions} are proposed then; {@code handed}: it is shown as it was handed over for approval. */
    public record OnePagerPage(ProjectAccess project, Week week, OnePagerSheet sheet, String language, int issue, boolean intact, @Nullable Kept kept, UUID id, String summary, String decisions, boolean handed, boolean approvedFirst, @Nullable ApprovalCard approval) {
        public boolean draft() {
            return issue == 0;
        }

        public boolean mayIssue() {
            return project.may(Permission.ISSUE_ONE_PAGER);
        }

        /** Whether its words are written and it is issued from here. */
        public boolean writing() {
            return draft() && !handed && mayIssue();
        }

        public boolean mayExport() {
            return project.may(Permission.EXPORT);
        }

        public String query(String lang) {
            return "?lang=" + lang + (issue == 0 ? "&draft=true" : "&issue=" + issue);
        }
    }

    @GetMapping
    Answer weeks(ProjectAccess here, @RequestParam(required = false) @Nullable String before) {
        here.require(Permission.READ);
        var weeks = pagers.issued(here.id(), before == null ? null : week(before));
        var current = Week.of(LocalDate.ofInstant(clock.instant(), here.homeZone()));
        return Answer.page("board/weeks", new WeeksPage(here, weeks, current, new Week(current.monday().minusDays(7)), OnePagers.more(weeks) ? weeks.getLast().week() : null));
    }

    private static Week week(String written) {
        return Week.parse(written).orElseThrow(NotFound::new);
    }

    private record Sheet(OnePager page, OnePagerSheet sheet, int issue, boolean intact, @Nullable Kept kept, String summary, String decisions, boolean handed, @Nullable Document document) {}

    // Whoever may not issue reads what was issued, and does not learn of anything else.
    private Sheet sheet(Week week, @Nullable Integer issue, boolean draft, Locale language, ProjectAccess here, Reader reader) {
        here.require(Permission.READ);
        var kept = pagers.kept(here.id(), week).orElse(null);
        boolean may = here.may(Permission.ISSUE_ONE_PAGER);
        if (kept != null && kept.handed() && issue == null && (draft || !kept.issued()) && (may || decides(kept, here, reader))) {
            var page = pagers.handed(kept.id()).orElseThrow(NotFound::new);
            var document = documents.find(here.id(), OnePagers.DOCUMENT_KIND, kept.id()).orElseThrow(NotFound::new);
            return new Sheet(page, OnePagerSheet.of(page, reader.workspaceName(), OnePagerSheet.number(document, document.version().toString(), words, language), pagers.hands(here, kept, 0, language), words, language), 0, true, kept, "", "", true, document);
        }
        if (!draft || !may) {
            var frozen = kept == null ? null : pagers.issue(here.id(), kept, issue).orElse(null);
            if (frozen != null) {
                var sheet = OnePagerSheet.of(frozen.page(), reader.workspaceName(), OnePagerSheet.number(frozen.document(), "V" + frozen.issue() + ".0", words, language), pagers.hands(here, kept, frozen.issue(), language), words, language);
                return new Sheet(frozen.page(), sheet, frozen.issue(), frozen.intact(), kept, "", "", false, frozen.document());
            }
        }
        if (!may || issue != null || week.monday().isAfter(LocalDate.ofInstant(clock.instant(), here.homeZone()))) throw new NotFound();
        var drafted = pagers.draft(here, week, kept == null ? "" : kept.summary(), kept == null ? "" : kept.decisions());
        var page = drafted.page();
        var summary = kept != null ? kept.summary() : proposed(page, reader.locale());
        var decisions = kept != null ? kept.decisions() : drafted.wanted().stream().limit(6).map(wanted -> shortened(words.in(reader.locale(), "onepager.wanted." + wanted.kind(), wanted.text()))).collect(Collectors.joining("\n"));
        return new Sheet(page, OnePagerSheet.of(page, reader.workspaceName(), "", "", words, language), 0, true, kept, summary, decisions, false, kept == null ? null : documents.find(here.id(), OnePagers.DOCUMENT_KIND, kept.id()).orElse(null));
    }

    // What is not decided yet is read by those who decide on it.
    private boolean decides(Kept kept, ProjectAccess here, Reader reader) {
        var last = approvals.of(kept.id(), 1).stream().findFirst().orElse(null);
        if (last == null) return false;
        return here.auditor() || last.steps().stream().anyMatch(step -> step.approver().equals(here.member())) || approvals.askedOf(last, reader.actor().person()) != null;
    }

    // Shown where one-pagers are approved before they are issued, or somebody was asked already.
    private @Nullable ApprovalCard card(Sheet sheet, boolean first, ProjectAccess here, Actor actor) {
        var kept = sheet.kept();
        if (kept == null || sheet.issue() > 0) return null;
        if (!first && approvals.of(kept.id(), 1).isEmpty()) return null;
        return cards.of(here.id(), OnePagers.DOCUMENT_KIND, kept.id(), first && !sheet.handed() && here.may(Permission.ISSUE_ONE_PAGER), actor);
    }

    private String proposed(OnePager page, Locale language) {
        var first = page.milestones().isEmpty() ? "" : words.in(language, "onepager.proposed_milestone", shortened(page.milestones().getFirst().text()), page.milestones().getFirst().day());
        return words.in(language, "onepager.proposed", page.doneRows().total(), page.finished(), page.tasks(), page.overdue(), page.blocked(), page.nextRows().total()) + first;
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= 90 ? text : text.substring(0, text.offsetByCodePoints(0, 89)) + "…";
    }

    @GetMapping("/{week}")
    Answer week(@PathVariable String week, @RequestParam(required = false) @Nullable String lang, @RequestParam(required = false) @Nullable Integer issue, @RequestParam(defaultValue = "false") boolean draft, ProjectAccess here, Reader reader, Actor actor) {
        var language = Papers.language(lang, reader);
        var sheet = sheet(week(week), issue, draft, language, here, reader);
        var first = sheet.issue() == 0 && pagers.approvedFirst(here.id());
        return Answer.page("board/one-pager", new OnePagerPage(here, week(week), sheet.sheet(), Papers.tag(language), sheet.issue(), sheet.intact(), sheet.kept(), OnePagerId.next().value(), sheet.summary(), sheet.decisions(), sheet.handed(), first, card(sheet, first, here, actor))).of(papers.registered(sheet.document(), reader));
    }

    @PostMapping("/{week}/words")
    Answer write(@PathVariable String week, @RequestParam(required = false) @Nullable UUID id, @RequestParam(required = false) @Nullable Integer version, @RequestParam(defaultValue = "") String summary, @RequestParam(defaultValue = "") String decisions, ProjectAccess here, Reader reader, Actor actor) {
        pagers.write(here.id(), week(week), id == null ? OnePagerId.next() : new OnePagerId(id), summary, decisions, version, actor);
        return Answer.to("/w/" + reader.slug() + "/p/" + here.code() + "/weekly/" + week + "?draft=true").saying("onepager.kept");
    }

    @PostMapping("/{week}/issue")
    Answer issue(@PathVariable String week, @RequestParam(defaultValue = "-1") int version, @RequestParam(defaultValue = "") String reason, ProjectAccess here, Reader reader, Actor actor) {
        pagers.issue(here.id(), week(week), version, reason, actor);
        return Answer.to("/w/" + reader.slug() + "/p/" + here.code() + "/weekly/" + week).saying("onepager.issued");
    }

    @PostMapping("/{week}/approval")
    Answer submit(@PathVariable String week, @RequestParam(defaultValue = "-1") int version, @RequestParam MultiValueMap<String, String> typed, ProjectAccess here, Reader reader, Actor actor) {
        pagers.submit(here.id(), week(week), version, Objects.requireNonNullElse(typed.getFirst("reason"), ""), form.route(typed), actor);
        return Answer.to("/w/" + reader.slug() + "/p/" + here.code() + "/weekly/" + week + "?draft=true#approval").saying("onepager.said_submitted");
    }

    @PostMapping("/{week}/approval/outside")
    Answer recordOutside(@PathVariable String week, @RequestParam MultiValueMap<String, String> typed, @RequestParam(required = false) @Nullable MultipartFile scan, ProjectAccess here, Reader reader, Actor actor) throws IOException {
        here.require(Permission.ISSUE_ONE_PAGER);
        form.outside(typed, scan, reader.workspace(), outside -> pagers.recordApproval(here.id(), week(week), Objects.requireNonNullElse(typed.getFirst("reason"), ""), outside, actor));
        return Answer.to("/w/" + reader.slug() + "/p/" + here.code() + "/weekly/" + week).saying("approval.said_outside");
    }

    @GetMapping("/{week}/one-pager.pdf")
    ResponseEntity<byte[]> pdf(@PathVariable String week, @RequestParam(required = false) @Nullable String lang, @RequestParam(required = false) @Nullable Integer issue, @RequestParam(defaultValue = "false") boolean draft, ProjectAccess here, Reader reader) throws IOException {
        return file(week, lang, issue, draft, here, reader, OnePagerPdf::pdf, MediaType.APPLICATION_PDF, "pdf");
    }

    @GetMapping("/{week}/one-pager.png")
    ResponseEntity<byte[]> picture(@PathVariable String week, @RequestParam(required = false) @Nullable String lang, @RequestParam(required = false) @Nullable Integer issue, @RequestParam(defaultValue = "false") boolean draft, ProjectAccess here, Reader reader) throws IOException {
        return file(week, lang, issue, draft, here, reader, OnePagerPdf::picture, MediaType.IMAGE_PNG, "png");
    }

    @GetMapping("/{week}/one-pager.pptx")
    ResponseEntity<byte[]> slides(@PathVariable String week, @RequestParam(required = false) @Nullable String lang, @RequestParam(required = false) @Nullable Integer issue, @RequestParam(defaultValue = "false") boolean draft, ProjectAccess here, Reader reader) throws IOException {
        return file(week, lang, issue, draft, here, reader, OnePagerSlides::of, PPTX, "pptx");
    }

    private interface Form {
        byte[] of(OnePagerSheet sheet, Export export) throws IOException;
    }

    private ResponseEntity<byte[]> file(String week, @Nullable String lang, @Nullable Integer issue, boolean draft, ProjectAccess here, Reader reader, Form form, MediaType type, String ending) throws IOException {
        here.require(Permission.EXPORT);
        var language = Papers.language(lang, reader);
        var sheet = sheet(week(week), issue, draft, language, here, reader);
        var bytes = form.of(sheet.sheet(), new Export(reader.name(), ZonedDateTime.ofInstant(clock.instant(), reader.zone())).of(sheet.document(), words.in(language, "document.voided")));
        if (sheet.document() != null) documents.taken(sheet.document().id(), here.id(), ending, sheet.document().version(), reader.actor());
        return papers.answer(bytes, type, OnePagerSheet.title(words, language, week), Math.max(1, sheet.issue()), ending, here);
    }
}
