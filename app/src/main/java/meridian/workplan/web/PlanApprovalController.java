package meridian.workplan.web;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import meridian.approval.ApprovalCard;
import meridian.approval.ApprovalForm;
import meridian.document.Document;
import meridian.document.Documents;
import meridian.document.Revision;
import meridian.identity.Permission;
import meridian.project.Papers;
import meridian.project.ProjectAccess;
import meridian.tenancy.Actor;
import meridian.tenancy.Reader;
import meridian.web.Answer;
import meridian.workplan.Baselines;
import meridian.workplan.PlanApprovals;
import meridian.workplan.PlanLine;
import meridian.workplan.PlanLines;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** The work plan on its way through approval: what is handed over, who says what to it, and what became of it. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/plan/approval")
public class PlanApprovalController {
    private final PlanApprovals approvals;
    private final PlanLines lines;
    private final Baselines baselines;
    private final Documents documents;
    private final ApprovalCard.Source cards;
    private final ApprovalForm form;
    private final Papers papers;

    PlanApprovalController(PlanApprovals approvals, PlanLines lines, Baselines baselines, Documents documents, ApprovalCard.Source cards, ApprovalForm form, Papers papers) {
        this.papers = papers;
        this.approvals = approvals;
        this.lines = lines;
        this.baselines = baselines;
        this.documents = documents;
        this.cards = cards;
        this.form = form;
    }

    /** What one party does in the plan. */
    public record Part(String party, long tasks, String start, String finish) {}

    public record PlanApprovalPage(ProjectAccess here, List<PlanLine> lines, ApprovalCard approval, @Nullable Document document, List<Revision> revisions, Baselines.@Nullable Baseline approved) {
        public List<String> missing() {
            return PlanApprovals.missing(lines);
        }

        public List<PlanLine> milestones() {
            return lines.stream().filter(PlanLine::milestone).toList();
        }

        public List<Part> parts() {
            return lines.stream().map(PlanLine::party).distinct().sorted().map(this::part).toList();
        }

        private Part part(String party) {
            var theirs = lines.stream().filter(line -> line.party().equals(party)).toList();
            return new Part(party, theirs.size(), dates(theirs.stream().flatMap(line -> Stream.of(line.start(), line.finish()))).findFirst().orElse(""),
                    dates(theirs.stream().map(PlanLine::finish)).reduce((one, other) -> other).orElse(""));
        }

        private static Stream<String> dates(Stream<String> days) {
            return days.filter(day -> !day.isEmpty()).sorted();
        }

        public String fingerprint() {
            return PlanLine.fingerprint("", lines);
        }
    }

    @GetMapping
    Answer page(ProjectAccess here, Reader reader, Actor actor) {
        here.require(Permission.READ);
        var document = approvals.document(here.id()).orElse(null);
        var approved = baselines.approved(here.id()).orElse(null);
        var card = cards.of(here.id(), PlanApprovals.KIND, here.id(), here.mayEverywhere(Permission.EDIT_PLAN), actor);
        return Answer.page("workplan/approval", new PlanApprovalPage(here, lines.of(here.id()), card, document, document == null ? List.of() : documents.revisions(document.id()), approved)).of(papers.registered(document, reader));
    }

    @PostMapping
    Answer submit(@RequestParam MultiValueMap<String, String> typed, ProjectAccess here, Reader reader, Actor actor) {
        here.requireEverywhere(Permission.EDIT_PLAN);
        approvals.submit(here.id(), reason(typed), form.route(typed), actor);
        return Answer.to(address(here, reader)).saying("planapproval.said_submitted");
    }

    @PostMapping("/outside")
    Answer recordOutside(@RequestParam MultiValueMap<String, String> typed, @RequestParam(required = false) @Nullable MultipartFile scan, ProjectAccess here, Reader reader, Actor actor) throws IOException {
        here.requireEverywhere(Permission.EDIT_PLAN);
        form.outside(typed, scan, reader.workspace(), outside -> approvals.recordApproval(here.id(), reason(typed), outside, actor));
        return Answer.to(address(here, reader)).saying("approval.said_outside");
    }

    private static String reason(MultiValueMap<String, String> typed) {
        return Objects.requireNonNullElse(typed.getFirst("reason"), "");
    }

    private static String address(ProjectAccess here, Reader reader) {
        return "/w/" + reader.slug() + "/p/" + here.code() + "/plan/approval";
    }
}
