package meridian.workplan;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
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

/**
 * The {@link Schedule} of a project's plan, in the local times of its parties. Pure; what typed dates mean is docs/adr/0008.
 * Computed whole by {@link #of}, or after rows changed by {@link #after}, which calculates what the change reaches.
 */
final class PlanSchedule {
    private final PlanData data;
    private final Shape shape;
    private final Row[] rows;
    private final Schedule schedule;
    private final @Nullable LocalDateTime[] starts;
    private final @Nullable LocalDateTime[] finishes;
    private final int[] totalSlack;
    private final int[] freeSlack;
    /** Where it may stand otherwise than in the schedule it came from; null: anywhere. */
    private final @Nullable BitSet news;

    /** What stays the same as long as rows only change in themselves. */
    private record Shape(Map<TaskId, Integer> places, Set<TaskId> parents, Set<TaskId> waiting, Map<RegionId, Integer> calendars) {}

    private PlanSchedule(PlanData data, Shape shape, Row[] rows, Schedule schedule) {
        this.data = data;
        this.shape = shape;
        this.rows = rows;
        this.schedule = schedule;
        this.news = null;
        int size = rows.length;
        starts = new LocalDateTime[size];
        finishes = new LocalDateTime[size];
        totalSlack = new int[size];
        freeSlack = new int[size];
        for (int i = 0; i < size; i++) slacken(i);
        for (int i = 0; i < size; i++) if (!summary(i)) date(i);
        // Parents stand before their children.
        for (int i = size - 1; i >= 0; i--) if (summary(i)) date(i);
    }

    private PlanSchedule(PlanSchedule was, PlanData data, Row[] rows, Schedule schedule, BitSet touched) {
        this.data = data;
        this.shape = was.shape;
        this.rows = rows;
        this.schedule = schedule;
        starts = was.starts.clone();
        finishes = was.finishes.clone();
        totalSlack = was.totalSlack.clone();
        freeSlack = was.freeSlack.clone();
        var reached = schedule.differing(was.schedule);
        reached.or(touched);
        var network = schedule.network();
        var slack = (BitSet) reached.clone();
        if (!schedule.finish().equals(was.schedule.finish())) slack.set(0, rows.length);
        else reached.stream().forEach(i -> neighbours(i, network, slack));
        var moved = (BitSet) reached.clone();
        slack.stream().forEach(i -> {
            int total = totalSlack[i], free = freeSlack[i];
            slacken(i);
            if (total != totalSlack[i] || free != freeSlack[i]) reached.set(i);
        });
        moved.stream().filter(i -> !summary(i)).forEach(this::date);
        ((BitSet) moved.clone()).stream().forEach(i -> {
            for (int up = network.parent(i); up >= 0 && !moved.get(up); up = network.parent(up)) moved.set(up);
        });
        for (int i = moved.previousSetBit(rows.length); i >= 0; i = i == 0 ? -1 : moved.previousSetBit(i - 1)) {
            if (!summary(i)) continue;
            date(i);
            reached.set(i);
        }
        news = reached;
    }

    // Whose free slack asks where this one stands.
    private static void neighbours(int i, Network network, BitSet slack) {
        for (int l = network.firstIn[i]; l < network.firstIn[i + 1]; l++) slack.set(network.links[network.in[l]].predecessor());
        if (network.firstOut[i + 1] > network.firstOut[i]) beneath(i, network, slack);
    }

    private static void beneath(int i, Network network, BitSet slack) {
        for (int c = network.firstChild[i]; c < network.firstChild[i + 1]; c++) {
            slack.set(network.children[c]);
            beneath(network.children[c], network, slack);
        }
    }

    /** Where one row stands. A slack is working time of its party's calendar; {@code minutes} is a duration that only its dates tell. */
    record Place(Row row, boolean summary, @Nullable LocalDateTime start, @Nullable LocalDateTime finish, int totalSlack, int freeSlack, boolean critical, LocalDateTime lateStart, LocalDateTime lateFinish,
            @Nullable Integer minutes) {
        boolean moved() {
            return !Objects.equals(start, row.start()) || !Objects.equals(finish, row.finish());
        }
    }

    /** A row as it was and as it is. */
    record Change(Row was, Row is) {}

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

