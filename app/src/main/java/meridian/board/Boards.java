package meridian.board;

import static db.acceptance.Tables.APPLICATION;
import static db.acceptance.Tables.WAIVER;
import static db.coordination.Tables.EMERGENCY;
import static db.coordination.Tables.EMERGENCY_PARTY;
import static db.duty.Tables.DUTY;
import static db.duty.Tables.RISE;
import static db.identity.Tables.MEMBER;
import static db.identity.Tables.ROLE_GRANT;
import static db.project.Tables.DELIVERABLE;
import static db.project.Tables.PARTY;
import static db.risk.Tables.REGISTER;
import static db.risk.Tables.RISK;
import static db.risk.Tables.RISK_MEASURE;
import static db.workplan.Tables.TASK;
import static db.workplan.Tables.TASK_COUNT;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import meridian.acceptance.ApplicationStatus;
import meridian.coordination.ResourceRequest;
import meridian.duty.Duty;
import meridian.duty.Cadence;
import meridian.duty.Inbox;
import meridian.project.Indicators;
import meridian.progress.ProgressDuties;
import meridian.project.Parties;
import meridian.project.Party;
import meridian.project.ProjectAccess;
import meridian.risk.Bands;
import meridian.risk.RiskSheets;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.TaskId;
import meridian.tenancy.Ref;
import meridian.web.Live;
import meridian.web.Shared;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads boards: three statements each, whatever the number of tasks. */
@Component
public class Boards {
    private static final int LINES = 8;
    private static final int TOP_RISKS = 5;
    private static final int MILESTONE_DAYS = 14;
    /** Stands for all parties that were removed: what they did stays done. */
    private static final PartyId REMOVED = new PartyId(new java.util.UUID(0, 0));

    private final DSLContext db;
    private final Clock clock;
    private final Parties parties;
    private final Indicators indicators;
    private final TransactionTemplate transaction;
    private final Shared<Board> shared;

    Boards(DSLContext db, Clock clock, Parties parties, Indicators indicators, TransactionTemplate transaction, Live live) {
        this.db = db;
        this.clock = clock;
        this.parties = parties;
        this.indicators = indicators;
        this.transaction = transaction;
        this.shared = new Shared<>(live, clock);
    }

    /** The board as of the last change; readers who come at once share one reading of the database. */
    public Board of(ProjectAccess project) {
        project.require(meridian.identity.Permission.READ_BOARD);
        return shared.of("project:" + project.id(), () -> Objects.requireNonNull(transaction.execute(status -> read(project))));
    }

