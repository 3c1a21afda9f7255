package meridian.progress;

import static db.duty.Tables.DUTY;
import static db.progress.Tables.REPORT;
import static db.project.Tables.PROJECT;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import meridian.calendar.WorkCalendar;
import meridian.duty.Duties;
import meridian.identity.Absences;
import meridian.identity.Calendars;
import meridian.progress.Reporters.Overseer;
import meridian.project.ReportRhythm;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.RegionId;
import meridian.tenancy.Tenancy;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who owes a progress report. Only in a project in execution, only with work that is open that day, not on a day off where
 * they are, not on leave; and whoever stands in for somebody is not asked for that report. Due at 24:00 of the day, there.
 */
@Component
public class ProgressDuties {
    /** The kind of duty that a day's report is. */
    public static final String DAILY = "daily_report";
    /** The kind of duty that a week’s report is. */
    public static final String WEEKLY = "weekly_report";
    static final String CONFIRM = "report_confirmation";
    static final String CHECK = "report_check";

    private final DSLContext db;
    private final Clock clock;
    private final Reporters reporters;
    private final Calendars calendars;
    private final Absences absences;
    private final Duties duties;

    ProgressDuties(DSLContext db, Clock clock, Reporters reporters, Calendars calendars, Absences absences, Duties duties) {
        this.db = db;
        this.clock = clock;
        this.reporters = reporters;
        this.calendars = calendars;
        this.absences = absences;
        this.duties = duties;
    }

    static String kind(Cadence cadence) {
        return cadence == Cadence.DAY ? DAILY : WEEKLY;
    }

    /** Opens what is owed in one project for a day of everybody's own calendar, whatever the hour. */
    @Transactional
    public void openFor(ProjectId project, LocalDate day) {
        open(PROJECT.ID.eq(project), (calendar, now) -> day);
    }

    /** Opens what is owed in all projects of the workspace by everybody whose working day has begun. Harmless when repeated. */
    @Transactional
    public void openNow() {
        open(org.jooq.impl.DSL.noCondition(), (calendar, now) -> {
            var today = LocalDate.ofInstant(now, calendar.zone());
            return calendar.isWorkingDay(today) && !now.isBefore(calendar.startOfWork(today)) ? today : null;
        });
    }

    private interface Day {
        @Nullable LocalDate in(WorkCalendar calendar, Instant now);
    }

    private void open(Condition which, Day day) {
        var projects = db.select(PROJECT.ID, PROJECT.NAME, PROJECT.SETTINGS).from(PROJECT).where(which, PROJECT.STAGE.eq("execution"), PROJECT.DELETED_AT.isNull()).fetch();
        if (projects.isEmpty()) return;
        var all = calendars.all();
        for (var project : projects) open(project.value1(), project.value2(), ReportRhythm.of(project.value3()), day, all);
    }

    private void open(ProjectId project, String name, ReportRhythm rhythm, Day dayOf, Map<RegionId, WorkCalendar> all) {
        var now = clock.instant();
        var overseers = reporters.overseers(project);
        var days = new java.util.HashMap<LocalDate, Standing>();
        for (var reporter : reporters.of(project)) {
            var calendar = Objects.requireNonNull(all.get(reporter.region()));
            var day = dayOf.in(calendar, now);
            if (day == null) continue;
            var cadence = Rhythm.on(day, rhythm).cadence();
            var period = cadence.period(day);
            if (!day.equals(cadence.owedOn(period, calendar))) continue;
            var known = days.computeIfAbsent(day, d -> read(project, cadence, d));
            if (!reporter.hasWork(day) || known.off().contains(reporter.member())) {
                if (known.asked().contains(reporter.member())) duties.cancel(kind(cadence), project, reporter.member(), period, system());
            } else if (!known.reported().contains(reporter.member()) && !known.asked().contains(reporter.member())) {
                duties.open(new Duties.NewDuty(kind(cadence), project, reporter.party(), Ref.of("project", project), name, reporter.member(),
                        Overseer.of(reporter, overseers), period, calendar.endOfDay(day)));
            }
        }
    }

    /** Of one day: who is off, who has reported, who is being asked. */
    private record Standing(java.util.Set<MemberId> off, java.util.Set<MemberId> reported, java.util.Set<MemberId> asked) {}

    private Standing read(ProjectId project, Cadence cadence, LocalDate day) {
        var period = cadence.period(day);
        var off = absences.on(day).values().stream().filter(Absences.Absence::off).map(Absences.Absence::member).collect(java.util.stream.Collectors.toSet());
        var reported = db.select(REPORT.MEMBER_ID).from(REPORT)
                .where(REPORT.PROJECT_ID.eq(project), REPORT.CADENCE.eq(cadence.text()), REPORT.DAY.eq(period))
                .fetchSet(REPORT.MEMBER_ID);
        var asked = db.select(DUTY.OWNER_ID).from(DUTY)
                .where(DUTY.PROJECT_ID.eq(project), DUTY.KIND.eq(kind(cadence)), DUTY.PERIOD.eq(period), DUTY.STATE.eq("open"))
                .fetchSet(DUTY.OWNER_ID);
        return new Standing(off, reported, asked);
    }

    private static Actor system() {
        return Actor.system(Objects.requireNonNull(Tenancy.current(), "in no workspace"));
    }

    // ---- around one report

    void met(Report report, Actor actor) {
        duties.meet(kind(report.cadence()), report.project(), report.member(), report.day(), actor);
    }

    /** A report filed for somebody is theirs to confirm, by the end of the next working day. */
    void askToConfirm(Report report, Reporter reporter) {
        var calendar = calendars.of(reporter.region());
        duties.open(new Duties.NewDuty(CONFIRM, report.project(), report.party(), Ref.of("report", report.id()), report.day().toString(), report.member(),
                report.filedBy(), null, endOfNextWorkingDay(calendar)));
    }

    void askToCheck(Report report, Reporter reporter, List<MemberId> leads) {
        var calendar = calendars.of(reporter.region());
        for (var lead : leads) {
            duties.open(new Duties.NewDuty(CHECK, report.project(), report.party(), Ref.of("report", report.id()), reporter.name() + " " + report.day(), lead,
                    report.member(), null, endOfNextWorkingDay(calendar)));
        }
    }

    void confirmed(Report report, Actor actor) {
        duties.meet(CONFIRM, report.id(), actor);
    }

    void checked(Report report, Actor actor) {
        duties.meet(CHECK, report.id(), actor);
    }

    private Instant endOfNextWorkingDay(WorkCalendar calendar) {
        return calendar.endOfDay(calendar.nextWorkingDay(LocalDate.ofInstant(clock.instant(), calendar.zone()).plusDays(1)));
    }
}
