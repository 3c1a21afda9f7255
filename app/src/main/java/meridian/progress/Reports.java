package meridian.progress;

import static db.identity.Tables.ROLE_GRANT;
import static db.progress.Tables.REPORT;
import static db.progress.Tables.REPORT_LINE;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.select;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import meridian.activity.Activities;
import meridian.duty.Cadence;
import meridian.identity.Permission;
import meridian.outbox.Notice;
import meridian.outbox.NoticeGroup;
import meridian.outbox.Notices;
import meridian.progress.Reporters.Overseer;
import meridian.project.ProjectAccess;
import meridian.project.Projects;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.Refused.Problem;
import meridian.tenancy.ReportId;
import meridian.tenancy.ReportLineId;
import meridian.tenancy.Stale;
import meridian.tenancy.TaskId;
import meridian.workplan.TaskStatus;
import meridian.workplan.Scheduling;
import meridian.workplan.Tasks;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * All progress reports: one per person, project and day (or week). Filing one changes the tasks it is about in the same
 * transaction; one line that cannot be means that nothing is filed. Sending the same thing twice files it once.
 */
@Component
public class Reports {
    /** How far back a report may be entered afterwards (补报). */
    public static final int DAYS_BACK = 31;

    private static final int MOST_LINES = 80;
    private static final Duration CLOCKS_APART = Duration.ofMinutes(5);

    private final DSLContext db;
    private final Clock clock;
    private final Projects projects;
    private final Tasks tasks;
    private final Scheduling scheduling;
    private final Reporters reporters;
    private final ProgressDuties duties;
    private final Notices notices;
    private final Activities activities;

    Reports(DSLContext db, Clock clock, Projects projects, Tasks tasks, Scheduling scheduling, Reporters reporters, ProgressDuties duties, Notices notices, Activities activities) {
        this.db = db;
        this.clock = clock;
        this.projects = projects;
        this.tasks = tasks;
        this.scheduling = scheduling;
        this.reporters = reporters;
        this.duties = duties;
        this.notices = notices;
        this.activities = activities;
    }

    // ---- filing

    /** Files somebody’s report, or changes the one of that day. Problems stand beside {@code state.<task>}, {@code reason.<task>} … */
    @Transactional
    public Report file(ProjectId project, MemberId member, Filing filing, Actor actor) {
        var access = projects.access(project, actor);
        var reporter = reporters.one(project, member).orElseThrow(NotFound::new);
        requireFiling(access, reporter, actor);
        var rhythm = Rhythm.on(filing.day(), project, db);
        var period = rhythm.cadence().period(filing.day());
        var clean = clean(filing, period, reporter, project);
        db.fetch("select pg_advisory_xact_lock(hashtextextended(?, 7))", project + "/" + member + "/" + period);
        if (db.fetchExists(REPORT, REPORT.ID.eq(filing.id()), REPORT.MEMBER_ID.ne(member).or(REPORT.PROJECT_ID.ne(project)))) throw new NotFound();
        var before = find(REPORT.PROJECT_ID.eq(project).and(REPORT.MEMBER_ID.eq(member)).and(REPORT.CADENCE.eq(rhythm.cadence().text())).and(REPORT.DAY.eq(period)));
        if (before != null && before.says(clean)) return before;
        if (before != null && !Objects.equals(before.version(), filing.version())) throw new Stale();

        var leads = Overseer.leadsOf(reporter, reporters.overseers(project));
        var checkAsked = rhythm.setting().checks(reporter.party()) && !leads.isEmpty() && !leads.contains(actor.person());
        if (isLatest(project, member, rhythm.cadence(), period)) apply(clean.lines().stream().filter(line -> !checkAsked || line.state() == LineState.BLOCKED).toList(), project, actor);
        spent(before == null || !before.counts() ? List.of() : before.lines(), checkAsked ? List.of() : clean.lines(), project, actor);
        var id = write(before, clean, reporter, rhythm.cadence(), period, project, checkAsked, actor);
        var report = Objects.requireNonNull(find(REPORT.ID.eq(id)));
        duties.met(report, actor);
        if (report.awaitsConfirmation()) duties.askToConfirm(report, reporter);
        if (report.awaitsCheck()) duties.askToCheck(report, reporter, leads);
        askForHelp(before, report, access);
        activities.record(actor, event(before, report), project, report.party());
        return report;
    }

