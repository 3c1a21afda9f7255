package meridian.project;

import static db.identity.Tables.MEMBER;
import static db.identity.Tables.ROLE_GRANT;
import static db.project.Tables.CYCLE;
import static db.project.Tables.PROJECT;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import meridian.activity.Activities;
import meridian.duty.Duties;
import meridian.identity.Calendars;
import meridian.identity.Permission;
import meridian.project.Cycle.Length;
import meridian.tenancy.Actor;
import meridian.tenancy.CycleId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.Stale;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
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
    private final Calendars calendars;
    private final Duties duties;
    private final Activities activities;

    Cycles(DSLContext db, Clock clock, Projects projects, Calendars calendars, Duties duties, Activities activities) {
        this.db = db;
        this.clock = clock;
        this.projects = projects;
        this.calendars = calendars;
        this.duties = duties;
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
        if (to == Stage.EXECUTION) begin(project, projects.access(project, actor), lastLength(project), "", actor);
    }

    /** Ends the running cycle with what came of it, and begins the next with its goals; the version is the one that was read. Without a length the next is as long as this. */
    @Transactional
    public void turn(ProjectId project, String summary, String goals, @Nullable Length length, int version, Actor actor) {
        var access = projects.access(project, actor);
        access.requireEverywhere(Permission.MANAGE_PROJECT);
        var check = new Refused.Check();
        var came = check.text("summary", summary, 4000);
        var wanted = check.text("goals", goals, 4000);
        check.done();
        var running = db.select(CYCLE.VERSION).from(CYCLE).where(CYCLE.PROJECT_ID.eq(project), CYCLE.ENDED_AT.isNull()).forUpdate().fetchOptional(CYCLE.VERSION).orElseThrow(() -> Refused.because("cycle.none"));
        if (running != version) throw new Stale();
        var next = length == null ? lastLength(project) : length;
        end(project, came, actor);
        begin(project, access, next, wanted, actor);
    }

    /** Says what the running cycle is for, and how long it is: its last day moves with that. */
    @Transactional
    public void aim(ProjectId project, String goals, @Nullable Length length, int version, Actor actor) {
        var access = projects.access(project, actor);
        access.requireEverywhere(Permission.MANAGE_PROJECT);
        var check = new Refused.Check();
        var wanted = check.text("goals", goals, 4000);
        check.done();
        var running = db.select(CYCLE.VERSION, CYCLE.FIRST_DAY, CYCLE.LENGTH, CYCLE.GOALS, CYCLE.NUMBER).from(CYCLE).where(CYCLE.PROJECT_ID.eq(project), CYCLE.ENDED_AT.isNull()).forUpdate().fetchOptional().orElseThrow(() -> Refused.because("cycle.none"));
        if (running.value1() != version) throw new Stale();
        var before = Length.of(running.value3()).orElseThrow();
        var chosen = length == null ? before : length;
        var update = db.updateQuery(CYCLE);
        update.addValue(CYCLE.GOALS, wanted);
        update.addValue(CYCLE.VERSION, running.value1() + 1);
        if (chosen != before) {
            var span = Cycle.Span.from(running.value2(), chosen);
            if (span.lastDay().isBefore(LocalDate.ofInstant(clock.instant(), access.homeZone()))) throw Refused.at("length", "cycle.over_already");
            update.addValue(CYCLE.LENGTH, chosen.text());
            update.addValue(CYCLE.LAST_DAY, span.lastDay());
            owe(access, running.value5(), span, actor);
        }
        update.addConditions(CYCLE.PROJECT_ID.eq(project), CYCLE.ENDED_AT.isNull());
        update.execute();
        activities.record(actor, new StageActivity.CycleAimed(Ref.of("project", project), wanted, chosen.text()), project, null);
    }

    private Length lastLength(ProjectId project) {
        return db.select(CYCLE.LENGTH).from(CYCLE).where(CYCLE.PROJECT_ID.eq(project)).orderBy(CYCLE.NUMBER.desc()).limit(1).fetchOptional(CYCLE.LENGTH).flatMap(Length::of).orElse(Length.QUARTER);
    }

    // On its last day whoever runs the project owes its review, and with it the next cycle.
    private void owe(ProjectAccess access, int number, Cycle.Span span, Actor actor) {
        var chief = db.select(ROLE_GRANT.MEMBER_ID)
                .from(ROLE_GRANT)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(ROLE_GRANT.WORKSPACE_ID), MEMBER.ID.eq(ROLE_GRANT.MEMBER_ID), MEMBER.STATE.ne("left"))
                .where(ROLE_GRANT.PROJECT_ID.eq(access.id()), ROLE_GRANT.ROLE.eq("chief_coordinator"))
                .orderBy(ROLE_GRANT.GRANTED_AT, ROLE_GRANT.ID)
                .limit(1)
                .fetchOne(ROLE_GRANT.MEMBER_ID);
        if (chief == null) return;
        var calendar = calendars.of(db.select(PROJECT.HOME_REGION_ID).from(PROJECT).where(PROJECT.ID.eq(access.id())).fetchSingle(PROJECT.HOME_REGION_ID));
        duties.cancel(CycleReview.NAME, access.id(), actor);
        duties.keep(new Duties.NewDuty(CycleReview.NAME, access.id(), null, Ref.of("project", access.id()), number + " (" + span.firstDay() + " – " + span.lastDay() + ")", chief, null, null, calendar.endOfDay(span.lastDay())));
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
        if (ended != null) duties.meet(CycleReview.NAME, project, actor);
        if (ended != null) activities.record(actor, new StageActivity.CycleEnded(Ref.of("project", project), ended, summary), project, null);
    }

    private void begin(ProjectId project, ProjectAccess access, Length length, String goals, Actor actor) {
        var number = db.select(DSL.coalesce(DSL.max(CYCLE.NUMBER), 0)).from(CYCLE).where(CYCLE.PROJECT_ID.eq(project)).fetchSingle().value1() + 1;
        var span = Cycle.Span.from(LocalDate.ofInstant(clock.instant(), access.homeZone()), length);
        var made = db.insertInto(CYCLE)
                .set(CYCLE.ID, CycleId.next())
                .set(CYCLE.PROJECT_ID, project)
                .set(CYCLE.NUMBER, number)
                .set(CYCLE.LENGTH, length.text())
                .set(CYCLE.FIRST_DAY, span.firstDay())
                .set(CYCLE.LAST_DAY, span.lastDay())
                .set(CYCLE.GOALS, goals)
                .set(CYCLE.BEGUN_AT, clock.instant())
                .onConflictDoNothing()
                .execute();
        if (made == 1) owe(access, number, span, actor);
        if (made == 1) activities.record(actor, new StageActivity.CycleBegun(Ref.of("project", project), number, span.firstDay().toString(), span.lastDay().toString()), project, null);
    }

    /** All cycles, the newest first. */
    @Transactional(readOnly = true)
    public List<Cycle> of(ProjectId project) {
        return db.select(CYCLE.ID, CYCLE.NUMBER, CYCLE.FIRST_DAY, CYCLE.LAST_DAY, CYCLE.GOALS, CYCLE.SUMMARY, MEMBER.DISPLAY_NAME, CYCLE.ENDED_AT, CYCLE.VERSION, CYCLE.LENGTH)
                .from(CYCLE)
                .leftJoin(MEMBER).on(MEMBER.WORKSPACE_ID.eq(CYCLE.WORKSPACE_ID), MEMBER.ID.eq(CYCLE.ENDED_BY))
                .where(CYCLE.PROJECT_ID.eq(project))
                .orderBy(CYCLE.NUMBER.desc())
                .limit(100)
                .fetch(row -> new Cycle(row.value1(), row.value2(), Length.of(row.value10()).orElseThrow(), row.value3(), row.value4(), row.value5(), row.value6(), row.value7(), row.value8(), row.value9()));
    }
}
