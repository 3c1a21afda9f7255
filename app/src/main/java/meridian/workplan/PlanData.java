package meridian.workplan;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import meridian.tenancy.TaskId;
import org.jspecify.annotations.Nullable;

/**
 * A project's plan as its schedule sees it: every row that is not in the trash, parents before their children, and the links
 * between them.
 */
record PlanData(Instant start, List<Row> rows, List<Link> links, PlanCalendars calendars) {
    record Row(
            TaskId id, int number, String title, TaskKind kind, @Nullable TaskId parent, @Nullable PartyId party, @Nullable MemberId owner, @Nullable LocalDateTime start, @Nullable LocalDateTime finish,
            @Nullable Integer durationMinutes, boolean milestone, TaskTiming timing, @Nullable LocalDateTime actualStart, @Nullable LocalDateTime actualFinish, TaskStatus status, int progress,
            @Nullable Integer remainingMinutes, Dispatch dispatch, int version) {

        boolean over() {
            return kind == TaskKind.TASK && (status == TaskStatus.DONE || status == TaskStatus.ACCEPTED);
        }

        boolean begun() {
            return kind == TaskKind.TASK && (status == TaskStatus.IN_PROGRESS || progress > 0 || actualStart != null);
        }

        boolean cancelled() {
            return status == TaskStatus.CANCELLED;
        }

        boolean dated() {
            return start != null || finish != null || over() && actualFinish != null || !over() && !begun() && !timing.manual() && timing.constraintAt() != null;
        }

        /** Whether it has a place in the schedule without anybody it follows. */
        boolean seeded() {
            return dated() && !cancelled();
        }

        /** Whether it gets a place from whom it follows. */
        boolean follows() {
            return kind == TaskKind.TASK && !cancelled() && !over() && !begun() && !timing.manual();
        }

        /** Whether the plan keeps its shape with this row in the place of that one. */
        boolean fits(Row other) {
            return kind == other.kind && Objects.equals(parent, other.parent) && seeded() == other.seeded() && (seeded() || follows() == other.follows());
        }

        Row with(TaskFields fields) {
            return new Row(id, number, fields.title(), kind, parent, fields.party(), fields.owner(), fields.start(), fields.finish(), fields.durationMinutes(), fields.milestone(), fields.timing(),
                    actualStart, actualFinish, status, progress, remainingMinutes, dispatch, version);
        }

        Row at(@Nullable LocalDateTime start, @Nullable LocalDateTime finish) {
            return new Row(id, number, title, kind, parent, party, owner, start, finish, durationMinutes, milestone, timing, actualStart, actualFinish, status, progress, remainingMinutes, dispatch, version);
        }
    }

    record Link(TaskId successor, TaskId predecessor, LinkType type, int lagMinutes, boolean elapsed) {}

    /** With one row as it would be. */
    PlanData with(Row changed) {
        return new PlanData(start, rows.stream().map(row -> row.id().equals(changed.id()) ? changed : row).toList(), links, calendars);
    }

    PlanData linked(List<Link> links) {
        return new PlanData(start, rows, links, calendars);
    }

    PlanData going(PlanCalendars calendars) {
        return new PlanData(start, rows, links, calendars);
    }

    /** Whether rows wait for each other, dated or not; refused with its members where they do. */
    void requireNoCircle() {
        var places = new HashMap<TaskId, Integer>(rows.size() * 2);
        for (var row : rows) places.put(row.id(), places.size());
        var network = Network.from(start);
        for (var row : rows) network.add(Network.Item.of(-1, Duration.ZERO).under(row.parent() == null ? -1 : places.getOrDefault(row.parent(), -1)));
        for (var link : links) {
            var before = places.get(link.predecessor());
            var after = places.get(link.successor());
            if (before != null && after != null) network.link(before, after, link.type());
        }
        try {
            network.build();
        } catch (PlanCycle circle) {
            throw new PlanSchedule.Circle(circle.members().stream().map(rows::get).toList());
        }
    }

    /**
     * The rows that have a place in the schedule: those with dates, those that follow one that has, and whatever they
     * stand beneath. Nobody is held up by what was cancelled.
     */
    Set<TaskId> scheduled() {
        var byId = new LinkedHashMap<TaskId, Row>(rows.size() * 2);
        for (var row : rows) byId.put(row.id(), row);
        var followers = new HashMap<TaskId, List<TaskId>>();
        for (var link : links) followers.computeIfAbsent(link.predecessor(), id -> new ArrayList<>()).add(link.successor());
        var scheduled = new HashSet<TaskId>(rows.size() * 2);
        var open = new ArrayList<TaskId>();
        for (var row : rows) if (row.seeded()) take(row, byId, scheduled, open);
        while (!open.isEmpty()) {
            for (var follower : followers.getOrDefault(open.removeLast(), List.of())) {
                var row = byId.get(follower);
                if (row != null && row.follows()) take(row, byId, scheduled, open);
            }
        }
        return scheduled;
    }

    private static void take(Row row, Map<TaskId, Row> byId, Set<TaskId> scheduled, List<TaskId> open) {
        for (Row at = row; at != null && scheduled.add(at.id()); at = at.parent() == null ? null : byId.get(at.parent())) open.add(at.id());
    }
}