    private void askForHelp(@Nullable Report before, Report report, ProjectAccess access) {
        var from = report.helpFrom();
        if (from == null || report.helpNeeded().isBlank() || from.equals(report.member()) || from.equals(access.member())) return;
        if (before != null && from.equals(before.helpFrom()) && report.helpNeeded().equals(before.helpNeeded())) return;
        notices.tell(new Notice("help_asked", NoticeGroup.MENTION, List.of(from), "help:" + report.id() + ":" + report.version(), report.project(), Ref.of("report", report.id()),
                Notice.beginning(report.helpNeeded()), "/p/" + access.code() + "/progress/reports/" + report.id(), List.of(Notice.person(report.member())), false));
    }

    /** Whether somebody reports in this person’s place at present, as their stand-in. */
    @Transactional(readOnly = true)
    public boolean standsInFor(ProjectId project, MemberId member, MemberId standIn) {
        return duties.reportsFor(project, member, standIn);
    }

    private void requireFiling(ProjectAccess access, Reporter reporter, Actor actor) {
        if (reporter.member().equals(actor.person())) access.require(Permission.DO_TASKS);
        else if (access.guest()) throw new NotFound();
        else if (!duties.reportsFor(access.id(), reporter.member(), actor.person())) access.require(Permission.REPORT_FOR_OTHERS, reporter.party());
    }

    private Filing clean(Filing filing, LocalDate period, Reporter reporter, ProjectId project) {
        var today = reporter.today(clock.instant());
        var check = new Refused.Check();
        check.reject(filing.day().isAfter(today) || period.isBefore(today.minusDays(DAYS_BACK)), "day", "progress.day_wrong", DAYS_BACK);
        var plan = check.optional("plan_today", filing.planToday(), 4000);
        var help = check.optional("help_needed", filing.helpNeeded(), 4000);
        check.reject(filing.helpFrom() != null && !db.fetchExists(ROLE_GRANT, ROLE_GRANT.PROJECT_ID.eq(project), ROLE_GRANT.MEMBER_ID.eq(filing.helpFrom())),
                "help_from", "refused.not_a_choice");
        check.reject(filing.lines().size() > MOST_LINES, "free", "progress.too_many_lines", MOST_LINES);
        var lines = filing.lines().stream().map(line -> clean(line, check)).toList();
        check.reject(lines.isEmpty() && plan.isEmpty() && help.isEmpty(), "", "progress.nothing_said");
        check.reject(lines.stream().map(Line::task).filter(Objects::nonNull).distinct().count() < lines.stream().filter(line -> line.task() != null).count(), "", "refused.not_a_choice");
        check.done();
        return new Filing(filing.id(), filing.version(), filing.day(), plan, help, filing.helpFrom(), lines, filing.writtenAt());
    }

    private static Line clean(Line line, Refused.Check check) {
        var content = check.optional(field(line, "note"), line.content(), 2000);
        var reason = check.optional(field(line, "reason"), line.blockedReason(), 2000);
        check.reject(line.state() == LineState.BLOCKED && reason.isEmpty(), field(line, "reason"), "progress.blocked_needs_reason");
        check.reject(line.progress() != null && (line.progress() < 0 || line.progress() > 100), field(line, "progress"), "progress.percent_wrong");
        check.reject(line.remainingMinutes() != null && (line.remainingMinutes() < 0 || line.remainingMinutes() > 60 * 10_000), field(line, "remaining"), "progress.remaining_wrong");
        check.reject(line.spentMinutes() != null && (line.spentMinutes() < 0 || line.spentMinutes() > 60 * 200), field(line, "spent"), "progress.spent_wrong");
        return new Line(line.task(), line.state(), content, line.state() == LineState.DONE ? Integer.valueOf(100) : line.progress(), line.state() == LineState.DONE ? null : line.remainingMinutes(),
                line.spentMinutes(), line.state() == LineState.BLOCKED ? reason : "");
    }

