package meridian.workplan;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import meridian.calendar.WorkCalendar;
import meridian.tenancy.RegionId;
import meridian.tenancy.TaskId;
import meridian.workplan.Network.Item;
import meridian.workplan.Network.Link;
import meridian.workplan.Network.Span;
import meridian.workplan.PlanData.Row;
import org.jspecify.annotations.Nullable;

/** The {@link Schedule} of a project's plan, in the local times of its parties. Pure; what typed dates mean is docs/adr/0008. */
final class PlanSchedule {
    private final PlanData data;
    private final Schedule schedule;
    private final Map<TaskId, Integer> places;
    private final List<Row> rows;

    private PlanSchedule(PlanData data, Schedule schedule, Map<TaskId, Integer> places, List<Row> rows) {
        this.data = data;
        this.schedule = schedule;
        this.places = places;
        this.rows = rows;
    }

    /** Where one row stands. A slack is working time of its party's calendar; {@code minutes} is a duration that only its dates tell. */
    record Place(Row row, boolean summary, @Nullable LocalDateTime start, @Nullable LocalDateTime finish, int totalSlack, int freeSlack, boolean critical, LocalDateTime lateStart, LocalDateTime lateFinish,
            @Nullable Integer minutes) {
        boolean moved() {
            return !Objects.equals(start, row.start()) || !Objects.equals(finish, row.finish());
        }
    }

    /** Rows that wait for each other. */
    static final class Circle extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient List<Row> members;

        Circle(List<Row> members) {
            super("rows wait for each other in a circle", null, false, false);
            this.members = members;
        }

