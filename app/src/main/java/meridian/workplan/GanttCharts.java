package meridian.workplan;

import static db.identity.Tables.MEMBER;
import static db.project.Tables.PARTY;
import static db.workplan.Tables.BASELINE;
import static db.workplan.Tables.BASELINE_TASK;
import static db.workplan.Tables.COLLABORATOR;
import static db.workplan.Tables.DEPENDENCY;
import static db.workplan.Tables.TASK;
import static db.workplan.Tables.TASK_SCHEDULE;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import meridian.calendar.WorkCalendar;
import meridian.identity.Calendars;
import meridian.identity.Permission;
import meridian.project.Parties;
import meridian.project.Party;
import meridian.project.ProjectAccess;
import meridian.tenancy.BaselineId;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotFound;
import meridian.tenancy.PartyId;
import meridian.tenancy.RegionId;
import meridian.tenancy.TaskId;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads a whole plan for its chart, and afterwards only what changed. */
@Component
public class GanttCharts {
    /** A transaction that began before an answer may commit after it. */
    private static final Duration UNDERWAY = Duration.ofSeconds(30);

    /** Days before and behind the plan whose working time is told, and the most days in all. */
    private static final int MARGIN = 200;
    private static final int MOST_DAYS = 20 * 366;

    private final DSLContext db;
    private final Clock clock;
    private final Parties parties;
    private final Calendars calendars;

    GanttCharts(DSLContext db, Clock clock, Parties parties, Calendars calendars) {
        this.db = db;
        this.clock = clock;
        this.parties = parties;
        this.calendars = calendars;
    }

    /** Everything this person may see of the plan. */
    @Transactional(readOnly = true)
    public GanttChart of(ProjectAccess project) {
        var now = clock.instant();
        var rows = new Reading(project, parties.of(project.id()), mine(project), now);
        fetch(visible(project).and(TASK.DELETED_AT.isNull()), rows);
        return new GanttChart(true, new Mark(rows.latest, rows.underway).text(), rows.size(), rows.parties(), calendars(rows, now), rows.people(), rows.rows(), links(project, rows.numbers(), DSL.noCondition()), new int[0]);
    }

    /** What changed since an earlier answer. Everything where {@code since} is none that was ever answered. */
    @Transactional(readOnly = true)
    public GanttChart since(ProjectAccess project, String since) {
        return since(project, since, true);
    }

    /** As {@link #since}, for whoever edited just now and waits: without counting all rows. */
    @Transactional(readOnly = true)
    public GanttChart afterEdit(ProjectAccess project, String since) {
        return since(project, since, project.guest());
    }

    private GanttChart since(ProjectAccess project, String since, boolean counted) {
        var now = clock.instant();
        var then = Mark.read(since);
        if (then == null) return of(project);
        var rows = new Reading(project, parties.of(project.id()), mine(project), now);
        var gone = new ArrayList<Integer>();
        var written = written(project, then);
        var ids = written.ids();
        if (ids.length > 0) {
            fetch(visible(project).and(among(TASK.ID, ids)).and(TASK.DELETED_AT.isNull()), rows);
            if (rows.size() < ids.length) {
                db.select(TASK.NUMBER, TASK.CHANGED_AT).from(TASK).where(visible(project)).and(among(TASK.ID, ids)).and(TASK.DELETED_AT.isNotNull()).forEach(row -> {
                    gone.add(row.value1());
                    rows.seen(row.value2());
                });
            }
        }
        var count = counted ? db.fetchCount(TASK, visible(project).and(TASK.DELETED_AT.isNull())) : GanttChart.UNCOUNTED;
        var links = ids.length == 0 ? new int[0] : links(project, null, at(ids));
        var mark = new Mark(rows.latest.isAfter(then.latest()) ? rows.latest : then.latest(), written.underway());
        return new GanttChart(false, mark.text(), count, rows.parties(), List.of(), rows.people(), rows.rows(), links, gone.stream().mapToInt(Integer::intValue).toArray());
    }