    private static String field(Line line, String name) {
        return line.task() == null ? "free" : name + "." + line.task();
    }

    // ---- what a report does to its tasks

    /** A report entered afterwards says how things stood then: where a later one exists, the tasks stay as that one left them. */
    private boolean isLatest(ProjectId project, MemberId member, Cadence cadence, LocalDate period) {
        return !db.fetchExists(REPORT, REPORT.PROJECT_ID.eq(project), REPORT.MEMBER_ID.eq(member), REPORT.CADENCE.eq(cadence.text()), REPORT.DAY.gt(period));
    }

    private void apply(List<Line> lines, ProjectId project, Actor actor) {
        scheduling.together(project, actor, () -> applyAll(lines, project, actor));
    }

    private void applyAll(List<Line> lines, ProjectId project, Actor actor) {
        var problems = new ArrayList<Problem>();
        for (var line : lines) {
            if (line.task() == null) continue;
            try {
                apply(line, line.task(), project, actor);
            } catch (Refused refused) {
                for (var problem : refused.problems()) problems.add(new Problem(beside(problem.field(), line), problem.key(), problem.arguments()));
            }
        }
        if (!problems.isEmpty()) throw new Refused(problems);
    }

    private void apply(Line line, TaskId id, ProjectId project, Actor actor) {
        var task = tasks.get(id, actor);
        if (!task.project().equals(project)) throw new NotFound();
        var status = task.status();
        switch (line.state()) {
            case DONE -> {
                if (status.open()) tasks.complete(id, actor);
            }
            case DOING -> {
                if (status == TaskStatus.NOT_STARTED) tasks.start(id, actor);
                else if (status == TaskStatus.BLOCKED) tasks.unblock(id, actor);
                else if (status != TaskStatus.IN_PROGRESS) tasks.reopen(id, line.content(), actor);
                advance(line, id, actor);
            }
            case BLOCKED -> {
                if (!status.open()) tasks.reopen(id, line.blockedReason(), actor);
                advance(line, id, actor);
                if (status != TaskStatus.BLOCKED) tasks.block(id, line.blockedReason(), actor);
                else tasks.restateBlocker(id, line.blockedReason(), actor);
            }
        }
    }

    private void advance(Line line, TaskId id, Actor actor) {
        if (line.progress() == null && line.remainingMinutes() == null) return;
        var task = tasks.get(id, actor);
        tasks.progress(id, line.progress() == null ? task.progress() : line.progress(), line.remainingMinutes() == null ? task.remainingMinutes() : line.remainingMinutes(), actor);
    }

    // What was spent counts with its report, whatever else it says; a report that is filed anew takes the place of what it said before.
    private void spent(List<Line> before, List<Line> now, ProjectId project, Actor actor) {
        var minutes = new TreeMap<TaskId, Integer>(Comparator.comparing(TaskId::toString));
        for (var line : before) if (line.task() != null && line.spentMinutes() != null) minutes.merge(line.task(), -line.spentMinutes(), Integer::sum);
        for (var line : now) if (line.task() != null && line.spentMinutes() != null) minutes.merge(line.task(), line.spentMinutes(), Integer::sum);
        minutes.forEach((task, difference) -> {
            if (difference != 0) tasks.spend(task, project, difference, actor);
        });
    }

    private static String beside(String field, Line line) {
        return switch (field) {
            case "progress", "remaining" -> field(line, field);
            case "reason" -> field(line, line.state() == LineState.BLOCKED ? "reason" : "note");
            default -> field(line, "state");
        };
    }

    // ---- the rows

