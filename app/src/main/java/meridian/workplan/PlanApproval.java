package meridian.workplan;

import static db.project.Tables.PROJECT;

import java.time.Instant;
import java.time.LocalDate;
import meridian.approval.Approval;
import meridian.approval.ApprovalOutcome;
import meridian.approval.StepKind;
import meridian.document.Documents;
import meridian.duty.Duty;
import meridian.duty.DutyKind;
import meridian.identity.Calendars;
import meridian.identity.Permission;
import meridian.identity.Power;
import meridian.project.Projects;
import meridian.tenancy.Actor;
import meridian.tenancy.NotFound;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Reader;
import org.jooq.DSLContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What an approval means for a work plan: it is issued and frozen as a baseline, and whoever follows it hears so. */
@Component
class PlanApproval implements ApprovalOutcome, DutyKind {
    private static final int WORKING_DAYS_TO_DECIDE = 2;

    private final DSLContext db;
    private final Calendars calendars;
    private final Projects projects;
    private final Documents documents;
    private final PlanLines lines;
    private final Baselines baselines;
    private final ObjectProvider<ApprovedPlanFollower> followers;

    PlanApproval(DSLContext db, Calendars calendars, Projects projects, Documents documents, PlanLines lines, Baselines baselines, ObjectProvider<ApprovedPlanFollower> followers) {
        this.db = db;
        this.calendars = calendars;
        this.projects = projects;
        this.documents = documents;
        this.lines = lines;
        this.baselines = baselines;
        this.followers = followers;
    }

    @Override
    public String subjectKind() {
        return PlanApprovals.KIND;
    }

    @Override
    public String dutyKind() {
        return name();
    }

    @Override
    public String returnedKind() {
        return PlanRevision.NAME;
    }

    @Override
    public String name() {
        return "decide_plan";
    }

    @Override
    public Power power() {
        return Power.APPROVE;
    }

    @Override
    public String address(Duty duty, Reader reader) {
        return "/p/" + duty.projectCode() + "/plan/approval#approval";
    }

    @Override
    public String address(Approval approval) {
        return "/p/" + db.select(PROJECT.CODE).from(PROJECT).where(PROJECT.ID.eq(approval.project())).fetchSingle(PROJECT.CODE) + "/plan/approval#approval";
    }

    /** The end of work on the second working day after, where the project is at home. */
    @Override
    public Instant due(Approval approval, Instant asked) {
        var calendar = calendars.of(db.select(PROJECT.HOME_REGION_ID).from(PROJECT).where(PROJECT.ID.eq(approval.project())).fetchSingle(PROJECT.HOME_REGION_ID));
        return calendar.endOfWork(calendar.plusWorkingDays(LocalDate.ofInstant(asked, calendar.zone()), WORKING_DAYS_TO_DECIDE));
    }

    @Override
    public boolean readable(Approval approval, Actor actor) {
        try {
            return projects.access(approval.project(), actor).may(Permission.READ);
        } catch (NotFound e) {
            return false;
        }
    }

    @Override
    public String fingerprint(Approval approval) {
        return PlanLine.fingerprint("", lines.of(approval.project()));
    }

    @Override
    public void approved(Approval approval, Actor actor) {
        ProjectId project = approval.project();
        var document = documents.find(project, PlanApprovals.KIND, project).orElseThrow(NotFound::new);
        documents.issue(document.id(), approval.reason(), PlanLine.json(lines.of(project)), approval.preparedBy(), approval.who(StepKind.CHECK), approval.who(StepKind.APPROVE));
        var name = document.number() + " V" + (document.issue() + 1) + ".0";
        var baseline = baselines.freezeApproved(project, name, approval.id(), actor);
        followers.orderedStream().forEach(follower -> follower.approved(project, baseline, actor));
    }

    @Override
    public void reopened(Approval approval, Actor actor) {
        documents.find(approval.project(), PlanApprovals.KIND, approval.project()).ifPresent(document -> documents.draftAgain(document.id()));
    }
}