    /**
     * How far an answer goes: when its latest change was, by which an index finds what is newer, and the oldest transaction that
     * was underway then, which tells what the answer held already from what was written before it but not committed yet.
     */
    private record Mark(Instant latest, long underway) {
        private static final Pattern TEXT = Pattern.compile("([0-9]{1,15})\\.([0-9]{1,18})");

        static @Nullable Mark read(String text) {
            var found = TEXT.matcher(text);
            return found.matches() ? new Mark(Instant.ofEpochMilli(Long.parseLong(found.group(1))), Long.parseLong(found.group(2))) : null;
        }

        String text() {
            return latest.toEpochMilli() + "." + underway;
        }
    }

    private static final Field<Long> UNDERWAY_NOW = DSL.field("(select pg_snapshot_xmin(pg_current_snapshot())::text::bigint)", Long.class);

    private record Written(long underway, UUID[] ids) {}

    // In a database that was restored the numbers of transactions begin anew: then the clock alone tells.
    private Written written(ProjectAccess project, Mark since) {
        var found = db.resultQuery("""
                        select null::uuid, pg_snapshot_xmin(pg_current_snapshot())::text::bigint
                        union all
                        select id, null from workplan.task where workspace_id = tenancy.workspace() and project_id = {0} and changed_at >= {1} and (age(xmin) <= age({2}::xid8::xid) or age({2}::xid8::xid) < 0)
                        union all
                        select task_id, null from workplan.task_schedule where workspace_id = tenancy.workspace() and project_id = {0} and changed_at >= {1} and (age(xmin) <= age({2}::xid8::xid) or age({2}::xid8::xid) < 0)""",
                        DSL.val(project.id(), TASK.PROJECT_ID), DSL.val(since.latest().minus(UNDERWAY), TASK.CHANGED_AT), DSL.inline(String.valueOf(since.underway())))
                .fetch();
        long underway = found.stream().map(row -> row.get(1, Long.class)).filter(Objects::nonNull).findFirst().orElseThrow();
        return new Written(underway, found.stream().map(row -> row.get(0, UUID.class)).filter(Objects::nonNull).distinct().toArray(UUID[]::new));
    }

    // Each end has an index of its own.
    private static Condition at(UUID[] ids) {
        var link = DEPENDENCY.as("link");
        return DSL.row(DEPENDENCY.SUCCESSOR_TASK_ID, DEPENDENCY.PREDECESSOR_TASK_ID).in(DSL.select(link.SUCCESSOR_TASK_ID, link.PREDECESSOR_TASK_ID).from(link).where(among(link.SUCCESSOR_TASK_ID, ids))
                .union(DSL.select(link.SUCCESSOR_TASK_ID, link.PREDECESSOR_TASK_ID).from(link).where(among(link.PREDECESSOR_TASK_ID, ids))));
    }

    private static Condition among(Field<TaskId> id, UUID[] ids) {
        return DSL.condition("{0} = any({1})", id, DSL.val(ids));
    }

    private static int minutes(@Nullable LocalDateTime at) {
        return at == null ? 0 : (int) at.toLocalDate().toEpochDay() * 1440 + at.getHour() * 60 + at.getMinute();
    }

    /** The baselines there are, the latest first. */
    @Transactional(readOnly = true)
    public List<GanttChart.Frozen> frozen(ProjectAccess project) {
        if (project.guest()) return List.of();
        return db.select(BASELINE.ID, BASELINE.NUMBER, BASELINE.NAME).from(BASELINE).where(BASELINE.PROJECT_ID.eq(project.id())).orderBy(BASELINE.NUMBER.desc())
                .fetch(row -> new GanttChart.Frozen(row.value1(), row.value2(), row.value3()));
    }