    private ReportId write(@Nullable Report before, Filing filing, Reporter reporter, Cadence cadence, LocalDate period, ProjectId project, boolean checkAsked, Actor actor) {
        var now = clock.instant();
        var written = written(filing.writtenAt(), now);
        var own = reporter.member().equals(actor.person());
        var id = before == null ? filing.id() : before.id();
        if (before == null) {
            db.insertInto(REPORT)
                    .set(REPORT.ID, id)
                    .set(REPORT.PROJECT_ID, project)
                    .set(REPORT.MEMBER_ID, reporter.member())
                    .set(REPORT.PARTY_ID, reporter.party())
                    .set(REPORT.CADENCE, cadence.text())
                    .set(REPORT.DAY, period)
                    .set(REPORT.PLAN_TODAY, filing.planToday())
                    .set(REPORT.HELP_NEEDED, filing.helpNeeded())
                    .set(REPORT.HELP_FROM_ID, filing.helpFrom())
                    .set(REPORT.WRITTEN_AT, written)
                    .set(REPORT.ARRIVED_AT, now)
                    .set(REPORT.LATE, !LocalDate.ofInstant(written, reporter.zone()).isBefore(cadence.next(period)))
                    .set(REPORT.FILED_BY, actor.person())
                    .set(REPORT.CONFIRMED_AT, own ? now : null)
                    .set(REPORT.CHECK_ASKED, checkAsked)
                    .execute();
        } else {
            db.update(REPORT)
                    .set(REPORT.PLAN_TODAY, filing.planToday())
                    .set(REPORT.HELP_NEEDED, filing.helpNeeded())
                    .set(REPORT.HELP_FROM_ID, filing.helpFrom())
                    .set(REPORT.FILED_BY, actor.person())
                    .set(REPORT.CONFIRMED_AT, own ? now : null)
                    .set(REPORT.CHECK_ASKED, checkAsked)
                    .setNull(REPORT.CHECKED_AT)
                    .setNull(REPORT.CHECKED_BY)
                    .set(REPORT.VERSION, REPORT.VERSION.plus(1))
                    .where(REPORT.ID.eq(id))
                    .execute();
            if (own) duties.confirmed(before, actor);
            db.deleteFrom(REPORT_LINE).where(REPORT_LINE.REPORT_ID.eq(id)).execute();
        }
        write(id, filing.lines());
        return id;
    }

    // A telephone's clock is believed as far as it can be true: not in the future, not before a report could have been written.
    private static Instant written(@Nullable Instant told, Instant now) {
        return told == null || told.isAfter(now.plus(CLOCKS_APART)) || told.isBefore(now.minus(Duration.ofDays(DAYS_BACK))) ? now : told.isAfter(now) ? now : told;
    }

    private void write(ReportId id, List<Line> lines) {
        if (lines.isEmpty()) return;
        var insert = db.insertInto(REPORT_LINE, REPORT_LINE.ID, REPORT_LINE.REPORT_ID, REPORT_LINE.POSITION, REPORT_LINE.TASK_ID, REPORT_LINE.STATE, REPORT_LINE.CONTENT,
                REPORT_LINE.PROGRESS, REPORT_LINE.REMAINING_MINUTES, REPORT_LINE.SPENT_MINUTES, REPORT_LINE.BLOCKED_REASON);
        short position = 0;
        for (var line : lines) {
            insert = insert.values(ReportLineId.next(), id, position++, line.task(), line.state().text(), line.content(),
                    line.progress() == null ? null : line.progress().shortValue(), line.remainingMinutes(), line.spentMinutes(), line.blockedReason());
        }
        insert.execute();
    }

    private static ProgressActivity event(@Nullable Report before, Report report) {
        int done = count(report, LineState.DONE), doing = count(report, LineState.DOING), blocked = count(report, LineState.BLOCKED);
        var ref = Ref.of("report", report.id());
        return before == null
                ? new ProgressActivity.ReportFiled(ref, report.member(), report.day(), done, doing, blocked, report.late())
                : new ProgressActivity.ReportChanged(ref, report.member(), report.day(), done, doing, blocked);
    }

    private static int count(Report report, LineState state) {
        return (int) report.lines().stream().filter(line -> line.state() == state).count();
    }

    // ---- afterwards

    /** What somebody else filed for this person is as they say. */
    @Transactional
    public Report confirm(ReportId id, Actor actor) {
        var report = lock(id, actor);
        if (!report.member().equals(actor.person())) throw new NotAllowed();
        if (report.awaitsConfirmation()) {
            db.update(REPORT).set(REPORT.CONFIRMED_AT, clock.instant()).where(REPORT.ID.eq(id)).execute();
            activities.record(actor, new ProgressActivity.ReportConfirmed(Ref.of("report", id), report.member(), report.day()), report.project(), report.party());
        }
        duties.confirmed(report, actor);
        return report;
    }

