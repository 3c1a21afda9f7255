package meridian.project;

import static db.project.Tables.CHARTER;
import static db.project.Tables.PROJECT;

import java.time.Instant;
import java.time.LocalDate;
import meridian.activity.Activities;
import meridian.approval.Approval;
import meridian.approval.ApprovalOutcome;
import meridian.approval.StepKind;
import meridian.document.Documents;
import meridian.duty.Duty;
import meridian.duty.DutyKind;
import meridian.identity.Calendars;
import meridian.identity.Permission;
import meridian.identity.Power;
import meridian.tenancy.Actor;
import meridian.tenancy.NotFound;
import meridian.tenancy.Reader;
import meridian.tenancy.Ref;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** What an approval means for a charter: its next issue is frozen, or it is a draft again. */
@Component
class CharterApproval implements ApprovalOutcome, DutyKind {
    private static final int WORKING_DAYS_TO_DECIDE = 2;

    private final DSLContext db;
    private final Calendars calendars;
    private final Charters charters;
    private final Projects projects;
    private final Documents documents;
    private final Activities activities;

    CharterApproval(DSLContext db, Calendars calendars, Charters charters, Projects projects, Documents documents, Activities activities) {
        this.db = db;
        this.calendars = calendars;
        this.charters = charters;
        this.projects = projects;
        this.documents = documents;
        this.activities = activities;
    }

    @Override
    public String subjectKind() {
        return "charter";
    }

    @Override
    public String dutyKind() {
        return name();
    }

    @Override
    public String returnedKind() {
        return CharterRevision.NAME;
    }

    @Override
    public String name() {
        return "decide_charter";
    }

    @Override
    public Power power() {
        return Power.APPROVE;
    }

    @Override
    public String address(Duty duty, Reader reader) {
        return "/p/" + duty.projectCode() + "/charter#approval";
    }

    @Override
    public String address(Approval approval) {
        var code = db.select(PROJECT.CODE).from(PROJECT).where(PROJECT.ID.eq(approval.project())).fetchSingle(PROJECT.CODE);
        return "/p/" + code + "/charter#approval";
    }

    /** The end of work on the second working day after, where the project is at home. */
    @Override
    public Instant due(Approval approval, Instant asked) {
        var home = db.select(PROJECT.HOME_REGION_ID).from(PROJECT).where(PROJECT.ID.eq(approval.project())).fetchSingle(PROJECT.HOME_REGION_ID);
        var calendar = calendars.of(home);
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
        return charters.of(approval.project()).content().fingerprint();
    }

    @Override
    public void approved(Approval approval, Actor actor) {
        var charter = charters.of(approval.project());
        var revision = documents.issue(charters.document(charter).id(), charter.changeReason(), charter.content().json(),
                approval.preparedBy(), approval.who(StepKind.CHECK), approval.who(StepKind.APPROVE));
        charters.state(approval.project(), Charter.State.APPROVED);
        db.update(CHARTER).set(CHARTER.CHANGE_REASON, "").where(CHARTER.PROJECT_ID.eq(approval.project())).execute();
        activities.record(actor, new CharterActivity.CharterIssued(Ref.of("charter", charter.id()), revision.version().toString(), revision.sha256()), approval.project(), null);
    }

    @Override
    public void reopened(Approval approval, Actor actor) {
        var charter = charters.of(approval.project());
        charters.state(approval.project(), Charter.State.DRAFT);
        documents.draftAgain(charters.document(charter).id());
    }
}
