package meridian.closing.web;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import meridian.approval.ApprovalCard;
import meridian.approval.ApprovalForm;
import meridian.closing.Closing;
import meridian.closing.ClosingPapers;
import meridian.closing.ClosingPapers.Kind;
import meridian.closing.Figures;
import meridian.closing.Summaries;
import meridian.closing.Summary;
import meridian.closing.Summary.Part;
import meridian.document.DocumentHtml;
import meridian.identity.Permission;
import meridian.project.PaperPage;
import meridian.project.Papers;
import meridian.project.ProjectAccess;
import meridian.project.Stage;
import meridian.tenancy.Actor;
import meridian.tenancy.NotFound;
import meridian.tenancy.Reader;
import meridian.web.Answer;
import meridian.web.Choice;
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

/** The summary report: drafted, edited, approved; and the papers of the closing, handed over. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/closing")
public class SummaryController {
    private final Summaries summaries;
    private final ClosingPapers sheets;
    private final Papers papers;
    private final ApprovalCard.Source cards;
    private final ApprovalForm form;
    private final Words words;

    SummaryController(Summaries summaries, ClosingPapers sheets, Papers papers, ApprovalCard.Source cards, ApprovalForm form, Words words) {
        this.summaries = summaries;
        this.sheets = sheets;
        this.papers = papers;
        this.cards = cards;
        this.form = form;
        this.words = words;
    }

    public record SummaryPage(ProjectAccess project, @Nullable Summary summary, @Nullable ApprovalCard approval) {
        public boolean mayWrite() {
            return project.stage() == Stage.CLOSING && project.mayEverywhere(Permission.MANAGE_PROJECT) && (summary == null || summary.draft());
        }

        public boolean mayReopen() {
            return project.stage() == Stage.CLOSING && project.mayEverywhere(Permission.MANAGE_PROJECT) && summary != null && summary.state() == Closing.State.APPROVED;
        }

        public List<Choice> languages(Ui ui) {
            return List.of(new Choice("zh-CN", ui.t("launch.chinese")), new Choice("en", ui.t("launch.english")));
        }

        public String language(Ui ui) {
            return summary == null ? ui.lang() : Papers.tag(summary.language());
        }

        // ---- charts

        public Bars tasks(Ui ui) {
            var plan = figures().plan();
            if (plan.baseline().isEmpty()) return new Bars(List.of(new Bars.Bar(ui.t("closing.figure.tasks"), List.of(new Bars.Piece("done", ui.t("closing.figure.done"), plan.done()), new Bars.Piece("open", ui.t("closing.figure.open"), plan.open())))));
            return new Bars(List.of(new Bars.Bar(ui.t("closing.figure.tasks"), List.of(new Bars.Piece("done", ui.t("closing.figure.done"), plan.done()), new Bars.Piece("open", ui.t("closing.figure.open"), plan.open()))),
                    new Bars.Bar(ui.t("closing.figure.plan"), List.of(new Bars.Piece("early", ui.t("closing.figure.earlier"), plan.earlier()), new Bars.Piece("done", ui.t("closing.figure.on_time"), plan.onTime()), new Bars.Piece("late", ui.t("closing.figure.later"), plan.later()), new Bars.Piece("open", ui.t("closing.figure.added"), plan.added())))));
        }

        public Bars causes(Ui ui) {
            var causes = figures().causes();
            return new Bars(List.of(new Bars.Bar(ui.t("closing.figure.lateness"), List.of(new Bars.Piece("late", ui.t("closing.figure.late_own"), causes.lateOwn()), new Bars.Piece("open", ui.t("closing.figure.late_elsewhere"), causes.lateElsewhere())))));
        }

        public Bars risks(Ui ui) {
            var risks = figures().risks();
            return new Bars(List.of(new Bars.Bar(ui.t("closing.figure.risks"), List.of(new Bars.Piece("missed", ui.t("risk.level.high"), risks.high()), new Bars.Piece("late", ui.t("risk.level.medium"), risks.medium()), new Bars.Piece("done", ui.t("risk.level.low"), risks.low()))),
                    new Bars.Bar(ui.t("closing.figure.risks_ended"), List.of(new Bars.Piece("done", ui.t("risk.status.closed"), risks.closed()), new Bars.Piece("missed", ui.t("risk.status.occurred"), risks.occurred()), new Bars.Piece("open", ui.t("closing.figure.open"), risks.open())))));
        }

        public Bars clocks(Ui ui) {
            return new Bars(figures().clocks().stream().map(clock -> new Bars.Bar(ui.has("duty." + clock.kind()) ? ui.t("duty." + clock.kind()) : clock.kind(), kept(ui, clock.kept(), clock.late(), clock.missed()))).toList());
        }

        public Bars parties(Ui ui) {
            return new Bars(figures().parties().stream().filter(unit -> unit.kept() + unit.late() + unit.missed() > 0).map(unit -> new Bars.Bar(unit.name(), kept(ui, unit.kept(), unit.late(), unit.missed()))).toList());
        }

        public Bars work(Ui ui) {
            return new Bars(figures().parties().stream().filter(unit -> unit.tasks() > 0).map(unit -> new Bars.Bar(unit.name(), List.of(new Bars.Piece("done", ui.t("closing.figure.done"), unit.done()), new Bars.Piece("open", ui.t("closing.figure.open"), unit.tasks() - unit.done())))).toList());
        }

        private static List<Bars.Piece> kept(Ui ui, int kept, int late, int missed) {
            return List.of(new Bars.Piece("done", ui.t("promise.kept"), kept), new Bars.Piece("late", ui.t("promise.late"), late), new Bars.Piece("missed", ui.t("promise.missed"), missed));
        }

        private Figures figures() {
            return java.util.Objects.requireNonNull(summary).figures();
        }
    }

    @GetMapping("/summary")
    Answer page(ProjectAccess here, Reader reader, Actor actor) {
        here.require(Permission.READ);
        var summary = summaries.of(here.id()).orElse(null);
        var may = here.stage() == Stage.CLOSING && here.mayEverywhere(Permission.MANAGE_PROJECT) && summary != null && summary.draft();
        return Answer.page("closing/summary", new SummaryPage(here, summary, summary == null ? null : cards.of(here.id(), Summaries.KIND, summary.id(), may, actor))).of(summary == null ? papers.registered(null, reader) : papers.registered(here, Summaries.KIND, summary.id(), reader));
    }

    @PostMapping("/summary/draft")
    Answer draft(@RequestParam(defaultValue = "") String language, ProjectAccess here, Reader reader, Actor actor) {
        here.requireEverywhere(Permission.MANAGE_PROJECT);
        summaries.draft(here.id(), language.startsWith("en") ? Words.ENGLISH : Words.CHINESE, actor);
        return to(here, reader).saying("closing.said_summary_drafted");
    }

    @PostMapping("/summary")
    Answer rewrite(@RequestParam Map<String, String> typed, @RequestParam int version, ProjectAccess here, Reader reader, Actor actor) {
        here.requireEverywhere(Permission.MANAGE_PROJECT);
        var said = new EnumMap<Part, String>(Part.class);
        for (var part : Part.values()) said.put(part, typed.getOrDefault(part.text(), ""));
        summaries.rewrite(here.id(), said, version, actor);
        return to(here, reader).saying("entry.saved");
    }

    @PostMapping("/summary/approval")
    Answer submit(@RequestParam MultiValueMap<String, String> typed, ProjectAccess here, Reader reader, Actor actor) {
        here.requireEverywhere(Permission.MANAGE_PROJECT);
        summaries.submit(here.id(), form.route(typed), actor);
        return to(here, reader).saying("closing.said_submitted");
    }

    @PostMapping("/summary/approval/outside")
    Answer recordOutside(@RequestParam MultiValueMap<String, String> typed, @RequestParam(required = false) @Nullable MultipartFile scan, ProjectAccess here, Reader reader, Actor actor) throws IOException {
        here.requireEverywhere(Permission.MANAGE_PROJECT);
        form.outside(typed, scan, reader.workspace(), outside -> summaries.recordApproval(here.id(), outside, actor));
        return to(here, reader).saying("approval.said_outside");
    }

    @PostMapping("/summary/revision")
    Answer reopen(@RequestParam(defaultValue = "") String reason, ProjectAccess here, Reader reader, Actor actor) {
        here.requireEverywhere(Permission.MANAGE_PROJECT);
        summaries.reopen(here.id(), reason, actor);
        return to(here, reader).saying("closing.said_reopened");
    }

    private static Answer.To to(ProjectAccess here, Reader reader) {
        return Answer.to(ClosingController.address(here, reader) + "/summary");
    }

    // ---- on paper

    private ClosingPapers.Sheet sheet(Kind kind, @Nullable String lang, ProjectAccess here, Reader reader) {
        return sheets.sheet(kind, here, reader.workspaceName(), Papers.language(lang, reader)).orElseThrow(NotFound::new);
    }

    @GetMapping("/papers/{kind}")
    Answer paper(@PathVariable String kind, @RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        here.require(Permission.READ);
        var which = Kind.of(kind).orElseThrow(NotFound::new);
        var sheet = sheet(which, lang, here, reader);
        var document = sheet.document();
        return papers.page(new PaperPage(here, sheet.title(), words.in(reader.locale(), "closing.title"), "/closing", "papers/" + kind + "/file", document == null ? "" : document.shownNumber() + " · " + sheet.content().head().version(), Papers.tag(Papers.language(lang, reader)),
                DocumentHtml.article(sheet.content(), words), which.table()), sheet.document(), reader);
    }

    @GetMapping("/papers/{kind}/file.docx")
    ResponseEntity<byte[]> docx(@PathVariable String kind, @RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        here.require(Permission.EXPORT);
        var which = Kind.of(kind).orElseThrow(NotFound::new);
        var sheet = sheet(which, lang, here, reader);
        return papers.docx(sheet.content(), sheet.document(), words.in(Papers.language(lang, reader), sheet.title()), here, reader);
    }

    @GetMapping("/papers/{kind}/file.pdf")
    ResponseEntity<byte[]> pdf(@PathVariable String kind, @RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        here.require(Permission.EXPORT);
        var which = Kind.of(kind).orElseThrow(NotFound::new);
        var sheet = sheet(which, lang, here, reader);
        return papers.pdf(sheet.content(), sheet.document(), words.in(Papers.language(lang, reader), sheet.title()), here, reader);
    }

    /** Of those that are tables. */
    @GetMapping("/papers/{kind}/file.xlsx")
    ResponseEntity<byte[]> xlsx(@PathVariable String kind, @RequestParam(required = false) @Nullable String lang, ProjectAccess here, Reader reader) {
        here.require(Permission.EXPORT);
        var which = Kind.of(kind).filter(Kind::table).orElseThrow(NotFound::new);
        var sheet = sheet(which, lang, here, reader);
        return papers.xlsx(sheet.content(), sheet.document(), words.in(Papers.language(lang, reader), sheet.title()), here, reader);
    }
}
