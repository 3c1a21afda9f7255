package meridian.workplan;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import meridian.approval.Approvals;
import meridian.approval.Route;
import meridian.document.Document;
import meridian.document.Documents;
import meridian.identity.Permission;
import meridian.project.Projects;
import meridian.tenancy.Actor;
import meridian.tenancy.ApprovalId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Approval of the work plan 工作计划. The plan is not locked meanwhile: what is decided on is what was handed over, and where
 * it has changed since nobody can agree to it.
 */
@Component
public class PlanApprovals {
    /** The kind of reference by which a plan is approved; its id is the project’s. */
    public static final String KIND = "work_plan";

    static final String NUMBER_LETTERS = "WP";

    private final Clock clock;
    private final Projects projects;
    private final Approvals approvals;
    private final Documents documents;
    private final PlanLines lines;

    PlanApprovals(Clock clock, Projects projects, Approvals approvals, Documents documents, PlanLines lines) {
        this.clock = clock;
        this.projects = projects;
        this.approvals = approvals;
        this.documents = documents;
        this.lines = lines;
    }

    /** What is missing before a plan can be handed over: keys of {@code planapproval.missing.*}. */
    public static List<String> missing(List<PlanLine> lines) {
        if (lines.isEmpty()) return List.of("tasks");
        var missing = new java.util.ArrayList<String>();
        if (lines.stream().noneMatch(PlanLine::milestone)) missing.add("milestone");
        if (lines.stream().anyMatch(line -> line.finish().isEmpty())) missing.add("dates");
        if (lines.stream().anyMatch(line -> line.party().isEmpty())) missing.add("party");
        return missing;
    }

    /** Hands the plan over for approval as it stands; the reason is why an approved one has changed. */
    @Transactional
    public ApprovalId submit(ProjectId project, String reason, Route route, Actor actor) {
        var words = words(reason);
        return approvals.request(project, Ref.of(KIND, project), handOver(project, actor), words, route, actor);
    }

    /** The plan was approved in the company’s own system: it is frozen as it stands. */
    @Transactional
    public ApprovalId recordApproval(ProjectId project, String reason, Approvals.NewOutside outside, Actor actor) {
        var words = words(reason);
        return approvals.record(project, Ref.of(KIND, project), handOver(project, actor), words, outside, List.of(), actor);
    }

    private static String words(String reason) {
        var check = new Refused.Check();
        var words = check.optional("reason", reason, 2000);
        check.done();
        return words;
    }

    private String handOver(ProjectId project, Actor actor) {
        var access = projects.access(project, actor);
        access.requireEverywhere(Permission.EDIT_PLAN);
        var check = new Refused.Check();
        for (var missing : missing(lines.of(project))) check.reject(true, "", "planapproval.missing." + missing);
        check.done();
        return documents.register(project, access.code(), KIND, NUMBER_LETTERS, project, LocalDate.ofInstant(clock.instant(), access.homeZone())).number() + " " + access.name();
    }

    /** The plan’s entry in the register of documents; none while it was never handed over. */
    @Transactional(readOnly = true)
    public Optional<Document> document(ProjectId project) {
        return documents.find(project, KIND, project);
    }

    /** The fingerprint of the plan as it is now. */
    @Transactional(readOnly = true)
    public String fingerprint(ProjectId project) {
        return PlanLine.fingerprint("", lines.of(project));
    }
}