    private Board read(ProjectAccess project) {
        var now = clock.instant();
        var units = parties.of(project.id());
        var today = today(units, project, now);
        var milestone = TASK.PROJECT_ID.eq(project.id()).and(TASK.DELETED_AT.isNull()).and(TASK.MILESTONE).and(TASK.STATUS.in(inline("not_started"), inline("in_progress"), inline("blocked")))
                .and(TASK.FINISH_AT.lt(LocalDate.ofInstant(now, project.homeZone()).plusDays(MILESTONE_DAYS + 1).atStartOfDay()));
        var found = db.select(
                        multiset(counts(project.id(), today)),
                        multiset(leads(project.id())),
                        multiset(tasks(TASK.PROJECT_ID.eq(project.id()).and(TASK.DELETED_AT.isNull()).and(TASK.STATUS.eq(inline("blocked")))).orderBy(TASK.BLOCKED_AT, TASK.ID).limit(inline(LINES))).convertFrom(Boards::taskLines),
                        multiset(tasks(open(project.id()).and(TASK.FINISH_AT.lt(day(TASK.PARTY_ID, today).cast(java.time.LocalDateTime.class)))).orderBy(TASK.FINISH_AT, TASK.ID).limit(inline(LINES))).convertFrom(Boards::taskLines),
                        multiset(tasks(milestone).orderBy(TASK.FINISH_AT, TASK.ID).limit(inline(3 * LINES))).convertFrom(Boards::taskLines),
                        multiset(unsplit(project.id())).convertFrom(rows -> rows.map(row -> new Board.Unsplit(row.value1(), row.value2(), row.value3(), row.value4()))),
                        multiset(owed(project.id(), DUTY.MINUTES.isNull())).convertFrom(rows -> rows.map(row -> clockLine(row, project))),
                        DSL.field(select(count()).from(DUTY).where(DUTY.PROJECT_ID.eq(project.id()), DUTY.STATE.eq(inline("open")), Inbox.late(now))),
                        DSL.field(select(count()).from(DUTY).where(DUTY.PROJECT_ID.eq(project.id()), DUTY.STATE.eq(inline("open")))),
                        multiset(reports(project.id(), today)),
                        multiset(unreported(project.id(), today)).convertFrom(rows -> rows.map(row -> new Board.Unreported(row.value1(), row.value2()))),
                        multiset(emergencies(project.id())).convertFrom(rows -> rows.map(row -> new Board.EmergencyLine(row.value1(), row.value2(), row.value3(), row.value4(), row.value5(), row.value6(), row.value7(), row.value8(), row.value9()))),
                        multiset(owed(project.id(), DUTY.MINUTES.isNotNull())).convertFrom(rows -> rows.map(row -> clockLine(row, project))),
                        DSL.field(select(count()).from(DUTY).where(DUTY.PROJECT_ID.eq(project.id()), DUTY.STATE.eq("open"), DUTY.KIND.eq(ResourceRequest.ANSWER_OWED))),
                        multiset(risks(project.id())),
                        multiset(select(RiskSheets.PROBABILITY, RiskSheets.IMPACT, count()).from(RISK).where(RISK.PROJECT_ID.eq(project.id()), RISK.ENDED_AT.isNull()).groupBy(RiskSheets.PROBABILITY, RiskSheets.IMPACT))
                                .convertFrom(rows -> rows.map(row -> new Board.RiskCell(row.value1() == null ? null : row.value1().intValue(), row.value2() == null ? null : row.value2().intValue(), row.value3()))),
                        multiset(select(REGISTER.MEDIUM_FROM, REGISTER.HIGH_FROM).from(REGISTER).where(REGISTER.PROJECT_ID.eq(project.id()))).convertFrom(rows -> rows.isEmpty() ? Bands.USUAL : new Bands(rows.getFirst().value1(), rows.getFirst().value2())),
                        multiset(deliverables(project.id())).convertFrom(rows -> rows.map(row -> deliverable(row.value1(), row.value2(), row.value3(), row.value4(), row.value5() != null))),
                        DSL.field(select(count()).from(TASK).where(milestone)),
                        DSL.field(select(count()).from(DUTY).where(DUTY.PROJECT_ID.eq(project.id()), DUTY.STATE.eq(inline("open")), DUTY.MINUTES.isNotNull())))
                .fetchSingle();
        var leads = new HashMap<PartyId, String>();
        found.value2().forEach(row -> leads.put(row.value1(), row.value2()));
        var owed = new HashMap<@Nullable PartyId, int[]>();
        found.value10().forEach(row -> owed.put(row.value1(), new int[] {row.value2(), row.value3()}));
        var counts = new HashMap<@Nullable PartyId, Map<String, int[]>>();
        var there = units.stream().map(Party::id).collect(Collectors.toSet());
        found.value1().forEach(row -> counts.computeIfAbsent(row.value1() == null || there.contains(row.value1()) ? row.value1() : REMOVED, p -> new HashMap<>())
                .merge(row.value2(), new int[] {row.value3().intValue(), row.value4().intValue(), row.value5().intValue()}, (a, b) -> new int[] {a[0] + b[0], a[1] + b[1], a[2] + b[2]}));
        var lines = new ArrayList<Board.PartyLine>();
        for (var unit : units) lines.add(line(unit, false, leads.getOrDefault(unit.id(), ""), counts.getOrDefault(unit.id(), Map.of()), owed.getOrDefault(unit.id(), new int[2]), found.value5()));
        if (counts.containsKey(null) || owed.containsKey(null)) lines.add(line(null, false, "", counts.getOrDefault(null, Map.of()), owed.getOrDefault(null, new int[2]), List.of()));
        if (counts.containsKey(REMOVED)) lines.add(line(null, true, "", counts.get(REMOVED), new int[2], List.of()));
        return new Board(now, List.copyOf(lines), total(lines), found.value3(), found.value4(), found.value5(), found.value19(), found.value6(),
                lines.stream().mapToInt(Board.PartyLine::unassigned).sum(), found.value7(), found.value8(), found.value9(), found.value11(), found.value12(), found.value13(), found.value20(), found.value14(),
                found.value15().map(row -> riskLine(row, found.value17())), found.value16(), found.value17(),
                indicators.progress(project.id(), LocalDate.ofInstant(now, project.homeZone())), deliverables(found.value18()));
    }

