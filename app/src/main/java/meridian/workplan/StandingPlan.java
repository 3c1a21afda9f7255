package meridian.workplan;

import static db.identity.Tables.MEMBER;
import static db.project.Tables.DELIVERABLE;
import static db.project.Tables.PARTY;
import static db.workplan.Tables.BASELINE;
import static db.workplan.Tables.BASELINE_TASK;
import static db.workplan.Tables.COLLABORATOR;
import static db.workplan.Tables.DEPENDENCY;
import static db.workplan.Tables.TASK;
import static db.workplan.Tables.TASK_CRITERION;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.orderBy;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.select;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import meridian.calendar.WorkCalendar;
import meridian.identity.Calendars;
import meridian.identity.Regions;
import meridian.project.ProjectAccess;
import meridian.tenancy.BaselineId;
import meridian.tenancy.PartyId;
import meridian.tenancy.RegionId;
import meridian.tenancy.TaskId;
import meridian.web.Words;
import meridian.workplan.exchange.Length;
import meridian.workplan.exchange.PlanDate;
import meridian.workplan.exchange.Predecessor;
import meridian.workplan.exchange.ProjectPlan;
import meridian.workplan.exchange.Status;
import meridian.workplan.exchange.TaskDraft;
import meridian.workplan.exchange.Timing;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The plan as it stands, in the words of files. Numbers are those of the file the plan came from, where every task has one
 * of its own; else the tasks’ permanent ones.
 */
@Component
class StandingPlan {
    private static final LocalTime LAST_MINUTE = LocalTime.of(23, 59);

    private final DSLContext db;
    private final Calendars calendars;
    private final Regions regions;
    private final Scopes scopes;
    private final Words words;

    StandingPlan(DSLContext db, Calendars calendars, Regions regions, Scopes scopes, Words words) {
        this.db = db;
        this.calendars = calendars;
        this.regions = regions;
        this.scopes = scopes;
        this.words = words;
    }

    /**
     * A task of the plan and how it stands in a file.
     *
     * @param exact the same with its lags in minutes, to be compared with
     */
    record Line(TaskId id, int version, String sourceId, String sourceNumber, TaskDraft draft, TaskDraft exact) {}

    /** A row as it is kept; {@code workedOn} says what was asked when it was read. */
    record Row(
            TaskId id,
            TaskKind kind,
            int number,
            String sourceNumber,
            String sourceId,
            @Nullable TaskId parent,
            int depth,
            int version,
            String title,
            String description,
            @Nullable PartyId party,
            String partyName,
            String owner,
            @Nullable LocalDateTime start,
            @Nullable LocalDateTime finish,
            @Nullable Integer duration,
            boolean milestone,
            String deliverable,
            TaskStatus status,
            int progress,
            Constraint constraint,
            @Nullable LocalDateTime constraintAt,
            @Nullable LocalDateTime deadline,
            boolean manual,
            @Nullable LocalDateTime actualStart,
            @Nullable LocalDateTime actualFinish,
            boolean imported,
            boolean workedOn) {}

    // ---- as the rows of a table

    /** All tasks, in their order. */
    List<Line> lines(ProjectAccess access, Scope scope) {
        return lines(rows(access), access, scope);
    }

    /** As the other one, from rows that were read already. */
    List<Line> lines(List<Row> rows, ProjectAccess access, Scope scope) {
        return lines(rows, access, scope, calendars.all());
    }

    /** As the other one, from rows and calendars that were read already. */
    List<Line> lines(List<Row> rows, ProjectAccess access, Scope scope, Map<RegionId, WorkCalendar> calendars) {
        if (rows.isEmpty()) return List.of();
        var tasks = rows.stream().filter(row -> row.kind() == TaskKind.TASK).toList();
        var numbers = numbers(tasks);
        var details = details(access);
        var predecessors = predecessors(details, numbers);
        var lengths = new Lengths(access, scope, calendars);
        var above = new HashMap<TaskId, Group>();
        var lines = new ArrayList<Line>(tasks.size());
        for (var row : rows) {
            var group = row.parent() == null ? Group.TOP : above.getOrDefault(row.parent(), Group.TOP);
            above.put(row.id(), group.beneath(row.kind(), row.title()));
            if (row.kind() != TaskKind.TASK) continue;
            var draft = new TaskDraft(0, Objects.requireNonNull(numbers.get(row.id())), group.phase(), group.workPackage(), row.title(), "", row.owner(),
                    details.collaborators(row.id()), row.partyName(), start(row.start()), finish(row.finish()), lengths.of(row.duration(), row.party()),
                    row.milestone(), row.progress() == 0 ? null : row.progress(), row.status() == TaskStatus.NOT_STARTED ? null : Status.valueOf(row.status().name()), row.deliverable(),
                    details.criteria(row.id()), List.of(), row.description(), timing(row), row.id().toString());
            var links = predecessors.getOrDefault(row.id(), List.of());
            int day = lengths.day(row.party());
            lines.add(new Line(row.id(), row.version(), row.sourceId(), row.sourceNumber(), draft.predecessors(links.stream().map(link -> new Predecessor(link.number(), link.type(), readable(link.lag(), day))).toList()), draft.predecessors(links)));
        }
        return lines;
    }

