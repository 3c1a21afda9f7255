package meridian.workplan;

import static db.identity.Tables.MEMBER;
import static db.identity.Tables.ROLE_GRANT;
import static db.project.Tables.PARTY;
import static db.workplan.Tables.BASELINE;
import static db.workplan.Tables.BASELINE_TASK;
import static db.workplan.Tables.COLLABORATOR;
import static db.workplan.Tables.TASK;
import static db.workplan.Tables.DEPENDENCY;
import static db.workplan.Tables.TASK_COUNT;
import static db.workplan.Tables.TASK_SCHEDULE;

import db.workplan.Routines;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import meridian.identity.Calendars;
import meridian.identity.Permission;
import meridian.project.Parties;
import meridian.project.Party;
import meridian.project.ProjectAccess;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotFound;
import meridian.tenancy.PartyId;
import meridian.tenancy.RegionId;
import meridian.tenancy.TaskId;
import meridian.web.Choice;
import meridian.web.Live;
import meridian.web.Shared;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The plan as rows: in the order of the tree, a page at a time by the path of the last row, never counted, never sorted. */
@Component
public class PlanTable {
    public static final int PAGE = 50;
    private static final int MOST = 1000;
    private static final db.workplan.tables.Task BEFORE = TASK.as("before"); // made once: an alias makes all its columns anew
    private static final db.workplan.tables.Task OWN = TASK.as("own");

    private final DSLContext db;
    private final Clock clock;
    private final Parties parties;
    private final Calendars calendars;
    private final Shared<Frame> frames;

    PlanTable(DSLContext db, Clock clock, Parties parties, Calendars calendars, Live live) {
        this.calendars = calendars;
        this.db = db;
        this.clock = clock;
        this.parties = parties;
        this.frames = new Shared<>(live, clock);
    }

    /** What stands around the rows and is the same for everybody. */
    record Frame(List<Party> parties, Map<MemberId, String> people, Totals totals) {}

    Frame frame(ProjectAccess project) {
        return frames.of("project:" + project.id(), () -> {
            var all = parties.of(project.id());
            return new Frame(all, people(project), totals(project, all));
        });
    }

    /** One row as it is shown to one reader. {@code outline} is empty where rows are left out. */
    public record Row(
            TaskId id, TaskKind kind, int number, @Nullable TaskId parent, String path, int depth, String outline, String title, @Nullable PartyId party, String partyName,
            @Nullable MemberId owner, String ownerName, @Nullable LocalDateTime start, @Nullable LocalDateTime finish, @Nullable Integer durationMinutes, boolean milestone,
            int dayMinutes, String predecessors, @Nullable Integer totalSlack, boolean critical, boolean manual, @Nullable LocalDateTime deadline, @Nullable Double variance,
            TaskStatus status, int progress, String blockedReason, @Nullable Instant blockedAt, Dispatch dispatch, String dispatchReason, String deliverable, int version,
            boolean hasChildren, boolean closed, boolean overdue, boolean mayEdit, boolean mayDo) {

        public boolean isTask() {
            return kind == TaskKind.TASK;
        }

        public boolean pastDeadline() {
            return deadline != null && finish != null && finish.isAfter(deadline);
        }
    }

    /** Rows, and the address of the next ones (the key and outline of the last), or null at the end. */
    public record Rows(List<Row> rows, @Nullable String after, @Nullable String outline) {}

    /** What the head of the page counts. */
    public record Totals(int tasks, int open, int done, int inProgress, int blocked, int overdue, int unassigned) {
        Totals with(TaskStatus status, int some, int over, int nobodys) {
            return new Totals(tasks + some, status.open() ? open + some : open, status == TaskStatus.DONE || status == TaskStatus.ACCEPTED ? done + some : done,
                    status == TaskStatus.IN_PROGRESS ? inProgress + some : inProgress, status == TaskStatus.BLOCKED ? blocked + some : blocked,
                    status.open() ? overdue + over : overdue, status.open() ? unassigned + nobodys : unassigned);
        }
    }

    /** What the selects of the table offer. */
    public record Offers(List<Choice> parties, List<Choice> people) {}