    private static org.jooq.Select<org.jooq.Record5<String, LocalDate, Integer, String, Instant>> deliverables(ProjectId project) {
        return select(DELIVERABLE.NAME, DELIVERABLE.DUE_ON, APPLICATION.NUMBER, APPLICATION.STATUS, WAIVER.WAIVED_AT)
                .from(DELIVERABLE)
                .leftJoin(APPLICATION).on(APPLICATION.WORKSPACE_ID.eq(DELIVERABLE.WORKSPACE_ID), APPLICATION.DELIVERABLE_ID.eq(DELIVERABLE.ID), APPLICATION.STATUS.notIn(inline("withdrawn"), inline("reopened")))
                .leftJoin(WAIVER).on(WAIVER.WORKSPACE_ID.eq(DELIVERABLE.WORKSPACE_ID), WAIVER.DELIVERABLE_ID.eq(DELIVERABLE.ID))
                .where(DELIVERABLE.PROJECT_ID.eq(project), DELIVERABLE.DELETED_AT.isNull())
                .orderBy(DELIVERABLE.POSITION, DELIVERABLE.ID);
    }

    private static Board.DeliverableLine deliverable(String name, @Nullable LocalDate dueOn, @Nullable Integer number, @Nullable String status, boolean waived) {
        if (status == null) return new Board.DeliverableLine(name, dueOn, null, waived ? "cancelled" : "planned", waived ? "acceptance.waived" : "acceptance.none_yet", waived);
        var stands = ApplicationStatus.of(status);
        return new Board.DeliverableLine(name, dueOn, number, stands.sign(), "acceptance.status." + stands.text(), stands == ApplicationStatus.ACCEPTED);
    }

    private static Board.Deliverables deliverables(List<Board.DeliverableLine> all) {
        var accepted = (int) all.stream().filter(line -> line.settled() && line.number() != null).count();
        return new Board.Deliverables(all.size(), accepted, all.stream().sorted(Comparator.comparing(Board.DeliverableLine::settled)).limit(LINES).toList());
    }

    private static Map<PartyId, LocalDate> today(List<Party> units, ProjectAccess project, Instant now) {
        var today = new HashMap<PartyId, LocalDate>();
        for (var unit : units) today.put(unit.id(), LocalDate.ofInstant(now, unit.zone()));
        today.put(new PartyId(new java.util.UUID(0, 0)), LocalDate.ofInstant(now, project.homeZone()));
        return today;
    }

    // What day it is where the row's party is; without a party, where the project is at home.
    private static Field<LocalDate> day(Field<PartyId> party, Map<PartyId, LocalDate> today) {
        var home = today.get(new PartyId(new java.util.UUID(0, 0)));
        Field<LocalDate> day = val(home);
        for (var entry : today.entrySet()) {
            if (!entry.getValue().equals(home)) day = when(party.eq(entry.getKey()), val(entry.getValue())).otherwise(day);
        }
        return day;
    }

    private static org.jooq.Select<org.jooq.Record5<PartyId, String, BigDecimal, BigDecimal, BigDecimal>> counts(ProjectId project, Map<PartyId, LocalDate> today) {
        var open = TASK_COUNT.STATUS.in(inline("not_started"), inline("in_progress"), inline("blocked"));
        return select(
                        TASK_COUNT.PARTY_ID,
                        TASK_COUNT.STATUS,
                        sum(TASK_COUNT.TASKS),
                        sum(when(open.and(TASK_COUNT.DUE_ON.lt(day(TASK_COUNT.PARTY_ID, today))), TASK_COUNT.TASKS).otherwise(0)),
                        sum(when(open.and(TASK_COUNT.UNASSIGNED), TASK_COUNT.TASKS).otherwise(0)))
                .from(TASK_COUNT)
                .where(TASK_COUNT.PROJECT_ID.eq(project), TASK_COUNT.STATUS.ne(inline("cancelled")))
                .groupBy(TASK_COUNT.PARTY_ID, TASK_COUNT.STATUS);
    }

