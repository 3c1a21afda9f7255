package meridian.acceptance;

import meridian.approval.Approval;
import meridian.document.Documents;
import meridian.identity.Calendars;
import meridian.project.DocumentApproval;
import meridian.project.Projects;
import meridian.tenancy.Actor;
import meridian.tenancy.ApplicationId;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** What an approval means for the report of a panel: it is issued. Where another round was decided since, nobody can agree to it. */
@Component
class ReportApproval extends DocumentApproval {
    private final AcceptanceReports reports;
    private final Documents documents;

    ReportApproval(DSLContext db, Calendars calendars, Projects projects, AcceptanceReports reports, Documents documents) {
        super(db, calendars, projects, AcceptancePapers.REPORT, AcceptanceDutyKinds.DECIDE_REPORT, AcceptanceDutyKinds.HAND_OVER_REPORT);
        this.reports = reports;
        this.documents = documents;
    }

    @Override
    protected String place(String title) {
        return AcceptanceDutyKinds.application(title) + "#approval";
    }

    @Override
    public String fingerprint(Approval approval) {
        return reports.fingerprint(approval.project(), application(approval));
    }

    @Override
    public void approved(Approval approval, Actor actor) {
        reports.approved(approval);
    }

    @Override
    public void reopened(Approval approval, Actor actor) {
        documents.find(approval.project(), AcceptancePapers.REPORT, application(approval)).ifPresent(document -> documents.draftAgain(document.id()));
    }

    private static ApplicationId application(Approval approval) {
        return new ApplicationId(approval.subject().id());
    }
}
