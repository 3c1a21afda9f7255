package meridian.meeting.web;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import meridian.approval.ApprovalCard;
import meridian.approval.ApprovalForm;
import meridian.approval.ApprovalTemplates;
import meridian.approval.Approvals;
import meridian.document.Document;
import meridian.document.DocumentHtml;
import meridian.document.Documents;
import meridian.identity.Permission;
import meridian.meeting.Meeting;
import meridian.meeting.MeetingSheets;
import meridian.meeting.Meetings;
import meridian.meeting.MinuteBook;
import meridian.meeting.Minutes;
import meridian.meeting.Minutes.Section;
import meridian.meeting.MinutesAddenda;
import meridian.meeting.MinutesDocument;
import meridian.meeting.MinutesIssues;
import meridian.meeting.MinutesSheets;
import meridian.project.Papers;
import meridian.project.Parties;
import meridian.project.ProjectAccess;
import meridian.project.Teams;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.MinutesRowId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.PartyId;
import meridian.tenancy.Reader;
import meridian.tenancy.Refused;
import meridian.web.Answer;
import meridian.web.Choice;
import meridian.web.Entered;
import meridian.web.Live;
import meridian.web.Shared;
import meridian.web.Ui;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** The minutes of a meeting: the page that is written on together, the rows that are new, and the document. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/meetings")
public class MinutesController {
    private static final int SHARED_REVISIONS = 100;

    private final MinuteBook book;
    private final MinutesSheets minutes;
    private final MeetingSheets sheets;
    private final MinutesDocument documents;
    private final MinutesAddenda addenda;
    private final Documents register;
    private final MinutesIssues issues;
    private final Parties parties;
    private final Teams teams;
    private final Papers papers;
    private final Words words;
    private final Clock clock;
    private final Approvals approvals;
    private final ApprovalTemplates templates;
    private final ApprovalCard.Source cards;
    private final ApprovalForm form;
    private final Shared<Around> around;
    private final Shared<Optional<MinutesSheets.News>> news;

    MinutesController(MinuteBook book, MinutesSheets minutes, MeetingSheets sheets, MinutesDocument documents, MinutesAddenda addenda, Documents register, MinutesIssues issues, Parties parties, Teams teams, Papers papers, Words words, Clock clock, Approvals approvals, ApprovalTemplates templates, ApprovalCard.Source cards, ApprovalForm form, Live live) {
        this.book = book;
        this.minutes = minutes;
        this.sheets = sheets;
        this.documents = documents;
        this.addenda = addenda;
        this.register = register;
        this.issues = issues;
        this.parties = parties;
        this.teams = teams;
        this.papers = papers;
        this.words = words;
        this.clock = clock;
        this.approvals = approvals;
        this.templates = templates;
        this.cards = cards;
        this.form = form;
        this.around = new Shared<>(live, clock);
        this.news = new Shared<>(live, clock);
    }

    /** What a row needs to be shown; {@code writing}: the reader may type in rows. */
    public record RowView(ProjectAccess project, Meeting meeting, Minutes.Row row, boolean writing, List<Choice> people, List<Choice> parties, Instant now) {
        public boolean voted() {
            return meeting.kind() == Meeting.Kind.REVIEW && row.section().voted() && !row.blank();
        }

        public boolean mayVote() {
            return voted() && writing && meeting.participant(project.member()).isPresent();
        }

        public boolean mine() {
            return project.member().equals(row.heldBy(now));
        }

        public boolean others() {
            return row.heldBy(now) != null && !mine();
        }

        public boolean mayFinish() {
            return row.section().owned() && !row.done() && row.complete() && row.task() == null && project.member().equals(row.owner()) && !project.auditor();
        }

        public boolean overdue() {
            return row.dueOn() != null && !row.done() && row.dueOn().isBefore(LocalDate.ofInstant(now, project.homeZone()));
        }

        public List<Choice> outcomes(Ui ui) {
            return Arrays.stream(Minutes.Outcome.values()).map(one -> new Choice(one.text(), ui.t("minutes.outcome." + one.text()))).toList();
        }

        public boolean mayAddTasks() {
            return project.may(Permission.EDIT_PLAN);
        }
    }