    private static Timing timing(Row row) {
        boolean aboutStart = row.constraint().name().startsWith("START");
        return new Timing(row.constraint(), aboutStart ? start(row.constraintAt()) : finish(row.constraintAt()), finish(row.deadline()), row.manual(), start(row.actualStart()), finish(row.actualFinish()));
    }

    /** The phase and the packages a row stands beneath; of packages inside each other the path. */
    private record Group(String phase, String workPackage) {
        static final Group TOP = new Group("", "");

        Group beneath(TaskKind kind, String title) {
            return switch (kind) {
                case PHASE -> new Group(title, "");
                case PACKAGE -> new Group(phase, workPackage.isEmpty() ? title : workPackage + " / " + title);
                case TASK -> this;
            };
        }
    }

    // ---- as an outline

    ProjectPlan outline(ProjectAccess access, String organisation, LocalDateTime asOf, Locale language) {
        var rows = rows(access);
        var details = details(access);
        var baselines = baselines(access);
        var hours = hours(access);
        var home = hours.calendars().getFirst().calendar();
        var places = new HashMap<TaskId, Integer>();
        var outlined = new ArrayList<ProjectPlan.Row>(rows.size());
        for (var row : rows) {
            places.put(row.id(), outlined.size());
            var people = new ArrayList<String>();
            people.add(row.owner());
            people.addAll(details.collaborators(row.id()));
            outlined.add(new ProjectPlan.Row(row.id().value(), row.depth(), access.code() + "-" + row.number(), words.in(language, "kind." + row.kind().text()), row.title(), row.description(), people,
                    row.partyName(), hours.of(row.party()), row.start(), row.finish(), row.duration(), row.milestone(), row.progress(),
                    row.kind() != TaskKind.TASK ? "" : words.in(language, "status." + row.status().text()), row.constraint(), row.constraintAt(), row.deadline(), row.manual(),
                    row.actualStart(), row.actualFinish(), row.deliverable(), details.criteria(row.id()), baselines.of(row.id())));
        }
        var links = new ArrayList<ProjectPlan.Link>();
        for (var link : details.links()) {
            var from = places.get(link.predecessor());
            var to = places.get(link.successor());
            if (from != null && to != null) links.add(new ProjectPlan.Link(from, to, LinkType.valueOf(link.type()), link.minutes(), link.elapsed()));
        }
        links.sort(Comparator.comparingInt(ProjectPlan.Link::successor));
        var waiting = new HashSet<Integer>();
        for (var link : links) waiting.add(link.successor());
        for (int i = 0; i < outlined.size(); i++) outlined.set(i, held(i, outlined, waiting));
        var begins = ProjectPlan.opening(access.startsOn().atStartOfDay(), home);
        return new ProjectPlan(access.id().value(), access.name(), organisation, Objects.requireNonNull(begins), asOf, hours.calendars(), outlined, links, baselines.names());
    }

    /** What waits for nothing stays on its dates here; other programs need to be told so, or it begins with the project. */
    private static ProjectPlan.Row held(int place, List<ProjectPlan.Row> rows, Set<Integer> waiting) {
        var row = rows.get(place);
        boolean summary = place + 1 < rows.size() && rows.get(place + 1).level() > row.level();
        if (summary || row.manual() || row.constraint() != Constraint.AS_SOON_AS_POSSIBLE || row.start() == null && row.finish() == null) return row;
        int level = row.level() + 1;
        for (int above = place; above >= 0 && level > 1; above--) {
            if (rows.get(above).level() >= level) continue;
            level = rows.get(above).level();
            if (waiting.contains(above)) return row;
        }
        boolean begins = row.start() != null && !row.milestone();
        return row.asking(begins ? Constraint.START_NOT_BEFORE : Constraint.FINISH_NOT_BEFORE, begins ? row.start() : row.finish() != null ? row.finish() : row.start());
    }

