package meridian.progress;

import static db.duty.Tables.DUTY;
import static db.identity.Tables.MEMBER;
import static db.progress.Tables.REPORT;
import static db.progress.Tables.REPORT_LINE;
import static db.workplan.Tables.TASK;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.select;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import meridian.calendar.WorkCalendar;
import meridian.duty.Cadence;
import meridian.identity.Absences;
import meridian.identity.Absences.Absence;
import meridian.identity.Calendars;
import meridian.identity.Permission;
import meridian.progress.StandUp.Person;
import meridian.progress.StandUp.Standing;
import meridian.progress.StandUp.Told;
import meridian.progress.StandUp.ToldLine;
import meridian.project.Parties;
import meridian.project.Party;
import meridian.project.ProjectAccess;
import meridian.project.Stage;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Reader;
import meridian.tenancy.RegionId;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who has reported on a day and what they said, who has not, and who is away. */
@Component
public class StandUps {
    private final DSLContext db;
    private final Clock clock;
    private final Reporters reporters;
    private final Parties parties;
    private final Calendars calendars;
    private final Absences absences;

    StandUps(DSLContext db, Clock clock, Reporters reporters, Parties parties, Calendars calendars, Absences absences) {
        this.db = db;
        this.clock = clock;
        this.reporters = reporters;
        this.parties = parties;
        this.calendars = calendars;
        this.absences = absences;
    }

    /** The stand-up of a day (null: the reader’s today). */
    @Transactional(readOnly = true)
    public StandUp of(ProjectAccess here, @Nullable LocalDate asked, Reader reader) {
        here.require(Permission.READ);
        var today = LocalDate.ofInstant(clock.instant(), reader.zone());
        var day = asked == null || asked.isAfter(today.plusDays(1)) ? today : asked;
        var cadence = Rhythm.on(day, here.id(), db).cadence();
        var period = cadence.period(day);
        var people = new LinkedHashMap<MemberId, Found>();
        told(here, cadence, period).forEach(found -> people.put(found.member(), found));
        asked(here.id(), cadence, period).forEach(found -> people.putIfAbsent(found.member(), found));
        var now = clock.instant();
        var away = absences.on(day);
        var current = !cadence.next(period).isBefore(today);
        Map<RegionId, WorkCalendar> all = current && here.stage() == Stage.EXECUTION ? calendars.all() : Map.of();
        if (!all.isEmpty()) {
            for (var reporter : reporters.of(here.id())) {
                if (!reporter.hasWork(day)) continue;
                var calendar = Objects.requireNonNull(all.get(reporter.region()));
                var owed = cadence.owedOn(period, calendar);
                var absence = away.get(reporter.member());
                if (owed == null && (absence == null || !absence.off())) continue;
                var begun = owed != null && !now.isBefore(calendar.startOfWork(owed));
                people.putIfAbsent(reporter.member(), new Found(reporter.member(), reporter.name(), reporter.party(), begun, null));
            }
        }
        return new StandUp(cadence, period, today, parts(people.values().stream().toList(), away, here, reader.zone()));
    }

    /** Somebody of whom there is something to show; {@code owing} when no report is there though it should be. */
    private record Found(MemberId member, String name, @Nullable PartyId party, boolean owing, @Nullable Told told) {}

    private List<StandUp.PartyPart> parts(List<Found> people, Map<MemberId, Absence> away, ProjectAccess here, ZoneId otherwise) {
        var byParty = new HashMap<@Nullable PartyId, List<Person>>();
        for (var found : people) byParty.computeIfAbsent(found.party(), party -> new ArrayList<>()).add(person(found, away.get(found.member()), here));
        var parts = new ArrayList<StandUp.PartyPart>();
        for (Party party : parties.of(here.id())) {
            var members = byParty.remove(party.id());
            if (members != null) parts.add(new StandUp.PartyPart(party.name(), party.zone(), members));
        }
        var others = byParty.values().stream().flatMap(List::stream).toList();
        if (!others.isEmpty()) parts.add(new StandUp.PartyPart("", otherwise, others));
        return parts;
    }

    private static Person person(Found found, @Nullable Absence absence, ProjectAccess here) {
        var off = absence != null && absence.off();
        var standing = found.told() != null ? Standing.REPORTED : off ? Standing.AWAY : found.owing() ? Standing.MISSING : Standing.WAITING;
        return new Person(found.member(), found.name(), standing, found.told(), absence == null ? "" : absence.kind(), absence == null ? "" : absence.standInName(),
                !found.member().equals(here.member()) && here.may(Permission.REPORT_FOR_OTHERS, found.party()));
    }