    /** The page; {@code document} is null until something was issued. */
    public record MinutesPage(
            ProjectAccess project, Meeting meeting, @Nullable Minutes minutes, List<Choice> people, List<Choice> parties, MinutesAddenda.@Nullable Addenda addenda, @Nullable Document document, List<MinutesSheets.Read> read, @Nullable ApprovalCard approval, Instant now) {
        public List<MinutesAddenda.Part> more() {
            return addenda == null ? List.of() : addenda.parts();
        }

        public MinutesSheets.@Nullable Next next() {
            return addenda == null ? null : addenda.next();
        }

        public boolean mayWrite() {
            return MinuteBook.mayWrite(project, meeting);
        }

        public boolean writing() {
            return minutes != null && minutes.open() && mayWrite();
        }

        /** Whether they can be issued at once; where they have to be approved first, the card of the approval asks for that. */
        public boolean mayPublish() {
            return mayFinish() && (approval == null || approval.steps().none() && (approval.last() == null || !approval.last().running()));
        }

        public boolean mayFinish() {
            return minutes != null && mayFinish(project, meeting, minutes, now);
        }

        static boolean mayFinish(ProjectAccess project, Meeting meeting, Minutes minutes, Instant now) {
            return minutes.open() && MinuteBook.mayWrite(project, meeting) && Meetings.mayKeep(project, meeting) && !meeting.startsAt().isAfter(now);
        }

        public boolean mayRevise() {
            return minutes != null && !minutes.open() && Meetings.mayKeep(project, meeting);
        }

        public boolean mayExport() {
            return minutes != null && project.may(Permission.EXPORT);
        }

        public boolean mayAcknowledge() {
            return minutes != null && minutes.asks() && !minutes.open() && !project.auditor() && read.stream().anyMatch(one -> one.member().equals(project.member()) && one.at() == null);
        }

        public long readBy() {
            return read.stream().filter(one -> one.at() != null).count();
        }

        public RowView view(Minutes.Row row) {
            return new RowView(project, meeting, row, writing(), people, parties, now);
        }

        public String names(Meeting.Attendance attendance, Ui ui) {
            return String.join(ui.t("dispute.separator"), meeting.participants().stream().filter(one -> one.attendance() == attendance).map(one -> one.absenceReason().isEmpty() ? one.name() : ui.t("minutes.absent_because", one.name(), one.absenceReason())).toList());
        }

        public boolean attendanceKnown() {
            return meeting.participants().stream().anyMatch(one -> one.attendance() != null);
        }

        /** How many of a section say something. */
        public long filled(Section section) {
            return minutes == null ? 0 : minutes.of(section).stream().filter(row -> !row.blank()).count();
        }
    }

    @GetMapping("/{meeting}/minutes")
    Answer page(ProjectAccess here, Reader reader, Actor actor, @PathVariable int meeting) {
        var found = readable(here, meeting);
        var there = minutes.of(found).orElse(null);
        var writing = there != null && there.open() && MinuteBook.mayWrite(here, found);
        var document = there == null ? null : register.find(here.id(), Minutes.DOCUMENT_KIND, found.id()).orElse(null);
        var read = there != null && there.asks() && !there.open() && document != null ? minutes.read(found, document.issue()) : List.<MinutesSheets.Read>of();
        return Answer.page("meeting/minutes", new MinutesPage(here, found, there, writing ? MeetingController.people(teams.of(here.id())) : List.of(), writing ? choices(here) : List.of(), there == null ? null : addenda.of(there, document, reader.locale()), document, read, card(here, found, there, actor), clock.instant())).of(papers.registered(document, reader));
    }

    // Shown where minutes are approved before they are issued: steps are set for them, or somebody was asked already.
    private @Nullable ApprovalCard card(ProjectAccess here, Meeting meeting, @Nullable Minutes minutes, Actor actor) {
        if (minutes == null || !here.may(Permission.READ)) return null;
        var submits = MinutesPage.mayFinish(here, meeting, minutes, clock.instant());
        if (approvals.of(meeting.id(), 1).isEmpty() && (!submits || templates.of(here.id(), Minutes.approvedAs(meeting)).none())) return null;
        return cards.of(here.id(), Minutes.approvedAs(meeting), meeting.id(), submits, actor);
    }

    /** The rows that changed after a revision. */
    public record NewsPage(int revision, boolean open, List<RowView> rows) {}

    // What all pages of the same minutes ask for when something in them changed. A meeting, the team and the parties are the same for all of a project.
    private record Around(Map<Integer, Meeting> meetings, List<Choice> people, List<Choice> parties) {}

