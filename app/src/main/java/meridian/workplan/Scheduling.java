package meridian.workplan;

import static db.identity.Tables.DEPARTMENT;
import static db.identity.Tables.REGION;
import static db.project.Tables.PARTY;
import static db.project.Tables.PROJECT;
import static db.workplan.Tables.DEPENDENCY;
import static db.workplan.Tables.FORECAST;
import static db.workplan.Tables.TASK;
import static db.workplan.Tables.TASK_SCHEDULE;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import meridian.activity.Activities;
import meridian.activity.Event.Change;
import meridian.calendar.NoWorkingTimeException;
import meridian.identity.Calendars;
import meridian.tenancy.Actor;
import meridian.tenancy.NotFound;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.RegionId;
import meridian.tenancy.TaskId;
import meridian.workplan.PlanSchedule.Place;
import meridian.workplan.WorkPlanActivity.PlanRescheduled;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Keeps the dates of a project's plan what its links, constraints and calendars make of them: after every edit that
 * matters, in its transaction, what moved is written, with the counts and duties that hang on it. Edits of one project
 * wait for each other, each holding the project's row before it holds any task.
 */
@Component
public class Scheduling {
    private static final Logger log = LoggerFactory.getLogger(Scheduling.class);
    private static final int MOST_TOLD = 50;

    private final DSLContext db;
    private final Clock clock;
    private final Calendars calendars;
    private final TaskCounts counts;
    private final TaskDuties duties;
    private final Activities activities;

    Scheduling(DSLContext db, Clock clock, Calendars calendars, TaskCounts counts, TaskDuties duties, Activities activities) {
        this.db = db;
        this.clock = clock;
        this.calendars = calendars;
        this.counts = counts;
        this.duties = duties;
        this.activities = activities;
    }

    // ---- holding

    /** Holds the plan this task is part of: nobody else edits it until the transaction ends. */
    void hold(TaskId task) {
        db.select(PROJECT.ID).from(PROJECT).where(PROJECT.ID.eq(DSL.select(TASK.PROJECT_ID).from(TASK).where(TASK.ID.eq(task)))).forNoKeyUpdate().fetch();
    }

    void hold(ProjectId project) {
        db.select(PROJECT.ID).from(PROJECT).where(PROJECT.ID.eq(project)).forNoKeyUpdate().fetch();
    }

    // ---- recalculating

    /** As the other one, of edits that answer nothing. */
    public void together(ProjectId project, Actor actor, Runnable edits) {
        together(project, actor, () -> {
            edits.run();
            return true;
        });
    }

    /** Several edits of one project in one transaction, calculated once at their end. */
    public <T> T together(ProjectId project, Actor actor, Supplier<T> edits) {
        if (TransactionSynchronizationManager.hasResource(this)) return edits.get();
        hold(project);
        var later = new Later();
        TransactionSynchronizationManager.bindResource(this, later);
        T result;
        try {
            result = edits.get();
        } finally {
            TransactionSynchronizationManager.unbindResource(this);
        }
        if (later.field != null) settleLinks(project, actor, later.field);
        else if (later.asked) settle(project, actor);
        return result;
    }

    private static final class Later {
        boolean asked;
        @Nullable String field;
    }

    private @Nullable Later later() {
        return (Later) TransactionSynchronizationManager.getResource(this);
    }

    /** Calculates the plan and writes what moved; a plan whose rows wait for each other in a circle stays as it is. */
    void settle(ProjectId project, Actor actor) {
        var later = later();
        if (later != null) {
            later.asked = true;
            return;
        }
        try {
            calculate(project, read(project), actor);
        } catch (PlanSchedule.Circle circle) {
            log.warn("the plan of project {} is not scheduled: {} rows wait for each other", project, circle.members().size());
        }
    }

    /** As {@link #settle}, where the edit may have closed a circle; that is refused, naming its members. */
    void settleLinks(ProjectId project, Actor actor, String field) {
        var later = later();
        if (later != null) {
            later.field = field;
            return;
        }
        var found = read(project);
        try {
            found.data().requireNoCircle();
            calculate(project, found, actor);
        } catch (PlanSchedule.Circle circle) {
            throw refusal(circle, field);
        }
    }

    static Refused refusal(PlanSchedule.Circle circle, String field) {
        var members = circle.members();
        var named = members.stream().limit(8).map(row -> row.number() + " " + row.title()).collect(Collectors.joining(" → "));
        return Refused.at(field, "workplan.links_circle", named + (members.size() > 8 ? " → …" : " → " + members.getFirst().number()));
    }

