package meridian.workplan;

import meridian.approval.Approval;
import meridian.approval.StepKind;
import meridian.document.Documents;
import meridian.identity.Calendars;
import meridian.project.DocumentApproval;
import meridian.project.Projects;
import meridian.tenancy.Actor;
import meridian.tenancy.NotFound;
import meridian.tenancy.ProjectId;
import org.jooq.DSLContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What an approval means for a work plan: it is issued and frozen as a baseline, and whoever follows it hears so. */
@Component
class PlanApproval extends DocumentApproval {
    private final Documents documents;
    private final PlanLines lines;
    private final Baselines baselines;
    private final ObjectProvider<ApprovedPlanFollower> followers;

    PlanApproval(DSLContext db, Calendars calendars, Projects projects, Documents documents, PlanLines lines, Baselines baselines, ObjectProvider<ApprovedPlanFollower> followers) {
        super(db, calendars, projects, PlanApprovals.KIND, "decide_plan", PlanRevision.NAME);
        this.documents = documents;
        this.lines = lines;
        this.baselines = baselines;
        this.followers = followers;
    }

    @Override
    protected String place(String title) {
        return "/plan/approval#approval";
    }

    @Override
    public String fingerprint(Approval approval) {
        return PlanLine.fingerprint("", lines.of(approval.project()));
    }

    @Override
    public void approved(Approval approval, Actor actor) {
        ProjectId project = approval.project();
        var document = documents.find(project, PlanApprovals.KIND, project).orElseThrow(NotFound::new);
        documents.issue(document.id(), approval.reason(), PlanLine.json(lines.of(project)), approval.preparedBy(), approval.who(StepKind.CHECK), approval.approver());
        var name = document.number() + " V" + (document.issue() + 1) + ".0";
        var baseline = baselines.freezeApproved(project, name, approval.id(), actor);
        followers.orderedStream().forEach(follower -> follower.approved(project, baseline, actor));
    }

    @Override
    public void reopened(Approval approval, Actor actor) {
        documents.find(approval.project(), PlanApprovals.KIND, approval.project()).ifPresent(document -> documents.draftAgain(document.id()));
    }
}