    private Around around(ProjectAccess here) {
        return around.of("project:" + here.id(), () -> new Around(new ConcurrentHashMap<>(), MeetingController.people(teams.of(here.id())), choices(here)));
    }

    private MinutesSheets.News news(Meeting meeting, int since) {
        var newest = news.of(MinuteBook.topic(meeting.id()), () -> minutes.newest(meeting.id(), SHARED_REVISIONS)).orElseThrow(NotFound::new);
        if (since < newest.revision() - SHARED_REVISIONS) return minutes.since(meeting.id(), since).orElseThrow(NotFound::new);
        return new MinutesSheets.News(newest.revision(), newest.state(), newest.rows().stream().filter(row -> row.revision() > since).toList());
    }

    @GetMapping("/{meeting}/minutes/rows")
    Answer rows(ProjectAccess here, @PathVariable int meeting, @RequestParam(defaultValue = "0") int since) {
        var around = around(here);
        var found = around.meetings().computeIfAbsent(meeting, number -> sheets.get(here.id(), number));
        if (!Meetings.mayRead(here, found)) throw new NotFound();
        var news = news(found, since);
        var writing = news.state() != Minutes.State.PUBLISHED && MinuteBook.mayWrite(here, found);
        var people = writing ? around.people() : List.<Choice>of();
        var choices = writing ? around.parties() : List.<Choice>of();
        var now = clock.instant();
        return Answer.page("meeting/rows", new NewsPage(news.revision(), news.state() != Minutes.State.PUBLISHED, news.rows().stream().map(row -> new RowView(here, found, row, writing, people, choices, now)).toList()));
    }

    private List<Choice> choices(ProjectAccess here) {
        return parties.of(here.id()).stream().map(party -> new Choice(party.id().toString(), party.name())).toList();
    }

    @PostMapping("/{meeting}/minutes")
    Answer begin(ProjectAccess here, Reader reader, Actor actor, @PathVariable int meeting) {
        var found = readable(here, meeting);
        if (!MinuteBook.mayWrite(here, found)) throw new NotAllowed();
        book.begin(here.id(), found.id(), actor);
        return Answer.to(address(here, reader, meeting));
    }

    // ---- rows, by the page’s script

    @PostMapping("/{meeting}/minutes/rows")
    Answer add(ProjectAccess here, Actor actor, @PathVariable int meeting, @RequestParam MinutesRowId id, @RequestParam(defaultValue = "") String section, @RequestParam(defaultValue = "") String party) {
        var found = writable(here, meeting);
        var entered = new Entered();
        var part = entered.word("section", section, Section::of);
        var whose = entered.chosen("party", party, PartyId::of);
        entered.done();
        if (part == null) throw Refused.at("section", "refused.missing");
        return Answer.data(book.add(here.id(), found.id(), id, part, whose, actor));
    }

    @PostMapping("/{meeting}/minutes/rows/{row}/hold")
    Answer hold(ProjectAccess here, Actor actor, @PathVariable int meeting, @PathVariable MinutesRowId row) {
        book.hold(here.id(), writable(here, meeting).id(), row, actor);
        return Answer.data(new Held(true));
    }

    private record Held(boolean held) {}

    /** {@code done}: nobody types in it any more. */
    @PostMapping("/{meeting}/minutes/rows/{row}")
    Answer save(
            ProjectAccess here,
            Actor actor,
            @PathVariable int meeting,
            @PathVariable MinutesRowId row,
            @RequestParam(defaultValue = "") String party,
            @RequestParam(defaultValue = "") String content,
            @RequestParam(defaultValue = "") String reply,
            @RequestParam(defaultValue = "") String outcome,
            @RequestParam(defaultValue = "") String owner,
            @RequestParam(name = "due_on", defaultValue = "") String dueOn,
            @RequestParam(defaultValue = "") String deliverable,
            @RequestParam(defaultValue = "duty") String becomes,
            @RequestParam(defaultValue = "false") boolean done,
            @RequestParam int version) {
        var found = writable(here, meeting);
        var entered = new Entered();
        var typed = new MinuteBook.Typed(entered.chosen("party", party, PartyId::of), content, reply, entered.word("outcome", outcome, Minutes.Outcome::of), entered.chosen("owner", owner, MemberId::of), entered.day("due_on", dueOn), deliverable, becomes.equals("task"));
        entered.done();
        return Answer.data(book.save(here.id(), found.id(), row, typed, done, version, actor));
    }