    private void calculate(ProjectId project, Found found, Actor actor) {
        PlanSchedule schedule;
        List<Place> places;
        try {
            schedule = PlanSchedule.of(found.data());
            places = schedule.places();
        } catch (NoWorkingTimeException e) {
            throw Refused.because("workplan.beyond_calendars");
        }
        write(project, found, schedule, places, actor);
    }

    /** The plan, and what was calculated of it last. */
    record Found(PlanData data, Map<TaskId, Stored> stored, ZoneId home, String code, String name) {}

    record Stored(int total, int free, boolean critical, LocalDateTime lateStart, LocalDateTime lateFinish) {}

    /** The plan as it stands, in four statements. */
    Found read(ProjectId project) {
        var region = DSL.coalesce(PARTY.REGION_ID, DEPARTMENT.REGION_ID, PROJECT.HOME_REGION_ID);
        var parties = DSL.multiset(DSL.select(PARTY.ID, region).from(PARTY)
                        .leftJoin(DEPARTMENT).on(DEPARTMENT.WORKSPACE_ID.eq(PARTY.WORKSPACE_ID), DEPARTMENT.ID.eq(PARTY.DEPARTMENT_ID))
                        .where(PARTY.WORKSPACE_ID.eq(PROJECT.WORKSPACE_ID), PARTY.PROJECT_ID.eq(PROJECT.ID)))
                .convertFrom(rows -> rows.intoMap(row -> row.value1(), row -> row.value2()));
        var head = db.select(PROJECT.STARTS_ON, PROJECT.HOME_REGION_ID, REGION.ZONE, PROJECT.CODE, parties, PROJECT.NAME)
                .from(PROJECT)
                .join(REGION).on(REGION.WORKSPACE_ID.eq(PROJECT.WORKSPACE_ID), REGION.ID.eq(PROJECT.HOME_REGION_ID))
                .where(PROJECT.ID.eq(project))
                .fetchOptional()
                .orElseThrow(NotFound::new);
        var plan = new PlanCalendars(head.value5(), head.value2(), calendars.all());
        var rows = new ArrayList<PlanData.Row>();
        var stored = new HashMap<TaskId, Stored>();
        db.select(TASK.ID, TASK.NUMBER, TASK.TITLE, TASK.KIND, TASK.PARENT_ID, TASK.PARTY_ID, TASK.OWNER_ID, TASK.START_AT, TASK.FINISH_AT, TASK.DURATION_MINUTES, TASK.MILESTONE,
                        TASK.CONSTRAINT_TYPE, TASK.CONSTRAINT_AT, TASK.DEADLINE_AT, TASK.MANUAL, TASK.ACTUAL_START_AT, TASK.ACTUAL_FINISH_AT, TASK.STATUS, TASK.PROGRESS, TASK.DISPATCH, TASK.VERSION,
                        TASK_SCHEDULE.TOTAL_SLACK_MINUTES, TASK_SCHEDULE.FREE_SLACK_MINUTES, TASK_SCHEDULE.CRITICAL, TASK_SCHEDULE.LATE_START_AT, TASK_SCHEDULE.LATE_FINISH_AT)
                .from(TASK)
                .leftJoin(TASK_SCHEDULE).on(TASK_SCHEDULE.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), TASK_SCHEDULE.TASK_ID.eq(TASK.ID))
                .where(TASK.PROJECT_ID.eq(project), TASK.DELETED_AT.isNull())
                .orderBy(TASK.PATH)
                .fetch()
                .forEach(row -> {
                    rows.add(new PlanData.Row(row.get(TASK.ID), row.get(TASK.NUMBER), row.get(TASK.TITLE), TaskKind.of(row.get(TASK.KIND)), row.get(TASK.PARENT_ID), row.get(TASK.PARTY_ID), row.get(TASK.OWNER_ID),
                            row.get(TASK.START_AT), row.get(TASK.FINISH_AT), row.get(TASK.DURATION_MINUTES), row.get(TASK.MILESTONE), TaskRow.timing(row), row.get(TASK.ACTUAL_START_AT),
                            row.get(TASK.ACTUAL_FINISH_AT), TaskStatus.of(row.get(TASK.STATUS)), row.get(TASK.PROGRESS), Dispatch.of(row.get(TASK.DISPATCH)), row.get(TASK.VERSION)));
                    if (row.get(TASK_SCHEDULE.CRITICAL) != null)
                        stored.put(row.get(TASK.ID), new Stored(row.get(TASK_SCHEDULE.TOTAL_SLACK_MINUTES), row.get(TASK_SCHEDULE.FREE_SLACK_MINUTES), row.get(TASK_SCHEDULE.CRITICAL),
                                row.get(TASK_SCHEDULE.LATE_START_AT), row.get(TASK_SCHEDULE.LATE_FINISH_AT)));
                });
        var links = db.select(DEPENDENCY.SUCCESSOR_TASK_ID, DEPENDENCY.PREDECESSOR_TASK_ID, DEPENDENCY.TYPE, DEPENDENCY.LAG_MINUTES, DEPENDENCY.LAG_ELAPSED)
                .from(DEPENDENCY)
                .join(TASK).on(TASK.WORKSPACE_ID.eq(DEPENDENCY.WORKSPACE_ID), TASK.ID.eq(DEPENDENCY.SUCCESSOR_TASK_ID))
                .where(TASK.PROJECT_ID.eq(project), TASK.DELETED_AT.isNull())
                .fetch(row -> new PlanData.Link(row.value1(), row.value2(), LinkType.valueOf(row.value3()), row.value4(), row.value5()));
        var zone = ZoneId.of(head.value3());
        return new Found(new PlanData(head.value1().atStartOfDay(zone).toInstant(), rows, links, plan), stored, zone, head.value4(), head.value6());
    }

    // ---- writing what moved

    private void write(ProjectId project, Found found, PlanSchedule schedule, List<Place> places, Actor actor) {
        var moved = places.stream().filter(Place::moved).toList();
        if (!moved.isEmpty()) {
            writeDates(moved);
            settleDuties(project, moved, found.data().calendars());
            tell(project, moved, actor);
        }
        writeDurations(places);
        writeSchedule(project, found, places);
        if (!schedule.empty()) writeForecast(project, schedule, found.home());
    }

    private void writeDates(List<Place> moved) {
        db.execute("update workplan.task t set start_at = v.s, finish_at = v.f, changed_at = {0} from unnest({1}::uuid[], {2}::timestamp[], {3}::timestamp[]) as v(id, s, f) where t.workspace_id = tenancy.workspace() and t.id = v.id",
                DSL.val(clock.instant(), TASK.CHANGED_AT), ids(moved), times(moved.stream().map(Place::start).toList()), times(moved.stream().map(Place::finish).toList()));
    }

    // A duration that only its dates tell would not outlast a change of the calendar between them.
    private void writeDurations(List<Place> places) {
        var untold = places.stream().filter(place -> place.minutes() != null).toList();
        if (untold.isEmpty()) return;
        db.execute("update workplan.task t set duration_minutes = v.m from unnest({0}::uuid[], {1}::int[]) as v(id, m) where t.workspace_id = tenancy.workspace() and t.id = v.id",
                ids(untold), DSL.val(untold.stream().map(Place::minutes).toArray(Integer[]::new)));
    }

    private void settleDuties(ProjectId project, List<Place> moved, PlanCalendars calendars) {
        var tasks = moved.stream().filter(place -> place.row().kind() == TaskKind.TASK && !Objects.equals(day(place.row().finish()), day(place.finish()))).toList();
        for (var place : tasks) counts.moved(project, place.row(), day(place.row().finish()), day(place.finish()));
        duties.moved(project, tasks.stream().filter(place -> place.row().status().open()).toList(), party -> calendars.of(party).zone());
    }

    private static @Nullable LocalDate day(@Nullable LocalDateTime at) {
        return at == null ? null : at.toLocalDate();
    }

    // One activity holds the whole difference; what merely spans its tasks is not told apart.
    private void tell(ProjectId project, List<Place> moved, Actor actor) {
        var tasks = moved.stream().filter(place -> !place.summary()).toList();
        if (tasks.isEmpty()) return;
        var changes = tasks.stream().limit(MOST_TOLD)
                .map(place -> new Change("dates", place.row().number() + " " + cut(place.row().title()) + " " + span(place.row().start(), place.row().finish()), span(place.start(), place.finish())))
                .toList();
        activities.record(actor, new PlanRescheduled(Ref.of("project", project), tasks.size(), changes), project, null);
    }

    private static String cut(String title) {
        return title.length() <= 40 ? title : title.substring(0, 40) + "…";
    }

    static String span(@Nullable LocalDateTime start, @Nullable LocalDateTime finish) {
        if (start == null && finish == null) return "—";
        if (start == null || finish == null || start.toLocalDate().equals(finish.toLocalDate())) return Objects.requireNonNull(day(finish != null ? finish : start)).toString();
        return day(start) + " – " + day(finish);
    }

    private void writeSchedule(ProjectId project, Found found, List<Place> places) {
        var changed = places.stream().filter(place -> !now(place).equals(found.stored().get(place.row().id()))).toList();
        var at = DSL.val(clock.instant(), TASK_SCHEDULE.CHANGED_AT);
        if (!changed.isEmpty()) {
            db.execute("""
                    insert into workplan.task_schedule (task_id, project_id, total_slack_minutes, free_slack_minutes, critical, late_start_at, late_finish_at, changed_at)
                    select v.id, {0}, v.total, v.free, v.critical, v.late_start, v.late_finish, {1}
                      from unnest({2}::uuid[], {3}::int[], {4}::int[], {5}::boolean[], {6}::timestamp[], {7}::timestamp[]) as v(id, total, free, critical, late_start, late_finish)
                    on conflict (workspace_id, task_id) do update set total_slack_minutes = excluded.total_slack_minutes, free_slack_minutes = excluded.free_slack_minutes,
                        critical = excluded.critical, late_start_at = excluded.late_start_at, late_finish_at = excluded.late_finish_at, changed_at = excluded.changed_at""",
                    DSL.val(project, TASK_SCHEDULE.PROJECT_ID), at, ids(changed), DSL.val(changed.stream().map(Place::totalSlack).toArray(Integer[]::new)), DSL.val(changed.stream().map(Place::freeSlack).toArray(Integer[]::new)),
                    DSL.val(changed.stream().map(Place::critical).toArray(Boolean[]::new)), times(changed.stream().map(Place::lateStart).toList()), times(changed.stream().map(Place::lateFinish).toList()));
        }
        var here = places.stream().map(place -> place.row().id()).collect(Collectors.toSet());
        var gone = new LinkedHashSet<>(found.stored().keySet());
        gone.removeAll(here);
        if (!gone.isEmpty()) db.deleteFrom(TASK_SCHEDULE).where(TASK_SCHEDULE.TASK_ID.in(gone)).execute();
    }

    private static Stored now(Place place) {
        return new Stored(place.totalSlack(), place.freeSlack(), place.critical(), place.lateStart(), place.lateFinish());
    }

    private void writeForecast(ProjectId project, PlanSchedule schedule, ZoneId home) {
        var week = LocalDate.ofInstant(clock.instant(), home).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        var finish = LocalDate.ofInstant(schedule.finish().minusSeconds(1), home);
        db.insertInto(FORECAST, FORECAST.PROJECT_ID, FORECAST.WEEK_ON, FORECAST.FINISH_ON).values(project, week, finish)
                .onConflict(FORECAST.WORKSPACE_ID, FORECAST.PROJECT_ID, FORECAST.WEEK_ON)
                .doUpdate().set(FORECAST.FINISH_ON, finish).where(FORECAST.FINISH_ON.ne(finish))
                .execute();
    }

    private static org.jooq.Param<UUID[]> ids(List<Place> places) {
        return DSL.val(places.stream().map(place -> place.row().id().value()).toArray(UUID[]::new));
    }

    private static org.jooq.Param<LocalDateTime[]> times(List<@Nullable LocalDateTime> times) {
        return DSL.val(times.toArray(LocalDateTime[]::new));
    }

    /** The open projects in which work goes by this region's calendar. */
    List<ProjectId> projectsOf(RegionId region) {
        var of = DSL.coalesce(PARTY.REGION_ID, DEPARTMENT.REGION_ID);
        return db.select(PROJECT.ID)
                .from(PROJECT)
                .where(PROJECT.CLOSED_AT.isNull(), PROJECT.DELETED_AT.isNull())
                .and(PROJECT.HOME_REGION_ID.eq(region).or(DSL.exists(DSL.selectOne().from(PARTY)
                        .leftJoin(DEPARTMENT).on(DEPARTMENT.WORKSPACE_ID.eq(PARTY.WORKSPACE_ID), DEPARTMENT.ID.eq(PARTY.DEPARTMENT_ID))
                        .where(PARTY.WORKSPACE_ID.eq(PROJECT.WORKSPACE_ID), PARTY.PROJECT_ID.eq(PROJECT.ID), of.eq(region)))))
                .orderBy(PROJECT.ID)
                .fetch(PROJECT.ID);
    }
}
