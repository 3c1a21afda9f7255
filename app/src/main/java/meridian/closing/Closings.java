package meridian.closing;

import static db.closing.Tables.CLOSING;
import static db.identity.Tables.MEMBER;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import meridian.activity.Activities;
import meridian.approval.Approvals;
import meridian.approval.Route;
import meridian.document.Document;
import meridian.document.Documents;
import meridian.identity.Permission;
import meridian.project.ProjectAccess;
import meridian.project.Projects;
import meridian.project.Stage;
import meridian.tenancy.Actor;
import meridian.tenancy.ApprovalId;
import meridian.tenancy.ClosingId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The closing of each project: its lessons, and the closing application 结项申请 with its notice 结项通知. */
@Component
public class Closings {
    /** The kind of the application’s references and approvals. */
    public static final String KIND = "closing";

    /** The kind of the notice’s document. */
    public static final String NOTICE = "closing_notice";

    private static final String NUMBER_LETTERS = "CN";

    private final DSLContext db;
    private final Clock clock;
    private final Projects projects;
    private final Documents documents;
    private final Approvals approvals;
    private final Activities activities;

    Closings(DSLContext db, Clock clock, Projects projects, Documents documents, Approvals approvals, Activities activities) {
        this.db = db;
        this.clock = clock;
        this.projects = projects;
        this.documents = documents;
        this.approvals = approvals;
        this.activities = activities;
    }

    /** Makes the row of a project’s closing where there is none yet. */
    ClosingId keep(ProjectId project) {
        db.insertInto(CLOSING).set(CLOSING.ID, ClosingId.next()).set(CLOSING.PROJECT_ID, project).onConflict(CLOSING.WORKSPACE_ID, CLOSING.PROJECT_ID).doNothing().execute();
        return db.select(CLOSING.ID).from(CLOSING).where(CLOSING.PROJECT_ID.eq(project)).forUpdate().fetchSingle(CLOSING.ID);
    }

    @Transactional(readOnly = true)
    public Optional<Closing> of(ProjectId project) {
        return db.select(CLOSING.ID, CLOSING.LESSONS, MEMBER.DISPLAY_NAME, CLOSING.LESSONS_AT, CLOSING.STATEMENT, CLOSING.STATE, CLOSING.APPROVED_AT, CLOSING.VERSION)
                .from(CLOSING)
                .leftJoin(MEMBER).on(MEMBER.WORKSPACE_ID.eq(CLOSING.WORKSPACE_ID), MEMBER.ID.eq(CLOSING.LESSONS_BY))
                .where(CLOSING.PROJECT_ID.eq(project))
                .fetchOptional(row -> new Closing(row.value1(), row.value2(), row.value3(), row.value4(), row.value5(), Closing.State.of(row.value6()), row.value7(), row.value8()));
    }


    private ProjectAccess write(ProjectId project, Actor actor) {
        var access = projects.access(project, actor);
        access.requireEverywhere(Permission.MANAGE_PROJECT);
        if (access.stage() != Stage.CLOSING) throw Refused.because("closing.not_closing");
        return access;
    }

    /** Says which lessons were decided on, or why there are none. */
    @Transactional
    public void decideLessons(ProjectId project, String lessons, int version, Actor actor) {
        write(project, actor);
        var check = new Refused.Check();
        var words = check.text("lessons", lessons, 8000);
        check.done();
        var id = keep(project);
        if (db.update(CLOSING).set(CLOSING.LESSONS, words).set(CLOSING.LESSONS_BY, actor.person()).set(CLOSING.LESSONS_AT, clock.instant()).set(CLOSING.VERSION, CLOSING.VERSION.plus(1)).where(CLOSING.ID.eq(id), CLOSING.VERSION.eq(version)).execute() == 0) throw new Stale();
        activities.record(actor, new ClosingActivity.LessonsDecided(Ref.of(KIND, id), words), project, null);
    }

    // ---- the application

    /** Asks for the project to be closed, with what came of it in a few words. */
    @Transactional
    public ApprovalId apply(ProjectId project, String statement, Route route, Actor actor) {
        var entry = handOver(project, statement, actor);
        return approvals.request(project, Ref.of(KIND, entry.closing()), entry.title(), "", route, actor);
    }

    /** It was approved in the company’s own system. */
    @Transactional
    public void recordApproval(ProjectId project, String statement, Approvals.NewOutside outside, Actor actor) {
        var entry = handOver(project, statement, actor);
        approvals.record(project, Ref.of(KIND, entry.closing()), entry.title(), "", outside, List.of(), actor);
    }

    private record Entry(ClosingId closing, String title) {}

    private Entry handOver(ProjectId project, String statement, Actor actor) {
        var access = write(project, actor);
        var check = new Refused.Check();
        var words = check.text("statement", statement, 8000);
        check.done();
        var id = keep(project);
        var state = of(project).orElseThrow().state();
        if (state != Closing.State.DRAFT) throw Refused.because("closing.applied_already");
        db.update(CLOSING).set(CLOSING.STATEMENT, words).set(CLOSING.STATE, "submitted").set(CLOSING.VERSION, CLOSING.VERSION.plus(1)).where(CLOSING.ID.eq(id)).execute();
        var document = documents.register(project, access.code(), NOTICE, NUMBER_LETTERS, id, LocalDate.ofInstant(clock.instant(), access.homeZone()));
        return new Entry(id, document.number() + " " + access.name());
    }

    void state(ClosingId id, Closing.State state) {
        db.update(CLOSING).set(CLOSING.STATE, state.text()).set(CLOSING.APPROVED_AT, state == Closing.State.APPROVED ? clock.instant() : null).set(CLOSING.VERSION, CLOSING.VERSION.plus(1)).where(CLOSING.ID.eq(id)).execute();
    }

    /** The entry of the notice in the register; none before somebody applied. */
    @Transactional(readOnly = true)
    public Optional<Document> notice(ProjectId project) {
        return of(project).flatMap(closing -> documents.find(project, NOTICE, closing.id()));
    }
}
