package meridian.closing;

import meridian.activity.Activities;
import meridian.approval.Approval;
import meridian.approval.StepKind;
import meridian.document.Documents;
import meridian.identity.Calendars;
import meridian.project.DocumentApproval;
import meridian.project.Projects;
import meridian.tenancy.Actor;
import meridian.tenancy.NotFound;
import meridian.tenancy.Ref;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** Approved, the summary report is published as its next issue. */
@Component
class SummaryApproval extends DocumentApproval {
    private final Summaries summaries;
    private final Documents documents;
    private final Activities activities;

    SummaryApproval(DSLContext db, Calendars calendars, Projects projects, Summaries summaries, Documents documents, Activities activities) {
        super(db, calendars, projects, Summaries.KIND, ClosingDutyKinds.DECIDE_SUMMARY, ClosingDutyKinds.REVISE_SUMMARY);
        this.summaries = summaries;
        this.documents = documents;
        this.activities = activities;
    }

    @Override
    protected String place(String title) {
        return "/closing/summary#approval";
    }

    @Override
    public String fingerprint(Approval approval) {
        return Summaries.fingerprint(summaries.of(approval.project()).orElseThrow(NotFound::new));
    }

    @Override
    public void approved(Approval approval, Actor actor) {
        var summary = summaries.of(approval.project()).orElseThrow(NotFound::new);
        var document = documents.find(approval.project(), Summaries.KIND, summary.id()).orElseThrow(NotFound::new);
        var revision = documents.issue(document.id(), approval.reason(), Summaries.content(summary), approval.preparedBy(), approval.who(StepKind.CHECK), approval.approver());
        summaries.state(summary.id(), Closing.State.APPROVED);
        activities.record(actor, new ClosingActivity.SummaryPublished(Ref.of(Summaries.KIND, summary.id()), revision.version().toString(), revision.sha256()), approval.project(), null);
    }

    @Override
    public void reopened(Approval approval, Actor actor) {
        var summary = summaries.of(approval.project()).orElseThrow(NotFound::new);
        summaries.state(summary.id(), Closing.State.DRAFT);
        documents.find(approval.project(), Summaries.KIND, summary.id()).ifPresent(document -> documents.draftAgain(document.id()));
    }
}