    private List<Found> told(ProjectAccess here, Cadence cadence, LocalDate period) {
        var writer = MEMBER.as("writer");
        var checker = MEMBER.as("checker");
        var helper = MEMBER.as("helper");
        var lines = multiset(select(REPORT_LINE.STATE, TASK.NUMBER, TASK.TITLE, REPORT_LINE.CONTENT, REPORT_LINE.PROGRESS, REPORT_LINE.BLOCKED_REASON)
                        .from(REPORT_LINE)
                        .leftJoin(TASK).on(TASK.WORKSPACE_ID.eq(REPORT_LINE.WORKSPACE_ID), TASK.ID.eq(REPORT_LINE.TASK_ID))
                        .where(REPORT_LINE.WORKSPACE_ID.eq(REPORT.WORKSPACE_ID), REPORT_LINE.REPORT_ID.eq(REPORT.ID))
                        .orderBy(REPORT_LINE.STATE.eq("blocked").desc(), REPORT_LINE.POSITION))
                .convertFrom(rows -> rows.map(row -> new ToldLine(LineState.of(row.value1()), row.value2(), row.value3() == null ? "" : row.value3(), row.value4(),
                        row.value5() == null ? null : row.value5().intValue(), row.value6())));
        return db.select(REPORT.ID, REPORT.MEMBER_ID, REPORT.PARTY_ID, REPORT.WRITTEN_AT, REPORT.ARRIVED_AT, REPORT.LATE, REPORT.FILED_BY, REPORT.CONFIRMED_AT, REPORT.CHECK_ASKED,
                        REPORT.CHECKED_AT, REPORT.PLAN_TODAY, REPORT.HELP_NEEDED)
                .select(MEMBER.DISPLAY_NAME, writer.DISPLAY_NAME, checker.DISPLAY_NAME, helper.DISPLAY_NAME, lines)
                .from(REPORT)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(REPORT.WORKSPACE_ID), MEMBER.ID.eq(REPORT.MEMBER_ID))
                .join(writer).on(writer.WORKSPACE_ID.eq(REPORT.WORKSPACE_ID), writer.ID.eq(REPORT.FILED_BY))
                .leftJoin(checker).on(checker.WORKSPACE_ID.eq(REPORT.WORKSPACE_ID), checker.ID.eq(REPORT.CHECKED_BY))
                .leftJoin(helper).on(helper.WORKSPACE_ID.eq(REPORT.WORKSPACE_ID), helper.ID.eq(REPORT.HELP_FROM_ID))
                .where(REPORT.PROJECT_ID.eq(here.id()), REPORT.CADENCE.eq(cadence.text()), REPORT.DAY.eq(period))
                .orderBy(REPORT.ARRIVED_AT, REPORT.ID)
                .fetch(row -> {
                    var member = row.get(REPORT.MEMBER_ID);
                    var own = row.get(REPORT.FILED_BY).equals(member);
                    var unconfirmed = !own && row.get(REPORT.CONFIRMED_AT) == null;
                    var unchecked = row.get(REPORT.CHECK_ASKED) && row.get(REPORT.CHECKED_AT) == null;
                    return new Found(member, row.get(MEMBER.DISPLAY_NAME), row.get(REPORT.PARTY_ID), false, new Told(row.get(REPORT.ID), row.get(REPORT.WRITTEN_AT), row.get(REPORT.ARRIVED_AT),
                            row.get(REPORT.LATE), own ? "" : row.get(writer.DISPLAY_NAME), unconfirmed, unchecked, Objects.requireNonNullElse(row.get(checker.DISPLAY_NAME), ""),
                            unchecked && !member.equals(here.member()) && here.may(Permission.REPORT_FOR_OTHERS, row.get(REPORT.PARTY_ID)), unconfirmed && member.equals(here.member()),
                            row.get(REPORT.PLAN_TODAY), row.get(REPORT.HELP_NEEDED), Objects.requireNonNullElse(row.get(helper.DISPLAY_NAME), ""), row.get(lines)));
                });
    }

    private List<Found> asked(ProjectId project, Cadence cadence, LocalDate period) {
        return db.select(DUTY.OWNER_ID, MEMBER.DISPLAY_NAME, DUTY.PARTY_ID)
                .from(DUTY)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(DUTY.WORKSPACE_ID), MEMBER.ID.eq(DUTY.OWNER_ID))
                .where(DUTY.PROJECT_ID.eq(project), DUTY.KIND.eq(ProgressDuties.kind(cadence)), DUTY.PERIOD.eq(period), DUTY.STATE.eq("open"))
                .orderBy(MEMBER.DISPLAY_NAME)
                .fetch(row -> new Found(row.value1(), row.value2(), row.value3(), true, null));
    }
}