    /** A vote of a phase review. */
    @PostMapping("/{meeting}/minutes/rows/{row}/vote")
    Answer vote(ProjectAccess here, Actor actor, @PathVariable int meeting, @PathVariable MinutesRowId row, @RequestParam(defaultValue = "") String vote) {
        var found = writable(here, meeting);
        var entered = new Entered();
        var choice = entered.word("vote", vote, Minutes.Choice::of);
        entered.done();
        book.vote(here.id(), found.id(), row, choice, actor);
        return Answer.data(new Held(false));
    }

    @PostMapping("/{meeting}/minutes/rows/{row}/removal")
    Answer remove(ProjectAccess here, Actor actor, @PathVariable int meeting, @PathVariable MinutesRowId row, @RequestParam int version) {
        book.remove(here.id(), writable(here, meeting).id(), row, version, actor);
        return Answer.data(new Held(false));
    }

    // ---- issuing

    @PostMapping("/{meeting}/minutes/publication")
    Answer publish(ProjectAccess here, Reader reader, Actor actor, @PathVariable int meeting, @RequestParam(defaultValue = "false") boolean asks, @RequestParam(defaultValue = "") String reason, @RequestParam int version) {
        book.publish(here.id(), keepable(here, meeting).id(), asks, reason, version, actor);
        return Answer.to(address(here, reader, meeting)).saying("minutes.said_published");
    }

    @PostMapping("/{meeting}/minutes/approval")
    Answer submit(ProjectAccess here, Reader reader, Actor actor, @PathVariable int meeting, @RequestParam MultiValueMap<String, String> typed) {
        var found = keepable(here, meeting);
        book.submit(here.id(), found.id(), typed.getFirst("asks") != null, first(typed, "reason"), form.route(typed), version(typed), actor);
        return Answer.to(address(here, reader, meeting)).saying("minutes.said_submitted");
    }

    @PostMapping("/{meeting}/minutes/approval/outside")
    Answer recordOutside(ProjectAccess here, Reader reader, Actor actor, @PathVariable int meeting, @RequestParam MultiValueMap<String, String> typed, @RequestParam(required = false) @Nullable MultipartFile scan) throws IOException {
        var found = keepable(here, meeting);
        var there = minutes.of(found).orElseThrow(NotFound::new);
        form.outside(typed, scan, reader.workspace(), outside -> book.recordApproval(here.id(), found.id(), there.asks(), first(typed, "reason"), there.version(), outside, actor));
        return Answer.to(address(here, reader, meeting)).saying("approval.said_outside");
    }

    private static String first(MultiValueMap<String, String> typed, String field) {
        return Objects.requireNonNullElse(typed.getFirst(field), "");
    }

    private static int version(MultiValueMap<String, String> typed) {
        return Integer.parseInt(Objects.requireNonNullElse(typed.getFirst("version"), "0"));
    }

    @PostMapping("/{meeting}/minutes/revision")
    Answer revise(ProjectAccess here, Reader reader, Actor actor, @PathVariable int meeting) {
        book.revise(here.id(), keepable(here, meeting).id(), actor);
        return Answer.to(address(here, reader, meeting)).saying("minutes.said_reopened");
    }

    @PostMapping("/{meeting}/minutes/acknowledgement")
    Answer acknowledge(ProjectAccess here, Reader reader, Actor actor, @PathVariable int meeting, @RequestParam(defaultValue = "") String note) {
        var found = readable(here, meeting);
        if (here.auditor() || found.participant(here.member()).isEmpty()) throw new NotAllowed();
        book.acknowledge(here.id(), found.id(), note, actor);
        return Answer.to(address(here, reader, meeting)).saying("minutes.said_acknowledged");
    }

    /** Done from the inbox or from the minutes. */
    @PostMapping("/actions/{row}/done")
    Answer done(ProjectAccess here, Reader reader, Actor actor, @PathVariable MinutesRowId row) {
        int number = book.done(here.id(), row, actor);
        return Answer.to(address(here, reader, number) + "#row-" + row).saying("minutes.said_done");
    }

    // ---- the document

    /** A document as it lies on paper. */
    public record PaperPage(Meeting meeting, String title, String note, @Nullable Integer issue, String language, boolean mayExport, String article, String marked) {
        /** The query that keeps issue and language. */
        public String query(String lang) {
            return "?lang=" + lang + (issue == null ? "" : "&issue=" + issue);
        }
    }

