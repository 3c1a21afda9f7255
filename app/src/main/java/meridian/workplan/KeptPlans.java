package meridian.workplan;

import static db.identity.Tables.DEPARTMENT;
import static db.identity.Tables.REGION;
import static db.project.Tables.PARTY;
import static db.project.Tables.PROJECT;
import static db.workplan.Tables.DEPENDENCY;
import static db.workplan.Tables.TASK;
import static db.workplan.Tables.TASK_SCHEDULE;

import java.lang.ref.SoftReference;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import meridian.identity.Calendars;
import meridian.tenancy.NotFound;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import meridian.tenancy.RegionId;
import meridian.tenancy.TaskId;
import meridian.workplan.PlanData.Link;
import meridian.workplan.PlanData.Row;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Plans as they were calculated last, kept so that an edit reads and calculates only what it reaches. Nothing in here is trusted:
 * each use asks the database, in its own transaction, which rows were written since (docs/adr/0011).
 */
@Component
class KeptPlans {
    /** Of all plans kept, the one longest unused goes first; a row takes up to a kilobyte. */
    static final int MOST_ROWS = (int) Math.min(200_000, Runtime.getRuntime().maxMemory() / 2_048);
    /** Rows of the database in memory beside those kept. */
    private static final int AT_ONCE = 2_000;
    /** Where so much has changed, everything is read again. */
    private static final int MOST_CHANGES = 20_000;

    /** By how much the clocks of two nodes may differ. */
    private static final Duration CLOCKS = Duration.ofMinutes(10);

    private final DSLContext db;
    private final Clock clock;
    private final Calendars calendars;
    private final LinkedHashMap<ProjectId, Held> kept = new LinkedHashMap<>(16, 0.75f, true);

    /** Memory that others need more is theirs. */
    private record Held(SoftReference<Kept> plan, int rows) {}

    KeptPlans(DSLContext db, Clock clock, Calendars calendars) {
        this.db = db;
        this.clock = clock;
        this.calendars = calendars;
    }

    /**
     * @param since the oldest transaction that was underway when it was read: whatever a later one wrote is not in it
     * @param asOf when it was read
     * @param by the transaction that calculated it: what that one wrote of the calculation is known; null where it wrote nothing
     * @param unwritten rows of which the database does not hold yet what was calculated
     */
    record Kept(long since, Instant asOf, @Nullable Long by, PlanData data, Map<TaskId, Integer> at, PlanSchedule schedule, Set<TaskId> unwritten) {}

    record Stored(int total, int free, boolean critical, LocalDateTime lateStart, LocalDateTime lateFinish) {}

    /**
     * The plan as it stands.
     *
     * @param from what was kept of it, or null where everything was read
     * @param changes rows that changed in themselves since; null where rows came, went or moved in the tree
     * @param touched every row that was written since
     * @param stored what the database holds of the calculation, as far as it was read: all where nothing was kept
     */
    record Found(PlanData data, Map<TaskId, Integer> at, @Nullable Kept from, @Nullable List<PlanSchedule.Change> changes, Set<TaskId> touched, Map<TaskId, Stored> stored, long since, Instant asOf, @Nullable Long by,
            ZoneId home, String code, String name) {
        /** Calculated as far as it has to be. */
        PlanSchedule schedule() {
            return from == null || changes == null ? PlanSchedule.of(data) : from.schedule().after(data, changes);
        }

        /** What is to be kept of it. */
        Kept kept(PlanSchedule schedule, Set<TaskId> unwritten) {
            return new Kept(since, asOf, by, data, at, schedule, unwritten);
        }

        Row row(TaskId id) {
            var place = at.get(id);
            if (place == null) throw new NotFound();
            return data.rows().get(place);
        }

        /** Whether the links, or what stands beneath what, are other ones than when it was calculated last. */
        boolean relinked() {
            return from == null || changes == null || data.links() != from.data().links();
        }
    }

    boolean holds(ProjectId project) {
        synchronized (kept) {
            var held = kept.get(project);
            return held != null && held.plan().get() != null;
        }
    }

    /** Whether there is something calculated that the database does not hold yet. */
    boolean unwritten(ProjectId project) {
        synchronized (kept) {
            var held = kept.get(project);
            var plan = held == null ? null : held.plan().get();
            return plan != null && !plan.unwritten().isEmpty();
        }
    }

    /** The plan as this transaction sees it. */
    Found read(ProjectId project) {
        Kept known;
        synchronized (kept) {
            var held = kept.get(project);
            known = held == null ? null : held.plan().get();
        }
        var caught = known == null ? null : catchUp(project, known);
        return caught != null ? caught : readAll(project);
    }

