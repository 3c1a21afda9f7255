package meridian.closing;

import static db.closing.Tables.OPEN_POINT;
import static db.duty.Tables.DUTY;
import static db.identity.Tables.MEMBER;
import static db.identity.Tables.ROLE_GRANT;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import meridian.activity.Activities;
import meridian.document.Documents;
import meridian.duty.Duties;
import meridian.identity.Calendars;
import meridian.identity.Permission;
import meridian.identity.Role;
import meridian.project.ProjectAccess;
import meridian.project.Projects;
import meridian.project.Stage;
import meridian.tenancy.Actor;
import meridian.tenancy.DutyId;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.OpenPointId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The open points of projects. They outlive the project: whoever owns one says that it is done, also when everything else is closed. */
@Component
public class OpenPoints {
    static final String KIND = "open_point";
    /** Under which the whole is registered. */
    public static final String DOCUMENT_KIND = "open_points";
    private static final String LETTERS = "OP";
    private static final int MOST = 300;
    private static final int BROUGHT = 100;

    private final DSLContext db;
    private final Clock clock;
    private final Projects projects;
    private final Calendars calendars;
    private final Duties duties;
    private final Activities activities;
    private final Documents documents;

    OpenPoints(DSLContext db, Clock clock, Projects projects, Calendars calendars, Duties duties, Activities activities, Documents documents) {
        this.db = db;
        this.clock = clock;
        this.projects = projects;
        this.calendars = calendars;
        this.duties = duties;
        this.activities = activities;
        this.documents = documents;
    }

    public record Facts(String content, String note, @Nullable MemberId owner, @Nullable LocalDate dueOn) {}

    /** Adds a point; the same id again changes nothing. */
    @Transactional
    public void add(ProjectId project, OpenPointId id, Facts typed, Actor actor) {
        var access = write(project, actor);
        insert(access, id, check(project, typed), null, actor);
    }

    /** A point for everything that is still owed in the project, with whoever owes it; answers how many were new. */
    @Transactional
    public int draft(ProjectId project, Actor actor) {
        var access = write(project, actor);
        var owed = db.select(DUTY.ID, DUTY.TITLE, DUTY.OWNER_ID, DUTY.DUE_AT).from(DUTY)
                .where(DUTY.PROJECT_ID.eq(project), DUTY.STATE.eq("open"), DUTY.KIND.notIn(ClosingDutyKinds.OWN))
                .andNotExists(DSL.selectOne().from(OPEN_POINT).where(OPEN_POINT.WORKSPACE_ID.eq(DUTY.WORKSPACE_ID), OPEN_POINT.PROJECT_ID.eq(project), OPEN_POINT.DUTY_ID.eq(DUTY.ID), OPEN_POINT.REMOVED_AT.isNull()))
                .orderBy(DUTY.DUE_AT).limit(BROUGHT).fetch();
        for (var row : owed) insert(access, OpenPointId.next(), new Facts(row.value2(), "", row.value3(), LocalDate.ofInstant(row.value4(), access.homeZone())), row.value1(), actor);
        return owed.size();
    }

    private void insert(ProjectAccess access, OpenPointId id, Facts facts, @Nullable DutyId duty, Actor actor) {
        var last = db.select(DSL.coalesce(DSL.max(OPEN_POINT.POSITION), 0)).from(OPEN_POINT).where(OPEN_POINT.PROJECT_ID.eq(access.id())).fetchSingle().value1();
        if (last >= MOST) throw Refused.because("closing.too_many", MOST);
        var made = db.insertInto(OPEN_POINT)
                .set(OPEN_POINT.ID, id)
                .set(OPEN_POINT.PROJECT_ID, access.id())
                .set(OPEN_POINT.POSITION, last + 1)
                .set(OPEN_POINT.CONTENT, facts.content())
                .set(OPEN_POINT.NOTE, facts.note())
                .set(OPEN_POINT.OWNER_ID, facts.owner())
                .set(OPEN_POINT.DUE_ON, facts.dueOn())
                .set(OPEN_POINT.DUTY_ID, duty)
                .onConflictDoNothing()
                .execute();
        if (made == 0) return;
        activities.record(actor, new ClosingActivity.OpenPointMoved(Ref.of(KIND, id), facts.content(), "added", ""), access.id(), null);
        owe(access, id, facts, actor);
    }

    @Transactional
    public void change(ProjectId project, OpenPointId id, Facts typed, int version, Actor actor) {
        var before = get(project, id);
        var access = write(project, actor);
        if (before.done()) throw Refused.because("closing.point_done");
        var good = check(project, typed);
        var changed = db.update(OPEN_POINT)
                .set(OPEN_POINT.CONTENT, good.content()).set(OPEN_POINT.NOTE, good.note()).set(OPEN_POINT.OWNER_ID, good.owner()).set(OPEN_POINT.DUE_ON, good.dueOn()).set(OPEN_POINT.VERSION, OPEN_POINT.VERSION.plus(1))
                .where(OPEN_POINT.ID.eq(id), OPEN_POINT.VERSION.eq(version)).execute();
        if (changed == 0) throw new Stale();
        if (!Objects.equals(before.owner(), good.owner())) duties.cancel(ClosingDutyKinds.OPEN_POINT, id, actor);
        activities.record(actor, new ClosingActivity.OpenPointMoved(Ref.of(KIND, id), good.content(), "changed", ""), project, null);
        owe(access, id, good, actor);
    }