    /** Where the plan stood when the baseline was frozen. */
    @Transactional(readOnly = true)
    public GanttChart.Then then(ProjectAccess project, BaselineId baseline) {
        project.require(Permission.READ);
        if (!db.fetchExists(BASELINE, BASELINE.ID.eq(baseline), BASELINE.PROJECT_ID.eq(project.id()))) throw new NotFound();
        var number = new Ints(1024);
        var start = new Ints(1024);
        var finish = new Ints(1024);
        db.select(TASK.NUMBER, BASELINE_TASK.START_AT, BASELINE_TASK.FINISH_AT)
                .from(BASELINE_TASK)
                .join(TASK).on(TASK.WORKSPACE_ID.eq(BASELINE_TASK.WORKSPACE_ID), TASK.ID.eq(BASELINE_TASK.TASK_ID))
                .where(BASELINE_TASK.BASELINE_ID.eq(baseline))
                .forEach(row -> {
                    number.add(row.value1());
                    start.add(minutes(row.value2()));
                    finish.add(minutes(row.value3()));
                });
        return new GanttChart.Then(number.all(), start.all(), finish.all());
    }

    // Guests see only what is theirs.
    private static Condition visible(ProjectAccess project) {
        var which = TASK.PROJECT_ID.eq(project.id());
        return project.guest() ? which.and(TASK.OWNER_ID.eq(project.member()).or(DSL.exists(DSL.selectOne().from(COLLABORATOR)
                .where(COLLABORATOR.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), COLLABORATOR.TASK_ID.eq(TASK.ID), COLLABORATOR.MEMBER_ID.eq(project.member()))))) : which;
    }

    private Set<TaskId> mine(ProjectAccess project) {
        return new HashSet<>(db.select(COLLABORATOR.TASK_ID)
                .from(COLLABORATOR)
                .join(TASK).on(TASK.WORKSPACE_ID.eq(COLLABORATOR.WORKSPACE_ID), TASK.ID.eq(COLLABORATOR.TASK_ID))
                .where(COLLABORATOR.MEMBER_ID.eq(project.member()), TASK.PROJECT_ID.eq(project.id()))
                .fetch(COLLABORATOR.TASK_ID));
    }

    private static final List<Field<?>> COLUMNS = List.of(TASK.ID, TASK.NUMBER, TASK.PATH, TASK.KIND, TASK.TITLE, TASK.PARTY_ID, TASK.OWNER_ID, TASK.START_AT, TASK.FINISH_AT,
            TASK.MILESTONE, TASK.STATUS, TASK.PROGRESS, TASK.DISPATCH, TASK.VERSION, TASK.MANUAL, TASK_SCHEDULE.TOTAL_SLACK_MINUTES, TASK_SCHEDULE.CRITICAL, TASK.CHANGED_AT, TASK_SCHEDULE.CHANGED_AT, UNDERWAY_NOW);

    private void fetch(Condition which, Reading into) {
        db.select(COLUMNS)
                .from(TASK)
                .leftJoin(TASK_SCHEDULE).on(TASK_SCHEDULE.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), TASK_SCHEDULE.TASK_ID.eq(TASK.ID))
                .where(which)
                .orderBy(TASK.PATH)
                .forEach(into::take);
        into.name(
                ids -> db.select(MEMBER.ID, MEMBER.DISPLAY_NAME).from(MEMBER).where(MEMBER.ID.in(ids)).fetchMap(MEMBER.ID, MEMBER.DISPLAY_NAME),
                ids -> db.select(PARTY.ID, PARTY.NAME).from(PARTY).where(PARTY.ID.in(ids)).fetchMap(PARTY.ID, PARTY.NAME));
    }

    private int[] links(ProjectAccess project, @Nullable Set<Integer> seen, Condition which) {
        var before = TASK.as("before");
        var known = project.guest() ? seen == null ? new HashSet<>(db.select(TASK.NUMBER).from(TASK).where(visible(project)).fetch(TASK.NUMBER)) : seen : null;
        var links = new Ints(4096);
        db.select(before.NUMBER, TASK.NUMBER, DEPENDENCY.TYPE, DEPENDENCY.LAG_MINUTES, DEPENDENCY.LAG_ELAPSED)
                .from(DEPENDENCY)
                .join(TASK).on(TASK.WORKSPACE_ID.eq(DEPENDENCY.WORKSPACE_ID), TASK.ID.eq(DEPENDENCY.SUCCESSOR_TASK_ID))
                .join(before).on(before.WORKSPACE_ID.eq(DEPENDENCY.WORKSPACE_ID), before.ID.eq(DEPENDENCY.PREDECESSOR_TASK_ID))
                .where(TASK.PROJECT_ID.eq(project.id()), TASK.DELETED_AT.isNull(), before.DELETED_AT.isNull(), which)
                .orderBy(TASK.NUMBER, before.NUMBER)
                .forEach(row -> {
                    if (known != null && !(known.contains(row.value1()) && known.contains(row.value2()))) return;
                    links.add(row.value1());
                    links.add(row.value2());
                    links.add(LinkType.valueOf(row.value3()).ordinal() + (row.value5() ? 4 : 0));
                    links.add(row.value4());
                });
        return links.all();
    }

    private List<GanttChart.Calendar> calendars(Reading rows, Instant now) {
        int today = (int) LocalDate.ofInstant(now, ZoneOffset.UTC).toEpochDay();
        int from = Math.max(Math.min(rows.first, today) - MARGIN, today - MOST_DAYS / 2);
        int days = Math.min(Math.max(rows.last, today) + MARGIN, today + MOST_DAYS / 2) - from;
        var all = calendars.all();
        return rows.regions.keySet().stream().map(region -> new GanttChart.Calendar(from, daysOff(all.get(region), from, days))).toList();
    }

    private static String daysOff(@Nullable WorkCalendar calendar, int from, int days) {
        if (calendar == null) return "";
        var off = new StringBuilder(days);
        for (int day = from; day < from + days; day++) off.append(calendar.isWorkingDay(LocalDate.ofEpochDay(day)) ? '0' : '1');
        return off.toString();
    }

    /** Rows as they come from the database, becoming columns. */
    private static final class Reading {
        private final ProjectAccess project;
        private final Set<TaskId> mine;
        private final Instant now;
        private final Map<RegionId, Integer> regions = new LinkedHashMap<>();
        private final Map<@Nullable PartyId, Integer> partyIndex = new HashMap<>();
        private final List<GanttChart.Party> parties = new ArrayList<>();
        private final Map<@Nullable PartyId, Boolean> mayEdit = new HashMap<>();
        private final Map<MemberId, Integer> ownerIndex = new LinkedHashMap<>();
        private List<GanttChart.Person> people = List.of();
        private final Map<PartyId, Integer> formerParties = new LinkedHashMap<>();
        private final List<String> ids = new ArrayList<>();
        private final List<String> paths = new ArrayList<>();
        private final List<String> titles = new ArrayList<>();
        private final Ints number = new Ints(1024), kind = new Ints(1024), party = new Ints(1024), owner = new Ints(1024), start = new Ints(1024), finish = new Ints(1024),
                status = new Ints(1024), progress = new Ints(1024), flags = new Ints(1024), slack = new Ints(1024), version = new Ints(1024);
        private Instant latest = Instant.EPOCH;
        private long underway;
        private int first = Integer.MAX_VALUE, last = Integer.MIN_VALUE;

        Reading(ProjectAccess project, List<Party> all, Set<TaskId> mine, Instant now) {
            this.project = project;
            this.mine = mine;
            this.now = now;
            party(null, "", "", project.homeRegion(), project.homeZone());
            for (var party : all) party(party.id(), party.id().toString(), party.name(), party.calendarRegion(), party.zone());
        }

        private void party(@Nullable PartyId id, String text, String name, RegionId region, ZoneId zone) {
            var calendar = regions.computeIfAbsent(region, r -> regions.size());
            partyIndex.put(id, parties.size());
            parties.add(new GanttChart.Party(text, name, calendar, zone.getRules().getOffset(now).getTotalSeconds() / 60));
        }

        void seen(@Nullable Instant changed) {
            if (changed != null && changed.isAfter(latest)) latest = changed;
        }

        void take(Record row) {
            underway = row.get(UNDERWAY_NOW);
            seen(row.get(TASK.CHANGED_AT));
            seen(row.get(TASK_SCHEDULE.CHANGED_AT));
            var partyId = row.get(TASK.PARTY_ID);
            var ownerId = row.get(TASK.OWNER_ID);
            ids.add(row.get(TASK.ID).toString());
            number.add(row.get(TASK.NUMBER));
            paths.add(row.get(TASK.PATH));
            kind.add(TaskKind.of(row.get(TASK.KIND)).ordinal());
            titles.add(row.get(TASK.TITLE));
            party.add(partyIndex.computeIfAbsent(partyId, id -> {
                formerParties.put(id, parties.size());
                parties.add(new GanttChart.Party(Objects.toString(id), "", 0, parties.getFirst().offset()));
                return parties.size() - 1;
            }));
            owner.add(ownerId == null ? -1 : ownerIndex.computeIfAbsent(ownerId, id -> ownerIndex.size()));
            start.add(minutes(row.get(TASK.START_AT)));
            finish.add(minutes(row.get(TASK.FINISH_AT)));
            status.add(TaskStatus.of(row.get(TASK.STATUS)).ordinal());
            progress.add(row.get(TASK.PROGRESS));
            var dispatch = Dispatch.of(row.get(TASK.DISPATCH));
            flags.add((row.get(TASK.MILESTONE) ? GanttChart.MILESTONE : 0)
                    | (mayEdit.computeIfAbsent(partyId, id -> project.may(Permission.EDIT_PLAN, id)) ? GanttChart.MAY_EDIT : 0)
                    | (project.member().equals(ownerId) || mine.contains(row.get(TASK.ID)) ? GanttChart.MINE : 0)
                    | (dispatch == Dispatch.OFFERED ? GanttChart.OFFERED : dispatch == Dispatch.RETURNED ? GanttChart.RETURNED : 0)
                    | (row.get(TASK.MANUAL) ? GanttChart.MANUAL : 0)
                    | (Boolean.TRUE.equals(row.get(TASK_SCHEDULE.CRITICAL)) ? GanttChart.CRITICAL : 0));
            slack.add(Objects.requireNonNullElse(row.get(TASK_SCHEDULE.TOTAL_SLACK_MINUTES), GanttChart.UNKNOWN));
            version.add(row.get(TASK.VERSION));
        }

        private int minutes(@Nullable LocalDateTime at) {
            if (at == null) return 0;
            int day = (int) at.toLocalDate().toEpochDay();
            first = Math.min(first, day);
            last = Math.max(last, day);
            return GanttCharts.minutes(at);
        }

        void name(java.util.function.Function<List<MemberId>, Map<MemberId, String>> members, java.util.function.Function<List<PartyId>, Map<PartyId, String>> formers) {
            if (!ownerIndex.isEmpty()) {
                var names = members.apply(List.copyOf(ownerIndex.keySet()));
                people = ownerIndex.keySet().stream().map(id -> new GanttChart.Person(id.toString(), names.getOrDefault(id, ""))).toList();
            }
            if (!formerParties.isEmpty()) {
                var names = formers.apply(List.copyOf(formerParties.keySet()));
                formerParties.forEach((id, at) -> parties.set(at, new GanttChart.Party(id.toString(), names.getOrDefault(id, ""), 0, parties.getFirst().offset())));
            }
        }

        int size() {
            return ids.size();
        }

        Set<Integer> numbers() {
            var numbers = new HashSet<Integer>();
            for (int each : number.all()) numbers.add(each);
            return numbers;
        }

        List<GanttChart.Party> parties() {
            return parties;
        }

        List<GanttChart.Person> people() {
            return people;
        }

        GanttChart.Rows rows() {
            return new GanttChart.Rows(ids.toArray(String[]::new), number.all(), paths.toArray(String[]::new), kind.all(), titles.toArray(String[]::new), party.all(), owner.all(), start.all(),
                    finish.all(), status.all(), progress.all(), flags.all(), slack.all(), version.all());
        }
    }

    /** A column that grows. */
    private static final class Ints {
        private int[] values;
        private int size;

        Ints(int capacity) {
            values = new int[capacity];
        }

        void add(int value) {
            if (size == values.length) values = Arrays.copyOf(values, size * 2);
            values[size++] = value;
        }

        int[] all() {
            return Arrays.copyOf(values, size);
        }
    }
}
