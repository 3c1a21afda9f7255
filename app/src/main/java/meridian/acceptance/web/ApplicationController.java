package meridian.acceptance.web;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import meridian.acceptance.AcceptanceReports;
import meridian.acceptance.Application;
import meridian.acceptance.Application.Claim;
import meridian.acceptance.Application.Criterion;
import meridian.acceptance.Application.Reviewer;
import meridian.acceptance.ApplicationSheets;
import meridian.acceptance.ApplicationStake;
import meridian.acceptance.ApplicationStatus;
import meridian.acceptance.Applications;
import meridian.acceptance.Judgement;
import meridian.acceptance.Outcome;
import meridian.activity.Stories;
import meridian.approval.ApprovalCard;
import meridian.approval.ApprovalForm;
import meridian.document.Attachments;
import meridian.document.FileShelf;
import meridian.identity.Permission;
import meridian.project.ProjectAccess;
import meridian.tenancy.Actor;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.Reader;
import meridian.web.Answer;
import meridian.web.Choice;
import meridian.web.Entered;
import meridian.web.Ui;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** One application: written by its party, read by everybody, withdrawn or reopened. */
@Controller
@RequestMapping("/w/{slug}/p/{code}/acceptance/{application:[0-9]{1,8}}")
public class ApplicationController {
    private final Applications applications;
    private final ApplicationSheets sheets;
    private final ApplicationPages pages;
    private final Attachments attachments;
    private final AcceptanceReports reports;
    private final ApprovalForm form;

    ApplicationController(Applications applications, ApplicationSheets sheets, ApplicationPages pages, Attachments attachments, AcceptanceReports reports, ApprovalForm form) {
        this.applications = applications;
        this.sheets = sheets;
        this.pages = pages;
        this.attachments = attachments;
        this.reports = reports;
        this.form = form;
    }

    // ---- its page

    /** {@code people} may put something right; {@code item} is the id of a further item that may be added; {@code decidable}: the time is over and there is a quorum; {@code approval} is that of its report, where reports are approved. */
    public record ApplicationPage(ProjectAccess project, Application application, ApplicationStake stake, FileShelf files, Stories.Around around, List<Choice> people, UUID item, boolean decidable, @Nullable ApprovalCard approval, Instant at) {
        public LocalDate today() {
            return LocalDate.ofInstant(at, project.homeZone());
        }

        public String sign() {
            return application.status().sign();
        }

        private List<ApplicationStatus> way() {
            var mending = application.status() == ApplicationStatus.RECTIFICATION || application.status() == ApplicationStatus.RECHECK;
            return Stream.of(ApplicationStatus.DRAFT, ApplicationStatus.SUBMITTED, ApplicationStatus.IN_REVIEW, mending ? application.status() : null, ApplicationStatus.ACCEPTED).filter(Objects::nonNull).toList();
        }

        public List<String> steps(Ui ui) {
            return way().stream().map(step -> ui.t("acceptance.status." + step.text())).toList();
        }

        public int step() {
            return way().indexOf(application.status());
        }

        /** The verdicts of a round are shown to everybody once it is decided: nobody judges by what the others said. */
        public boolean open(int round) {
            var of = application.round(round);
            return of != null && of.outcome() != null;
        }

        /** The round whose verdicts on a criterion are shown: in which it passed, else the last that was decided. */
        public int shown(Criterion criterion) {
            var decided = application.decided();
            return criterion.passedRound() != null ? criterion.passedRound() : decided == null ? 0 : decided.number();
        }

        public String sign(Criterion criterion) {
            if (criterion.passedRound() != null) return "good";
            return application.decided() == null ? "planned" : application.status() == ApplicationStatus.IN_REVIEW || application.status() == ApplicationStatus.SUBMITTED ? "open" : "bad";
        }

