package meridian.workplan;

import static db.identity.Tables.MEMBER;
import static db.identity.Tables.ROLE_GRANT;
import static db.project.Tables.PARTY;
import static db.workplan.Tables.COLLABORATOR;
import static db.workplan.Tables.TASK;
import static db.workplan.Tables.TASK_COUNT;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import meridian.identity.Permission;
import meridian.project.Parties;
import meridian.project.Party;
import meridian.project.ProjectAccess;
import meridian.tenancy.MemberId;
import meridian.tenancy.NotFound;
import meridian.tenancy.PartyId;
import meridian.tenancy.TaskId;
import meridian.web.Choice;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The plan as rows: in the order of the tree, a page at a time by the path of the last row, never counted, never sorted. */
@Component
public class PlanTable {
    public static final int PAGE = 100;
    private static final int MOST = 1000;

    private final DSLContext db;
    private final Clock clock;
    private final Parties parties;

    PlanTable(DSLContext db, Clock clock, Parties parties) {
        this.db = db;
        this.clock = clock;
        this.parties = parties;
    }

    /** One row as it is shown to one reader. {@code outline} is empty where rows are left out. */
    public record Row(
            TaskId id, TaskKind kind, int number, @Nullable TaskId parent, String path, int depth, String outline, String title, @Nullable PartyId party, String partyName,
            @Nullable MemberId owner, String ownerName, @Nullable LocalDateTime start, @Nullable LocalDateTime finish, @Nullable Integer durationMinutes, boolean milestone,
            TaskStatus status, int progress, String blockedReason, @Nullable Instant blockedAt, Dispatch dispatch, String dispatchReason, String deliverable, int version,
            boolean hasChildren, boolean closed, boolean overdue, boolean mayEdit, boolean mayDo) {

        public boolean isTask() {
            return kind == TaskKind.TASK;
        }
    }

    /** Rows, and the address of the next ones (the key and outline of the last), or null at the end. */
    public record Rows(List<Row> rows, @Nullable String after, @Nullable String outline) {}

    /** What the head of the page counts. */
    public record Totals(int tasks, int open, int done, int inProgress, int blocked, int overdue, int unassigned) {}

    /** What the selects of the table offer. */
    public record Offers(List<Choice> parties, List<Choice> people) {}

    @Transactional(readOnly = true)
    public Rows rows(ProjectAccess project, PlanFilter filter, @Nullable String after, @Nullable String outline, int count) {
        return rows(project, parties.of(project.id()), filter, after, outline, count);
    }