    /**
     * The schedule after rows changed; equal to calculating it whole.
     *
     * @param changed the plan with the changes, the same rows in the same places
     */
    PlanSchedule after(PlanData changed, Collection<Change> changes) {
        if (changed.links() != data.links() || changed.calendars() != data.calendars() || !changed.start().equals(data.start())) return of(changed);
        var items = new HashMap<Integer, Item>();
        var touched = new BitSet();
        var now = rows.clone();
        for (var change : changes) {
            if (!change.is().fits(change.was())) return of(changed);
            var place = shape.places.get(change.is().id());
            if (place == null) continue;
            if (!shape.calendars.containsKey(changed.calendars().region(change.is().party()))) return of(changed);
            now[place] = change.is();
            touched.set(place);
            var was = schedule.network().item(place);
            var item = new Items(changed, shape).of(change.is()).under(was.parent());
            if (!item.equals(was)) items.put(place, item);
        }
        var next = items.isEmpty() ? schedule : schedule.after(schedule.network().with(items), items.keySet().stream().mapToInt(Integer::intValue).toArray());
        return new PlanSchedule(this, changed, now, next, touched);
    }

    Instant finish() {
        return schedule.finish();
    }

    /**
     * When everything will be finished as far as can be seen now: what should have begun begins now, and what is under way goes
     * on with the work that is left, if that takes it past its finish. The plan's own dates stay what was agreed.
     */
    Instant forecast(Instant now) {
        var items = new HashMap<Integer, Item>();
        for (int i = 0; i < rows.length; i++) {
            var row = rows[i];
            if (row.kind() != TaskKind.TASK || row.over() || row.cancelled() || summary(i)) continue;
            var item = schedule.network().item(i);
            if (!row.begun()) {
                if (schedule.start(i).isBefore(now)) items.put(i, Item.of(item.calendar(), item.work()).under(item.parent()).asked(Constraint.START_NOT_BEFORE, now));
                continue;
            }
            var left = row.remainingMinutes() != null ? Duration.ofMinutes(row.remainingMinutes()) : item.work().multipliedBy(100 - row.progress()).dividedBy(100);
            if (row.remainingMinutes() == null && schedule.finish(i).isAfter(now)) continue;
            var ends = left.isZero() ? now : item.calendar() < 0 ? now.plus(left) : data.calendars().of(row.party()).add(now, left);
            if (ends.isAfter(schedule.finish(i))) items.put(i, item.fixed(new Span(schedule.start(i).isAfter(ends) ? ends : schedule.start(i), ends)));
        }
        if (items.isEmpty()) return schedule.finish();
        return schedule.finishAfter(schedule.network().with(items), items.keySet().stream().mapToInt(Integer::intValue).toArray());
    }

    boolean empty() {
        return rows.length == 0;
    }

    boolean holds(TaskId id) {
        return shape.places.containsKey(id);
    }

    Set<TaskId> held() {
        return shape.places.keySet();
    }

    boolean sameRowsAs(PlanSchedule other) {
        return shape == other.shape;
    }

    record LastDays(LocalDate was, LocalDate is) {}

    /** The last day of all tasks but these, as it stands in the plan and as it is by this schedule. */
    LastDays lastDays(Set<TaskId> but) {
        var was = LocalDate.MIN;
        var is = LocalDate.MIN;
        for (int i = 0; i < rows.length; i++) {
            var row = rows[i];
            if (row.kind() != TaskKind.TASK || row.cancelled() || row.finish() == null || but.contains(row.id())) continue;
            var stood = row.finish().toLocalDate();
            var stands = finishes[i] == null ? stood : finishes[i].toLocalDate();
            if (stood.isAfter(was)) was = stood;
            if (stands.isAfter(is)) is = stands;
        }
        return new LastDays(was, is);
    }

    Place place(TaskId id) {
        return place(Objects.requireNonNull(shape.places.get(id)));
    }

    List<Place> places() {
        var all = new ArrayList<Place>(rows.length);
        for (int i = 0; i < rows.length; i++) all.add(place(i));
        return all;
    }

    /** Rows whose dates are no longer those that stand in the plan. */
    List<Place> moves() {
        var moves = new ArrayList<Place>();
        for (int i = 0; i < rows.length; i++) if (!Objects.equals(starts[i], rows[i].start()) || !Objects.equals(finishes[i], rows[i].finish())) moves.add(place(i));
        return moves;
    }

    /** The places that may stand otherwise than in an earlier schedule of the plan, and these. */
    List<Place> since(PlanSchedule was, Set<TaskId> also) {
        var places = new ArrayList<Place>();
        boolean same = sameRowsAs(was);
        for (int i = 0; i < rows.length; i++) if (same && news != null ? news.get(i) || also.contains(rows[i].id()) : also.contains(rows[i].id()) || !stands(i, was)) places.add(place(i));
        return places;
    }

    private boolean stands(int i, PlanSchedule was) {
        var found = was.shape.places.get(rows[i].id());
        if (found == null || was.data.calendars() != data.calendars() || was.rows[found] != rows[i] || was.summary(found) != summary(i)) return false;
        int j = found;
        return Objects.equals(starts[i], was.starts[j]) && Objects.equals(finishes[i], was.finishes[j]) && totalSlack[i] == was.totalSlack[j] && freeSlack[i] == was.freeSlack[j]
                && schedule.critical(i) == was.schedule.critical(j) && schedule.lateStart(i).equals(was.schedule.lateStart(j)) && schedule.lateFinish(i).equals(was.schedule.lateFinish(j));
    }