    /** Keeps what was calculated, if this transaction commits. */
    void keep(ProjectId project, Kept calculated) {
        if (calculated.data().rows().size() > MOST_ROWS) return;
        if (!TransactionSynchronizationManager.isSynchronizationActive()) return;
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                synchronized (kept) {
                    kept.put(project, new Held(new SoftReference<>(calculated), calculated.data().rows().size()));
                    int rows = kept.values().stream().mapToInt(Held::rows).sum();
                    for (var oldest = kept.entrySet().iterator(); rows > MOST_ROWS; oldest.remove()) rows -= oldest.next().getValue().rows();
                }
            }
        });
    }

    // ---- everything

    private record Head(long since, Instant asOf, @Nullable Long by, LocalDate starts, RegionId homeRegion, ZoneId home, String code, String name, Map<PartyId, RegionId> regions) {
        Instant start() {
            return starts.atStartOfDay(home).toInstant();
        }
    }

    private Head head(ProjectId project) {
        var now = clock.instant();
        var region = DSL.coalesce(PARTY.REGION_ID, DEPARTMENT.REGION_ID, PROJECT.HOME_REGION_ID);
        var parties = DSL.multiset(DSL.select(PARTY.ID, region).from(PARTY)
                        .leftJoin(DEPARTMENT).on(DEPARTMENT.WORKSPACE_ID.eq(PARTY.WORKSPACE_ID), DEPARTMENT.ID.eq(PARTY.DEPARTMENT_ID))
                        .where(PARTY.WORKSPACE_ID.eq(PROJECT.WORKSPACE_ID), PARTY.PROJECT_ID.eq(PROJECT.ID)))
                .convertFrom(rows -> rows.intoMap(row -> row.value1(), row -> row.value2()));
        return db.select(NOW, BY, PROJECT.STARTS_ON, PROJECT.HOME_REGION_ID, REGION.ZONE, PROJECT.CODE, PROJECT.NAME, parties)
                .from(PROJECT)
                .join(REGION).on(REGION.WORKSPACE_ID.eq(PROJECT.WORKSPACE_ID), REGION.ID.eq(PROJECT.HOME_REGION_ID))
                .where(PROJECT.ID.eq(project))
                .fetchOptional(row -> new Head(row.value1(), now, row.value2(), row.value3(), row.value4(), ZoneId.of(row.value5()), row.value6(), row.value7(), row.value8()))
                .orElseThrow(NotFound::new);
    }

    private static final Field<Long> NOW = DSL.field("pg_snapshot_xmin(pg_current_snapshot())::text::bigint", Long.class);
    private static final Field<Long> BY = DSL.field("pg_current_xact_id_if_assigned()::text::bigint", Long.class);
    private static final List<Field<?>> COLUMNS = List.of(TASK.ID, TASK.NUMBER, TASK.TITLE, TASK.KIND, TASK.PARENT_ID, TASK.PARTY_ID, TASK.OWNER_ID, TASK.START_AT, TASK.FINISH_AT, TASK.DURATION_MINUTES, TASK.MILESTONE,
            TASK.CONSTRAINT_TYPE, TASK.CONSTRAINT_AT, TASK.DEADLINE_AT, TASK.MANUAL, TASK.ACTUAL_START_AT, TASK.ACTUAL_FINISH_AT, TASK.STATUS, TASK.PROGRESS, TASK.REMAINING_MINUTES, TASK.DISPATCH, TASK.VERSION);
    private static final List<Field<?>> CALCULATED = List.of(TASK_SCHEDULE.TOTAL_SLACK_MINUTES, TASK_SCHEDULE.FREE_SLACK_MINUTES, TASK_SCHEDULE.CRITICAL, TASK_SCHEDULE.LATE_START_AT, TASK_SCHEDULE.LATE_FINISH_AT);

    private static final Field<List<Link>> LINKS = DSL.multiset(DSL.select(DEPENDENCY.SUCCESSOR_TASK_ID, DEPENDENCY.PREDECESSOR_TASK_ID, DEPENDENCY.TYPE, DEPENDENCY.LAG_MINUTES, DEPENDENCY.LAG_ELAPSED)
                    .from(DEPENDENCY)
                    .where(DEPENDENCY.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), DEPENDENCY.SUCCESSOR_TASK_ID.eq(TASK.ID)))
            .convertFrom(rows -> rows.map(row -> new Link(row.value1(), row.value2(), LinkType.valueOf(row.value3()), row.value4(), row.value5())));

    private static List<Field<?>> columns() {
        var columns = new ArrayList<Field<?>>(COLUMNS);
        columns.addAll(CALCULATED);
        return columns;
    }

    private static Row row(Record row) {
        return new Row(row.get(TASK.ID), row.get(TASK.NUMBER), row.get(TASK.TITLE), TaskKind.of(row.get(TASK.KIND)), row.get(TASK.PARENT_ID), row.get(TASK.PARTY_ID), row.get(TASK.OWNER_ID),
                row.get(TASK.START_AT), row.get(TASK.FINISH_AT), row.get(TASK.DURATION_MINUTES), row.get(TASK.MILESTONE), TaskRow.timing(row), row.get(TASK.ACTUAL_START_AT),
                row.get(TASK.ACTUAL_FINISH_AT), TaskStatus.of(row.get(TASK.STATUS)), row.get(TASK.PROGRESS), row.get(TASK.REMAINING_MINUTES), Dispatch.of(row.get(TASK.DISPATCH)), row.get(TASK.VERSION));
    }

    private static Stored stored(Record row) {
        return new Stored(row.get(TASK_SCHEDULE.TOTAL_SLACK_MINUTES), row.get(TASK_SCHEDULE.FREE_SLACK_MINUTES), row.get(TASK_SCHEDULE.CRITICAL), row.get(TASK_SCHEDULE.LATE_START_AT), row.get(TASK_SCHEDULE.LATE_FINISH_AT));
    }

    /** All of it from the database, whatever was kept. */
    Found readAll(ProjectId project) {
        var head = head(project);
        var plan = new PlanCalendars(head.regions(), head.homeRegion(), calendars.all());
        var rows = new ArrayList<Row>();
        var stored = new HashMap<TaskId, Stored>();
        db.select(columns())
                .from(TASK)
                .leftJoin(TASK_SCHEDULE).on(TASK_SCHEDULE.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), TASK_SCHEDULE.TASK_ID.eq(TASK.ID))
                .where(TASK.PROJECT_ID.eq(project), TASK.DELETED_AT.isNull())
                .orderBy(TASK.PATH)
                .fetchSize(AT_ONCE)
                .fetchLazy()
                .forEach(row -> {
                    rows.add(row(row));
                    if (row.get(TASK_SCHEDULE.CRITICAL) != null) stored.put(row.get(TASK.ID), stored(row));
                });
        var links = links(project);
        return new Found(new PlanData(head.start(), List.copyOf(rows), links, plan), places(rows), null, null, Set.of(), stored, head.since(), head.asOf(), head.by(), head.home(), head.code(), head.name());
    }

    private List<Link> links(ProjectId project) {
        var links = new ArrayList<Link>();
        db.select(DEPENDENCY.SUCCESSOR_TASK_ID, DEPENDENCY.PREDECESSOR_TASK_ID, DEPENDENCY.TYPE, DEPENDENCY.LAG_MINUTES, DEPENDENCY.LAG_ELAPSED)
                .from(DEPENDENCY)
                .join(TASK).on(TASK.WORKSPACE_ID.eq(DEPENDENCY.WORKSPACE_ID), TASK.ID.eq(DEPENDENCY.SUCCESSOR_TASK_ID))
                .where(TASK.PROJECT_ID.eq(project), TASK.DELETED_AT.isNull())
                .fetchSize(AT_ONCE)
                .fetchLazy()
                .forEach(row -> links.add(new Link(row.value1(), row.value2(), LinkType.valueOf(row.value3()), row.value4(), row.value5())));
        return List.copyOf(links);
    }

    private static Map<TaskId, Integer> places(List<Row> rows) {
        var at = new HashMap<TaskId, Integer>(rows.size() * 2);
        for (var row : rows) at.put(row.id(), at.size());
        return at;
    }

    // ---- what was written since

    /** What later transactions wrote; this one’s own among it. */
    private record News(long since, int live, List<TaskId> rows, List<TaskId> calculated) {}

    // What was calculated is written by calculations alone, each with its time: an index finds the latest.
    private News news(ProjectId project, Kept known) {
        return Objects.requireNonNull(db.fetchOne("""
                select {0}, t.live, t.ids, s.ids
                  from (select (count(*) filter (where deleted_at is null))::int as live, array_agg(id) filter (where age(xmin) <= age({1}::text::xid8::xid)) as ids
                          from workplan.task where workspace_id = tenancy.workspace() and project_id = {2}) t,
                       (select array_agg(task_id) as ids
                          from workplan.task_schedule where workspace_id = tenancy.workspace() and project_id = {2} and changed_at >= {4} and age(xmin) <= age({1}::text::xid8::xid) and xmin is distinct from {3}::text::xid8::xid) s""",
                        NOW, DSL.inline(String.valueOf(known.since())), DSL.val(project, TASK.PROJECT_ID), DSL.inline(known.by() == null ? null : String.valueOf(known.by())), DSL.val(known.asOf().minus(CLOCKS), TASK_SCHEDULE.CHANGED_AT)))
                .map(row -> new News(row.get(0, Long.class), row.get(1, Integer.class), ids(row.get(2, UUID[].class)), ids(row.get(3, UUID[].class))));
    }

    private static List<TaskId> ids(UUID @Nullable [] ids) {
        return ids == null ? List.of() : Arrays.stream(ids).map(TaskId::new).toList();
    }

    private static Condition among(Field<TaskId> id, Collection<TaskId> ids) {
        return DSL.condition("{0} = any({1})", id, DSL.val(ids.stream().map(TaskId::value).toArray(UUID[]::new)));
    }

    private @Nullable Found catchUp(ProjectId project, Kept known) {
        var news = news(project, known);
        if (news.rows().size() + news.calculated().size() > MOST_CHANGES) return null;
        var head = head(project);
        var plan = new PlanCalendars(head.regions(), head.homeRegion(), calendars.all());
        if (plan.equals(known.data().calendars())) plan = known.data().calendars();
        var written = new HashSet<>(news.rows());
        var wanted = new LinkedHashSet<>(news.rows());
        wanted.addAll(news.calculated());
        var read = new ArrayList<Row>();
        var stored = new HashMap<TaskId, Stored>();
        var links = new ArrayList<Link>();
        if (!wanted.isEmpty()) {
            db.select(columns()).select(LINKS).from(TASK)
                    .leftJoin(TASK_SCHEDULE).on(TASK_SCHEDULE.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), TASK_SCHEDULE.TASK_ID.eq(TASK.ID))
                    .where(among(TASK.ID, wanted), TASK.DELETED_AT.isNull())
                    .orderBy(TASK.PATH)
                    .forEach(row -> {
                        if (row.get(TASK_SCHEDULE.CRITICAL) != null) stored.put(row.get(TASK.ID), stored(row));
                        if (!written.contains(row.get(TASK.ID))) return;
                        read.add(row(row));
                        links.addAll(row.get(LINKS));
                    });
        }
        var touched = new LinkedHashSet<>(news.rows());
        var gone = new HashSet<>(news.rows());
        var rows = new ArrayList<>(known.data().rows());
        var fresh = new ArrayList<Row>();
        var changes = new ArrayList<PlanSchedule.Change>();
        boolean moved = false;
        for (var row : read) {
            gone.remove(row.id());
            var place = known.at().get(row.id());
            if (place == null) {
                fresh.add(row);
                continue;
            }
            var was = rows.get(place);
            if (was.equals(row)) continue;
            moved |= !Objects.equals(was.parent(), row.parent());
            rows.set(place, row);
            changes.add(new PlanSchedule.Change(was, row));
        }
        gone.retainAll(known.at().keySet());
        boolean same = fresh.isEmpty() && gone.isEmpty() && !moved;
        if (!same) {
            if (!gone.isEmpty()) rows.removeIf(row -> gone.contains(row.id()));
            rows.addAll(fresh);
            rows = parentsFirst(rows);
        }
        if (rows.size() != news.live()) return null;
        var data = new PlanData(head.start(), List.copyOf(rows), relinked(known.data().links(), touched, links), plan);
        return new Found(data, same ? known.at() : places(rows), known, same ? changes : null, touched, stored, news.since(), head.asOf(), head.by(), head.home(), head.code(), head.name());
    }

    // A link belongs to the row that waits: whoever writes one writes that row too.
    private static List<Link> relinked(List<Link> links, Set<TaskId> touched, List<Link> now) {
        if (touched.isEmpty()) return links;
        var was = links.stream().filter(link -> touched.contains(link.successor())).toList();
        if (was.size() == now.size() && new HashSet<>(was).equals(new HashSet<>(now))) return links;
        var all = new ArrayList<Link>(links.size() + now.size());
        for (var link : links) if (!touched.contains(link.successor())) all.add(link);
        all.addAll(now);
        return List.copyOf(all);
    }

    private static ArrayList<Row> parentsFirst(List<Row> rows) {
        var byId = new HashMap<TaskId, Row>(rows.size() * 2);
        for (var row : rows) byId.put(row.id(), row);
        var sorted = new ArrayList<Row>(rows.size());
        var there = new HashSet<TaskId>(rows.size() * 2);
        for (var row : rows) {
            int from = sorted.size();
            for (var at = row; at != null && there.add(at.id()); at = at.parent() == null ? null : byId.get(at.parent())) sorted.add(at);
            Collections.reverse(sorted.subList(from, sorted.size()));
        }
        return sorted;
    }
}