        List<Row> members() {
            return members;
        }
    }

    static PlanSchedule of(PlanData data) {
        return new Building(data).build();
    }

    Instant finish() {
        return schedule.finish();
    }

    boolean empty() {
        return rows.isEmpty();
    }

    boolean holds(TaskId id) {
        return places.containsKey(id);
    }

    Place place(TaskId id) {
        return place(Objects.requireNonNull(places.get(id)));
    }

    List<Place> places() {
        var all = new ArrayList<Place>(rows.size());
        for (int i = 0; i < rows.size(); i++) all.add(place(i));
        return all;
    }

    /** Rows whose dates are no longer those that stand in the plan. */
    List<Place> moves() {
        return places().stream().filter(Place::moved).toList();
    }

    private Place place(int i) {
        var row = rows.get(i);
        var calendar = data.calendars().of(row.party());
        boolean summary = schedule.network().summary(i);
        var dates = dates(i, row, calendar, summary);
        return new Place(row, summary, dates.start(), dates.finish(), minutes(schedule.totalSlack(i)), minutes(schedule.freeSlack(i)), schedule.critical(i),
                calendar.localStart(schedule.lateStart(i)), calendar.localFinish(schedule.lateFinish(i)),
                untold(i, row, summary) ? Integer.valueOf((int) Math.min(5_256_000, schedule.network().item(i).work().toMinutes())) : null);
    }

    private boolean untold(int i, Row row, boolean summary) {
        var item = schedule.network().item(i);
        return !summary && row.kind() == TaskKind.TASK && row.durationMinutes() == null && row.start() != null && row.finish() != null && !row.milestone() && item.calendar() >= 0 && !item.work().isZero();
    }

    private record Dates(@Nullable LocalDateTime start, @Nullable LocalDateTime finish) {}

    private Dates dates(int i, Row row, WorkCalendar calendar, boolean summary) {
        var kept = new Dates(row.start(), row.finish());
        var begins = schedule.start(i);
        var ends = schedule.finish(i);
        if (summary) {
            if (row.timing().manual()) return kept;
            var first = calendar.localStart(begins).toLocalDate();
            var last = calendar.localFinish(ends).toLocalDate();
            var same = row.start() != null && row.finish() != null && row.start().toLocalDate().equals(first) && row.finish().toLocalDate().equals(last);
            return same ? kept : new Dates(TaskFields.startOf(first), TaskFields.endOf(last.isBefore(first) ? first : last));
        }
        if (row.over() || row.begun() && row.finish() != null || row.timing().manual()) return kept;
        var item = schedule.network().item(i);
        if (item.work().isZero()) {
            var day = calendar.localFinish(ends).toLocalDate();
            return new Dates(row.start() == null ? null : on(day, row.start(), false), on(day, row.finish(), true));
        }
        if (item.calendar() < 0) return new Dates(calendar.localStart(begins), DayForm.finish(ends, calendar));
        var start = row.start() != null && calendar.nextWorkingInstant(calendar.startInstant(row.start())).equals(begins) ? row.start() : DayForm.start(begins, calendar);
        var finish = row.finish() != null && calendar.previousWorkingInstant(calendar.finishInstant(row.finish())).equals(ends) ? row.finish() : DayForm.finish(ends, calendar);
        return new Dates(start, finish);
    }

    // What has no work stands on a day.
    private static LocalDateTime on(LocalDate day, @Nullable LocalDateTime stands, boolean finish) {
        if (stands != null && stands.toLocalDate().equals(day)) return stands;
        return finish ? TaskFields.endOf(day) : TaskFields.startOf(day);
    }

    private static int minutes(Duration slack) {
        return (int) Math.clamp(slack.toMinutes(), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static final class Building {
        private final PlanData data;
        private final Set<TaskId> scheduled;
        private final Map<TaskId, Integer> places = new HashMap<>();
        private final List<Row> rows = new ArrayList<>();
        private final Set<TaskId> parents = new HashSet<>();
        private final Set<TaskId> waiting = new HashSet<>();
        private final Network.Builder network;
        private final Map<RegionId, Integer> calendars = new HashMap<>();

        Building(PlanData data) {
            this.data = data;
            this.scheduled = data.scheduled();
            this.network = Network.from(data.start());
        }

        PlanSchedule build() {
            for (var row : data.rows()) {
                if (!scheduled.contains(row.id())) continue;
                places.put(row.id(), rows.size());
                rows.add(row);
                if (row.parent() != null) parents.add(row.parent());
            }
            for (var link : data.links()) if (places.containsKey(link.predecessor()) && places.containsKey(link.successor())) waiting.add(link.successor());
            for (var row : rows) {
                if (row.parent() != null && waiting.contains(row.parent())) waiting.add(row.id());
                network.add(item(row).under(row.parent() == null ? -1 : places.getOrDefault(row.parent(), -1)));
            }
            for (var link : data.links()) {
                var before = places.get(link.predecessor());
                var after = places.get(link.successor());
                if (before != null && after != null) network.link(new Link(before, after, link.type(), Duration.ofMinutes(link.lagMinutes()), link.elapsed()));
            }
            try {
                return new PlanSchedule(data, Schedule.of(network.build()), places, rows);
            } catch (PlanCycle circle) {
                throw new Circle(circle.members().stream().map(rows::get).toList());
            }
        }

        private Item item(Row row) {
            var calendar = data.calendars().of(row.party());
            int place = calendars.computeIfAbsent(data.calendars().region(row.party()), region -> PlanCalendars.works(calendar, data.start()) ? network.calendar(calendar) : -1);
            var deadline = row.timing().deadline() == null ? null : calendar.finishInstant(row.timing().deadline());
            if (parents.contains(row.id())) return Item.of(place, Duration.ZERO).due(deadline);
            var work = work(row, calendar);
            // Where nobody works between its dates (a weekend's event), every hour counts.
            var elapsed = work == null || place < 0;
            if (work == null) work = Duration.between(calendar.startInstant(row.start()), calendar.finishInstant(row.finish()));
            var item = Item.of(elapsed ? -1 : place, work).due(deadline);
            if (row.over()) return over(item, row, calendar);
            if (row.timing().manual() || row.begun()) return fixed(item, row, calendar);
            return asked(item, row, calendar, elapsed);
        }

        private @Nullable Duration work(Row row, WorkCalendar calendar) {
            if (row.milestone()) return Duration.ZERO;
            boolean spans = row.start() != null && row.finish() != null && !row.finish().isBefore(row.start());
            if (row.durationMinutes() != null && (row.durationMinutes() > 0 || !spans)) return Duration.ofMinutes(row.durationMinutes());
            if (spans) {
                var work = calendar.workBetween(row.start(), row.finish());
                return work.isZero() ? null : work;
            }
            if (row.finish() != null) return Duration.ZERO;
            return data.calendars().day(row.party(), row.start() != null ? row.start().toLocalDate() : LocalDate.ofInstant(data.start(), calendar.zone()));
        }

        // Whoever finishes within a day has worked that day.
        private Item over(Item item, Row row, WorkCalendar calendar) {
            var last = row.actualFinish() != null ? row.actualFinish() : row.finish();
            var first = row.actualStart() != null ? row.actualStart() : row.start();
            if (last == null) last = TaskFields.endOf(Objects.requireNonNull(first).toLocalDate());
            var finished = ending(TaskFields.endOf(last.toLocalDate()), calendar, item.calendar() < 0);
            var begun = first == null ? null : calendar.startInstant(first);
            return item.done(begun == null || begun.isAfter(finished) ? null : begun, finished);
        }

        private static Item fixed(Item item, Row row, WorkCalendar calendar) {
            boolean elapsed = item.calendar() < 0;
            if (row.finish() == null) return item.done(calendar.startInstant(Objects.requireNonNull(row.start())), null);
            var ends = ending(row.finish(), calendar, elapsed);
            var begins = row.start() == null ? ends : calendar.startInstant(row.start());
            if (!elapsed && row.start() != null && !item.work().isZero()) begins = calendar.nextWorkingInstant(begins);
            return item.fixed(new Span(begins.isAfter(ends) ? ends : begins, ends));
        }

        private Item asked(Item item, Row row, WorkCalendar calendar, boolean elapsed) {
            var timing = row.timing();
            // Nothing says where it belongs but its own dates.
            if (timing.constraint() == Constraint.AS_SOON_AS_POSSIBLE && !waiting.contains(row.id()))
                timing = row.milestone() && row.finish() != null ? timing.holding(null, row.finish()) : timing.holding(row.start(), row.finish());
            if (timing.constraintAt() == null) return item.asked(timing.constraint(), null);
            boolean finishes = timing.constraint().name().startsWith("FINISH") || row.milestone() && timing.constraint() == Constraint.FINISH_NOT_BEFORE;
            return item.asked(timing.constraint(), finishes ? ending(timing.constraintAt(), calendar, elapsed) : calendar.startInstant(timing.constraintAt()));
        }

        // The closing up to which work is done, so that what ends on a day ends with its work.
        private static Instant ending(LocalDateTime finish, WorkCalendar calendar, boolean elapsed) {
            var at = calendar.finishInstant(finish);
            return elapsed ? at : calendar.previousWorkingInstant(at);
        }
    }
}
