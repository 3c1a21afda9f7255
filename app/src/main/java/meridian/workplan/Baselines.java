package meridian.workplan;

import static db.identity.Tables.MEMBER;
import static db.workplan.Tables.BASELINE;
import static db.workplan.Tables.BASELINE_TASK;
import static db.workplan.Tables.FORECAST;
import static db.workplan.Tables.TASK;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import meridian.activity.Activities;
import meridian.identity.Permission;
import meridian.project.ProjectAccess;
import meridian.project.Projects;
import meridian.tenancy.Actor;
import meridian.tenancy.ApprovalId;
import meridian.tenancy.BaselineId;
import meridian.tenancy.NotFound;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.workplan.WorkPlanActivity.BaselineFrozen;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Baselines 基线: the plan as it was frozen, as often as wanted, and what has become of it since. */
@Component
public class Baselines {
    private static final int PAGE = 200;

    private final DSLContext db;
    private final Clock clock;
    private final Projects projects;
    private final Scopes scopes;
    private final Scheduling scheduling;
    private final Activities activities;

    Baselines(DSLContext db, Clock clock, Projects projects, Scopes scopes, Scheduling scheduling, Activities activities) {
        this.db = db;
        this.clock = clock;
        this.projects = projects;
        this.scopes = scopes;
        this.scheduling = scheduling;
        this.activities = activities;
    }

    /** {@code approved}: frozen by the approval of the plan, not by hand. */
    public record Baseline(BaselineId id, int number, String name, String note, int tasks, @Nullable LocalDate finishOn, String frozenBy, Instant frozenAt, boolean approved) {}

    /** When everything was forecast to be finished, as the last calculation of a week had it. */
    public record Forecast(LocalDate week, LocalDate finish) {}

    public record Shelf(List<Baseline> baselines, List<Forecast> trend) {}

    // ---- freezing

    /** Freezes every row of the plan with its dates; the same id twice freezes once. */
    @Transactional
    public Baseline freeze(BaselineId id, ProjectId project, String name, String note, Actor actor) {
        var access = projects.access(project, actor);
        access.requireEverywhere(Permission.EDIT_PLAN);
        var check = new Refused.Check();
        var title = check.text("name", name, 80).replace('\n', ' ');
        var words = check.optional("note", note, 2000);
        check.done();
        return freeze(id, project, title, words, null, actor);
    }

    /** Freezes the plan as it was approved; whoever approved it need not be allowed to change it. */
    Baseline freezeApproved(ProjectId project, String name, ApprovalId approval, Actor actor) {
        return freeze(BaselineId.next(), project, name, "", approval, actor);
    }

    private Baseline freeze(BaselineId id, ProjectId project, String title, String words, @Nullable ApprovalId approval, Actor actor) {
        scheduling.hold(project);
        if (db.fetchExists(BASELINE, BASELINE.ID.eq(id))) return read(project).stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow(NotFound::new);
        var number = db.select(DSL.coalesce(DSL.max(BASELINE.NUMBER), (short) 0)).from(BASELINE).where(BASELINE.PROJECT_ID.eq(project)).fetchSingle().value1() + 1;
        var frozen = db.select(DSL.count(), DSL.max(TASK.FINISH_AT)).from(TASK).where(TASK.PROJECT_ID.eq(project), TASK.DELETED_AT.isNull(), TASK.KIND.eq("task"), TASK.STATUS.ne("cancelled")).fetchSingle();
        if (frozen.value1() == 0) throw Refused.because("workplan.nothing_to_freeze");
        db.insertInto(BASELINE)
                .set(BASELINE.ID, id)
                .set(BASELINE.PROJECT_ID, project)
                .set(BASELINE.NUMBER, (short) number)
                .set(BASELINE.NAME, title)
                .set(BASELINE.NOTE, words)
                .set(BASELINE.TASKS, frozen.value1())
                .set(BASELINE.FINISH_ON, frozen.value2() == null ? null : frozen.value2().toLocalDate())
                .set(BASELINE.APPROVAL_ID, approval)
                .set(BASELINE.FROZEN_BY, actor.person())
                .set(BASELINE.FROZEN_AT, clock.instant())
                .execute();
        db.insertInto(BASELINE_TASK, BASELINE_TASK.BASELINE_ID, BASELINE_TASK.TASK_ID, BASELINE_TASK.START_AT, BASELINE_TASK.FINISH_AT, BASELINE_TASK.DURATION_MINUTES)
                .select(DSL.select(DSL.val(id, BASELINE.ID), TASK.ID, TASK.START_AT, TASK.FINISH_AT, TASK.DURATION_MINUTES)
                        .from(TASK)
                        .where(TASK.PROJECT_ID.eq(project), TASK.DELETED_AT.isNull(), TASK.STATUS.ne("cancelled")))
                .execute();
        activities.record(actor, new BaselineFrozen(Ref.of("project", project), number, title, frozen.value1()), project, null);
        return read(project).stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
    }

