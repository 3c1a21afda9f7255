package meridian.workplan;

import static db.workplan.Tables.TASK;
import static db.workplan.Tables.TASK_COUNT;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import meridian.calendar.DayOverride;
import meridian.calendar.WorkCalendar;
import meridian.identity.Calendars;
import meridian.project.Party;
import meridian.project.ProjectAccess;
import meridian.tenancy.PartyId;
import meridian.tenancy.TaskId;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The plan seen otherwise than as a table: by status, by day, by party. Of each heap the first few, never all of a large plan. */
@Component
public class PlanViews {
    /** The columns of the board, in their order. What was cancelled is in the table. */
    public static final List<TaskStatus> COLUMNS = List.of(TaskStatus.NOT_STARTED, TaskStatus.IN_PROGRESS, TaskStatus.BLOCKED, TaskStatus.DONE, TaskStatus.ACCEPTED);

    public static final int CARDS = 30;
    public static final int LINES = 10;
    private static final int MOST_A_MONTH = 1500;

    private final DSLContext db;
    private final Clock clock;
    private final Calendars calendars;
    private final PlanTable table;

    PlanViews(DSLContext db, Clock clock, Calendars calendars, PlanTable table) {
        this.db = db;
        this.clock = clock;
        this.calendars = calendars;
        this.table = table;
    }

    /** The tasks of one status, in the order of the plan; whether there are more. */
    public record Column(TaskStatus status, List<PlanTable.Row> cards, boolean more) {}

    public record Board(List<Column> columns, PlanTable.Around around) {}

    @Transactional(readOnly = true)
    public Board board(ProjectAccess project, PlanFilter filter) {
        var frame = table.frame(project);
        var wanted = table.condition(project, frame.parties(), filter, null);
        Select<Record1<TaskId>> firsts = null;
        for (var status : COLUMNS) {
            if (filter.status() != null && filter.status() != status) continue;
            firsts = also(firsts, DSL.select(TASK.ID).from(TASK).where(wanted, TASK.KIND.eq(DSL.inline("task")), TASK.STATUS.eq(DSL.inline(status.text()))).orderBy(TASK.PATH).limit(DSL.inline(CARDS + 1)));
        }
        var byStatus = new EnumMap<TaskStatus, List<PlanTable.Row>>(TaskStatus.class);
        if (firsts != null) for (var row : rows(project, frame, firsts, COLUMNS.size() * (CARDS + 1))) byStatus.computeIfAbsent(row.status(), s -> new ArrayList<>()).add(row);
        var columns = COLUMNS.stream().map(status -> {
            var cards = byStatus.getOrDefault(status, List.of());
            return new Column(status, cards.subList(0, Math.min(CARDS, cards.size())), cards.size() > CARDS);
        }).toList();
        return new Board(columns, table.around(project));
    }

    /** A day of the month’s page: whether it is worked at the project’s home, why not if it has a name, what is due. */
    public record Day(LocalDate date, boolean ofMonth, boolean off, String name, List<PlanTable.Row> due) {}

    public record Month(YearMonth month, LocalDate today, List<Day> days, boolean cut, PlanTable.Around around) {}

    /** What is due in a month, milestones first, in whole weeks from Monday on; each on its day in its own region. */
    @Transactional(readOnly = true)
    public Month month(ProjectAccess project, PlanFilter filter, @Nullable String wanted) {
        var frame = table.frame(project);
        var today = LocalDate.ofInstant(clock.instant(), project.homeZone());
        var month = month(wanted, YearMonth.from(today));
        var first = month.atDay(1).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        var last = month.atEndOfMonth().with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
        var which = table.condition(project, frame.parties(), filter, null).and(TASK.KIND.eq(DSL.inline("task")))
                .and(TASK.FINISH_AT.ge(first.atStartOfDay())).and(TASK.FINISH_AT.lt(last.plusDays(1).atStartOfDay()));
        var found = table.fetch(project, frame, which, filter, MOST_A_MONTH + 1);
        var due = new HashMap<LocalDate, List<PlanTable.Row>>();
        for (var row : found.subList(0, Math.min(found.size(), MOST_A_MONTH))) due.computeIfAbsent(Objects.requireNonNull(row.finish()).toLocalDate(), d -> new ArrayList<>()).add(row);
        var calendar = calendars.of(project.homeRegion());
        var days = first.datesUntil(last.plusDays(1)).map(day -> {
            var rows = due.getOrDefault(day, List.of()).stream().sorted(java.util.Comparator.comparing(row -> !row.milestone())).toList();
            return new Day(day, YearMonth.from(day).equals(month), !calendar.isWorkingDay(day), name(calendar, day), rows);
        }).toList();
        return new Month(month, today, days, found.size() > MOST_A_MONTH, table.around(project));
    }

