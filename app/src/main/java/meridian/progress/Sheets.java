package meridian.progress;

import static db.identity.Tables.MEMBER;
import static db.identity.Tables.ROLE_GRANT;
import static db.progress.Tables.REPORT;
import static db.workplan.Tables.TASK;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import meridian.duty.Cadence;
import meridian.identity.Absences;
import meridian.identity.Calendars;
import meridian.identity.Permission;
import meridian.project.ProjectAccess;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.ProjectId;
import meridian.tenancy.ReportId;
import meridian.tenancy.TaskId;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Report sheets, prefilled from the person’s open tasks and from what they have filed already. */
@Component
public class Sheets {
    private static final int MOST_TASKS = 30;
    private static final int MOST_PLANNED = 5;

    private final DSLContext db;
    private final Clock clock;
    private final Reporters reporters;
    private final Reports reports;
    private final Calendars calendars;
    private final Absences absences;
    private final ProgressDuties duties;

    Sheets(DSLContext db, Clock clock, Reporters reporters, Reports reports, Calendars calendars, Absences absences, ProgressDuties duties) {
        this.db = db;
        this.clock = clock;
        this.reporters = reporters;
        this.reports = reports;
        this.calendars = calendars;
        this.absences = absences;
        this.duties = duties;
    }

    /** The sheet of one person and day (null: today where they are). Somebody else’s only for who may report for them. */
    @Transactional(readOnly = true)
    public Sheet of(ProjectAccess here, MemberId member, @Nullable LocalDate asked) {
        var own = member.equals(here.member());
        if (!own && here.guest()) throw new NotFound();
        var reporter = reporters.one(here.id(), member).orElseThrow(() -> own ? new NotAllowed() : new NotFound());
        if (own) here.require(Permission.DO_TASKS);
        else if (!duties.reportsFor(here.id(), member, here.member())) here.require(Permission.REPORT_FOR_OTHERS, reporter.party());
        var now = clock.instant();
        var today = reporter.today(now);
        var day = asked == null || asked.isAfter(today) || asked.isBefore(today.minusDays(Reports.DAYS_BACK)) ? today : asked;
        var cadence = Rhythm.on(day, here.id(), db).cadence();
        var period = cadence.period(day);
        var filed = reports.of(here.id(), member, cadence, period);
        var lines = lines(here.id(), member, day, filed);
        var calendar = calendars.of(reporter.region());
        var absence = absences.on(day).get(member);
        return new Sheet(filed == null ? ReportId.next() : filed.id(), filed == null ? null : filed.version(), reporter, own, cadence, period, today,
                !calendar.isWorkingDay(day), absence != null && absence.off(), filed == null ? null : filed.arrivedAt(), filed == null ? null : filed.writtenAt(),
                filed != null && filed.awaitsConfirmation(), lastPlan(here.id(), member, cadence, period), filed != null ? filed.planToday() : plan(lines, day),
                filed == null ? "" : filed.helpNeeded(), filed == null ? null : filed.helpFrom(), lines,
                filed == null ? List.of() : filed.lines().stream().filter(line -> line.task() == null).map(Line::content).toList(), people(here.id(), member));
    }

    private List<Sheet.TaskLine> lines(ProjectId project, MemberId member, LocalDate day, @Nullable Report filed) {
        Map<TaskId, Line> told = filed == null ? Map.of() : filed.lines().stream().filter(line -> line.task() != null).collect(Collectors.toMap(line -> Objects.requireNonNull(line.task()), line -> line));
        var begun = TASK.STATUS.in("in_progress", "blocked").or(TASK.START_AT.lt(day.plusDays(1).atStartOfDay())).or(TASK.FINISH_AT.lt(day.plusDays(2).atStartOfDay()));
        var open = TASK.OWNER_ID.eq(member).and(Reporters.OPEN).and(begun);
        var lines = new ArrayList<Sheet.TaskLine>();
        db.select(TASK.ID, TASK.NUMBER, TASK.TITLE, TASK.FINISH_AT, TASK.STATUS, TASK.PROGRESS, TASK.REMAINING_MINUTES, TASK.BLOCKED_REASON)
                .from(TASK)
                .where(TASK.PROJECT_ID.eq(project), open.or(told.isEmpty() ? org.jooq.impl.DSL.falseCondition() : TASK.ID.in(told.keySet())))
                .orderBy(TASK.STATUS.eq("not_started"), TASK.FINISH_AT.asc().nullsLast(), TASK.NUMBER)
                .limit(MOST_TASKS + told.size())
                .forEach(row -> {
                    var line = told.get(row.value1());
                    var due = row.value4() == null ? null : row.value4().toLocalDate();
                    var overdue = due != null && due.isBefore(day) && List.of("not_started", "in_progress", "blocked").contains(row.value5());
                    lines.add(line == null
                            ? new Sheet.TaskLine(row.value1(), row.value2(), row.value3(), due, overdue, row.value5(), proposed(row.value5()), row.value6().intValue(), row.value7(), null, "", row.value8())
                            : new Sheet.TaskLine(row.value1(), row.value2(), row.value3(), due, overdue, row.value5(), line.state(), line.progress(), line.remainingMinutes(), line.spentMinutes(), line.content(), line.blockedReason()));
                });
        return lines;
    }

    private static @Nullable LineState proposed(String status) {
        return switch (status) {
            case "in_progress" -> LineState.DOING;
            case "blocked" -> LineState.BLOCKED;
            case "done", "accepted" -> LineState.DONE;
            default -> null;
        };
    }

    /** What is under way, and what should begin: most days nothing has to be typed here. */
    private static String plan(List<Sheet.TaskLine> lines, LocalDate day) {
        return lines.stream().filter(line -> line.state() != LineState.DONE && line.state() != LineState.BLOCKED).limit(MOST_PLANNED).map(Sheet.TaskLine::title).collect(Collectors.joining("\n"));
    }

    private String lastPlan(ProjectId project, MemberId member, Cadence cadence, LocalDate period) {
        return db.select(REPORT.PLAN_TODAY).from(REPORT)
                .where(REPORT.PROJECT_ID.eq(project), REPORT.MEMBER_ID.eq(member), REPORT.CADENCE.eq(cadence.text()), REPORT.DAY.lt(period))
                .orderBy(REPORT.DAY.desc())
                .limit(1)
                .fetchOptional(REPORT.PLAN_TODAY)
                .orElse("");
    }

    private List<Sheet.Person> people(ProjectId project, MemberId except) {
        return db.selectDistinct(MEMBER.ID, MEMBER.DISPLAY_NAME)
                .from(ROLE_GRANT)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(ROLE_GRANT.WORKSPACE_ID), MEMBER.ID.eq(ROLE_GRANT.MEMBER_ID))
                .where(ROLE_GRANT.PROJECT_ID.eq(project), MEMBER.ID.ne(except), MEMBER.STATE.ne("left"))
                .orderBy(MEMBER.DISPLAY_NAME)
                .limit(500)
                .fetch(row -> new Sheet.Person(row.value1(), row.value2()));
    }
}