    // ---- looking

    @Transactional(readOnly = true)
    public Shelf of(ProjectAccess project) {
        if (project.guest()) throw new NotFound();
        var trend = db.select(FORECAST.WEEK_ON, FORECAST.FINISH_ON).from(FORECAST).where(FORECAST.PROJECT_ID.eq(project.id())).orderBy(FORECAST.WEEK_ON).limit(520).fetch(row -> new Forecast(row.value1(), row.value2()));
        return new Shelf(read(project.id()), trend);
    }

    /** The latest that was frozen by an approval of the plan. */
    @Transactional(readOnly = true)
    public Optional<Baseline> approved(ProjectId project) {
        return read(project).stream().filter(Baseline::approved).findFirst();
    }

    private List<Baseline> read(ProjectId project) {
        return db.select(BASELINE.ID, BASELINE.NUMBER, BASELINE.NAME, BASELINE.NOTE, BASELINE.TASKS, BASELINE.FINISH_ON, MEMBER.DISPLAY_NAME, BASELINE.FROZEN_AT, BASELINE.APPROVAL_ID)
                .from(BASELINE)
                .leftJoin(MEMBER).on(MEMBER.WORKSPACE_ID.eq(BASELINE.WORKSPACE_ID), MEMBER.ID.eq(BASELINE.FROZEN_BY))
                .where(BASELINE.PROJECT_ID.eq(project))
                .orderBy(BASELINE.NUMBER.desc())
                .limit(100)
                .fetch(row -> new Baseline(row.value1(), row.value2(), row.value3(), row.value4(), row.value5(), row.value6(), Objects.requireNonNullElse(row.value7(), ""), row.value8(), row.value9() != null));
    }

    /**
     * One row beside its baseline. {@code days} is by how many working days its finish is later (positive) or earlier; null where
     * one of the two is missing. What is over counts with the day it was really over.
     */
    public record Line(int number, String title, TaskKind kind, boolean milestone, String path, String partyName, TaskStatus status, @Nullable LocalDateTime frozenStart, @Nullable LocalDateTime frozenFinish,
            @Nullable LocalDateTime start, @Nullable LocalDateTime finish, @Nullable Double days) {
        public boolean moved() {
            return days != null && days != 0 || frozenFinish == null && finish != null;
        }
    }

    /**
     * Earned value in working days, each task weighing what it takes by its baseline: planned to be done by now, and done by what
     * is reported.
     *
     * @param spent person-days reported to have been spent, on the tasks of which anything was reported
     * @param bought what those tasks have earned
     * @param told how many they are
     */
    public record Earned(double planned, double earned, double total, double spent, double bought, int told) {
        /** What a day spent has earned, of the tasks whose cost is known. */
        public double cpi() {
            return spent == 0 ? 1 : bought / spent;
        }

        public double spi() {
            return planned == 0 ? 1 : earned / planned;
        }
    }

    public record Comparison(Baseline baseline, List<Line> milestones, List<Line> lines, @Nullable String after, int later, int earlier, int same, int added, @Nullable LocalDate finish, double finishDays, @Nullable Earned earned) {}