    @Transactional(readOnly = true)
    public Rows rows(ProjectAccess project, PlanFilter filter, @Nullable String after, @Nullable String outline, int count) {
        return rows(project, frame(project), filter, after, outline, count);
    }

    private Rows rows(ProjectAccess project, Frame frame, PlanFilter filter, @Nullable String after, @Nullable String outline, int count) {
        int limit = Math.clamp(count, 1, MOST);
        var found = fetch(project, frame, condition(project, frame.parties(), filter, after).and(after == null ? DSL.noCondition() : TASK.PATH.gt(after)), filter, limit + 1);
        var more = found.size() > limit;
        var rows = new ArrayList<Row>(more ? found.subList(0, limit) : found);
        // A row is followed by what stands beneath it, if anything does (or nothing that is shown, where it is folded).
        for (int i = 0; i < rows.size(); i++) {
            var row = rows.get(i);
            if (row.closed() || i + 1 < found.size() && found.get(i + 1).path().startsWith(row.path() + "/")) rows.set(i, shown(row, "", true));
        }
        var shown = filter.narrows() || project.guest() ? rows : numbered(rows, outline);
        return new Rows(shown, more ? shown.getLast().path() : null, more ? shown.getLast().outline() : null);
    }

    /** The numbers of the rows a filter wants. */
    Set<Integer> numbers(ProjectAccess project, PlanFilter filter) {
        return db.select(TASK.NUMBER).from(TASK).where(condition(project, frame(project).parties(), filter.unfolded(), null)).fetchSet(TASK.NUMBER);
    }

    /** One row again, with the outline number it has on the page. */
    @Transactional(readOnly = true)
    public Row row(ProjectAccess project, TaskId id, String outline) {
        var frame = frame(project);
        var rows = fetch(project, frame, condition(project, frame.parties(), PlanFilter.NONE, null).and(TASK.ID.eq(id)), PlanFilter.NONE, 1);
        if (rows.isEmpty()) throw new NotFound();
        var child = db.fetchExists(TASK, TASK.PARENT_ID.eq(id), TASK.DELETED_AT.isNull());
        return shown(rows.getFirst(), outline.matches("[0-9]+(\\.[0-9]+)*") ? outline : "", child);
    }

