package meridian.launch;

import meridian.approval.Approval;
import meridian.document.Documents;
import meridian.duty.Duty;
import meridian.identity.Calendars;
import meridian.project.DocumentApproval;
import meridian.project.Projects;
import meridian.tenancy.Actor;
import meridian.tenancy.PartyId;
import meridian.tenancy.ReadinessReportId;
import meridian.tenancy.Reader;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** What an approval means for a readiness report: what the party said holds. Sent back, the party owes it again. */
@Component
class ReadinessApproval extends DocumentApproval {
    private final ReadinessReports reports;
    private final Documents documents;

    ReadinessApproval(DSLContext db, Calendars calendars, Projects projects, ReadinessReports reports, Documents documents) {
        super(db, calendars, projects, ReadinessReports.KIND, "decide_readiness", LaunchDutyKinds.REPORT_READINESS);
        this.reports = reports;
        this.documents = documents;
    }

    /** A report is found by its id, which is in no title: its duty leads there by the approval. */
    @Override
    public String address(Duty duty, Reader reader) {
        return "/approvals/" + duty.subject().id();
    }

    @Override
    public String address(Approval approval) {
        return project(approval) + place(approval.subject().id().toString());
    }

    @Override
    protected String place(String report) {
        return "/launch/readiness/" + report + "#approval";
    }

    @Override
    public PartyId party(Approval approval) {
        return reports.get(approval.project(), report(approval)).party();
    }

    @Override
    public String fingerprint(Approval approval) {
        return reports.fingerprint(approval.project(), report(approval));
    }

    @Override
    public void approved(Approval approval, Actor actor) {
        reports.approved(approval);
    }

    @Override
    public void reopened(Approval approval, Actor actor) {
        documents.find(approval.project(), ReadinessReports.KIND, report(approval)).ifPresent(document -> documents.draftAgain(document.id()));
    }

    private static ReadinessReportId report(Approval approval) {
        return new ReadinessReportId(approval.subject().id());
    }
}
