package meridian.workplan;

import static db.identity.Tables.DEPARTMENT;
import static db.project.Tables.PARTY;
import static db.project.Tables.PROJECT;
import static db.workplan.Tables.FORECAST;
import static db.workplan.Tables.TASK;
import static db.workplan.Tables.TASK_SCHEDULE;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import meridian.activity.Activities;
import meridian.activity.Event.Change;
import meridian.calendar.NoWorkingTimeException;
import meridian.tenancy.Actor;
import meridian.tenancy.DepartmentId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.RegionId;
import meridian.tenancy.TaskId;
import meridian.tenancy.Tenancy;
import meridian.web.Live;
import meridian.workplan.KeptPlans.Found;
import meridian.workplan.KeptPlans.Stored;
import meridian.workplan.PlanSchedule.Place;
import meridian.workplan.WorkPlanActivity.PlanRescheduled;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps the dates of a project's plan what its links, constraints and calendars make of them: after every edit that
 * matters, in its transaction, what moved is written, with the counts and duties that hang on it. Edits of one project
 * wait for each other, each holding the project's row before it holds any task.
 */
@Component
public class Scheduling {
    private static final Logger log = LoggerFactory.getLogger(Scheduling.class);
    private static final int MOST_TOLD = 50;
    /** So much slack is written at once, with the edit that changes it or after it. */
    private static final int MOST_AT_ONCE = 1_000;
    private static final int SLICES_UNTOLD = 10;
    /** Plans of so many rows are made ready before anybody edits them. */
    private static final int WORTH_EXPECTING = 500;

    private final DSLContext db;
    private final Clock clock;
    private final KeptPlans kept;
    private final TransactionTemplate transaction;
    private final Live live;
    private final TaskCounts counts;
    private final TaskDuties duties;
    private final Activities activities;
    private final Semaphore expecting = new Semaphore(1);
    /** Whose slack is being written behind its edits. */
    private final Set<ProjectId> writing = ConcurrentHashMap.newKeySet();

