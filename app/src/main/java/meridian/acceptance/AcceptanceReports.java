package meridian.acceptance;

import static db.acceptance.Tables.ROUND;

import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import meridian.approval.Approval;
import meridian.approval.Approvals;
import meridian.approval.Route;
import meridian.approval.StepKind;
import meridian.document.Canonical;
import meridian.document.Document;
import meridian.document.Documents;
import meridian.identity.Permission;
import meridian.tenancy.Actor;
import meridian.tenancy.ApplicationId;
import meridian.tenancy.ApprovalId;
import meridian.tenancy.NotFound;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The approval of acceptance reports, where steps are set for them. The panel’s verdict holds meanwhile; its report is a draft until
 * it is approved, and the project does not leave execution before.
 */
@Component
public class AcceptanceReports {
    private final DSLContext db;
    private final Applications applications;
    private final ApplicationSheets sheets;
    private final AcceptancePapers papers;
    private final Documents documents;
    private final Approvals approvals;

    AcceptanceReports(DSLContext db, Applications applications, ApplicationSheets sheets, AcceptancePapers papers, Documents documents, Approvals approvals) {
        this.db = db;
        this.applications = applications;
        this.sheets = sheets;
        this.papers = papers;
        this.documents = documents;
        this.approvals = approvals;
    }

    /** Hands the report over with what there is to say to it; approved, it is issued. */
    @Transactional
    public ApprovalId submit(ProjectId project, int number, String remarks, Route route, Actor actor) {
        var before = handOver(project, number, actor);
        var check = new Refused.Check();
        var said = check.optional("remarks", remarks, 4000);
        check.done();
        db.update(ROUND).set(ROUND.REMARKS, said).where(ROUND.APPLICATION_ID.eq(before.id()), ROUND.NUMBER.eq(Objects.requireNonNull(before.decided()).number())).execute();
        return approvals.request(project, Ref.of(AcceptancePapers.REPORT, before.id()), before.title(), "", route, actor);
    }

    /** It was approved in the company’s own system: it is issued as it stands. */
    @Transactional
    public void recordApproval(ProjectId project, int number, Approvals.NewOutside outside, Actor actor) {
        var before = handOver(project, number, actor);
        approvals.record(project, Ref.of(AcceptancePapers.REPORT, before.id()), before.title(), "", outside, List.of(), actor);
    }

    private Application handOver(ProjectId project, int number, Actor actor) {
        var held = applications.hold(project, number, actor);
        held.access().requireEverywhere(Permission.CONVENE_ACCEPTANCE);
        if (held.application().status().ended() || waiting(held.application()).isEmpty()) throw Refused.because("acceptance.report_not_waiting");
        return held.application();
    }

    /** The report, while it waits for its approval. */
    @Transactional(readOnly = true)
    public Optional<Document> waiting(Application application) {
        if (application.decided() == null) return Optional.empty();
        return documents.find(application.project(), AcceptancePapers.REPORT, application.id()).filter(document -> !document.issued());
    }

    String fingerprint(ProjectId project, ApplicationId id) {
        return HexFormat.of().formatHex(Canonical.sha256(AcceptancePapers.content(sheets.get(project, id), true)));
    }

    /** Everybody agreed: in the transaction of the last decision. */
    void approved(Approval approval) {
        var application = sheets.get(approval.project(), new ApplicationId(approval.subject().id()));
        var document = waiting(application).orElseThrow(NotFound::new);
        papers.issue(document, application, approval.preparedBy(), approval.who(StepKind.CHECK), approval.approver());
    }
}