        public String word(Criterion criterion) {
            if (criterion.passedRound() != null) return application.recheckedAt() != null && !application.objections(criterion, criterion.passedRound()).isEmpty() ? "acceptance.met_after" : "acceptance.met";
            return application.decided() == null ? "acceptance.not_judged" : application.status() == ApplicationStatus.IN_REVIEW || application.status() == ApplicationStatus.SUBMITTED ? "acceptance.judged_again" : "acceptance.not_met";
        }

        public String claimSign(Claim claim) {
            return switch (claim) {
                case MET -> "good";
                case PARTLY -> "warn";
                case NOT_MET -> "bad";
            };
        }

        public static String outcomeSign(Outcome outcome) {
            return switch (outcome) {
                case PASS -> "good";
                case CONDITIONAL -> "warn";
                case FAIL -> "bad";
            };
        }

        public boolean late() {
            var now = application.now();
            return application.status() == ApplicationStatus.IN_REVIEW && now != null && now.dueAt() != null && now.dueAt().isBefore(at);
        }

        public int quorum() {
            return Judgement.quorum(application.panel().size() + application.vacant().size());
        }

        public boolean mayCallMeeting() {
            return !project.auditor() && project.may(Permission.CALL_MEETING) && (application.status() == ApplicationStatus.SUBMITTED || application.status() == ApplicationStatus.IN_REVIEW);
        }

        /** The form of an acceptance meeting, with those ticked who judge and who applies. */
        public String meeting(Ui ui) {
            var people = Stream.concat(application.panel().stream().map(one -> one.member().toString()), Stream.of(application.applicant().id().toString(), project.member().toString())).distinct().map(one -> "&people=" + one).reduce("", String::concat);
            return ui.here("/meetings/new?kind=acceptance&from=" + application.ref() + people);
        }

        public boolean mayExport() {
            return project.may(Permission.EXPORT);
        }

        public List<Choice> rechecking() {
            return application.panel().stream().map(one -> new Choice(one.id().toString(), one.name())).toList();
        }

        public String side(Ui ui, Reviewer reviewer) {
            return ui.t("acceptance.side." + reviewer.side().text()) + (reviewer.partyName().isEmpty() ? "" : " · " + reviewer.partyName());
        }
    }

    @GetMapping
    Answer page(ProjectAccess here, Reader reader, Actor actor, @PathVariable("application") int number) {
        here.require(Permission.READ);
        return pages.of(here, sheets.get(here.id(), number), reader, actor);
    }

    // ---- its form

    public record EditPage(ProjectAccess project, Application application, ApplicationStake stake, FileShelf files) {
        public List<Criterion> asked() {
            return application.criteria().stream().filter(criterion -> criterion.passedRound() == null).toList();
        }

        public boolean first() {
            return application.status() == ApplicationStatus.DRAFT;
        }

        public List<Choice> claims(Ui ui) {
            return Stream.of(Claim.values()).map(claim -> new Choice(claim.text(), ui.t("acceptance.claim." + claim.text()))).toList();
        }

        public String claim(Criterion criterion) {
            return criterion.claim() == null ? "" : criterion.claim().text();
        }

        public List<Choice> fileChoices() {
            return files.files().stream().map(file -> new Choice(file.id().toString(), file.name())).toList();
        }

        public boolean proves(Criterion criterion, Choice file) {
            return criterion.files().stream().anyMatch(id -> id.toString().equals(file.value()));
        }

        /** What was said against it when it was last judged. */
        public List<Application.Vote> against(Criterion criterion) {
            var decided = application.decided();
            return decided == null ? List.of() : application.objections(criterion, decided.number());
        }
    }

    @GetMapping("/edit")
    Answer edit(ProjectAccess here, Reader reader, Actor actor, @PathVariable("application") int number) {
        here.require(Permission.READ);
        var application = sheets.get(here.id(), number);
        var stake = sheets.stake(here, application, actor);
        if (!application.status().written()) return pages.of(stake, reader, actor);
        if (!stake.mayPrepare()) throw new NotAllowed();
        return Answer.page("acceptance/edit", new EditPage(here, application, stake, attachments.on(application.ref(), stake.mayAttach(), stake.mayAttach(), actor)));
    }