    /** As it stands, or as an earlier issue said it. */
    @GetMapping("/{meeting}/minutes/paper")
    Answer paper(ProjectAccess here, Reader reader, @PathVariable int meeting, @RequestParam(required = false) @Nullable String lang, @RequestParam(required = false) @Nullable Integer issue) {
        var sheet = sheet(here, reader, meeting, lang, issue);
        var note = sheet.document() == null ? "" : sheet.document().shownNumber() + " · " + sheet.document().version();
        return Answer.page("meeting/paper", new PaperPage(sheet.minutes().meeting(), title(sheet), note, issue, Papers.tag(sheet.language()), here.may(Permission.EXPORT), DocumentHtml.article(content(sheet, here, reader), words), papers.read(sheet.document(), Papers.tag(sheet.language()), reader)));
    }

    @GetMapping("/{meeting}/minutes/minutes.docx")
    ResponseEntity<byte[]> docx(ProjectAccess here, Reader reader, @PathVariable int meeting, @RequestParam(required = false) @Nullable String lang, @RequestParam(required = false) @Nullable Integer issue) {
        here.require(Permission.EXPORT);
        var sheet = sheet(here, reader, meeting, lang, issue);
        var content = content(sheet, here, reader);
        return sheet.minutes().state() == Minutes.State.PUBLISHED ? papers.docx(content, sheet.document(), title(sheet), here, reader)
                : papers.docxToEdit(content, sheet.document(), title(sheet), sheet.minutes().meeting().id().value(), here, reader);
    }

    @GetMapping("/{meeting}/minutes/minutes.pdf")
    ResponseEntity<byte[]> pdf(ProjectAccess here, Reader reader, @PathVariable int meeting, @RequestParam(required = false) @Nullable String lang, @RequestParam(required = false) @Nullable Integer issue) {
        here.require(Permission.EXPORT);
        var sheet = sheet(here, reader, meeting, lang, issue);
        return papers.pdf(content(sheet, here, reader), sheet.document(), title(sheet), here, reader);
    }

    private record Sheet(Minutes minutes, MinutesAddenda.Addenda addenda, MinutesDocument.Filed filed, Locale language) {
        @Nullable Document document() {
            return filed.document();
        }
    }

    private Sheet sheet(ProjectAccess here, Reader reader, int number, @Nullable String lang, @Nullable Integer issue) {
        var found = readable(here, number);
        var document = register.find(here.id(), Minutes.DOCUMENT_KIND, found.id()).orElse(null);
        var language = Papers.language(lang, reader);
        var was = issue == null ? issues.standing(found, document, language) : issues.of(found, Optional.ofNullable(document).orElseThrow(NotFound::new), issue, language);
        if (was.isPresent()) return new Sheet(was.get().minutes(), was.get().addenda(), was.get().filed(), language);
        if (issue != null) throw new NotFound();
        var written = minutes.of(found).orElseThrow(NotFound::new);
        return new Sheet(written, addenda.of(written, document, language), issues.filed(found), language);
    }

    private meridian.document.DocumentContent content(Sheet sheet, ProjectAccess here, Reader reader) {
        return documents.of(sheet.minutes(), sheet.addenda(), sheet.filed(), reader.workspaceName(), here.name(), sheet.language());
    }

    private String title(Sheet sheet) {
        var meeting = sheet.minutes().meeting();
        return words.in(sheet.language(), meeting.kind() == Meeting.Kind.REVIEW ? "minutes.review_title" : "minutes.title") + " " + meeting.title();
    }

    // ----

    private Meeting readable(ProjectAccess here, int number) {
        var found = sheets.get(here.id(), number);
        if (!Meetings.mayRead(here, found)) throw new NotFound();
        return found;
    }

    // Rights are asked once more where it is written.
    private Meeting writable(ProjectAccess here, int number) {
        var found = around(here).meetings().computeIfAbsent(number, one -> sheets.get(here.id(), one));
        if (!Meetings.mayRead(here, found)) throw new NotFound();
        if (!MinuteBook.mayWrite(here, found)) throw new NotAllowed();
        return found;
    }

    private Meeting keepable(ProjectAccess here, int number) {
        var found = readable(here, number);
        if (!Meetings.mayKeep(here, found)) throw new NotAllowed();
        return Objects.requireNonNull(found);
    }

    private static String address(ProjectAccess here, Reader reader, int number) {
        return MeetingController.address(here, reader, number) + "/minutes";
    }
}
