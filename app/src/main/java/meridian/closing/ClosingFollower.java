package meridian.closing;

import static db.approval.Tables.APPROVAL;
import static db.closing.Tables.CLOSING;
import static db.identity.Tables.MEMBER;
import static db.identity.Tables.ROLE_GRANT;

import meridian.duty.Duties;
import meridian.identity.Grants;
import meridian.project.Projects;
import meridian.project.Stage;
import meridian.project.StageFollower;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Refused;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/**
 * What ends with a project: guests’ access, and whatever was still owed in it except open points; what begins: its follow-up evaluations.
 * Nothing may still be asked of anybody for approval. Come into closing again, it needs another application.
 */
@Component
class ClosingFollower implements StageFollower {
    private final DSLContext db;
    private final Projects projects;
    private final Duties duties;
    private final Grants grants;
    private final Evaluations evaluations;

    ClosingFollower(DSLContext db, Projects projects, Duties duties, Grants grants, Evaluations evaluations) {
        this.db = db;
        this.projects = projects;
        this.duties = duties;
        this.grants = grants;
        this.evaluations = evaluations;
    }

    @Override
    public void entered(ProjectId project, Stage from, Stage to, Actor actor) {
        if (to == Stage.CLOSING) db.update(CLOSING).set(CLOSING.STATE, "draft").setNull(CLOSING.APPROVED_AT).set(CLOSING.VERSION, CLOSING.VERSION.plus(1)).where(CLOSING.PROJECT_ID.eq(project)).execute();
        if (to != Stage.CLOSED) return;
        var asked = db.select(APPROVAL.TITLE).from(APPROVAL).where(APPROVAL.PROJECT_ID.eq(project), APPROVAL.STATE.eq("running")).limit(1).fetchOne(APPROVAL.TITLE);
        if (asked != null) throw Refused.because("closing.approval_running", asked);
        duties.cancelRest(project, ClosingDutyKinds.LASTING, actor);
        for (var guest : db.select(ROLE_GRANT.ID).from(ROLE_GRANT).where(ROLE_GRANT.PROJECT_ID.eq(project), ROLE_GRANT.ROLE.eq("guest")).fetch(ROLE_GRANT.ID)) grants.revoke(guest, actor);
        MemberId chief = db.select(ROLE_GRANT.MEMBER_ID)
                .from(ROLE_GRANT)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(ROLE_GRANT.WORKSPACE_ID), MEMBER.ID.eq(ROLE_GRANT.MEMBER_ID), MEMBER.STATE.ne("left"))
                .where(ROLE_GRANT.PROJECT_ID.eq(project), ROLE_GRANT.ROLE.eq("chief_coordinator"))
                .orderBy(ROLE_GRANT.GRANTED_AT, ROLE_GRANT.ID)
                .limit(1)
                .fetchOne(ROLE_GRANT.MEMBER_ID);
        evaluations.owe(projects.access(project, actor), chief == null ? actor.person() : chief);
    }
}
