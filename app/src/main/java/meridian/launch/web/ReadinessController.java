package meridian.launch.web;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import meridian.approval.ApprovalCard;
import meridian.approval.ApprovalForm;
import meridian.approval.Approvals;
import meridian.document.Document;
import meridian.document.DocumentContent;
import meridian.document.DocumentHtml;
import meridian.document.Documents;
import meridian.identity.Permission;
import meridian.launch.ReadinessDocument;
import meridian.launch.ReadinessReport;
import meridian.launch.ReadinessReport.Item;
import meridian.launch.ReadinessReport.State;
import meridian.launch.ReadinessReports;
import meridian.project.PaperPage;
import meridian.project.Papers;
import meridian.project.ProjectAccess;
import meridian.project.Resource;
import meridian.project.Stage;
import meridian.tenancy.Actor;
import meridian.tenancy.NotFound;
import meridian.tenancy.ReadinessReportId;
import meridian.tenancy.Reader;
import meridian.web.Answer;
import meridian.web.Choice;
import meridian.web.Entered;
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

/** A party’s readiness report: written, read and handed over. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/launch/readiness")
public class ReadinessController {
    private final ReadinessReports reports;
    private final Documents documents;
    private final Approvals approvals;
    private final ApprovalCard.Source cards;
    private final ApprovalForm form;
    private final Papers papers;
    private final Words words;

    ReadinessController(ReadinessReports reports, Documents documents, Approvals approvals, ApprovalCard.Source cards, ApprovalForm form, Papers papers, Words words) {
        this.reports = reports;
        this.documents = documents;
        this.approvals = approvals;
        this.cards = cards;
        this.form = form;
        this.papers = papers;
        this.words = words;
    }

    public record ReadinessPage(ProjectAccess here, ReadinessReport report, List<Resource> provided, boolean mayReport, @Nullable ApprovalCard approval) {
        /** What is being approved is not written anew: it would have to be handed over again. */
        public boolean mayWrite() {
            return mayReport && (approval == null || approval.last() == null || !approval.last().running());
        }

        public List<Item> items() {
            return List.of(Item.values());
        }

        public List<Choice> states(Ui ui) {
            return Stream.of(State.values()).map(state -> new Choice(state.text(), ui.t("launch.state." + state.text()))).toList();
        }

        public String state(Item item) {
            var answer = report.answer(item);
            return answer == null ? "" : answer.state().text();
        }

        public String note(Item item) {
            var answer = report.answer(item);
            return answer == null ? "" : answer.note();
        }

        public static String sign(State state) {
            return switch (state) {
                case READY -> "good";
                case PARTLY -> "warn";
                case MISSING -> "bad";
                case NOT_NEEDED -> "draft";
            };
        }

        public boolean mayExport() {
            return report.reported() && here.may(Permission.EXPORT);
        }
    }

    @PostMapping
    Answer ask(ProjectAccess here, Reader reader, Actor actor) {
        reports.ask(here.id(), actor);
        return Answer.to(LaunchController.address(here, reader)).saying("launch.said_asked");
    }

    @GetMapping("/{id}")
    Answer page(@PathVariable ReadinessReportId id, ProjectAccess here, Reader reader, Actor actor) {
        here.require(Permission.READ);
        var report = reports.get(here.id(), id);
        var may = here.stage().before(Stage.EXECUTION) && reports.mayReport(here, report, actor);
        return Answer.page("launch/readiness", new ReadinessPage(here, report, reports.provided(here.id(), report.party()), may, approval(here, report, may, actor))).of(papers.registered(here, ReadinessReports.KIND, id, reader));
    }

    // Shown where the report waits to be approved, or somebody was asked already.
    private @Nullable ApprovalCard approval(ProjectAccess here, ReadinessReport report, boolean mayReport, Actor actor) {
        if (!report.waiting() && approvals.of(report.id(), 1).isEmpty()) return null;
        return cards.of(here.id(), ReadinessReports.KIND, report.id(), mayReport && report.waiting(), actor);
    }

    @PostMapping("/{id}/approval")
    Answer submit(@PathVariable ReadinessReportId id, @RequestParam MultiValueMap<String, String> typed, ProjectAccess here, Reader reader, Actor actor) {
        here.require(Permission.READ);
        reports.submit(here.id(), id, form.route(typed), actor);
        return Answer.to(address(here, reader, id) + "#approval").saying("launch.said_submitted");
    }

    @PostMapping("/{id}/approval/outside")
    Answer recordOutside(@PathVariable ReadinessReportId id, @RequestParam MultiValueMap<String, String> typed, @RequestParam(required = false) @Nullable MultipartFile scan, ProjectAccess here, Reader reader, Actor actor) throws IOException {
        here.require(Permission.READ);
        form.outside(typed, scan, reader.workspace(), outside -> reports.recordApproval(here.id(), id, outside, actor));
        return Answer.to(address(here, reader, id)).saying("approval.said_outside");
    }

    private static String address(ProjectAccess here, Reader reader, ReadinessReportId id) {
        return LaunchController.address(here, reader) + "/readiness/" + id;
    }

    @PostMapping("/{id}")
    Answer report(@PathVariable ReadinessReportId id, @RequestParam Map<String, String> typed, @RequestParam int version, ProjectAccess here, Reader reader, Actor actor) {
        here.require(Permission.READ);
        var entered = new Entered();
        var states = new EnumMap<Item, @Nullable State>(Item.class);
        var notes = new EnumMap<Item, String>(Item.class);
        for (var item : Item.values()) {
            states.put(item, entered.word("state_" + item.text(), typed.getOrDefault("state_" + item.text(), ""), State::of));
            notes.put(item, typed.getOrDefault("note_" + item.text(), ""));
        }
        entered.done();
        reports.report(here.id(), id, new ReadinessReports.Facts(states, notes, typed.getOrDefault("risks", ""), typed.getOrDefault("questions", "")), version, actor);
        return reports.get(here.id(), id).waiting() ? Answer.to(address(here, reader, id) + "#approval").saying("launch.said_kept") : Answer.to(address(here, reader, id)).saying("launch.said_reported");
    }

    // ---- as a document

    private record Sheet(ReadinessReport report, Document document, Locale language, DocumentContent content) {}

    private Sheet sheet(ReadinessReportId id, @Nullable String lang, ProjectAccess here, Reader reader) {
        var language = Papers.language(lang, reader);
        var report = reports.get(here.id(), id);
        if (!report.reported()) throw new NotFound();
        var document = documents.find(here.id(), ReadinessReports.KIND, id).orElseThrow(NotFound::new);
        var revisions = documents.revisions(document.id());
        var content = new ReadinessDocument(words, language, here.homeZone()).of(report, reports.provided(here.id(), report.party()), reader.workspaceName(), here.name(), document, revisions, approvals.told(id, document, revisions));
        return new Sheet(report, document, language, content);
    }

    private String title(Sheet sheet) {
        return words.in(sheet.language(), "launch.readiness_document") + " " + sheet.report().partyName();
    }

    @GetMapping("/{id}/report")
    Answer paper(@PathVariable ReadinessReportId id, @RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        here.require(Permission.READ);
        var sheet = sheet(id, lang, here, reader);
        return papers.page(new PaperPage(here, "launch.readiness_document", sheet.report().partyName(), "/launch/readiness/" + id, "report", sheet.document().shownNumber() + " · " + sheet.document().version(),
                Papers.tag(sheet.language()), DocumentHtml.article(sheet.content(), words)), sheet.document(), reader);
    }

    @GetMapping("/{id}/report.docx")
    ResponseEntity<byte[]> docx(@PathVariable ReadinessReportId id, @RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        here.require(Permission.EXPORT);
        var sheet = sheet(id, lang, here, reader);
        return papers.docx(sheet.content(), sheet.document(), title(sheet), sheet.report().party(), here, reader);
    }

    @GetMapping("/{id}/report.pdf")
    ResponseEntity<byte[]> pdf(@PathVariable ReadinessReportId id, @RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        here.require(Permission.EXPORT);
        var sheet = sheet(id, lang, here, reader);
        return papers.pdf(sheet.content(), sheet.document(), title(sheet), sheet.report().party(), here, reader);
    }
}