    Scheduling(DSLContext db, Clock clock, KeptPlans kept, TransactionTemplate transaction, Live live, TaskCounts counts, TaskDuties duties, Activities activities) {
        this.db = db;
        this.clock = clock;
        this.kept = kept;
        this.transaction = transaction;
        this.live = live;
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

    /** Sees what is about to move, in the transaction that moves it; may refuse it. */
    interface Watch {
        void moving(Found found, PlanSchedule schedule, List<Place> moved);
    }

    private @Nullable Watch watch() {
        return (Watch) TransactionSynchronizationManager.getResource(WATCH);
    }

    private static final Object WATCH = new Object();

    /** Edits, watched while they move what they move. */
    <T> T watched(Watch watch, Supplier<T> edits) {
        TransactionSynchronizationManager.bindResource(WATCH, watch);
        try {
            return edits.get();
        } finally {
            TransactionSynchronizationManager.unbindResource(WATCH);
        }
    }

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

    /** Whether this is one of several edits, whose plan is held already. */
    boolean together() {
        return later() != null;
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
            calculate(project, kept.read(project), actor, false);
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
        var found = kept.read(project);
        try {
            if (found.relinked()) found.data().requireNoCircle();
            calculate(project, found, actor, false);
        } catch (PlanSchedule.Circle circle) {
            throw refusal(circle, field);
        }
    }

    static Refused refusal(PlanSchedule.Circle circle, String field) {
        var members = circle.members();
        var named = members.stream().limit(8).map(row -> row.number() + " " + row.title()).collect(Collectors.joining(" → "));
        return Refused.at(field, "workplan.links_circle", named + (members.size() > 8 ? " → …" : " → " + members.getFirst().number()));
    }

    /** {@code further}: nobody edits, what earlier edits put off is written on. Answers whether something is left to be written. */
    private boolean calculate(ProjectId project, Found found, Actor actor, boolean further) {
        PlanSchedule schedule;
        List<Place> places;
        try {
            schedule = found.schedule();
            places = concerned(found, schedule, further);
        } catch (NoWorkingTimeException e) {
            throw Refused.because("workplan.beyond_calendars");
        }
        return write(project, found, schedule, places, actor, further);
    }

    // Everything that may have to be written; of much that was put off only a part at a time, but dates always.
    private static List<Place> concerned(Found found, PlanSchedule schedule, boolean further) {
        var from = found.from();
        if (from == null) return schedule.places();
        var also = new HashSet<>(found.touched());
        also.addAll(found.stored().keySet());
        if (further || from.unwritten().size() <= MOST_AT_ONCE) from.unwritten().stream().limit(MOST_AT_ONCE).forEach(also::add);
        else for (var place : schedule.moves()) also.add(place.row().id());
        return schedule.since(from.schedule(), also);
    }

    /** The plan as it stands. */
    Found read(ProjectId project) {
        return kept.read(project);
    }

    /**
     * Somebody who may edit this plan looks at it: it is read and calculated behind the page, so that the first edit need not wait for that.
     * One plan at a time on a node; a short one is read in no time, and a very long one is not to drive everything else out of the memory.
     */
    public void expectEdits(ProjectId project, int rows) {
        if (rows < WORTH_EXPECTING || rows > KeptPlans.MOST_ROWS / 2) return;
        if (kept.holds(project) || !expecting.tryAcquire()) return;
        var workspace = Objects.requireNonNull(Tenancy.current());
        Thread.startVirtualThread(() -> {
            try {
                Tenancy.run(workspace, () -> transaction.executeWithoutResult(status -> {
                    var found = kept.read(project);
                    if (found.from() == null) calculated(found).ifPresent(plan -> kept.keep(project, plan));
                }));
            } catch (RuntimeException e) {
                log.debug("the plan of project {} waits for its first edit: {}", project, e.getMessage());
            } finally {
                expecting.release();
            }
        });
    }

    /** The plan with what its next edit has to write besides; none where the database holds more than can be calculated. */
    private static Optional<KeptPlans.Kept> calculated(Found found) {
        var schedule = found.schedule();
        if (!found.stored().keySet().stream().allMatch(schedule::holds)) return Optional.empty();
        var unwritten = schedule.places().stream()
                .filter(place -> place.moved() || place.minutes() != null || !now(place).equals(found.stored().get(place.row().id())))
                .map(place -> place.row().id())
                .collect(Collectors.toSet());
        return Optional.of(found.kept(schedule, unwritten));
    }

    // ---- writing what moved

    private boolean write(ProjectId project, Found found, PlanSchedule schedule, List<Place> places, Actor actor, boolean further) {
        var moved = places.stream().filter(Place::moved).toList();
        if (!moved.isEmpty()) {
            if (watch() instanceof Watch watch) watch.moving(found, schedule, moved);
            writeDates(moved);
            settleDuties(project, moved, found.data().calendars());
            tell(project, moved, actor);
        }
        writeDurations(places);
        var unwritten = writeSchedule(project, found, schedule, places, further);
        if (!schedule.empty() && !further) writeForecast(project, schedule, found.home());
        kept.keep(project, found.kept(schedule, unwritten));
        if (!unwritten.isEmpty() && !further) afterwards(project);
        return !unwritten.isEmpty();
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

    /** Answers the rows of which it was put off: where the finish moves, so does everybody’s slack, and nobody waits for that. */
    private Set<TaskId> writeSchedule(ProjectId project, Found found, PlanSchedule schedule, List<Place> places, boolean further) {
        var from = found.from();
        var changed = places.stream().filter(place -> !now(place).equals(stored(found, place.row().id()))).toList();
        var unwritten = new HashSet<TaskId>();
        if (from != null) {
            unwritten.addAll(from.unwritten());
            if (!schedule.sameRowsAs(from.schedule())) unwritten.removeIf(id -> !schedule.holds(id));
            for (var place : places) unwritten.remove(place.row().id());
            if (changed.size() > MOST_AT_ONCE) {
                var split = changed.stream().collect(Collectors.partitioningBy(place -> place.moved() || found.touched().contains(place.row().id())));
                var others = split.get(false);
                int more = further ? Math.min(others.size(), MOST_AT_ONCE) : 0;
                changed = Stream.concat(split.get(true).stream(), others.stream().limit(more)).toList();
                others.stream().skip(more).forEach(place -> unwritten.add(place.row().id()));
            }
        }
        if (!changed.isEmpty()) {
            db.execute("""
                    insert into workplan.task_schedule (task_id, project_id, total_slack_minutes, free_slack_minutes, critical, late_start_at, late_finish_at, changed_at)
                    select v.id, {0}, v.total, v.free, v.critical, v.late_start, v.late_finish, {1}
                      from unnest({2}::uuid[], {3}::int[], {4}::int[], {5}::boolean[], {6}::timestamp[], {7}::timestamp[]) as v(id, total, free, critical, late_start, late_finish)
                    on conflict (workspace_id, task_id) do update set total_slack_minutes = excluded.total_slack_minutes, free_slack_minutes = excluded.free_slack_minutes,
                        critical = excluded.critical, late_start_at = excluded.late_start_at, late_finish_at = excluded.late_finish_at, changed_at = excluded.changed_at""",
                    DSL.val(project, TASK_SCHEDULE.PROJECT_ID), DSL.val(clock.instant(), TASK_SCHEDULE.CHANGED_AT), ids(changed), DSL.val(changed.stream().map(Place::totalSlack).toArray(Integer[]::new)),
                    DSL.val(changed.stream().map(Place::freeSlack).toArray(Integer[]::new)), DSL.val(changed.stream().map(Place::critical).toArray(Boolean[]::new)),
                    times(changed.stream().map(Place::lateStart).toList()), times(changed.stream().map(Place::lateFinish).toList()));
        }
        var gone = new HashSet<>(found.stored().keySet());
        if (from != null && !schedule.sameRowsAs(from.schedule())) gone.addAll(from.schedule().held());
        gone.removeIf(schedule::holds);
        if (!gone.isEmpty()) db.deleteFrom(TASK_SCHEDULE).where(TASK_SCHEDULE.TASK_ID.in(gone)).execute();
        return unwritten;
    }

    // What the database holds: read now, or as it was kept.
    private static @Nullable Stored stored(Found found, TaskId id) {
        var stored = found.stored().get(id);
        var from = found.from();
        if (stored != null || from == null || from.unwritten().contains(id) || !from.schedule().holds(id)) return stored;
        return now(from.schedule().place(id));
    }

    private static Stored now(Place place) {
        return new Stored(place.totalSlack(), place.freeSlack(), place.critical(), place.lateStart(), place.lateFinish());
    }

    /**
     * Writes what edits put off, once they have committed: a part at a time, so that whoever edits meanwhile waits for one part at
     * most. Should the node end before the last, the next edit goes on.
     */
    private void afterwards(ProjectId project) {
        var workspace = Objects.requireNonNull(Tenancy.current());
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                if (writing.add(project)) Thread.startVirtualThread(() -> Tenancy.run(workspace, () -> writeOn(project, Actor.system(workspace))));
            }
        });
    }

    private void writeOn(ProjectId project, Actor system) {
        try {
            do {
                for (int slice = 1; writePart(project, system, slice % SLICES_UNTOLD == 0); slice++) Thread.yield();
                writing.remove(project);
            } while (kept.unwritten(project) && writing.add(project)); // an edit that came to its end just now
        } catch (RuntimeException e) {
            writing.remove(project);
            log.warn("the slack of project {} is written with its next edit: {}", project, e.getMessage());
        }
    }

    private boolean writePart(ProjectId project, Actor system, boolean tell) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            hold(project);
            boolean left = calculate(project, kept.read(project), system, true);
            if (tell || !left) live.changed("project:" + project);
            return left;
        }));
    }

    private void writeForecast(ProjectId project, PlanSchedule schedule, ZoneId home) {
        var week = LocalDate.ofInstant(clock.instant(), home).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        var finish = LocalDate.ofInstant(forecast(schedule).minusSeconds(1), home);
        db.insertInto(FORECAST, FORECAST.PROJECT_ID, FORECAST.WEEK_ON, FORECAST.FINISH_ON).values(project, week, finish)
                .onConflict(FORECAST.WORKSPACE_ID, FORECAST.PROJECT_ID, FORECAST.WEEK_ON)
                .doUpdate().set(FORECAST.FINISH_ON, finish).where(FORECAST.FINISH_ON.ne(finish))
                .execute();
    }

    private Instant forecast(PlanSchedule schedule) {
        try {
            return schedule.forecast(clock.instant().truncatedTo(ChronoUnit.MINUTES));
        } catch (NoWorkingTimeException e) {
            return schedule.finish();
        }
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

    /** The open projects this department is a party of. */
    List<ProjectId> projectsOf(DepartmentId department) {
        return db.selectDistinct(PROJECT.ID)
                .from(PROJECT)
                .join(PARTY).on(PARTY.WORKSPACE_ID.eq(PROJECT.WORKSPACE_ID), PARTY.PROJECT_ID.eq(PROJECT.ID), PARTY.DEPARTMENT_ID.eq(department))
                .where(PROJECT.CLOSED_AT.isNull(), PROJECT.DELETED_AT.isNull())
                .orderBy(PROJECT.ID)
                .fetch(PROJECT.ID);
    }
}