    private boolean summary(int i) {
        return schedule.network().summary(i);
    }

    private Place place(int i) {
        var row = rows[i];
        var calendar = data.calendars().of(row.party());
        boolean summary = summary(i);
        return new Place(row, summary, starts[i], finishes[i], totalSlack[i], freeSlack[i], schedule.critical(i),
                calendar.localStart(schedule.lateStart(i)), calendar.localFinish(schedule.lateFinish(i)),
                untold(i, row, summary) ? Integer.valueOf((int) Math.min(5_256_000, schedule.network().item(i).work().toMinutes())) : null);
    }

    private boolean untold(int i, Row row, boolean summary) {
        var item = schedule.network().item(i);
        return !summary && row.kind() == TaskKind.TASK && row.durationMinutes() == null && row.start() != null && row.finish() != null && !row.milestone() && item.calendar() >= 0 && !item.work().isZero();
    }

    private void slacken(int i) {
        totalSlack[i] = minutes(schedule.totalSlack(i));
        freeSlack[i] = minutes(schedule.freeSlack(i));
    }

    private void date(int i) {
        var dates = summary(i) ? gathered(i) : dates(i, rows[i], data.calendars().of(rows[i].party()));
        starts[i] = dates.start();
        finishes[i] = dates.finish();
    }

    private record Dates(@Nullable LocalDateTime start, @Nullable LocalDateTime finish) {}

    // What spans rows spans the dates they show, whenever work on them really was.
    private Dates gathered(int i) {
        var row = rows[i];
        if (row.timing().manual()) return new Dates(row.start(), row.finish());
        LocalDate first = null;
        LocalDate last = null;
        var network = schedule.network();
        for (int c = network.firstChild[i]; c < network.firstChild[i + 1]; c++) {
            var start = starts[network.children[c]];
            var finish = finishes[network.children[c]];
            var from = start != null ? start : finish;
            var to = finish != null ? finish : start;
            if (from == null || to == null) continue;
            if (first == null || from.toLocalDate().isBefore(first)) first = from.toLocalDate();
            if (last == null || to.toLocalDate().isAfter(last)) last = to.toLocalDate();
        }
        if (first == null || last == null) return new Dates(row.start(), row.finish());
        var same = row.start() != null && row.finish() != null && row.start().toLocalDate().equals(first) && row.finish().toLocalDate().equals(last);
        return same ? new Dates(row.start(), row.finish()) : new Dates(TaskFields.startOf(first), TaskFields.endOf(last));
    }

    private Dates dates(int i, Row row, WorkCalendar calendar) {
        var kept = new Dates(row.start(), row.finish());
        var begins = schedule.start(i);
        var ends = schedule.finish(i);
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

    /** What each row is to the schedule. */
    private record Items(PlanData data, Shape shape) {
        Item of(Row row) {
            var calendar = data.calendars().of(row.party());
            int place = Objects.requireNonNull(shape.calendars.get(data.calendars().region(row.party())));
            var deadline = row.timing().deadline() == null ? null : calendar.finishInstant(row.timing().deadline());
            if (shape.parents.contains(row.id())) return Item.of(place, Duration.ZERO).due(deadline);
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
        private static Item over(Item item, Row row, WorkCalendar calendar) {
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
            if (timing.constraint() == Constraint.AS_SOON_AS_POSSIBLE && !shape.waiting.contains(row.id()))
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
                calendars.computeIfAbsent(data.calendars().region(row.party()), region -> {
                    var calendar = data.calendars().of(row.party());
                    return PlanCalendars.works(calendar, data.start()) ? network.calendar(calendar) : -1;
                });
            }
            for (var link : data.links()) if (places.containsKey(link.predecessor()) && places.containsKey(link.successor())) waiting.add(link.successor());
            var shape = new Shape(places, parents, waiting, calendars);
            var items = new Items(data, shape);
            for (var row : rows) {
                if (row.parent() != null && waiting.contains(row.parent())) waiting.add(row.id());
                network.add(items.of(row).under(row.parent() == null ? -1 : places.getOrDefault(row.parent(), -1)));
            }
            for (var link : data.links()) {
                var before = places.get(link.predecessor());
                var after = places.get(link.successor());
                if (before != null && after != null) network.link(new Link(before, after, link.type(), Duration.ofMinutes(link.lagMinutes()), link.elapsed()));
            }
            try {
                return new PlanSchedule(data, shape, rows.toArray(Row[]::new), Schedule.of(network.build()));
            } catch (PlanCycle circle) {
                throw new Circle(circle.members().stream().map(rows::get).toList());
            }
        }
    }
}
