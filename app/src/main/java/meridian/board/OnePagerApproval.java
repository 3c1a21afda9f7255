package meridian.board;

import meridian.approval.Approval;
import meridian.identity.Calendars;
import meridian.project.DocumentApproval;
import meridian.project.Projects;
import meridian.tenancy.Actor;
import meridian.tenancy.OnePagerId;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** What an approval means for a week’s one-pager: it is issued with the figures it had when it was handed over. */
@Component
class OnePagerApproval extends DocumentApproval {
    static final String REVISE = "revise_one_pager";

    private final OnePagers pagers;

    OnePagerApproval(DSLContext db, Calendars calendars, Projects projects, OnePagers pagers) {
        super(db, calendars, projects, OnePagers.DOCUMENT_KIND, "decide_one_pager", REVISE);
        this.pagers = pagers;
    }

    @Override
    protected String place(String title) {
        return place(title, "#approval");
    }

    // A title ends with the week.
    static String place(String title, String anchor) {
        return "/weekly/" + title.substring(title.lastIndexOf(' ') + 1) + "?draft=true" + anchor;
    }

    @Override
    public String fingerprint(Approval approval) {
        return pagers.handedFingerprint(pager(approval));
    }

    @Override
    public void approved(Approval approval, Actor actor) {
        pagers.approved(approval, pager(approval), actor);
    }

    @Override
    public void reopened(Approval approval, Actor actor) {
        pagers.handedBack(approval.project(), pager(approval));
    }

    private static OnePagerId pager(Approval approval) {
        return new OnePagerId(approval.subject().id());
    }
}