    @PostMapping
    Answer write(ProjectAccess here, Reader reader, Actor actor, @PathVariable("application") int number, @RequestParam MultiValueMap<String, String> form, @RequestParam int version) {
        here.require(Permission.READ);
        var application = sheets.get(here.id(), number);
        var entered = new Entered();
        var checks = new ArrayList<Applications.SelfCheck>();
        for (var criterion : application.criteria()) {
            int i = criterion.position();
            if (!form.containsKey("evidence_" + i) && !form.containsKey("claim_" + i)) continue;
            var files = form.getOrDefault("files_" + i, List.of()).stream().map(file -> entered.chosen("files_" + i, file, UUID::fromString)).filter(Objects::nonNull).toList();
            checks.add(new Applications.SelfCheck(criterion.id(), entered.word("claim_" + i, said(form, "claim_" + i), Claim::of), said(form, "evidence_" + i), files));
        }
        var text = new Applications.Text(said(form, "note"), checks, entered.problems());
        if (said(form, "then").equals("submit")) {
            applications.submit(here.id(), number, text, version, actor);
            return Answer.to(AcceptanceController.address(here, reader, number)).saying("acceptance.said_submitted");
        }
        applications.save(here.id(), number, text, version, actor);
        return Answer.to(AcceptanceController.address(here, reader, number) + "/edit").saying("acceptance.said_saved");
    }

    private static String said(MultiValueMap<String, String> form, String field) {
        return Objects.requireNonNullElse(form.getFirst(field), "");
    }

    @PostMapping("/criteria")
    Answer refresh(ProjectAccess here, Reader reader, Actor actor, @PathVariable("application") int number) {
        applications.refresh(here.id(), number, actor);
        return Answer.to(AcceptanceController.address(here, reader, number) + "/edit").saying("acceptance.said_refreshed");
    }

    // ---- the approval of its report

    @PostMapping("/report/approval")
    Answer submitReport(ProjectAccess here, Reader reader, Actor actor, @PathVariable("application") int number, @RequestParam MultiValueMap<String, String> typed) {
        here.requireEverywhere(Permission.CONVENE_ACCEPTANCE);
        reports.submit(here.id(), number, Objects.requireNonNullElse(typed.getFirst("remarks"), ""), form.route(typed), actor);
        return Answer.to(AcceptanceController.address(here, reader, number) + "#approval").saying("acceptance.said_report_submitted");
    }

    @PostMapping("/report/approval/outside")
    Answer recordReport(ProjectAccess here, Reader reader, Actor actor, @PathVariable("application") int number, @RequestParam MultiValueMap<String, String> typed, @RequestParam(required = false) @Nullable MultipartFile scan) throws IOException {
        here.requireEverywhere(Permission.CONVENE_ACCEPTANCE);
        form.outside(typed, scan, reader.workspace(), outside -> reports.recordApproval(here.id(), number, outside, actor));
        return Answer.to(AcceptanceController.address(here, reader, number)).saying("approval.said_outside");
    }

    // ---- its end

    @PostMapping("/withdrawal")
    Answer withdraw(ProjectAccess here, Reader reader, Actor actor, @PathVariable("application") int number, @RequestParam(defaultValue = "") String reason, @RequestParam int version) {
        applications.withdraw(here.id(), number, reason, version, actor);
        return Answer.to(AcceptanceController.address(here, reader, number)).saying("acceptance.said_withdrawn");
    }

    @PostMapping("/reopening")
    Answer reopen(ProjectAccess here, Reader reader, Actor actor, @PathVariable("application") int number, @RequestParam(defaultValue = "") String reason, @RequestParam int version) {
        applications.reopen(here.id(), number, reason, version, actor);
        return Answer.to(AcceptanceController.address(here, reader, number)).saying("acceptance.said_reopened");
    }
}