    private static String name(WorkCalendar calendar, LocalDate day) {
        DayOverride why = calendar.overrideOf(day);
        return why == null ? "" : why.name();
    }

    private static YearMonth month(@Nullable String wanted, YearMonth otherwise) {
        if (wanted == null || !wanted.matches("(199|20[0-9]|21[0-9])[0-9]-(0[1-9]|1[0-2])")) return otherwise;
        return YearMonth.parse(wanted);
    }

    /** One party’s share (null: nobody’s): how its tasks stand, and those that are due next. */
    public record Share(@Nullable Party party, Map<TaskStatus, Integer> counts, int overdue, List<PlanTable.Row> next) {
        public int count(TaskStatus... statuses) {
            int sum = 0;
            for (var status : statuses) sum += counts.getOrDefault(status, 0);
            return sum;
        }

        public int tasks() {
            return count(TaskStatus.NOT_STARTED, TaskStatus.IN_PROGRESS, TaskStatus.BLOCKED, TaskStatus.DONE, TaskStatus.ACCEPTED);
        }
    }

    public record ByParty(List<Share> shares, PlanTable.Around around) {}

    @Transactional(readOnly = true)
    public ByParty byParty(ProjectAccess project, PlanFilter filter) {
        var frame = table.frame(project);
        var wanted = table.condition(project, frame.parties(), filter, null);
        var all = new ArrayList<@Nullable Party>(frame.parties());
        all.add(null);
        Select<Record1<TaskId>> firsts = null;
        for (var party : all) {
            var its = party == null ? TASK.PARTY_ID.isNull() : TASK.PARTY_ID.eq(party.id());
            firsts = also(firsts, DSL.select(TASK.ID).from(TASK).where(wanted, TASK.KIND.eq(DSL.inline("task")), its,
                            TASK.STATUS.in(DSL.inline("not_started"), DSL.inline("in_progress"), DSL.inline("blocked")))
                    .orderBy(TASK.FINISH_AT.asc().nullsLast(), TASK.ID).limit(DSL.inline(LINES)));
        }
        var next = new HashMap<@Nullable PartyId, List<PlanTable.Row>>();
        for (var row : rows(project, frame, Objects.requireNonNull(firsts), all.size() * LINES)) next.computeIfAbsent(row.party(), p -> new ArrayList<>()).add(row);
        var counts = counts(project, frame.parties());
        var shares = new ArrayList<Share>();
        for (var party : all) {
            var id = party == null ? null : party.id();
            var lines = next.getOrDefault(id, new ArrayList<>());
            lines.sort(java.util.Comparator.comparing(PlanTable.Row::finish, java.util.Comparator.nullsLast(java.util.Comparator.naturalOrder())));
            var count = counts.getOrDefault(id, new Counts());
            if (lines.isEmpty() && (party == null || filter.party() != null || project.guest())) continue;
            shares.add(new Share(party, count.byStatus, count.overdue, lines));
        }
        return new ByParty(shares, table.around(project));
    }

    private static final class Counts {
        private final Map<TaskStatus, Integer> byStatus = new EnumMap<>(TaskStatus.class);
        private int overdue;
    }

    private Map<@Nullable PartyId, Counts> counts(ProjectAccess project, List<Party> parties) {
        var counts = new HashMap<@Nullable PartyId, Counts>();
        if (project.guest()) return counts;
        var over = DSL.coalesce(DSL.sum(TASK_COUNT.TASKS).filterWhere(table.before(project, parties, TASK_COUNT.DUE_ON, TASK_COUNT.PARTY_ID)), DSL.inline(0));
        for (var row : db.select(TASK_COUNT.PARTY_ID, TASK_COUNT.STATUS, DSL.sum(TASK_COUNT.TASKS), over).from(TASK_COUNT).where(TASK_COUNT.PROJECT_ID.eq(project.id())).groupBy(TASK_COUNT.PARTY_ID, TASK_COUNT.STATUS)) {
            var count = counts.computeIfAbsent(row.value1(), p -> new Counts());
            var status = TaskStatus.of(row.value2());
            count.byStatus.put(status, row.value3().intValue());
            if (status.open()) count.overdue += row.value4().intValue();
        }
        return counts;
    }

    private List<PlanTable.Row> rows(ProjectAccess project, PlanTable.Frame frame, Select<Record1<TaskId>> firsts, int most) {
        Condition which = TASK.ID.in(firsts);
        return table.fetch(project, frame, which, PlanFilter.NONE, most);
    }

    private static Select<Record1<TaskId>> also(@Nullable Select<Record1<TaskId>> before, Select<Record1<TaskId>> one) {
        return before == null ? one : before.unionAll(one);
    }
}
