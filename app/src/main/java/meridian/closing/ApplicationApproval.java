package meridian.closing;

import static db.identity.Tables.ROLE_GRANT;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import meridian.activity.Activities;
import meridian.approval.Approval;
import meridian.approval.StepKind;
import meridian.document.Canonical;
import meridian.document.Documents;
import meridian.identity.Calendars;
import meridian.outbox.Notice;
import meridian.outbox.NoticeGroup;
import meridian.outbox.Notices;
import meridian.project.DocumentApproval;
import meridian.project.Projects;
import meridian.tenancy.Actor;
import meridian.tenancy.NotFound;
import meridian.tenancy.Ref;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Approved, the closing application becomes the closing notice 结项通知, which everybody of the project is told of. */
@Component
class ApplicationApproval extends DocumentApproval {
    private static final JsonMapper JSON = new JsonMapper();

    private final DSLContext db;
    private final Closings closings;
    private final Documents documents;
    private final Notices notices;
    private final Activities activities;

    ApplicationApproval(DSLContext db, Calendars calendars, Projects projects, Closings closings, Documents documents, Notices notices, Activities activities) {
        super(db, calendars, projects, Closings.KIND, ClosingDutyKinds.DECIDE_APPLICATION, ClosingDutyKinds.REVISE_APPLICATION);
        this.db = db;
        this.closings = closings;
        this.documents = documents;
        this.notices = notices;
        this.activities = activities;
    }

    @Override
    protected String place(String title) {
        return "/closing/application#approval";
    }

    @Override
    public String fingerprint(Approval approval) {
        return HexFormat.of().formatHex(Canonical.sha256(content(closings.of(approval.project()).orElseThrow(NotFound::new))));
    }

    private static JsonNode content(Closing closing) {
        return JSON.valueToTree(Map.of("statement", closing.statement()));
    }

    @Override
    public void approved(Approval approval, Actor actor) {
        var project = approval.project();
        var closing = closings.of(project).orElseThrow(NotFound::new);
        var document = documents.find(project, Closings.NOTICE, closing.id()).orElseThrow(NotFound::new);
        var revision = documents.issue(document.id(), approval.reason(), content(closing), approval.preparedBy(), approval.who(StepKind.CHECK), approval.approver());
        closings.state(closing.id(), Closing.State.APPROVED);
        activities.record(actor, new ClosingActivity.ClosingApproved(Ref.of(Closings.KIND, closing.id()), revision.version().toString(), revision.sha256()), project, null);
        var people = db.selectDistinct(ROLE_GRANT.MEMBER_ID).from(ROLE_GRANT).where(ROLE_GRANT.PROJECT_ID.eq(project), ROLE_GRANT.ROLE.ne("guest")).fetch(ROLE_GRANT.MEMBER_ID);
        notices.tell(new Notice("closing_notice", NoticeGroup.PROJECT, people, "closing:" + closing.id() + ":" + revision.issue(), project, Ref.of(Closings.KIND, closing.id()), approval.title(), project(approval) + "/closing/application", List.of(), false));
    }

    @Override
    public void reopened(Approval approval, Actor actor) {
        var closing = closings.of(approval.project()).orElseThrow(NotFound::new);
        closings.state(closing.id(), Closing.State.DRAFT);
        documents.find(approval.project(), Closings.NOTICE, closing.id()).ifPresent(document -> documents.draftAgain(document.id()));
    }
}