    /** The party’s lead has looked at it: now it counts, and what it says of its tasks is applied. */
    @Transactional
    public Report check(ReportId id, Actor actor) {
        var report = lock(id, actor);
        projects.access(report.project(), actor).require(Permission.REPORT_FOR_OTHERS, report.party());
        if (report.member().equals(actor.person())) throw new NotAllowed();
        if (report.awaitsCheck()) {
            if (isLatest(report.project(), report.member(), report.cadence(), report.day())) {
                apply(report.lines().stream().filter(line -> line.state() != LineState.BLOCKED).toList(), report.project(), actor);
            }
            spent(List.of(), report.lines(), report.project(), actor);
            db.update(REPORT).set(REPORT.CHECKED_AT, clock.instant()).set(REPORT.CHECKED_BY, actor.person()).where(REPORT.ID.eq(id)).execute();
            activities.record(actor, new ProgressActivity.ReportChecked(Ref.of("report", id), report.member(), report.day()), report.project(), report.party());
        }
        duties.checked(report, actor);
        return report;
    }

    private Report lock(ReportId id, Actor actor) {
        db.select(REPORT.ID).from(REPORT).where(REPORT.ID.eq(id)).forUpdate().fetch();
        return get(id, actor);
    }

    /** A report as somebody who may read the project sees it; a guest only their own. */
    @Transactional(readOnly = true)
    public Report get(ReportId id, Actor actor) {
        var report = find(REPORT.ID.eq(id));
        if (report == null) throw new NotFound();
        if (projects.access(report.project(), actor).guest() && !report.member().equals(actor.person())) throw new NotFound();
        return report;
    }

    /** The report of one person and period, or null. */
    @Nullable Report of(ProjectId project, MemberId member, Cadence cadence, LocalDate period) {
        return find(REPORT.PROJECT_ID.eq(project).and(REPORT.MEMBER_ID.eq(member)).and(REPORT.CADENCE.eq(cadence.text())).and(REPORT.DAY.eq(period)));
    }

    private @Nullable Report find(Condition which) {
        var lines = multiset(select(REPORT_LINE.TASK_ID, REPORT_LINE.STATE, REPORT_LINE.CONTENT, REPORT_LINE.PROGRESS, REPORT_LINE.REMAINING_MINUTES, REPORT_LINE.SPENT_MINUTES, REPORT_LINE.BLOCKED_REASON)
                        .from(REPORT_LINE)
                        .where(REPORT_LINE.WORKSPACE_ID.eq(REPORT.WORKSPACE_ID), REPORT_LINE.REPORT_ID.eq(REPORT.ID))
                        .orderBy(REPORT_LINE.POSITION))
                .convertFrom(rows -> rows.map(row -> new Line(row.value1(), LineState.of(row.value2()), row.value3(), row.value4() == null ? null : row.value4().intValue(), row.value5(), row.value6(), row.value7())));
        return db.select(REPORT.fields()).select(lines).from(REPORT).where(which).fetchOne(row -> new Report(row.get(REPORT.ID), row.get(REPORT.PROJECT_ID), row.get(REPORT.MEMBER_ID), row.get(REPORT.PARTY_ID),
                Cadence.of(row.get(REPORT.CADENCE)), row.get(REPORT.DAY), row.get(REPORT.PLAN_TODAY), row.get(REPORT.HELP_NEEDED), row.get(REPORT.HELP_FROM_ID),
                row.get(REPORT.WRITTEN_AT), row.get(REPORT.ARRIVED_AT), row.get(REPORT.LATE), row.get(REPORT.FILED_BY), row.get(REPORT.CONFIRMED_AT), row.get(REPORT.CHECK_ASKED),
                row.get(REPORT.CHECKED_AT), row.get(REPORT.VERSION), row.get(lines)));
    }
}
