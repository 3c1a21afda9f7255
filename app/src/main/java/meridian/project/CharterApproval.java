package meridian.project;

import static db.project.Tables.CHARTER;

import meridian.activity.Activities;
import meridian.approval.Approval;
import meridian.approval.StepKind;
import meridian.document.Documents;
import meridian.identity.Calendars;
import meridian.tenancy.Actor;
import meridian.tenancy.Ref;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** What an approval means for a charter: its next issue is frozen, or it is a draft again. */
@Component
class CharterApproval extends DocumentApproval {
    private final DSLContext db;
    private final Charters charters;
    private final Documents documents;
    private final Activities activities;

    CharterApproval(DSLContext db, Calendars calendars, Charters charters, Projects projects, Documents documents, Activities activities) {
        super(db, calendars, projects, "charter", "decide_charter", CharterRevision.NAME);
        this.db = db;
        this.charters = charters;
        this.documents = documents;
        this.activities = activities;
    }

    @Override
    protected String place(String title) {
        return "/charter#approval";
    }

    @Override
    public String fingerprint(Approval approval) {
        return charters.of(approval.project()).content().fingerprint();
    }

    @Override
    public void approved(Approval approval, Actor actor) {
        var charter = charters.of(approval.project());
        var revision = documents.issue(charters.document(charter).id(), charter.changeReason(), charter.content().json(),
                approval.preparedBy(), approval.who(StepKind.CHECK), approval.approver());
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
