package meridian.project;

import static db.identity.Tables.MEMBER;
import static db.project.Tables.CYCLE;
import static db.project.Tables.PROJECT;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import meridian.activity.Activities;
import meridian.identity.Permission;
import meridian.tenancy.Actor;
import meridian.tenancy.CycleId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The execution cycles of projects that never close (长期分布式运营). The first begins with execution; ending one begins the next. When the
 * project is put into its yearly closing, the running one ends with it, and after the archive the next begins.
 */
@Component
public class Cycles implements StageFollower {
    private final DSLContext db;
    private final Clock clock;
    private final Projects projects;
    private final Activities activities;

    Cycles(DSLContext db, Clock clock, Projects projects, Activities activities) {
        this.db = db;
        this.clock = clock;
        this.projects = projects;
        this.activities = activities;
    }

    /** Whether a project goes round instead of closing. */
    public static boolean recurring(ProjectAccess project) {
        return project.scenario().equals(Cycle.SCENARIO);
    }

    @Override
    public void entered(ProjectId project, Stage from, Stage to, Actor actor) {
        var scenario = db.select(PROJECT.SCENARIO).from(PROJECT).where(PROJECT.ID.eq(project)).fetchSingle(PROJECT.SCENARIO);
        if (!scenario.equals(Cycle.SCENARIO)) return;
        if (from == Stage.EXECUTION) end(project, "", actor);
        if (to == Stage.EXECUTION) begin(project, projects.access(project, actor), "", actor);
    }

    /** Ends the running cycle with what came of it, and begins the next with its goals; the version is the one that was read. */
    @Transactional
    public void turn(ProjectId project, String summary, String goals, int version, Actor actor) {
        var access = projects.access(project, actor);
        access.requireEverywhere(Permission.MANAGE_PROJECT);
        var check = new Refused.Check();
        var came = check.text("summary", summary, 4000);
        var wanted = check.text("goals", goals, 4000);
        check.done();
        var running = db.select(CYCLE.VERSION).from(CYCLE).where(CYCLE.PROJECT_ID.eq(project), CYCLE.ENDED_AT.isNull()).forUpdate().fetchOptional(CYCLE.VERSION).orElseThrow(() -> Refused.because("cycle.none"));
        if (running != version) throw new Stale();
        end(project, came, actor);
        begin(project, access, wanted, actor);
    }

    /** Says what the running cycle is for. */
    @Transactional
    public void aim(ProjectId project, String goals, int version, Actor actor) {
        projects.access(project, actor).requireEverywhere(Permission.MANAGE_PROJECT);
        var check = new Refused.Check();
        var wanted = check.text("goals", goals, 4000);
        check.done();
        var written = db.update(CYCLE).set(CYCLE.GOALS, wanted).set(CYCLE.VERSION, CYCLE.VERSION.plus(1)).where(CYCLE.PROJECT_ID.eq(project), CYCLE.ENDED_AT.isNull(), CYCLE.VERSION.eq(version)).execute();
        if (written == 0) throw new Stale();
        activities.record(actor, new StageActivity.CycleAimed(Ref.of("project", project), wanted), project, null);
    }

    private void end(ProjectId project, String summary, Actor actor) {
        var ended = db.update(CYCLE)
                .set(CYCLE.SUMMARY, summary)
                .set(CYCLE.ENDED_AT, clock.instant())
                .set(CYCLE.ENDED_BY, actor.person())
                .set(CYCLE.VERSION, CYCLE.VERSION.plus(1))
                .where(CYCLE.PROJECT_ID.eq(project), CYCLE.ENDED_AT.isNull())
                .returning(CYCLE.NUMBER)
                .fetchOne(CYCLE.NUMBER);
        if (ended != null) activities.record(actor, new StageActivity.CycleEnded(Ref.of("project", project), ended, summary), project, null);
    }

    private void begin(ProjectId project, ProjectAccess access, String goals, Actor actor) {
        var number = db.select(DSL.coalesce(DSL.max(CYCLE.NUMBER), 0)).from(CYCLE).where(CYCLE.PROJECT_ID.eq(project)).fetchSingle().value1() + 1;
        var span = Cycle.Span.from(LocalDate.ofInstant(clock.instant(), access.homeZone()));
        var made = db.insertInto(CYCLE)
                .set(CYCLE.ID, CycleId.next())
                .set(CYCLE.PROJECT_ID, project)
                .set(CYCLE.NUMBER, number)
                .set(CYCLE.FIRST_DAY, span.firstDay())
                .set(CYCLE.LAST_DAY, span.lastDay())
                .set(CYCLE.GOALS, goals)
                .set(CYCLE.BEGUN_AT, clock.instant())
                .onConflictDoNothing()
                .execute();
        if (made == 1) activities.record(actor, new StageActivity.CycleBegun(Ref.of("project", project), number, span.firstDay().toString(), span.lastDay().toString()), project, null);
    }

    /** All cycles, the newest first. */
    @Transactional(readOnly = true)
    public List<Cycle> of(ProjectId project) {
        return db.select(CYCLE.ID, CYCLE.NUMBER, CYCLE.FIRST_DAY, CYCLE.LAST_DAY, CYCLE.GOALS, CYCLE.SUMMARY, MEMBER.DISPLAY_NAME, CYCLE.ENDED_AT, CYCLE.VERSION)
                .from(CYCLE)
                .leftJoin(MEMBER).on(MEMBER.WORKSPACE_ID.eq(CYCLE.WORKSPACE_ID), MEMBER.ID.eq(CYCLE.ENDED_BY))
                .where(CYCLE.PROJECT_ID.eq(project))
                .orderBy(CYCLE.NUMBER.desc())
                .limit(100)
                .fetch(row -> new Cycle(row.value1(), row.value2(), row.value3(), row.value4(), row.value5(), row.value6(), row.value7(), row.value8(), row.value9()));
    }
}