    List<Row> fetch(ProjectAccess project, Frame frame, Condition which, PlanFilter filter, int limit) {
        var today = todays(project, frame.parties());
        // With its own limit, so that PostgreSQL looks each row up instead of reading every collaborator once.
        var helping = project.mayEverywhere(Permission.EDIT_PLAN) ? DSL.inline((MemberId) null, COLLABORATOR.MEMBER_ID) : DSL.field(DSL.select(COLLABORATOR.MEMBER_ID).from(COLLABORATOR)
                .where(COLLABORATOR.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), COLLABORATOR.TASK_ID.eq(TASK.ID), COLLABORATOR.MEMBER_ID.eq(project.member()))
                .limit(DSL.inline(1)));
        var separated = DSL.concat(BEFORE.NUMBER.cast(String.class), DSL.inline("|"), DEPENDENCY.TYPE, DSL.inline("|"), DEPENDENCY.LAG_MINUTES.cast(String.class), DSL.inline("|"), DEPENDENCY.LAG_ELAPSED.cast(String.class));
        var links = DSL.field(DSL.select(DSL.listAgg(separated, ";").withinGroupOrderBy(BEFORE.NUMBER))
                .from(DEPENDENCY)
                .join(BEFORE).on(BEFORE.WORKSPACE_ID.eq(DEPENDENCY.WORKSPACE_ID), BEFORE.ID.eq(DEPENDENCY.PREDECESSOR_TASK_ID), BEFORE.DELETED_AT.isNull())
                .where(DEPENDENCY.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), DEPENDENCY.SUCCESSOR_TASK_ID.eq(TASK.ID)));
        var latest = DSL.field(DSL.select(BASELINE.ID).from(BASELINE).where(BASELINE.PROJECT_ID.eq(project.id())).orderBy(BASELINE.NUMBER.desc()).limit(DSL.inline(1)));
        var days = new HashMap<PartyId, Integer>();
        for (var party : frame.parties()) days.put(party.id(), party.dayMinutes());
        var found = db.select(TASK.ID, TASK.KIND, TASK.NUMBER, TASK.PARENT_ID, TASK.PATH, TASK.TITLE, TASK.PARTY_ID, TASK.OWNER_ID, TASK.START_AT, TASK.FINISH_AT, TASK.DURATION_MINUTES,
                        TASK.MILESTONE, TASK.STATUS, TASK.PROGRESS, TASK.BLOCKED_REASON, TASK.BLOCKED_AT, TASK.DISPATCH, TASK.DISPATCH_REASON, TASK.DELIVERABLE_TEXT, TASK.VERSION, helping,
                        links, TASK_SCHEDULE.TOTAL_SLACK_MINUTES, TASK_SCHEDULE.CRITICAL, TASK.MANUAL, TASK.DEADLINE_AT, TASK.ACTUAL_FINISH_AT, BASELINE_TASK.FINISH_AT)
                .from(TASK)
                .leftJoin(TASK_SCHEDULE).on(TASK_SCHEDULE.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), TASK_SCHEDULE.TASK_ID.eq(TASK.ID))
                .leftJoin(BASELINE_TASK).on(BASELINE_TASK.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), BASELINE_TASK.TASK_ID.eq(TASK.ID), BASELINE_TASK.BASELINE_ID.eq(latest))
                .where(which)
                .orderBy(TASK.PATH)
                .limit(DSL.inline(limit))
                .fetch();
        var variances = new Variances(project, frame.parties());
        var partyNames = partyNames(frame.parties(), found.getValues(TASK.PARTY_ID));
        var names = names(frame.people(), found.getValues(TASK.OWNER_ID));
        return found.map(row -> {
            var kind = TaskKind.of(row.get(TASK.KIND));
            var status = TaskStatus.of(row.get(TASK.STATUS));
            var party = row.get(TASK.PARTY_ID);
            var owner = row.get(TASK.OWNER_ID);
            var finish = row.get(TASK.FINISH_AT);
            var path = row.get(TASK.PATH);
            var mine = project.member().equals(owner) || row.get(helping) != null;
            var mayEdit = project.may(Permission.EDIT_PLAN, party);
            var late = kind == TaskKind.TASK && status.open() && finish != null && finish.toLocalDate().isBefore(today.getOrDefault(party, today.get(null)));
            return new Row(row.get(TASK.ID), kind, row.get(TASK.NUMBER), row.get(TASK.PARENT_ID), path, Path.depth(path), "", row.get(TASK.TITLE), party,
                    partyNames.getOrDefault(party, ""), owner, names.getOrDefault(owner, ""), row.get(TASK.START_AT), finish, row.get(TASK.DURATION_MINUTES),
                    row.get(TASK.MILESTONE), days.getOrDefault(party, WorkTime.DAY), project.guest() ? "" : predecessors(row.get(links), days.getOrDefault(party, WorkTime.DAY)),
                    row.get(TASK_SCHEDULE.TOTAL_SLACK_MINUTES), Boolean.TRUE.equals(row.get(TASK_SCHEDULE.CRITICAL)), row.get(TASK.MANUAL), row.get(TASK.DEADLINE_AT),
                    variances.of(party, row.get(BASELINE_TASK.FINISH_AT), status.open() || row.get(TASK.ACTUAL_FINISH_AT) == null ? finish : TaskFields.endOf(row.get(TASK.ACTUAL_FINISH_AT).toLocalDate())),
                    status, row.get(TASK.PROGRESS), row.get(TASK.BLOCKED_REASON), row.get(TASK.BLOCKED_AT), Dispatch.of(row.get(TASK.DISPATCH)),
                    row.get(TASK.DISPATCH_REASON), row.get(TASK.DELIVERABLE_TEXT), row.get(TASK.VERSION), false, filter.closed().contains(row.get(TASK.NUMBER)), late,
                    mayEdit, kind == TaskKind.TASK && (mayEdit || mine && project.may(Permission.DO_TASKS)));
        });
    }

    /** By how much rows differ from the latest baseline; calendars are read only where one does. */
    private final class Variances {
        private final ProjectAccess project;
        private final List<Party> parties;
        private @Nullable PlanCalendars read;

        Variances(ProjectAccess project, List<Party> parties) {
            this.project = project;
            this.parties = parties;
        }

        @Nullable Double of(@Nullable PartyId party, @Nullable LocalDateTime frozen, @Nullable LocalDateTime finish) {
            if (frozen == null || finish == null || frozen.toLocalDate().equals(finish.toLocalDate())) return null;
            if (read == null) {
                var regions = new HashMap<PartyId, RegionId>();
                for (var each : parties) regions.put(each.id(), each.calendarRegion());
                read = new PlanCalendars(regions, project.homeRegion(), calendars.all());
            }
            double days = Variance.days(read.of(party), frozen, finish);
            return days == 0 ? null : Double.valueOf(days);
        }
    }

    private static String predecessors(@Nullable String links, int day) {
        if (links == null) return "";
        return java.util.Arrays.stream(links.split(";"))
                .map(link -> link.split("\\|"))
                .map(link -> TaskLink.text(Integer.parseInt(link[0]), LinkType.valueOf(link[1]), Integer.parseInt(link[2]), link[3].equals("true"), day))
                .collect(java.util.stream.Collectors.joining("; "));
    }

    // Most names are known already; those of parties that were removed and of people who left are not.
    private Map<PartyId, String> partyNames(List<Party> parties, List<PartyId> shown) {
        var names = new HashMap<PartyId, String>();
        for (var party : parties) names.put(party.id(), party.name());
        var others = shown.stream().filter(id -> id != null && !names.containsKey(id)).distinct().toList();
        if (!others.isEmpty()) db.select(PARTY.ID, PARTY.NAME).from(PARTY).where(PARTY.ID.in(others)).forEach(row -> names.put(row.value1(), row.value2()));
        return names;
    }

    private Map<MemberId, String> names(Map<MemberId, String> people, List<MemberId> shown) {
        var names = new HashMap<>(people);
        var others = shown.stream().filter(id -> id != null && !names.containsKey(id)).distinct().toList();
        if (!others.isEmpty()) db.select(MEMBER.ID, MEMBER.DISPLAY_NAME).from(MEMBER).where(MEMBER.ID.in(others)).forEach(row -> names.put(row.value1(), row.value2()));
        return names;
    }

    Condition condition(ProjectAccess project, List<Party> parties, PlanFilter filter, @Nullable String after) {
        var which = TASK.PROJECT_ID.eq(project.id()).and(TASK.DELETED_AT.isNull());
        if (project.guest() || filter.only().equals("mine")) which = which.and(TASK.ID.in(mine(project)));
        if (!filter.text().isEmpty()) which = which.and(titled(project, filter.text(), after));
        if (filter.party() != null) which = which.and(TASK.PARTY_ID.eq(filter.party()));
        if (filter.owner() != null) which = which.and(TASK.OWNER_ID.eq(filter.owner()));
        if (filter.status() != null) which = which.and(TASK.STATUS.eq(DSL.inline(filter.status().text()))).and(TASK.KIND.eq(DSL.inline("task")));
        which = switch (filter.only().startsWith("near") ? "near" : filter.only()) {
            case "overdue" -> which.and(TASK.KIND.eq(DSL.inline("task"))).and(OPEN).and(before(project, parties, DSL.cast(TASK.FINISH_AT, LocalDate.class), TASK.PARTY_ID));
            case "blocked" -> which.and(TASK.STATUS.eq(DSL.inline("blocked")));
            case "unassigned" -> which.and(TASK.KIND.eq(DSL.inline("task"))).and(TASK.OWNER_ID.isNull()).and(OPEN);
            case "critical" -> which.and(TASK.KIND.eq(DSL.inline("task"))).and(slack(TASK_SCHEDULE.CRITICAL.isTrue()));
            case "near" -> which.and(TASK.KIND.eq(DSL.inline("task"))).and(OPEN).and(slack(TASK_SCHEDULE.TOTAL_SLACK_MINUTES.le(filter.days() * WorkTime.DAY)));
            case "returned" -> which.and(TASK.KIND.eq(DSL.inline("task"))).and(TASK.DISPATCH.eq(DSL.inline("returned"))).and(OPEN);
            default -> which;
        };
        return filter.closed().isEmpty() ? which : which.and(unfolded(project, filter));
    }

    private static Condition slack(Condition of) {
        return DSL.exists(DSL.selectOne().from(TASK_SCHEDULE).where(TASK_SCHEDULE.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), TASK_SCHEDULE.TASK_ID.eq(TASK.ID), of));
    }

    // Two lookups: “owned, or helped with” as one condition would be asked of every row of the plan.
    private static Select<Record1<TaskId>> mine(ProjectAccess project) {
        return DSL.select(OWN.ID).from(OWN).where(OWN.PROJECT_ID.eq(project.id()), OWN.OWNER_ID.eq(project.member()), OWN.DELETED_AT.isNull())
                .unionAll(DSL.select(COLLABORATOR.TASK_ID).from(COLLABORATOR).where(COLLABORATOR.MEMBER_ID.eq(project.member())));
    }

    // Words that few titles hold are looked up; those of many are met soon enough by reading on.
    private Condition titled(ProjectAccess project, String words, @Nullable String after) {
        var found = db.select(Routines.titled(project.id().value(), words, after == null ? "" : after)).fetchSingle().value1();
        var title = found == null ? DSL.position(DSL.lower(TASK.TITLE), words.toLowerCase(Locale.ROOT)).gt(0) : DSL.condition("{0} = any({1})", TASK.ID, DSL.val(found));
        var number = words.toUpperCase(Locale.ROOT).replaceFirst("^" + project.code() + "-", "");
        return number.matches("[0-9]{1,8}") ? title.or(TASK.NUMBER.eq(Integer.valueOf(number))) : title;
    }

    private static final Condition OPEN = TASK.STATUS.in(DSL.inline("not_started"), DSL.inline("in_progress"), DSL.inline("blocked"));

    // What stands beneath a folded row is left out.
    private Condition unfolded(ProjectAccess project, PlanFilter filter) {
        var folded = db.select(TASK.PATH).from(TASK).where(TASK.PROJECT_ID.eq(project.id()), TASK.NUMBER.in(filter.closed()), TASK.DELETED_AT.isNull()).fetch(TASK.PATH);
        var shown = DSL.noCondition();
        for (var path : folded) shown = shown.and(TASK.PATH.le(path).or(TASK.PATH.ge(Path.end(path))));
        return shown;
    }

    // The counts are the board’s, so no task is touched.
    private Totals totals(ProjectAccess project, List<Party> parties) {
        var over = DSL.sum(TASK_COUNT.TASKS).filterWhere(before(project, parties, TASK_COUNT.DUE_ON, TASK_COUNT.PARTY_ID));
        var nobodys = DSL.sum(TASK_COUNT.TASKS).filterWhere(TASK_COUNT.UNASSIGNED);
        var totals = new Totals(0, 0, 0, 0, 0, 0, 0);
        for (var row : db.select(TASK_COUNT.STATUS, DSL.sum(TASK_COUNT.TASKS), over, nobodys).from(TASK_COUNT).where(TASK_COUNT.PROJECT_ID.eq(project.id())).groupBy(TASK_COUNT.STATUS)) {
            totals = totals.with(TaskStatus.of(row.value1()), row.value2().intValue(), row.value3() == null ? 0 : row.value3().intValue(), row.value4() == null ? 0 : row.value4().intValue());
        }
        return totals;
    }

    /** The day is over where the work is done; regions whose date is the same are asked about together. */
    Condition before(ProjectAccess project, List<Party> parties, Field<LocalDate> day, Field<PartyId> party) {
        var today = todays(project, parties);
        var latest = today.values().stream().max(LocalDate::compareTo).orElseThrow();
        var behind = new HashMap<LocalDate, Set<PartyId>>();
        var home = today.get(null);
        today.forEach((id, date) -> {
            if (id != null && !date.equals(home)) behind.computeIfAbsent(date, d -> new HashSet<>()).add(id);
        });
        if (behind.isEmpty()) return day.lt(home);
        var elsewhere = new HashSet<PartyId>();
        behind.values().forEach(elsewhere::addAll);
        var over = day.lt(home).and(party.isNull().or(party.notIn(elsewhere)));
        for (var entry : behind.entrySet()) over = over.or(day.lt(entry.getKey()).and(party.in(entry.getValue())));
        return day.lt(latest).and(over);
    }

    Map<@Nullable PartyId, LocalDate> todays(ProjectAccess project, List<Party> parties) {
        var now = clock.instant();
        var today = new HashMap<@Nullable PartyId, LocalDate>();
        for (var party : parties) today.put(party.id(), LocalDate.ofInstant(now, party.zone()));
        today.put(null, LocalDate.ofInstant(now, project.homeZone()));
        return today;
    }

    /** What stands around the rows in every view of the plan. */
    public record Around(Totals totals, Offers offers) {}

    @Transactional(readOnly = true)
    public Around around(ProjectAccess project) {
        if (project.guest()) return new Around(new Totals(0, 0, 0, 0, 0, 0, 0), new Offers(List.of(), List.of()));
        var frame = frame(project);
        return new Around(frame.totals(), offers(frame));
    }

    /** About how long the plan is. */
    public int tasks(ProjectAccess project) {
        return frame(project).totals().tasks();
    }

    /** What 1d means to a party of the project, in minutes. */
    @Transactional(readOnly = true)
    public int day(ProjectAccess project, @Nullable PartyId party) {
        return party == null ? WorkTime.DAY : frame(project).parties().stream().filter(each -> each.id().equals(party)).findFirst().map(Party::dayMinutes).orElse(WorkTime.DAY);
    }

    @Transactional(readOnly = true)
    public Offers offers(ProjectAccess project) {
        return offers(frame(project));
    }

    /** The project’s parties, as the table shows them. */
    List<Party> parties(ProjectAccess project) {
        return frame(project).parties();
    }

    static Offers offers(Frame frame) {
        return new Offers(frame.parties().stream().map(party -> new Choice(party.id().toString(), party.name())).toList(),
                frame.people().entrySet().stream().map(person -> new Choice(person.getKey().toString(), person.getValue())).toList());
    }

    /** Everybody with a role in the project, in the order of their names. */
    private Map<MemberId, String> people(ProjectAccess project) {
        var people = new LinkedHashMap<MemberId, String>();
        db.select(MEMBER.ID, MEMBER.DISPLAY_NAME)
                .from(MEMBER)
                .where(MEMBER.STATE.ne(DSL.inline("left")), MEMBER.ID.in(DSL.select(ROLE_GRANT.MEMBER_ID).from(ROLE_GRANT).where(ROLE_GRANT.PROJECT_ID.eq(project.id()))))
                .orderBy(MEMBER.DISPLAY_NAME.collate("extension.names"), MEMBER.ID)
                .forEach(row -> people.put(row.value1(), row.value2()));
        return people;
    }

    // ---- outline numbers

    /** Counts on from the number of the row before the first: 1.2.3 is followed by 1.2.3.1, 1.2.4, 1.3 or 2. */
    static List<Row> numbered(List<Row> rows, @Nullable String before) {
        var counters = new ArrayList<Integer>();
        if (before != null && before.matches("[0-9]{1,8}(\\.[0-9]{1,8}){0,15}")) for (var part : before.split("\\.")) counters.add(Integer.valueOf(part));
        var numbered = new ArrayList<Row>(rows.size());
        for (var row : rows) {
            while (counters.size() > row.depth()) counters.removeLast();
            while (counters.size() < row.depth()) counters.add(0);
            counters.set(row.depth() - 1, counters.get(row.depth() - 1) + 1);
            numbered.add(shown(row, String.join(".", counters.stream().map(String::valueOf).toList()), row.hasChildren()));
        }
        return numbered;
    }

    private static Row shown(Row row, String outline, boolean hasChildren) {
        return new Row(row.id(), row.kind(), row.number(), row.parent(), row.path(), row.depth(), outline, row.title(), row.party(), row.partyName(), row.owner(), row.ownerName(), row.start(), row.finish(),
                row.durationMinutes(), row.milestone(), row.dayMinutes(), row.predecessors(), row.totalSlack(), row.critical(), row.manual(), row.deadline(), row.variance(), row.status(), row.progress(), row.blockedReason(), row.blockedAt(), row.dispatch(), row.dispatchReason(), row.deliverable(),
                row.version(), hasChildren, row.closed(), row.overdue(), row.mayEdit(), row.mayDo());
    }
}