    private record Hours(List<ProjectPlan.Hours> calendars, Map<PartyId, Integer> ofParties) {
        int of(@Nullable PartyId party) {
            return party == null ? 0 : ofParties.getOrDefault(party, 0);
        }
    }

    private Hours hours(ProjectAccess access) {
        var all = calendars.all();
        var names = new HashMap<RegionId, String>();
        regions.all().forEach(region -> names.put(region.id(), region.name()));
        var listed = new LinkedHashMap<RegionId, Integer>();
        listed.put(access.homeRegion(), 0);
        var ofParties = new HashMap<PartyId, Integer>();
        scopes.of(access).parties().forEach((id, party) -> {
            if (all.containsKey(party.calendarRegion())) ofParties.put(id, listed.computeIfAbsent(party.calendarRegion(), region -> listed.size()));
        });
        return new Hours(listed.keySet().stream().map(region -> new ProjectPlan.Hours(names.getOrDefault(region, ""), Objects.requireNonNull(all.get(region)))).toList(), ofParties);
    }

    private record Frozen(List<String> names, Map<TaskId, Map<Integer, ProjectPlan.Dates>> dates) {
        Map<Integer, ProjectPlan.Dates> of(TaskId task) {
            return dates.getOrDefault(task, Map.of());
        }
    }

    private Frozen baselines(ProjectAccess access) {
        var order = new LinkedHashMap<BaselineId, Integer>();
        var names = new ArrayList<String>();
        db.select(BASELINE.ID, BASELINE.NAME).from(BASELINE).where(BASELINE.PROJECT_ID.eq(access.id())).orderBy(BASELINE.NUMBER).forEach(row -> {
            order.put(row.value1(), names.size());
            names.add(row.value2());
        });
        var dates = new HashMap<TaskId, Map<Integer, ProjectPlan.Dates>>();
        if (!order.isEmpty())
            db.select(BASELINE_TASK.BASELINE_ID, BASELINE_TASK.TASK_ID, BASELINE_TASK.START_AT, BASELINE_TASK.FINISH_AT)
                    .from(BASELINE_TASK)
                    .where(BASELINE_TASK.BASELINE_ID.in(order.keySet()))
                    .forEach(row -> dates.computeIfAbsent(row.value2(), id -> new HashMap<>()).put(Objects.requireNonNull(order.get(row.value1())), new ProjectPlan.Dates(row.value3(), row.value4())));
        return new Frozen(names, dates);
    }

    // ---- what is read

    List<Row> rows(ProjectAccess access) {
        return rows(access, inline(false));
    }