    /** The plan beside a baseline: all rows, or only those that moved; a page at a time behind the row of this path. */
    @Transactional(readOnly = true)
    public Comparison compare(ProjectAccess project, int number, boolean movedOnly, @Nullable String after) {
        if (project.guest()) throw new NotFound();
        var baseline = read(project.id()).stream().filter(each -> each.number() == number).findFirst().orElseThrow(NotFound::new);
        var scope = scopes.of(project);
        var calendars = scopes.calendars(scope, project);
        var lines = new ArrayList<Line>();
        double planned = 0, earned = 0, total = 0, spent = 0, bought = 0;
        int told = 0;
        int later = 0, earlier = 0, same = 0, added = 0;
        LocalDateTime last = null;
        var now = clock.instant();
        for (var row : db.select(TASK.NUMBER, TASK.TITLE, TASK.KIND, TASK.MILESTONE, TASK.PATH, TASK.PARTY_ID, TASK.STATUS, TASK.PROGRESS, TASK.SPENT_MINUTES, TASK.START_AT, TASK.FINISH_AT, TASK.ACTUAL_START_AT, TASK.ACTUAL_FINISH_AT,
                        BASELINE_TASK.TASK_ID, BASELINE_TASK.START_AT, BASELINE_TASK.FINISH_AT, BASELINE_TASK.DURATION_MINUTES)
                .from(TASK)
                .leftJoin(BASELINE_TASK).on(BASELINE_TASK.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), BASELINE_TASK.TASK_ID.eq(TASK.ID), BASELINE_TASK.BASELINE_ID.eq(baseline.id()))
                .where(TASK.PROJECT_ID.eq(project.id()), TASK.DELETED_AT.isNull(), TASK.STATUS.ne("cancelled"))
                .orderBy(TASK.PATH)
                .fetch()) {
            var kind = TaskKind.of(row.get(TASK.KIND));
            var status = TaskStatus.of(row.get(TASK.STATUS));
            var party = row.get(TASK.PARTY_ID);
            var calendar = calendars.of(party);
            boolean over = status == TaskStatus.DONE || status == TaskStatus.ACCEPTED;
            var finish = over && row.get(TASK.ACTUAL_FINISH_AT) != null ? TaskFields.endOf(row.get(TASK.ACTUAL_FINISH_AT).toLocalDate()) : row.get(TASK.FINISH_AT);
            var frozen = row.get(BASELINE_TASK.FINISH_AT);
            var days = frozen == null || finish == null ? null : Double.valueOf(frozen.toLocalDate().equals(finish.toLocalDate()) ? 0 : Variance.days(calendar, frozen, finish));
            var line = new Line(row.get(TASK.NUMBER), row.get(TASK.TITLE), kind, row.get(TASK.MILESTONE), row.get(TASK.PATH), scope.name(party), status, row.get(BASELINE_TASK.START_AT), frozen,
                    over && row.get(TASK.ACTUAL_START_AT) != null ? row.get(TASK.ACTUAL_START_AT) : row.get(TASK.START_AT), finish, days);
            lines.add(line);
            if (kind != TaskKind.TASK) continue;
            if (row.get(BASELINE_TASK.TASK_ID) == null) added++;
            else if (days == null || days == 0) same++;
            else if (days > 0) later++;
            else earlier++;
            if (finish != null && (last == null || finish.isAfter(last))) last = finish;
            double weight = weight(row.get(BASELINE_TASK.DURATION_MINUTES), row.get(BASELINE_TASK.START_AT), frozen, line.milestone(), calendars, party);
            if (weight == 0) continue;
            total += weight;
            planned += weight * share(calendar, row.get(BASELINE_TASK.START_AT), frozen, now);
            double done = weight * (over ? 1 : row.get(TASK.PROGRESS) / 100.0);
            earned += done;
            if (row.get(TASK.SPENT_MINUTES) == 0) continue;
            spent += row.get(TASK.SPENT_MINUTES) / (double) calendars.day(party, frozen.toLocalDate()).toMinutes();
            bought += done;
            told++;
        }
        var shown = lines.stream().filter(line -> (!movedOnly || line.moved()) && (after == null || line.path().compareTo(after) > 0)).limit(PAGE + 1).toList();
        boolean more = shown.size() > PAGE;
        var home = calendars.of((PartyId) null);
        return new Comparison(baseline, lines.stream().filter(Line::milestone).toList(), more ? shown.subList(0, PAGE) : shown, more ? shown.get(PAGE - 1).path() : null, later, earlier, same, added,
                last == null ? null : last.toLocalDate(), last == null || baseline.finishOn() == null ? 0 : Variance.days(home, TaskFields.endOf(baseline.finishOn()), TaskFields.endOf(last.toLocalDate())),
                total == 0 ? null : new Earned(planned, earned, total, spent, bought, told));
    }

    private static double weight(@Nullable Integer minutes, @Nullable LocalDateTime start, @Nullable LocalDateTime finish, boolean milestone, PlanCalendars calendars, @Nullable PartyId party) {
        if (milestone || finish == null) return 0;
        double day = calendars.day(party, finish.toLocalDate()).toMinutes();
        if (minutes != null) return minutes / day;
        return start == null || finish.isBefore(start) ? 0 : calendars.of(party).workBetween(start, finish).toMinutes() / day;
    }

    private static double share(meridian.calendar.WorkCalendar calendar, @Nullable LocalDateTime start, @Nullable LocalDateTime finish, Instant now) {
        if (finish == null) return 0;
        var ends = calendar.finishInstant(finish);
        if (!now.isBefore(ends)) return 1;
        if (start == null) return 0;
        var begins = calendar.startInstant(start);
        if (!now.isAfter(begins)) return 0;
        long whole = calendar.between(begins, ends).toMinutes();
        return whole == 0 ? 0 : (double) calendar.between(begins, now).toMinutes() / whole;
    }
}
