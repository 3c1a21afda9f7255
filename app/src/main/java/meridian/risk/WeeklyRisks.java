package meridian.risk;

import static db.duty.Tables.DUTY;
import static db.identity.Tables.MEMBER;
import static db.identity.Tables.ROLE_GRANT;
import static db.project.Tables.PARTY;
import static db.project.Tables.PROJECT;
import static db.risk.Tables.RISK;
import static db.risk.Tables.RISK_SUBMISSION;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.when;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import meridian.activity.Activities;
import meridian.duty.Cadence;
import meridian.duty.Duties;
import meridian.duty.RecurringDuties;
import meridian.duty.RecurringDuty;
import meridian.identity.Permission;
import meridian.project.Parties;
import meridian.project.Party;
import meridian.project.ProjectAccess;
import meridian.project.Projects;
import meridian.project.SeatFollower;
import meridian.tenancy.Actor;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotAllowed;
import meridian.tenancy.NotFound;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.Ref;
import meridian.tenancy.Refused;
import meridian.tenancy.RegionId;
import meridian.tenancy.RiskSubmissionId;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * What every party submits every week: what is new, or that nothing is. Owed by the party’s lead while the project is in
 * execution, on the last working day of the week where the lead works; a week off asks nobody.
 */
@Component
public class WeeklyRisks implements RecurringDuty, SeatFollower {
    /** The kind of duty that a party’s submission is. */
    public static final String SUBMISSION = "risk_submission";

    /** How many weeks the overview shows, this one among them. */
    public static final int WEEKS = 8;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final DSLContext db;
    private final Clock clock;
    private final Projects projects;
    private final Parties parties;
    private final Duties duties;
    private final RecurringDuties recurring;
    private final Activities activities;

    WeeklyRisks(DSLContext db, Clock clock, Projects projects, Parties parties, Duties duties, RecurringDuties recurring, Activities activities) {
        this.db = db;
        this.clock = clock;
        this.projects = projects;
        this.parties = parties;
        this.duties = duties;
        this.recurring = recurring;
        this.activities = activities;
    }

    // ---- who owes it

    @Override
    public Set<String> kinds() {
        return Set.of(SUBMISSION);
    }

    /** A round for each party of each project in execution. */
    @Override
    @Transactional(readOnly = true)
    public List<Round> rounds() {
        return rounds(noCondition());
    }

    /** Opens what is owed in one project for a day of everybody's own calendar, whatever the hour. */
    @Transactional
    public void openFor(ProjectId project, LocalDate day) {
        recurring.openFor(rounds(PROJECT.ID.eq(project)), day);
    }

    /** What a party owes still is owed by whoever leads it now; where nobody does, it stays where it is. */
    @Override
    @Transactional
    public void seatsChanged(ProjectId project, PartyId party, Actor actor) {
        var now = db.select(LEAD).from(PARTY).where(PARTY.PROJECT_ID.eq(project), PARTY.ID.eq(party)).fetchOne(LEAD);
        if (now != null) duties.succeed(SUBMISSION, party, now, actor);
    }

