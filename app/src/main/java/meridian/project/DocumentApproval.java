package meridian.project;

import static db.project.Tables.PROJECT;

import java.time.Instant;
import java.time.LocalDate;
import meridian.approval.Approval;
import meridian.approval.ApprovalOutcome;
import meridian.duty.Duty;
import meridian.duty.DutyKind;
import meridian.identity.Calendars;
import meridian.identity.Permission;
import meridian.identity.Power;
import meridian.tenancy.Actor;
import meridian.tenancy.NotFound;
import meridian.tenancy.Reader;
import org.jooq.DSLContext;

/**
 * What the approvals of a project’s documents have in common: they are decided at one place of the project, whoever reads the project
 * may know of them, each who is asked has two working days where the project is at home, and a delegation of the power to approve
 * holds for them.
 */
public abstract class DocumentApproval implements ApprovalOutcome, DutyKind {
    private static final int WORKING_DAYS_TO_DECIDE = 2;

    private final DSLContext db;
    private final Calendars calendars;
    private final Projects projects;
    private final String subjectKind;
    private final String dutyKind;
    private final String returnedKind;

    protected DocumentApproval(DSLContext db, Calendars calendars, Projects projects, String subjectKind, String dutyKind, String returnedKind) {
        this.db = db;
        this.calendars = calendars;
        this.projects = projects;
        this.subjectKind = subjectKind;
        this.dutyKind = dutyKind;
        this.returnedKind = returnedKind;
    }

    @Override
    public final String subjectKind() {
        return subjectKind;
    }

    @Override
    public final String dutyKind() {
        return dutyKind;
    }

    @Override
    public final String name() {
        return dutyKind;
    }

    @Override
    public final String returnedKind() {
        return returnedKind;
    }

    @Override
    public final Power power() {
        return Power.APPROVE;
    }

    @Override
    public final boolean notByCreditor() {
        return true;
    }

    /** Where it is decided, below the address of the project, by what the approval and its duties are called. */
    protected abstract String place(String title);

    @Override
    public String address(Duty duty, Reader reader) {
        return "/p/" + duty.projectCode() + place(duty.title());
    }

    @Override
    public String address(Approval approval) {
        return project(approval) + place(approval.title());
    }

    protected final String project(Approval approval) {
        return "/p/" + db.select(PROJECT.CODE).from(PROJECT).where(PROJECT.ID.eq(approval.project())).fetchSingle(PROJECT.CODE);
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
}