    private static org.jooq.Select<org.jooq.Record2<PartyId, String>> leads(ProjectId project) {
        return select(ROLE_GRANT.PARTY_ID, DSL.listAgg(MEMBER.DISPLAY_NAME, ", ").withinGroupOrderBy(ROLE_GRANT.ID))
                .from(ROLE_GRANT)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(ROLE_GRANT.WORKSPACE_ID), MEMBER.ID.eq(ROLE_GRANT.MEMBER_ID), MEMBER.STATE.ne(inline("left")))
                .where(ROLE_GRANT.PROJECT_ID.eq(project), ROLE_GRANT.ROLE.in(inline("lead"), inline("support_head")), ROLE_GRANT.PARTY_ID.isNotNull())
                .groupBy(ROLE_GRANT.PARTY_ID);
    }

    private static org.jooq.SelectConditionStep<org.jooq.Record9<TaskId, Integer, String, String, String, String, java.time.LocalDateTime, String, Instant>> tasks(Condition which) {
        return select(TASK.ID, TASK.NUMBER, TASK.TITLE, PARTY.NAME, MEMBER.DISPLAY_NAME, TASK.STATUS, TASK.FINISH_AT, TASK.BLOCKED_REASON, TASK.BLOCKED_AT)
                .from(TASK)
                .leftJoin(PARTY).on(PARTY.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), PARTY.ID.eq(TASK.PARTY_ID))
                .leftJoin(MEMBER).on(MEMBER.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), MEMBER.ID.eq(TASK.OWNER_ID))
                .where(which);
    }

    private static Condition open(ProjectId project) {
        return TASK.PROJECT_ID.eq(project).and(TASK.DELETED_AT.isNull()).and(TASK.KIND.eq(inline("task"))).and(TASK.STATUS.in(inline("not_started"), inline("in_progress"), inline("blocked")));
    }

    private static List<Board.TaskLine> taskLines(org.jooq.Result<org.jooq.Record9<TaskId, Integer, String, String, String, String, java.time.LocalDateTime, String, Instant>> rows) {
        return rows.map(row -> new Board.TaskLine(row.value1(), row.value2(), row.value3(), row.value4(), row.value5(), row.value6(), row.value7(), row.value8(), row.value9()));
    }

    private static org.jooq.Select<org.jooq.Record4<Integer, String, String, Integer>> unsplit(ProjectId project) {
        var task = TASK.as("part");
        return select(TASK.NUMBER, TASK.TITLE, PARTY.NAME, count())
                .from(task)
                .join(TASK).on(TASK.WORKSPACE_ID.eq(task.WORKSPACE_ID), TASK.ID.eq(task.PARENT_ID))
                .leftJoin(PARTY).on(PARTY.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), PARTY.ID.eq(coalesce(TASK.PARTY_ID, task.PARTY_ID)))
                .where(task.PROJECT_ID.eq(project), task.DELETED_AT.isNull(), task.KIND.eq(inline("task")), task.OWNER_ID.isNull(), task.STATUS.in(inline("not_started"), inline("in_progress"), inline("blocked")))
                .groupBy(TASK.ID, TASK.NUMBER, TASK.TITLE, PARTY.NAME, TASK.PATH)
                .orderBy(TASK.PATH)
                .limit(inline(LINES));
    }

    // What nobody has answered first, then by what is due next.
    private static org.jooq.Select<org.jooq.Record9<Integer, String, String, String, String, Instant, Instant, Instant, Instant>> emergencies(ProjectId project) {
        var hit = DSL.field(select(DSL.listAgg(PARTY.NAME, ", ").withinGroupOrderBy(PARTY.POSITION))
                .from(EMERGENCY_PARTY)
                .join(PARTY).on(PARTY.WORKSPACE_ID.eq(EMERGENCY_PARTY.WORKSPACE_ID), PARTY.ID.eq(EMERGENCY_PARTY.PARTY_ID))
                .where(EMERGENCY_PARTY.WORKSPACE_ID.eq(EMERGENCY.WORKSPACE_ID), EMERGENCY_PARTY.EMERGENCY_ID.eq(EMERGENCY.ID)));
        return select(EMERGENCY.NUMBER, EMERGENCY.TITLE, EMERGENCY.SEVERITY, EMERGENCY.STATE, hit, EMERGENCY.RESPONSE_DUE_AT, EMERGENCY.RESPONDED_AT, EMERGENCY.SOLUTION_DUE_AT, EMERGENCY.PROPOSED_AT)
                .from(EMERGENCY)
                .where(EMERGENCY.PROJECT_ID.eq(project), EMERGENCY.CLOSED_AT.isNull())
                .orderBy(when(EMERGENCY.STATE.eq("raised"), 0).otherwise(1), EMERGENCY.SOLUTION_DUE_AT, EMERGENCY.NUMBER)
                .limit(LINES);
    }

    // The gravest first: as they are assessed, or as they were first estimated; of equals the older one.
    private static org.jooq.Select<org.jooq.Record8<Integer, String, String, String, Short, Short, String, LocalDate>> risks(ProjectId project) {
        var due = DSL.field(select(DSL.min(RISK_MEASURE.DUE_ON)).from(RISK_MEASURE)
                .where(RISK_MEASURE.WORKSPACE_ID.eq(RISK.WORKSPACE_ID), RISK_MEASURE.RISK_ID.eq(RISK.ID), RISK_MEASURE.DONE_AT.isNull(), RISK_MEASURE.DROPPED_AT.isNull()));
        var estimated = when(RISK.ESTIMATE.eq(inline("high")), inline(12)).when(RISK.ESTIMATE.eq(inline("medium")), inline(6)).otherwise(inline(2));
        return select(RISK.NUMBER, RISK.DESCRIPTION, PARTY.NAME, RISK.ESTIMATE, RiskSheets.PROBABILITY, RiskSheets.IMPACT, MEMBER.DISPLAY_NAME, due)
                .from(RISK)
                .leftJoin(PARTY).on(PARTY.WORKSPACE_ID.eq(RISK.WORKSPACE_ID), PARTY.ID.eq(RISK.PARTY_ID))
                .leftJoin(MEMBER).on(MEMBER.WORKSPACE_ID.eq(RISK.WORKSPACE_ID), MEMBER.ID.eq(RISK.OWNER_ID))
                .where(RISK.PROJECT_ID.eq(project), RISK.ENDED_AT.isNull())
                .orderBy(coalesce(RiskSheets.PROBABILITY.cast(Integer.class).mul(RiskSheets.IMPACT), estimated).desc(), RISK.NUMBER)
                .limit(inline(TOP_RISKS));
    }

    private static Board.RiskLine riskLine(org.jooq.Record8<Integer, String, String, String, Short, Short, String, LocalDate> row, Bands bands) {
        var rated = row.value5() != null && row.value6() != null;
        return new Board.RiskLine(row.value1(), row.value2(), row.value3(), rated ? bands.of(row.value5(), row.value6()).text() : row.value4(), rated ? Integer.valueOf(row.value5() * row.value6()) : null, row.value7(), row.value8());
    }

    // What has a clock of its own, hours or working days, or what is owed by a day, of every kind there is; what is due first stands first.
    private static org.jooq.Select<? extends org.jooq.Record> owed(ProjectId project, Condition which) {
        var higher = MEMBER.as("higher");
        var risen = field(select(higher.DISPLAY_NAME)
                .from(RISE)
                .join(higher).on(higher.WORKSPACE_ID.eq(RISE.WORKSPACE_ID), higher.ID.eq(RISE.TO_MEMBER_ID))
                .where(RISE.WORKSPACE_ID.eq(DUTY.WORKSPACE_ID), RISE.DUTY_ID.eq(DUTY.ID), RISE.ROUND.eq(DUTY.ROUND), RISE.RUNG.in("lead", "chief", "sponsor"))
                .orderBy(RISE.AT.desc())
                .limit(1));
        return select(DUTY.ID, DUTY.KIND, DUTY.PARTY_ID, DUTY.SUBJECT_KIND, DUTY.SUBJECT_ID, DUTY.TITLE, DUTY.OWNER_ID, DUTY.DOER_ID, DUTY.OWED_TO_ID, DUTY.PERIOD, DUTY.OPENED_AT, DUTY.DUE_AT, MEMBER.DISPLAY_NAME, PARTY.NAME, risen.as("risen"))
                .from(DUTY)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(DUTY.WORKSPACE_ID), MEMBER.ID.eq(DUTY.DOER_ID))
                .leftJoin(PARTY).on(PARTY.WORKSPACE_ID.eq(DUTY.WORKSPACE_ID), PARTY.ID.eq(DUTY.PARTY_ID))
                .where(DUTY.PROJECT_ID.eq(project), DUTY.STATE.eq(inline("open")), which)
                .orderBy(DUTY.DUE_AT, DUTY.ID)
                .limit(LINES);
    }

    private static Board.ClockLine clockLine(org.jooq.Record row, ProjectAccess project) {
        var duty = new Duty(row.get(DUTY.ID), row.get(DUTY.KIND), project.id(), project.code(), row.get(DUTY.PARTY_ID), new Ref(row.get(DUTY.SUBJECT_KIND), row.get(DUTY.SUBJECT_ID)), row.get(DUTY.TITLE), row.get(DUTY.OWNER_ID),
                row.get(DUTY.OWED_TO_ID), row.get(DUTY.PERIOD), row.get(DUTY.OPENED_AT), row.get(DUTY.DUE_AT), "open", true, row.get(DUTY.DOER_ID));
        return new Board.ClockLine(duty, row.get(MEMBER.DISPLAY_NAME), row.get(PARTY.NAME), row.get("risen", String.class));
    }

    // A week’s report is kept under its Monday, and asked for on the week’s last working day.
    private static Condition reportOfTheDay(ProjectId project, Map<PartyId, LocalDate> today) {
        var mondays = new HashMap<PartyId, LocalDate>();
        today.forEach((party, day) -> mondays.put(party, Cadence.WEEK.period(day)));
        var daily = DUTY.KIND.eq(inline(ProgressDuties.DAILY)).and(DUTY.PERIOD.eq(day(DUTY.PARTY_ID, today)));
        var periods = Stream.concat(today.values().stream(), mondays.values().stream()).distinct().toList();
        return DUTY.PROJECT_ID.eq(project).and(DUTY.PERIOD.in(periods)).and(daily.or(DUTY.KIND.eq(inline(ProgressDuties.WEEKLY)).and(DUTY.PERIOD.eq(day(DUTY.PARTY_ID, mondays)))));
    }

    private static org.jooq.Select<org.jooq.Record3<PartyId, Integer, Integer>> reports(ProjectId project, Map<PartyId, LocalDate> today) {
        return select(DUTY.PARTY_ID, count(), count().filterWhere(DUTY.STATE.eq(inline("open"))))
                .from(DUTY)
                .where(reportOfTheDay(project, today), DUTY.STATE.ne(inline("cancelled")))
                .groupBy(DUTY.PARTY_ID);
    }

    private static org.jooq.Select<org.jooq.Record2<String, String>> unreported(ProjectId project, Map<PartyId, LocalDate> today) {
        return select(MEMBER.DISPLAY_NAME, PARTY.NAME)
                .from(DUTY)
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(DUTY.WORKSPACE_ID), MEMBER.ID.eq(DUTY.OWNER_ID))
                .leftJoin(PARTY).on(PARTY.WORKSPACE_ID.eq(DUTY.WORKSPACE_ID), PARTY.ID.eq(DUTY.PARTY_ID))
                .where(reportOfTheDay(project, today), DUTY.STATE.eq(inline("open")))
                .orderBy(PARTY.POSITION, MEMBER.DISPLAY_NAME)
                .limit(inline(24));
    }

    private static Board.PartyLine line(@Nullable Party unit, boolean removed, String leads, Map<String, int[]> counts, int[] owed, List<Board.TaskLine> milestones) {
        int overdue = counts.values().stream().mapToInt(numbers -> numbers[1]).sum();
        int unassigned = counts.values().stream().mapToInt(numbers -> numbers[2]).sum();
        var next = unit == null ? null : milestones.stream().filter(milestone -> unit.name().equals(milestone.party())).findFirst().orElse(null);
        return new Board.PartyLine(unit, removed, leads, of(counts, "not_started"), of(counts, "in_progress"), of(counts, "blocked"), of(counts, "done"), of(counts, "accepted"),
                overdue, unassigned, owed[0], owed[1], next);
    }

    private static int of(Map<String, int[]> counts, String status) {
        return counts.getOrDefault(status, new int[3])[0];
    }

    private static Board.PartyLine total(List<Board.PartyLine> lines) {
        return lines.stream().reduce(new Board.PartyLine(null, false, "", 0, 0, 0, 0, 0, 0, 0, 0, 0, null), (a, b) -> new Board.PartyLine(null, false, "",
                a.notStarted() + b.notStarted(), a.inProgress() + b.inProgress(), a.blocked() + b.blocked(), a.done() + b.done(), a.accepted() + b.accepted(),
                a.overdue() + b.overdue(), a.unassigned() + b.unassigned(), a.reportsOwed() + b.reportsOwed(), a.reportsMissing() + b.reportsMissing(), null));
    }
}