    private static final Field<MemberId> LEAD = field(select(ROLE_GRANT.MEMBER_ID)
            .from(ROLE_GRANT)
            .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(ROLE_GRANT.WORKSPACE_ID), MEMBER.ID.eq(ROLE_GRANT.MEMBER_ID), MEMBER.STATE.ne("left"))
            .where(ROLE_GRANT.WORKSPACE_ID.eq(PARTY.WORKSPACE_ID), ROLE_GRANT.PROJECT_ID.eq(PARTY.PROJECT_ID), ROLE_GRANT.PARTY_ID.eq(PARTY.ID), ROLE_GRANT.ROLE.in("lead", "support_head"))
            .orderBy(when(ROLE_GRANT.ROLE.eq("lead"), inline(0)).otherwise(inline(1)), ROLE_GRANT.GRANTED_AT, ROLE_GRANT.ID)
            .limit(inline(1)));

    private List<Round> rounds(Condition which) {
        var chief = field(select(ROLE_GRANT.MEMBER_ID)
                .from(ROLE_GRANT)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(ROLE_GRANT.WORKSPACE_ID), MEMBER.ID.eq(ROLE_GRANT.MEMBER_ID), MEMBER.STATE.ne("left"))
                .where(ROLE_GRANT.WORKSPACE_ID.eq(PARTY.WORKSPACE_ID), ROLE_GRANT.PROJECT_ID.eq(PARTY.PROJECT_ID), ROLE_GRANT.ROLE.eq("chief_coordinator"))
                .orderBy(ROLE_GRANT.GRANTED_AT, ROLE_GRANT.ID)
                .limit(1));
        var owed = select(PROJECT.ID.as("project"), PROJECT.SETTINGS.as("settings"), PROJECT.STARTS_ON.as("starts_on"), PROJECT.HOME_REGION_ID.as("home"), PARTY.WORKSPACE_ID.as("workspace"), PARTY.ID.as("party"), PARTY.NAME.as("name"), PARTY.POSITION.as("position"), LEAD.as("lead"), chief.as("chief"))
                .from(PROJECT)
                .join(PARTY).on(PARTY.WORKSPACE_ID.eq(PROJECT.WORKSPACE_ID), PARTY.PROJECT_ID.eq(PROJECT.ID))
                .where(which, PROJECT.STAGE.eq("execution"), PROJECT.DELETED_AT.isNull(), PARTY.REMOVED_AT.isNull())
                .asTable("owed");
        Field<MemberId> leader = owed.field("lead", MEMBER.ID.getDataType());
        Field<RegionId> home = owed.field("home", PROJECT.HOME_REGION_ID.getDataType());
        var found = db.select(owed.field("project", PROJECT.ID.getDataType()), owed.field("settings", PROJECT.SETTINGS.getDataType()), owed.field("starts_on", PROJECT.STARTS_ON.getDataType()),
                        owed.field("party", PARTY.ID.getDataType()), owed.field("name", PARTY.NAME.getDataType()), leader, owed.field("chief", MEMBER.ID.getDataType()), coalesce(MEMBER.REGION_ID, home))
                .from(owed)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(owed.field("workspace", PARTY.WORKSPACE_ID.getDataType())), MEMBER.ID.eq(leader))
                .orderBy(owed.field("project"), owed.field("position"))
                .fetch();
        var rounds = new ArrayList<Round>();
        var done = new HashMap<LocalDate, Set<PartyId>>();
        for (var row : found) {
            if (!asked(row.value2())) continue;
            var start = row.value3();
            var debtor = new Debtor(row.value6(), row.value8(), row.value4(), row.value6().equals(row.value7()) ? null : row.value7(), day -> !day.isBefore(start));
            rounds.add(new Submitting(row.value1(), row.value4(), row.value5(), debtor, done));
        }
        return rounds;
    }

    // Where nobody has said how often, it is every week; a template may leave it out.
    private static boolean asked(@Nullable JSONB settings) {
        if (settings == null) return true;
        var cadence = JSON.readTree(settings.data()).path("cadence");
        if (cadence.isEmpty()) return true;
        for (var rhythm : cadence) if (rhythm.path("kind").asString().equals("risk_report")) return rhythm.path("every").asString().equals("week");
        return false;
    }

    /** The submissions of one party. */
    private final class Submitting implements Round {
        private final ProjectId project;
        private final PartyId party;
        private final String name;
        private final Debtor lead;
        private final Map<LocalDate, Set<PartyId>> done;

        Submitting(ProjectId project, PartyId party, String name, Debtor lead, Map<LocalDate, Set<PartyId>> done) {
            this.project = project;
            this.party = party;
            this.name = name;
            this.lead = lead;
            this.done = done;
        }

        @Override
        public String kind() {
            return SUBMISSION;
        }

        @Override
        public ProjectId project() {
            return project;
        }

        @Override
        public Ref subject() {
            return Ref.of("party", party);
        }

        @Override
        public String title() {
            return name;
        }

        @Override
        public Cadence cadence() {
            return Cadence.WEEK;
        }

        @Override
        public List<Debtor> debtors() {
            return List.of(lead);
        }

        // All parties of a week are read at once, for whichever asks first.
        @Override
        public Set<MemberId> done(LocalDate week) {
            var submitted = done.computeIfAbsent(week, w -> db.select(RISK_SUBMISSION.PARTY_ID).from(RISK_SUBMISSION).where(RISK_SUBMISSION.WEEK.eq(w)).fetchSet(RISK_SUBMISSION.PARTY_ID));
            return submitted.contains(party) ? Set.of(lead.member()) : Set.of();
        }
    }

    // ---- submitting

    /** A party’s week is submitted as it stands: with what is new in it, or with nothing. Saying it again changes nothing. */
    @Transactional
    public void submit(ProjectId project, PartyId party, LocalDate week, Actor actor) {
        var access = projects.access(project, actor);
        access.require(Permission.READ);
        var unit = parties.of(project).stream().filter(one -> one.id().equals(party)).findFirst().orElseThrow(NotFound::new);
        if (!maySubmit(access, party)) throw new NotAllowed();
        var now = Cadence.WEEK.period(LocalDate.ofInstant(clock.instant(), unit.zone()));
        if (week.getDayOfWeek() != DayOfWeek.MONDAY || week.isAfter(now) || week.isBefore(now.minusWeeks(WEEKS - 1))) throw Refused.because("risk.week_wrong");
        keep(access, party, week, actor);
    }

    /** Who submits for the party, or stands in for who does. */
    @Transactional(readOnly = true)
    public boolean maySubmit(ProjectAccess access, PartyId party) {
        if (access.auditor() || !access.may(Permission.RAISE_RISK)) return false;
        return access.may(Permission.SUBMIT_RISKS, party) || duties.owes(SUBMISSION, party, access.member());
    }

    /** Keeps that a party has submitted its week, and meets the duty. */
    void keep(ProjectAccess access, PartyId party, LocalDate week, Actor actor) {
        var made = db.insertInto(RISK_SUBMISSION)
                .set(RISK_SUBMISSION.ID, RiskSubmissionId.next())
                .set(RISK_SUBMISSION.PROJECT_ID, access.id())
                .set(RISK_SUBMISSION.PARTY_ID, party)
                .set(RISK_SUBMISSION.WEEK, week)
                .set(RISK_SUBMISSION.SUBMITTED_BY, actor.person())
                .set(RISK_SUBMISSION.SUBMITTED_AT, clock.instant())
                .onConflictDoNothing()
                .execute();
        if (made == 0) return;
        duties.meet(SUBMISSION, party, week, actor);
        int risks = db.fetchCount(RISK, RISK.PROJECT_ID.eq(access.id()), RISK.PARTY_ID.eq(party), RISK.SUBMITTED_WEEK.eq(week));
        var name = db.select(PARTY.NAME).from(PARTY).where(PARTY.ID.eq(party)).fetchSingle(PARTY.NAME);
        activities.record(actor, new RiskActivity.WeekSubmitted(Ref.of("party", party), name, week.toString(), risks), access.id(), party);
    }

    // ---- what came

    /** How one party’s week stands: whether it was owed, by whom and when it came, and what was new in it. */
    public record Week(LocalDate monday, @Nullable String state, @Nullable Instant dueAt, @Nullable Instant submittedAt, @Nullable String by, int risks) {
        /** {@code submitted}, {@code late}, {@code missing} (its time is over), {@code waiting}, or (not owed, not given) {@code none}. */
        public String standing(Instant now) {
            if (submittedAt != null) return "met_late".equals(state) ? "late" : "submitted";
            if (!"open".equals(state) || dueAt == null) return "none";
            return now.isAfter(dueAt) ? "missing" : "waiting";
        }
    }

    public record Line(Party party, String lead, List<Week> weeks) {
        public Week current() {
            return weeks.getLast();
        }
    }

    /** Every party’s last weeks, the oldest first; each party’s current week is that of its own zone. */
    @Transactional(readOnly = true)
    public List<Line> overview(ProjectAccess access) {
        var now = clock.instant();
        var units = parties.of(access.id());
        var from = Cadence.WEEK.period(LocalDate.ofInstant(now, access.homeZone())).minusWeeks(WEEKS);
        var read = db.select(
                        multiset(select(RISK_SUBMISSION.PARTY_ID, RISK_SUBMISSION.WEEK, RISK_SUBMISSION.SUBMITTED_AT, MEMBER.DISPLAY_NAME)
                                .from(RISK_SUBMISSION)
                                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(RISK_SUBMISSION.WORKSPACE_ID), MEMBER.ID.eq(RISK_SUBMISSION.SUBMITTED_BY))
                                .where(RISK_SUBMISSION.PROJECT_ID.eq(access.id()), RISK_SUBMISSION.WEEK.ge(from))),
                        multiset(select(DUTY.PARTY_ID, DUTY.PERIOD, DUTY.STATE, DUTY.DUE_AT)
                                .from(DUTY)
                                .where(DUTY.PROJECT_ID.eq(access.id()), DUTY.KIND.eq(SUBMISSION), DUTY.PERIOD.ge(from), DUTY.STATE.ne("cancelled"))),
                        multiset(select(RISK.PARTY_ID, RISK.SUBMITTED_WEEK, count())
                                .from(RISK)
                                .where(RISK.PROJECT_ID.eq(access.id()), RISK.PARTY_ID.isNotNull(), RISK.SUBMITTED_WEEK.ge(from))
                                .groupBy(RISK.PARTY_ID, RISK.SUBMITTED_WEEK)),
                        multiset(select(ROLE_GRANT.PARTY_ID, MEMBER.DISPLAY_NAME)
                                .from(ROLE_GRANT)
                                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(ROLE_GRANT.WORKSPACE_ID), MEMBER.ID.eq(ROLE_GRANT.MEMBER_ID), MEMBER.STATE.ne("left"))
                                .where(ROLE_GRANT.PROJECT_ID.eq(access.id()), ROLE_GRANT.PARTY_ID.isNotNull(), ROLE_GRANT.ROLE.in("lead", "support_head"))
                                .orderBy(when(ROLE_GRANT.ROLE.eq("lead"), inline(0)).otherwise(inline(1)), ROLE_GRANT.GRANTED_AT, ROLE_GRANT.ID)))
                .fetchSingle();
        record Key(PartyId party, LocalDate week) {}
        var given = new HashMap<Key, org.jooq.Record4<PartyId, LocalDate, Instant, String>>();
        read.value1().forEach(row -> given.put(new Key(row.value1(), row.value2()), row));
        var owed = new HashMap<Key, org.jooq.Record4<PartyId, LocalDate, String, Instant>>();
        read.value2().forEach(row -> owed.put(new Key(row.value1(), row.value2()), row));
        var risks = new HashMap<Key, Integer>();
        read.value3().forEach(row -> risks.put(new Key(row.value1(), row.value2()), row.value3()));
        var leads = new HashMap<PartyId, String>();
        read.value4().forEach(row -> leads.putIfAbsent(row.value1(), row.value2()));
        var lines = new ArrayList<Line>();
        for (var unit : units) {
            var current = Cadence.WEEK.period(LocalDate.ofInstant(now, unit.zone()));
            var weeks = new ArrayList<Week>();
            for (int back = WEEKS - 1; back >= 0; back--) {
                var key = new Key(unit.id(), current.minusWeeks(back));
                var submission = given.get(key);
                var duty = owed.get(key);
                weeks.add(new Week(key.week(), duty == null ? null : duty.value3(), duty == null ? null : duty.value4(), submission == null ? null : submission.value3(), submission == null ? null : submission.value4(), risks.getOrDefault(key, 0)));
            }
            lines.add(new Line(unit, leads.getOrDefault(unit.id(), ""), List.copyOf(weeks)));
        }
        return lines;
    }

    /** One new risk of a party’s week, as it is looked over before the week is submitted. */
    public record Fresh(int number, String description, Level estimate, String by) {
        public String code() {
            return Risk.code(number);
        }
    }

    @Transactional(readOnly = true)
    public List<Fresh> fresh(ProjectId project, PartyId party, LocalDate week) {
        return db.select(RISK.NUMBER, RISK.DESCRIPTION, RISK.ESTIMATE, MEMBER.DISPLAY_NAME)
                .from(RISK)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(RISK.WORKSPACE_ID), MEMBER.ID.eq(RISK.SUBMITTED_BY))
                .where(RISK.PROJECT_ID.eq(project), RISK.PARTY_ID.eq(party), RISK.SUBMITTED_WEEK.eq(week))
                .orderBy(RISK.NUMBER)
                .limit(50)
                .fetch(row -> new Fresh(row.value1(), row.value2(), Level.of(row.value3()), row.value4()));
    }
}