    @Transactional
    public void remove(ProjectId project, OpenPointId id, int version, Actor actor) {
        var point = get(project, id);
        write(project, actor);
        if (db.update(OPEN_POINT).set(OPEN_POINT.REMOVED_AT, clock.instant()).where(OPEN_POINT.ID.eq(id), OPEN_POINT.VERSION.eq(version)).execute() == 0) throw new Stale();
        duties.cancel(ClosingDutyKinds.OPEN_POINT, id, actor);
        activities.record(actor, new ClosingActivity.OpenPointMoved(Ref.of(KIND, id), point.content(), "removed", ""), project, null);
    }

    /** Its owner, or who runs the project, says how it ended; also once the project is closed. */
    @Transactional
    public void finish(ProjectId project, OpenPointId id, String said, Actor actor) {
        var access = projects.access(project, actor);
        access.require(Permission.READ);
        var point = get(project, id);
        if (!mayFinish(access, point)) throw new NotAllowed();
        if (point.done()) throw Refused.because("closing.point_done");
        var check = new Refused.Check();
        var words = check.optional("said", said, 2000);
        check.done();
        db.update(OPEN_POINT).set(OPEN_POINT.SAID, words).set(OPEN_POINT.DONE_BY, actor.person()).set(OPEN_POINT.DONE_AT, clock.instant()).set(OPEN_POINT.VERSION, OPEN_POINT.VERSION.plus(1)).where(OPEN_POINT.ID.eq(id)).execute();
        duties.meet(ClosingDutyKinds.OPEN_POINT, id, actor);
        activities.record(actor, new ClosingActivity.OpenPointMoved(Ref.of(KIND, id), point.content(), "done", words), project, null);
    }

    public static boolean mayFinish(ProjectAccess access, OpenPoint point) {
        return !access.auditor() && (access.member().equals(point.owner()) || access.has(Role.CHIEF_COORDINATOR));
    }

    private void owe(ProjectAccess access, OpenPointId id, Facts facts, Actor actor) {
        if (facts.owner() == null || facts.dueOn() == null) return;
        var due = calendars.of(access.homeRegion()).endOfDay(facts.dueOn());
        // What was due when it was brought here is to be done from now on.
        var now = clock.instant();
        duties.keep(new Duties.NewDuty(ClosingDutyKinds.OPEN_POINT, access.id(), null, Ref.of(KIND, id), facts.content(), facts.owner(), actor.person(), null, due.isBefore(now) ? now.plus(java.time.Duration.ofDays(14)) : due));
    }

    private ProjectAccess write(ProjectId project, Actor actor) {
        var access = projects.access(project, actor);
        access.requireEverywhere(Permission.MANAGE_PROJECT);
        if (access.stage() != Stage.CLOSING) throw Refused.because("closing.not_closing");
        documents.registerStanding(project, access.code(), DOCUMENT_KIND, LETTERS, project, LocalDate.ofInstant(clock.instant(), access.homeZone()));
        return access;
    }

    private Facts check(ProjectId project, Facts typed) {
        var check = new Refused.Check();
        var content = check.text("content", typed.content(), 1000).replace('\n', ' ');
        var note = check.optional("note", typed.note(), 2000);
        check.reject(typed.owner() != null && !db.fetchExists(DSL.selectOne().from(ROLE_GRANT).where(ROLE_GRANT.PROJECT_ID.eq(project), ROLE_GRANT.MEMBER_ID.eq(typed.owner()))), "owner", "refused.not_a_choice");
        check.reject(typed.owner() != null && typed.dueOn() == null, "due_on", "refused.missing");
        check.done();
        return new Facts(content, note, typed.owner(), typed.dueOn());
    }

    // ---- reading

    @Transactional(readOnly = true)
    public List<OpenPoint> of(ProjectId project) {
        return read(OPEN_POINT.PROJECT_ID.eq(project));
    }

    private OpenPoint get(ProjectId project, OpenPointId id) {
        return read(OPEN_POINT.PROJECT_ID.eq(project).and(OPEN_POINT.ID.eq(id))).stream().findFirst().orElseThrow(NotFound::new);
    }

    private List<OpenPoint> read(Condition which) {
        var owner = MEMBER.as("owner");
        var doer = MEMBER.as("doer");
        return db.select(OPEN_POINT.ID, OPEN_POINT.POSITION, OPEN_POINT.CONTENT, OPEN_POINT.NOTE, OPEN_POINT.OWNER_ID, owner.DISPLAY_NAME, OPEN_POINT.DUE_ON, OPEN_POINT.SAID, doer.DISPLAY_NAME, OPEN_POINT.DONE_AT, OPEN_POINT.VERSION)
                .from(OPEN_POINT)
                .leftJoin(owner).on(owner.WORKSPACE_ID.eq(OPEN_POINT.WORKSPACE_ID), owner.ID.eq(OPEN_POINT.OWNER_ID))
                .leftJoin(doer).on(doer.WORKSPACE_ID.eq(OPEN_POINT.WORKSPACE_ID), doer.ID.eq(OPEN_POINT.DONE_BY))
                .where(which, OPEN_POINT.REMOVED_AT.isNull())
                .orderBy(OPEN_POINT.POSITION, OPEN_POINT.ID)
                .limit(MOST)
                .fetch(row -> new OpenPoint(row.value1(), row.value2(), row.value3(), row.value4(), row.value5(), Objects.toString(row.value6(), ""), row.value7(), row.value8(), row.value9(), row.value10(), row.value11()));
    }
}