    /** Every row in its order; {@code worked} is what the reader wants to know of each beside what it says. */
    List<Row> rows(ProjectAccess access, Field<Boolean> worked) {
        return db.select(TASK.ID, TASK.KIND, TASK.NUMBER, TASK.SOURCE_NUMBER, TASK.SOURCE_ID, TASK.PARENT_ID, TASK.PATH, TASK.VERSION, TASK.TITLE, TASK.DESCRIPTION, TASK.PARTY_ID, PARTY.NAME,
                        MEMBER.DISPLAY_NAME, TASK.START_AT, TASK.FINISH_AT, TASK.DURATION_MINUTES, TASK.MILESTONE, DELIVERABLE.NAME, TASK.DELIVERABLE_TEXT, TASK.STATUS, TASK.PROGRESS,
                        TASK.CONSTRAINT_TYPE, TASK.CONSTRAINT_AT, TASK.DEADLINE_AT, TASK.MANUAL, TASK.ACTUAL_START_AT, TASK.ACTUAL_FINISH_AT,
                        TASK.PLAN_IMPORT_ID, worked)
                .from(TASK)
                .leftJoin(PARTY).on(PARTY.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), PARTY.ID.eq(TASK.PARTY_ID))
                .leftJoin(MEMBER).on(MEMBER.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), MEMBER.ID.eq(TASK.OWNER_ID))
                .leftJoin(DELIVERABLE).on(DELIVERABLE.WORKSPACE_ID.eq(TASK.WORKSPACE_ID), DELIVERABLE.ID.eq(TASK.DELIVERABLE_ID))
                .where(TASK.PROJECT_ID.eq(access.id()), TASK.DELETED_AT.isNull())
                .orderBy(TASK.PATH)
                .fetch(row -> new Row(row.get(TASK.ID), TaskKind.of(row.get(TASK.KIND)), row.get(TASK.NUMBER), row.get(TASK.SOURCE_NUMBER), row.get(TASK.SOURCE_ID), row.get(TASK.PARENT_ID),
                        (int) row.get(TASK.PATH).chars().filter(c -> c == '/').count() + 1, row.get(TASK.VERSION), row.get(TASK.TITLE), row.get(TASK.DESCRIPTION), row.get(TASK.PARTY_ID),
                        text(row.get(PARTY.NAME)), text(row.get(MEMBER.DISPLAY_NAME)), row.get(TASK.START_AT), row.get(TASK.FINISH_AT), row.get(TASK.DURATION_MINUTES), row.get(TASK.MILESTONE),
                        row.get(DELIVERABLE.NAME) != null ? row.get(DELIVERABLE.NAME) : row.get(TASK.DELIVERABLE_TEXT), TaskStatus.of(row.get(TASK.STATUS)), row.get(TASK.PROGRESS),
                        Constraint.valueOf(row.get(TASK.CONSTRAINT_TYPE).toUpperCase(Locale.ROOT)), row.get(TASK.CONSTRAINT_AT), row.get(TASK.DEADLINE_AT), row.get(TASK.MANUAL),
                        row.get(TASK.ACTUAL_START_AT), row.get(TASK.ACTUAL_FINISH_AT), row.get(TASK.PLAN_IMPORT_ID) != null, row.get(worked)));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static Map<TaskId, String> numbers(List<Row> tasks) {
        var seen = new HashSet<String>();
        boolean source = tasks.stream().allMatch(task -> !task.sourceNumber().isEmpty() && seen.add(task.sourceNumber()));
        var numbers = new HashMap<TaskId, String>();
        for (var task : tasks) numbers.put(task.id(), source ? task.sourceNumber() : String.valueOf(task.number()));
        return numbers;
    }

    /** What hangs on the tasks: who helps, by what they are judged, and what waits for what, by the place of what is waited for. */
    private record Details(Map<TaskId, List<String>> people, Map<TaskId, List<String>> standards, List<Link> links) {
        record Link(TaskId predecessor, TaskId successor, String type, int minutes, boolean elapsed) {}

        List<String> collaborators(TaskId task) {
            return people.getOrDefault(task, List.of());
        }

        List<String> criteria(TaskId task) {
            return standards.getOrDefault(task, List.of());
        }
    }

    // One statement for the three: an import’s preview and every export need them all.
    private Details details(ProjectAccess access) {
        var none = DSL.castNull(DEPENDENCY.PREDECESSOR_TASK_ID);
        var here = TASK.PROJECT_ID.eq(access.id()).and(TASK.DELETED_AT.isNull());
        var details = new Details(new HashMap<>(), new HashMap<>(), new ArrayList<>());
        db.select(inline("person"), COLLABORATOR.TASK_ID, none, MEMBER.DISPLAY_NAME, inline(0), inline(false), rowNumber().over(orderBy(COLLABORATOR.MEMBER_ID)))
                .from(COLLABORATOR)
                .join(TASK).on(TASK.WORKSPACE_ID.eq(COLLABORATOR.WORKSPACE_ID), TASK.ID.eq(COLLABORATOR.TASK_ID))
                .join(MEMBER).on(MEMBER.WORKSPACE_ID.eq(COLLABORATOR.WORKSPACE_ID), MEMBER.ID.eq(COLLABORATOR.MEMBER_ID))
                .where(here)
                .unionAll(select(inline("criterion"), TASK_CRITERION.TASK_ID, none, TASK_CRITERION.CONTENT, inline(0), inline(false), rowNumber().over(orderBy(TASK_CRITERION.POSITION)))
                        .from(TASK_CRITERION)
                        .join(TASK).on(TASK.WORKSPACE_ID.eq(TASK_CRITERION.WORKSPACE_ID), TASK.ID.eq(TASK_CRITERION.TASK_ID))
                        .where(here))
                .unionAll(select(inline("link"), DEPENDENCY.SUCCESSOR_TASK_ID, DEPENDENCY.PREDECESSOR_TASK_ID, DEPENDENCY.TYPE, DEPENDENCY.LAG_MINUTES, DEPENDENCY.LAG_ELAPSED, rowNumber().over(orderBy(TASK.PATH)))
                        .from(DEPENDENCY)
                        .join(TASK).on(TASK.WORKSPACE_ID.eq(DEPENDENCY.WORKSPACE_ID), TASK.ID.eq(DEPENDENCY.PREDECESSOR_TASK_ID))
                        .where(here))
                .orderBy(inline(7))
                .forEach(row -> {
                    switch (row.value1()) {
                        case "person" -> details.people().computeIfAbsent(row.value2(), task -> new ArrayList<>()).add(row.value4());
                        case "criterion" -> details.standards().computeIfAbsent(row.value2(), task -> new ArrayList<>()).add(row.value4());
                        default -> details.links().add(new Details.Link(row.value3(), row.value2(), row.value4(), row.value5(), row.value6()));
                    }
                });
        return details;
    }

    private static Map<TaskId, List<Predecessor>> predecessors(Details details, Map<TaskId, String> numbers) {
        var predecessors = new HashMap<TaskId, List<Predecessor>>();
        for (var link : details.links()) {
            var number = numbers.get(link.predecessor());
            if (number != null) predecessors.computeIfAbsent(link.successor(), id -> new ArrayList<>()).add(new Predecessor(number, Predecessor.Type.valueOf(link.type()), lag(link.minutes(), link.elapsed())));
        }
        return predecessors;
    }

    private static @Nullable PlanDate start(@Nullable LocalDateTime at) {
        return at == null ? null : new PlanDate(at.toLocalDate(), at.toLocalTime().equals(LocalTime.MIDNIGHT) || !at.toLocalTime().isBefore(LAST_MINUTE) ? null : at.toLocalTime()); // a milestone begins when its day ends
    }

    private static @Nullable PlanDate finish(@Nullable LocalDateTime at) {
        return at == null ? null : new PlanDate(at.toLocalDate(), at.toLocalTime().isBefore(LAST_MINUTE) ? at.toLocalTime() : null);
    }

    private static Length lag(int minutes, boolean elapsed) {
        if (elapsed) return new Length(BigDecimal.valueOf(minutes).divide(BigDecimal.valueOf(1440), 4, RoundingMode.HALF_UP), Length.Unit.ELAPSED_DAY);
        return new Length(BigDecimal.valueOf(minutes), Length.Unit.MINUTE);
    }

    /** In quarters of the party’s day, else in hours or minutes. */
    private static Length readable(Length lag, int day) {
        if (lag.unit() != Length.Unit.MINUTE) return lag;
        int minutes = lag.amount().intValue();
        if (minutes * 4L % day == 0) return new Length(lag.amount().divide(BigDecimal.valueOf(day), 2, RoundingMode.HALF_UP), Length.Unit.DAY);
        return minutes % 60 == 0 ? new Length(BigDecimal.valueOf(minutes / 60), Length.Unit.HOUR) : lag;
    }

    /** Durations in the days of the party’s own region. */
    private static final class Lengths {
        private final Map<PartyId, Integer> days = new HashMap<>();
        private final int home;

        Lengths(ProjectAccess access, Scope scope, Map<RegionId, WorkCalendar> all) {
            var on = access.startsOn();
            home = Math.max(1, (int) Objects.requireNonNull(all.get(access.homeRegion())).normalDay(on).toMinutes());
            scope.parties().forEach((id, party) -> {
                var calendar = all.get(party.calendarRegion());
                if (calendar != null) days.put(id, Math.max(1, (int) calendar.normalDay(on).toMinutes()));
            });
        }

        int day(@Nullable PartyId party) {
            return party == null ? home : days.getOrDefault(party, home);
        }

        @Nullable Length of(@Nullable Integer minutes, @Nullable PartyId party) {
            if (minutes == null) return null;
            var inDays = BigDecimal.valueOf(minutes).divide(BigDecimal.valueOf(day(party)), 2, RoundingMode.HALF_UP);
            return new Length(inDays, Length.Unit.DAY);
        }
    }
}
