package meridian.coordination;

import meridian.approval.Approval;
import meridian.document.Documents;
import meridian.identity.Calendars;
import meridian.project.DocumentApproval;
import meridian.project.Projects;
import meridian.tenancy.Actor;
import meridian.tenancy.DisputeId;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** What an approval means for the resolution of a dispute: it is sealed, issued and sent to the sides. */
@Component
class ResolutionApproval extends DocumentApproval {
    private final Disputes disputes;
    private final Documents documents;

    ResolutionApproval(DSLContext db, Calendars calendars, Projects projects, Disputes disputes, Documents documents) {
        super(db, calendars, projects, Disputes.DOCUMENT_KIND, "decide_resolution", DisputeDuties.REVISION);
        this.disputes = disputes;
        this.documents = documents;
    }

    @Override
    protected String place(String title) {
        return "/disputes/" + Called.number(title) + "#approval";
    }

    @Override
    public String fingerprint(Approval approval) {
        return disputes.draftedFingerprint(dispute(approval));
    }

    @Override
    public void approved(Approval approval, Actor actor) {
        disputes.approved(approval, actor);
    }

    /** It is a draft all the while; sent back, its draft number rises. */
    @Override
    public void reopened(Approval approval, Actor actor) {
        documents.find(approval.project(), Disputes.DOCUMENT_KIND, dispute(approval)).ifPresent(document -> documents.draftAgain(document.id()));
    }

    private static DisputeId dispute(Approval approval) {
        return new DisputeId(approval.subject().id());
    }
}
