package meridian.progress;

import static db.progress.Tables.REPORT;
import static db.project.Tables.PROJECT;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import meridian.calendar.WorkCalendar;
import meridian.duty.Cadence;
import meridian.duty.Duties;
import meridian.duty.RecurringDuties;
import meridian.duty.RecurringDuty;
import meridian.identity.Calendars;
import meridian.progress.Reporters.Overseer;
import meridian.project.ReportRhythm;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who owes a progress report. Only in a project in execution, only with work that is open that day, not on a day off where
 * they are, not on leave; and whoever stands in for somebody is not asked for that report. Due at 24:00 of the day, there.
 */
@Component
public class ProgressDuties implements RecurringDuty {
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
    private final Duties duties;
    private final RecurringDuties recurring;

    ProgressDuties(DSLContext db, Clock clock, Reporters reporters, Calendars calendars, Duties duties, RecurringDuties recurring) {
        this.db = db;
        this.clock = clock;
        this.reporters = reporters;
        this.calendars = calendars;
        this.duties = duties;
        this.recurring = recurring;
    }

    static String kind(Cadence cadence) {
        return cadence == Cadence.DAY ? DAILY : WEEKLY;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(DAILY, WEEKLY);
    }

    /** A round for each project in execution. */
    @Override
    @Transactional(readOnly = true)
    public List<Round> rounds() {
        return rounds(DSL.noCondition());
    }

    /** Opens what is owed in one project for a day of everybody's own calendar, whatever the hour. */
    @Transactional
    public void openFor(ProjectId project, LocalDate day) {
        recurring.openFor(rounds(PROJECT.ID.eq(project)), day);
    }

    // A rhythm that changes does so with a week, so of the two only one asks on any day.
    private List<Round> rounds(Condition which) {
        var rounds = new ArrayList<Round>();
        for (var project : db.select(PROJECT.ID, PROJECT.NAME, PROJECT.SETTINGS).from(PROJECT).where(which, PROJECT.STAGE.eq("execution"), PROJECT.DELETED_AT.isNull()).fetch()) {
            var rhythm = ReportRhythm.of(project.value3());
            for (var cadence : Cadence.values()) rounds.add(new Reporting(project.value1(), project.value2(), cadence, rhythm));
        }
        return rounds;
    }

    /** The reports of one project and cadence. */
    private final class Reporting implements Round {
        private final ProjectId project;
        private final String name;
        private final Cadence cadence;
        private final ReportRhythm rhythm;

        Reporting(ProjectId project, String name, Cadence cadence, ReportRhythm rhythm) {
            this.project = project;
            this.name = name;
            this.cadence = cadence;
            this.rhythm = rhythm;
        }

        @Override
        public boolean asks(LocalDate day) {
            return Rhythm.on(day, rhythm).cadence() == cadence;
        }

        @Override
        public String kind() {
            return ProgressDuties.kind(cadence);
        }

        @Override
        public ProjectId project() {
            return project;
        }

        @Override
        public Ref subject() {
            return Ref.of("project", project);
        }

        @Override
        public String title() {
            return name;
        }

        @Override
        public Cadence cadence() {
            return cadence;
        }

        @Override
        public List<Debtor> debtors() {
            var overseers = reporters.overseers(project);
            return reporters.of(project).stream()
                    .map(reporter -> new Debtor(reporter.member(), reporter.region(), reporter.party(), Overseer.of(reporter, overseers), reporter::hasWork))
                    .toList();
        }

        @Override
        public Set<MemberId> done(LocalDate period) {
            return db.select(REPORT.MEMBER_ID).from(REPORT)
                    .where(REPORT.PROJECT_ID.eq(project), REPORT.CADENCE.eq(cadence.text()), REPORT.DAY.eq(period))
                    .fetchSet(REPORT.MEMBER_ID);
        }
    }

    // ---- around one report

    /** Whether somebody reports in this person’s place at present. */
    boolean reportsFor(ProjectId project, MemberId member, MemberId standIn) {
        return duties.standsInFor(DAILY, project, member, standIn) || duties.standsInFor(WEEKLY, project, member, standIn);
    }

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