    private Rows rows(ProjectAccess project, List<Party> parties, PlanFilter filter, @Nullable String after, @Nullable String outline, int count) {
        int limit = Math.clamp(count, 1, MOST);
        var found = fetch(project, parties, condition(project, parties, filter).and(after == null ? DSL.noCondition() : TASK.PATH.gt(after)), filter, limit + 1);
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

    /** One row again, with the outline number it has on the page. */
    @Transactional(readOnly = true)
    public Row row(ProjectAccess project, TaskId id, String outline) {
        var all = parties.of(project.id());
        var rows = fetch(project, all, condition(project, all, PlanFilter.NONE).and(TASK.ID.eq(id)), PlanFilter.NONE, 1);
        if (rows.isEmpty()) throw new NotFound();
        var child = db.fetchExists(TASK, TASK.PARENT_ID.eq(id), TASK.DELETED_AT.isNull());
        return shown(rows.getFirst(), outline.matches("[0-9]+(\\.[0-9]+)*") ? outline : "", child);
    }

    private List<Row> fetch(ProjectAccess project, List<Party> parties, Condition which, PlanFilter filter, int limit) {
        var today = todays(project, parties);
        // With its own limit, so that PostgreSQL looks each row up instead of reading every collaborator once.
        var helping = DSL.field(DSL.select(COLLABORATOR.MEMBER_ID).from(COLLABORATOR)
                .where(COLLABORATOR.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), COLLABORATOR.TASK_ID.eq(TASK.ID), COLLABORATOR.MEMBER_ID.eq(project.member()))
                .limit(1));
        var columns = new ArrayList<Field<?>>(List.of(TASK.ID, TASK.KIND, TASK.NUMBER, TASK.PARENT_ID, TASK.PATH, TASK.TITLE, TASK.PARTY_ID, PARTY.NAME, TASK.OWNER_ID, MEMBER.DISPLAY_NAME,
                TASK.START_AT, TASK.FINISH_AT, TASK.DURATION_MINUTES, TASK.MILESTONE, TASK.STATUS, TASK.PROGRESS, TASK.BLOCKED_REASON, TASK.BLOCKED_AT, TASK.DISPATCH, TASK.DISPATCH_REASON,
                TASK.DELIVERABLE_TEXT, TASK.VERSION, helping));
        return db.select(columns)
                .from(TASK)
                .leftJoin(PARTY).on(PARTY.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), PARTY.ID.eq(TASK.PARTY_ID))
                .leftJoin(MEMBER).on(MEMBER.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), MEMBER.ID.eq(TASK.OWNER_ID))
                .where(which)
                .orderBy(TASK.PATH)
                .limit(limit)
                .fetch(row -> {
                    var kind = TaskKind.of(row.get(TASK.KIND));
                    var status = TaskStatus.of(row.get(TASK.STATUS));
                    var party = row.get(TASK.PARTY_ID);
                    var finish = row.get(TASK.FINISH_AT);
                    var path = row.get(TASK.PATH);
                    var mine = project.member().equals(row.get(TASK.OWNER_ID)) || row.get(helping) != null;
                    var mayEdit = project.may(Permission.EDIT_PLAN, party);
                    var late = kind == TaskKind.TASK && status.open() && finish != null && finish.toLocalDate().isBefore(today.getOrDefault(party, today.get(null)));
                    return new Row(row.get(TASK.ID), kind, row.get(TASK.NUMBER), row.get(TASK.PARENT_ID), path, (int) path.chars().filter(c -> c == '/').count() + 1, "", row.get(TASK.TITLE), party,
                            text(row.get(PARTY.NAME)), row.get(TASK.OWNER_ID), text(row.get(MEMBER.DISPLAY_NAME)), row.get(TASK.START_AT), finish, row.get(TASK.DURATION_MINUTES),
                            row.get(TASK.MILESTONE), status, row.get(TASK.PROGRESS), row.get(TASK.BLOCKED_REASON), row.get(TASK.BLOCKED_AT), Dispatch.of(row.get(TASK.DISPATCH)),
                            row.get(TASK.DISPATCH_REASON), row.get(TASK.DELIVERABLE_TEXT), row.get(TASK.VERSION), false, filter.closed().contains(row.get(TASK.NUMBER)), late,
                            mayEdit, kind == TaskKind.TASK && (mayEdit || mine && project.may(Permission.DO_TASKS)));
                });
    }

    private Condition condition(ProjectAccess project, List<Party> parties, PlanFilter filter) {
        var which = TASK.PROJECT_ID.eq(project.id()).and(TASK.DELETED_AT.isNull());
        if (project.guest() || filter.only().equals("mine")) which = which.and(TASK.OWNER_ID.eq(project.member()).or(DSL.exists(DSL.selectOne().from(COLLABORATOR)
                .where(COLLABORATOR.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), COLLABORATOR.TASK_ID.eq(TASK.ID), COLLABORATOR.MEMBER_ID.eq(project.member())))));
        if (!filter.text().isEmpty()) {
            var title = DSL.position(DSL.lower(TASK.TITLE), filter.text().toLowerCase()).gt(0);
            var number = filter.text().toUpperCase().replaceFirst("^" + project.code() + "-", "");
            which = which.and(number.matches("[0-9]{1,8}") ? title.or(TASK.NUMBER.eq(Integer.valueOf(number))) : title);
        }
        if (filter.party() != null) which = which.and(TASK.PARTY_ID.eq(filter.party()));
        if (filter.owner() != null) which = which.and(TASK.OWNER_ID.eq(filter.owner()));
        if (filter.status() != null) which = which.and(TASK.STATUS.eq(filter.status().text())).and(TASK.KIND.eq("task"));
        which = switch (filter.only()) {
            case "overdue" -> which.and(TASK.KIND.eq("task")).and(TASK.STATUS.in(OPEN)).and(before(project, parties, DSL.cast(TASK.FINISH_AT, LocalDate.class), TASK.PARTY_ID));
            case "blocked" -> which.and(TASK.STATUS.eq("blocked"));
            case "unassigned" -> which.and(TASK.KIND.eq("task")).and(TASK.OWNER_ID.isNull()).and(TASK.STATUS.in(OPEN));
            case "returned" -> which.and(TASK.KIND.eq("task")).and(TASK.DISPATCH.eq("returned")).and(TASK.STATUS.in(OPEN));
            default -> which;
        };
        return filter.closed().isEmpty() ? which : which.and(unfolded(project, filter));
    }

    private static final List<String> OPEN = List.of("not_started", "in_progress", "blocked");

    // What stands beneath a folded row is left out.
    private Condition unfolded(ProjectAccess project, PlanFilter filter) {
        var folded = db.select(TASK.PATH).from(TASK).where(TASK.PROJECT_ID.eq(project.id()), TASK.NUMBER.in(filter.closed()), TASK.DELETED_AT.isNull()).fetch(TASK.PATH);
        var shown = DSL.noCondition();
        for (var path : folded) shown = shown.and(TASK.PATH.le(path).or(TASK.PATH.ge(Path.end(path))));
        return shown;
    }

    /** The counts are the board’s, so no task is touched. */
    @Transactional(readOnly = true)
    public Totals totals(ProjectAccess project) {
        return totals(project, parties.of(project.id()));
    }

    private Totals totals(ProjectAccess project, List<Party> parties) {
        var open = TASK_COUNT.STATUS.in(OPEN);
        return db.select(sum(DSL.noCondition()), sum(open), sum(TASK_COUNT.STATUS.in("done", "accepted")), sum(TASK_COUNT.STATUS.eq("in_progress")), sum(TASK_COUNT.STATUS.eq("blocked")),
                        sum(open.and(before(project, parties, TASK_COUNT.DUE_ON, TASK_COUNT.PARTY_ID))), sum(open.and(TASK_COUNT.UNASSIGNED)))
                .from(TASK_COUNT)
                .where(TASK_COUNT.PROJECT_ID.eq(project.id()))
                .fetchSingle(row -> new Totals(row.value1(), row.value2(), row.value3(), row.value4(), row.value5(), row.value6(), row.value7()));
    }

    private static Field<Integer> sum(Condition which) {
        return DSL.coalesce(DSL.sum(TASK_COUNT.TASKS).filterWhere(which), 0).cast(Integer.class);
    }

    /** The day is over where the work is done; regions whose date is the same are asked about together. */
    private Condition before(ProjectAccess project, List<Party> parties, Field<LocalDate> day, Field<PartyId> party) {
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

    private Map<@Nullable PartyId, LocalDate> todays(ProjectAccess project, List<Party> parties) {
        var now = clock.instant();
        var today = new HashMap<@Nullable PartyId, LocalDate>();
        for (var party : parties) today.put(party.id(), LocalDate.ofInstant(now, party.zone()));
        today.put(null, LocalDate.ofInstant(now, project.homeZone()));
        return today;
    }

    /** Everything the first page needs. */
    public record First(Rows rows, Totals totals, Offers offers) {}

    @Transactional(readOnly = true)
    public First first(ProjectAccess project, PlanFilter filter, @Nullable String after, @Nullable String outline) {
        var all = parties.of(project.id());
        var offers = project.guest() ? new Offers(List.of(), List.of()) : new Offers(all.stream().map(party -> new Choice(party.id().toString(), party.name())).toList(), people(project));
        return new First(rows(project, all, filter, after, outline, PAGE), project.guest() ? new Totals(0, 0, 0, 0, 0, 0, 0) : totals(project, all), offers);
    }

    @Transactional(readOnly = true)
    public Offers offers(ProjectAccess project) {
        return new Offers(parties.of(project.id()).stream().map(party -> new Choice(party.id().toString(), party.name())).toList(), people(project));
    }

    private List<Choice> people(ProjectAccess project) {
        return db.select(MEMBER.ID, MEMBER.DISPLAY_NAME)
                .from(MEMBER)
                .where(MEMBER.STATE.ne("left"), MEMBER.ID.in(DSL.select(ROLE_GRANT.MEMBER_ID).from(ROLE_GRANT).where(ROLE_GRANT.PROJECT_ID.eq(project.id()))))
                .orderBy(MEMBER.DISPLAY_NAME.collate("extension.names"), MEMBER.ID)
                .fetch(row -> new Choice(row.value1().toString(), row.value2()));
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
                row.durationMinutes(), row.milestone(), row.status(), row.progress(), row.blockedReason(), row.blockedAt(), row.dispatch(), row.dispatchReason(), row.deliverable(),
                row.version(), hasChildren, row.closed(), row.overdue(), row.mayEdit(), row.mayDo());
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
