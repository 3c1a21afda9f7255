package meridian.workplan;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import meridian.calendar.WorkAxis;
import meridian.workplan.Network.Item;
import meridian.workplan.Network.Link;

/**
 * The dates of a {@link Network}: as early as its links, constraints and calendars allow, and as late as they may become
 * without moving the project's finish; from the two the slack and the critical path. Computed whole by {@link #of}, or after
 * a change of single tasks by {@link #after}, which touches only what the change reaches.
 *
 * <p>Calendars without working time end in a {@link meridian.calendar.NoWorkingTimeException}. Where the rules are Microsoft Project's and where not:
 * docs/hard-parts/scheduling.md.
 */
public final class Schedule {
    private static final long NONE = Network.NONE;
    private static final long MINUTE = 60;

    private final Network network;
    private final int size;
    private final WorkAxis[] axes;
    private final WorkAxis elapsed;
    private final long begin;
    private long finish;

    /** Early and late starts and finishes in epoch seconds; of a summary those of its children. */
    private final long[] start;
    private final long[] end;
    private final long[] lateStart;
    private final long[] lateEnd;
    /** Of a summary: nothing beneath it begins before the floor or ends after the ceiling; its first task begins by the latest start. */
    private final long[] floor;
    private final long[] ceiling;
    private final long[] latestStart;

    private Schedule(Network network, WorkAxis[] axes, WorkAxis elapsed, int size) {
        this.network = network;
        this.size = size;
        this.axes = axes;
        this.elapsed = elapsed;
        this.begin = network.start.getEpochSecond();
        this.start = new long[size];
        this.end = new long[size];
        this.lateStart = new long[size];
        this.lateEnd = new long[size];
        this.floor = new long[size];
        this.ceiling = new long[size];
        this.latestStart = new long[size];
    }

    /** Computes everything. */
    public static Schedule of(Network network) {
        var axes = network.calendars.stream().map(calendar -> WorkAxis.of(calendar, network.start)).toArray(WorkAxis[]::new);
        var schedule = new Schedule(network, axes, WorkAxis.roundTheClock(), network.size());
        schedule.pass();
        return schedule;
    }

    private void pass() {
        for (int node : network.order) forward(node);
        finish = lastFinish();
        for (int at = network.order.length - 1; at >= 0; at--) backward(network.order[at]);
        delayLateOnes();
    }

    /**
     * The schedule after single tasks changed in themselves ({@link Network#with}); equal to computing it whole.
     *
     * @param changed the network with the changes; its links and summaries are this one's
     * @param touched the places that changed
     */
    public Schedule after(Network changed, int... touched) {
        if (changed.order != network.order || Arrays.stream(changed.items).anyMatch(item -> item.constraint() == Constraint.AS_LATE_AS_POSSIBLE)) return of(changed);
        var next = new Schedule(changed, axes, elapsed, size);
        System.arraycopy(start, 0, next.start, 0, size);
        System.arraycopy(end, 0, next.end, 0, size);
        System.arraycopy(lateStart, 0, next.lateStart, 0, size);
        System.arraycopy(lateEnd, 0, next.lateEnd, 0, size);
        System.arraycopy(floor, 0, next.floor, 0, size);
        System.arraycopy(ceiling, 0, next.ceiling, 0, size);
        System.arraycopy(latestStart, 0, next.latestStart, 0, size);
        next.finish = finish;
        next.spread(touched);
        return next;
    }

    /** When everything would be finished after single tasks changed in themselves. */
    Instant finishAfter(Network changed, int... touched) {
        if (changed.order != network.order) return of(changed).finish();
        var next = new Schedule(changed, axes, elapsed, size);
        System.arraycopy(start, 0, next.start, 0, size);
        System.arraycopy(end, 0, next.end, 0, size);
        System.arraycopy(floor, 0, next.floor, 0, size);
        next.push(touched);
        return Instant.ofEpochSecond(next.lastFinish());
    }

    private void spread(int[] touched) {
        var moved = push(touched);
        var dirty = new boolean[2 * size];
        var was = finish;
        finish = lastFinish();
        if (finish != was) {
            for (int at = network.order.length - 1; at >= 0; at--) backward(network.order[at]);
            return;
        }
        for (int i : touched) {
            dirty[i] = true;
            if (network.summary(i)) dirty[size + i] = true;
        }
        // Whether a child is its summary's first depends on early dates, and done tasks are as late as they are early.
        for (int node : network.order) if (moved[node]) markLate(node, dirty);
        for (int at = network.order.length - 1; at >= 0; at--) {
            int node = network.order[at];
            if (dirty[node] && backward(node)) markBefore(node, dirty);
        }
    }

    /** Which nodes moved. */
    private boolean[] push(int[] touched) {
        var dirty = new boolean[2 * size];
        var moved = new boolean[2 * size];
        int first = network.order.length;
        for (int i : touched) {
            dirty[i] = true;
            first = Math.min(first, network.rank[i]);
        }
        for (int at = first; at < network.order.length; at++) {
            int node = network.order[at];
            if (!dirty[node]) continue;
            if (!forward(node)) continue;
            moved[node] = true;
            markBehind(node, dirty);
        }
        return moved;
    }

    private void markBehind(int node, boolean[] dirty) {
        int i = node >= size ? node - size : node;
        if (node < size && network.summary(i)) {
            for (int c = network.firstChild[i]; c < network.firstChild[i + 1]; c++) dirty[network.children[c]] = true;
            return;
        }
        for (int l = network.firstOut[i]; l < network.firstOut[i + 1]; l++) dirty[network.links[network.out[l]].successor()] = true;
        if (network.parent(i) >= 0) dirty[size + network.parent(i)] = true;
    }

    private void markLate(int node, boolean[] dirty) {
        dirty[node] = true;
        if (node < size) return;
        for (int c = network.firstChild[node - size]; c < network.firstChild[node - size + 1]; c++) dirty[endOf(network.children[c])] = true;
    }

    private void markBefore(int node, boolean[] dirty) {
        int i = node >= size ? node - size : node;
        if (node >= size) {
            for (int c = network.firstChild[i]; c < network.firstChild[i + 1]; c++) dirty[endOf(network.children[c])] = true;
            return;
        }
        for (int l = network.firstIn[i]; l < network.firstIn[i + 1]; l++) dirty[endOf(network.links[network.in[l]].predecessor())] = true;
        if (network.parent(i) >= 0) dirty[network.parent(i)] = true;
    }

    private int endOf(int place) {
        return network.summary(place) ? size + place : place;
    }

    private long lastFinish() {
        long last = begin;
        for (int i = 0; i < size; i++) last = Math.max(last, end[i]);
        return last;
    }

    // ---- as early as possible; true where something moved

    private boolean forward(int node) {
        if (node >= size) return gather(node - size);
        return network.summary(node) ? raiseFloor(node) : place(node);
    }

    private boolean raiseFloor(int i) {
        var item = network.items[i];
        long low = item.parent() < 0 ? NONE : floor[item.parent()];
        for (int l = network.firstIn[i]; l < network.firstIn[i + 1]; l++) {
            var link = network.links[network.in[l]];
            if (!link.type().toFinish()) low = Math.max(low, earliest(link));
        }
        if (item.constraint() == Constraint.START_NOT_BEFORE || item.constraint() == Constraint.START_ON) low = Math.max(low, on(item));
        boolean moved = floor[i] != low;
        floor[i] = low;
        return moved;
    }

    private boolean gather(int i) {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (int c = network.firstChild[i]; c < network.firstChild[i + 1]; c++) {
            first = Math.min(first, start[network.children[c]]);
            last = Math.max(last, end[network.children[c]]);
        }
        return early(i, first, last);
    }

    private boolean place(int i) {
        var item = network.items[i];
        var axis = axis(item);
        if (item.fixed() != null) return early(i, item.fixed().start().getEpochSecond(), item.fixed().finish().getEpochSecond());
        long work = item.work().toSeconds();
        if (item.finished() != null) {
            long over = item.finished().getEpochSecond();
            return early(i, item.begun() != null ? item.begun().getEpochSecond() : axis.add(over, -work), over);
        }
        if (item.begun() != null) {
            long since = item.begun().getEpochSecond();
            return early(i, since, axis.add(since, work));
        }
        long from = item.parent() < 0 ? NONE : floor[item.parent()];
        for (int l = network.firstIn[i]; l < network.firstIn[i + 1]; l++) from = Math.max(from, earliestStart(network.links[network.in[l]], axis, work));
        switch (item.constraint()) {
            case START_NOT_BEFORE -> from = Math.max(from, on(item));
            case FINISH_NOT_BEFORE -> from = Math.max(from, axis.add(on(item), -work));
            default -> {}
        }
        // Only what waits for nothing begins with the project: a lead or a date may go before its start, as in Microsoft Project.
        if (from == NONE) from = begin;
        long begins = ready(axis, from, work);
        long ends = axis.add(begins, work);
        // A date that must be kept is kept; that what comes before is too late for it shows as negative slack.
        switch (item.constraint()) {
            case START_ON -> ends = axis.add(begins = ready(axis, on(item), work), work);
            case FINISH_ON -> begins = axis.add(ends = on(item), -work);
            case START_NOT_AFTER -> {
                if (begins > on(item)) ends = axis.add(begins = ready(axis, on(item), work), work);
            }
            case FINISH_NOT_AFTER -> {
                if (ends > on(item)) begins = axis.add(ends = on(item), -work);
            }
            default -> {}
        }
        return early(i, begins, ends);
    }

    private long earliestStart(Link link, WorkAxis axis, long work) {
        long at = earliest(link);
        if (!link.type().toFinish()) return at;
        at = axis.add(at, -work);
        return link.type() == LinkType.FF ? Math.max(at, begin) : at;
    }

    // Work begins at an opening; what has no work may also stand at a closing.
    private static long ready(WorkAxis axis, long at, long work) {
        return work == 0 && axis.touches(at) ? at : axis.next(at);
    }

    private boolean early(int i, long begins, long ends) {
        boolean moved = start[i] != begins || end[i] != ends;
        start[i] = begins;
        end[i] = ends;
        return moved;
    }

    /** The moment before which a link does not let its successor begin, or finish. */
    private long earliest(Link link) {
        long at = link.type().fromFinish() ? end[link.predecessor()] : start[link.predecessor()];
        return lagAxis(link).add(at, link.lag().toSeconds());
    }

    // ---- as late as possible

    private boolean backward(int node) {
        if (node >= size) return lowerCeiling(node - size);
        return network.summary(node) ? gatherLate(node) : placeLate(node);
    }

    // The end of a summary: what must follow it, for its children to ask. Its own late dates are known only from theirs.
    private boolean lowerCeiling(int i) {
        var item = network.items[i];
        int parent = item.parent();
        long until = parent < 0 ? finish : ceiling[parent];
        long by = parent >= 0 && start[i] == start[parent] ? latestStart[parent] : Long.MAX_VALUE;
        for (int l = network.firstOut[i]; l < network.firstOut[i + 1]; l++) {
            var link = network.links[network.out[l]];
            if (link.type().fromFinish()) until = Math.min(until, latest(link));
            else by = Math.min(by, latest(link));
        }
        until = promised(item, until);
        boolean moved = ceiling[i] != until || latestStart[i] != by;
        ceiling[i] = until;
        latestStart[i] = by;
        return moved;
    }

    private boolean gatherLate(int i) {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (int c = network.firstChild[i]; c < network.firstChild[i + 1]; c++) {
            first = Math.min(first, lateStart[network.children[c]]);
            last = Math.max(last, lateEnd[network.children[c]]);
        }
        return late(i, first, last);
    }

    private boolean placeLate(int i) {
        var item = network.items[i];
        // What is over cannot be later.
        if (item.finished() != null) return late(i, start[i], end[i]);
        var axis = axis(item);
        long work = item.work().toSeconds();
        int parent = item.parent();
        long until = parent < 0 ? finish : ceiling[parent];
        long by = parent >= 0 && start[i] == start[parent] ? latestStart[parent] : Long.MAX_VALUE;
        for (int l = network.firstOut[i]; l < network.firstOut[i + 1]; l++) {
            var link = network.links[network.out[l]];
            if (link.type().fromFinish()) until = Math.min(until, latest(link));
            else by = Math.min(by, latest(link));
        }
        until = promised(item, until);
        switch (item.constraint()) {
            case START_NOT_AFTER, START_ON -> by = Math.min(by, on(item));
            default -> {}
        }
        if (work == 0) {
            long at = Math.min(until, by);
            if (!axis.touches(at)) at = axis.previous(at);
            return late(i, at, at);
        }
        long ends = axis.previous(until);
        long begins = axis.add(ends, -work);
        if (by < begins) {
            // Where nobody works at that moment, work would begin behind it: the last minute before must do.
            begins = axis.next(by) == by ? by : axis.previous(by) - MINUTE;
            ends = axis.add(begins, work);
        }
        return late(i, begins, ends);
    }

    private static long promised(Item item, long until) {
        if (item.deadline() != null) until = Math.min(until, item.deadline().getEpochSecond());
        if (item.constraint() == Constraint.FINISH_NOT_AFTER || item.constraint() == Constraint.FINISH_ON) until = Math.min(until, on(item));
        return until;
    }

    private boolean late(int i, long begins, long ends) {
        boolean moved = lateStart[i] != begins || lateEnd[i] != ends;
        lateStart[i] = begins;
        lateEnd[i] = ends;
        return moved;
    }

    /** The moment after which a link does not let its predecessor finish, or begin, lest its successor be later than it may. */
    private long latest(Link link) {
        return before(link, lateStart, lateEnd);
    }

    /** The last moment from which the lag still leads to the successor's end that is held, as these dates have it. */
    private long before(Link link, long[] starts, long[] ends) {
        int successor = link.successor();
        long at = link.type().toFinish() ? ends[successor] : starts[successor];
        // Work that ends with a day has ended all night.
        if (link.type().toFinish() && (network.summary(successor) || !network.items[successor].work().isZero())) at = axis(network.items[successor]).next(at);
        long lag = link.lag().toSeconds();
        long before = lagAxis(link).add(at, -lag);
        return lag < 0 ? lagAxis(link).next(before) : before;
    }

    // ---- what asks to be late stands at its late dates, and what follows it behind that: the finish does not move

    private void delayLateOnes() {
        boolean any = false;
        for (var item : network.items) any |= item.constraint() == Constraint.AS_LATE_AS_POSSIBLE;
        if (!any) return;
        for (int node : network.order) {
            if (node < size && !network.summary(node) && delayed(network.items[node])) early(node, lateStart[node], lateEnd[node]);
            else forward(node);
        }
    }

    private static boolean delayed(Item item) {
        return item.constraint() == Constraint.AS_LATE_AS_POSSIBLE && item.begun() == null && item.finished() == null && item.fixed() == null;
    }

    // ---- answers

    /** The places that stand, early or late, elsewhere than in another schedule of the same tasks. */
    BitSet differing(Schedule other) {
        var places = new BitSet(size);
        for (int i = 0; i < size; i++) if (start[i] != other.start[i] || end[i] != other.end[i] || lateStart[i] != other.lateStart[i] || lateEnd[i] != other.lateEnd[i]) places.set(i);
        return places;
    }

    private static long on(Item item) {
        return java.util.Objects.requireNonNull(item.on()).getEpochSecond();
    }

    private WorkAxis axis(Item item) {
        return item.calendar() < 0 ? elapsed : axes[item.calendar()];
    }

    private WorkAxis lagAxis(Link link) {
        return link.elapsed() ? elapsed : axis(network.items[link.successor()]);
    }

    public Network network() {
        return network;
    }

    public Instant start(int place) {
        return Instant.ofEpochSecond(start[place]);
    }

    /** When the work is over; where it ends with a day, that day's 24:00 or closing. */
    public Instant finish(int place) {
        return Instant.ofEpochSecond(end[place]);
    }

    public Instant lateStart(int place) {
        return Instant.ofEpochSecond(lateStart[place]);
    }

    public Instant lateFinish(int place) {
        return Instant.ofEpochSecond(lateEnd[place]);
    }

    /** When everything is finished. */
    public Instant finish() {
        return Instant.ofEpochSecond(finish);
    }

    /**
     * How much working time of its own calendar the task may lose before the project finishes later or a promised date breaks;
     * negative where one is broken already.
     */
    public Duration totalSlack(int place) {
        return Duration.ofSeconds(totalSlackOf(place));
    }

    private long totalSlackOf(int i) {
        var axis = axis(network.items[i]);
        return Math.min(axis.between(start[i], lateStart[i]), axis.between(end[i], lateEnd[i]));
    }

    /** How much of it the task may lose before anything else moves; never negative, nothing for a summary's own. */
    public Duration freeSlack(int place) {
        return Duration.ofSeconds(freeSlackOf(place));
    }

    private long freeSlackOf(int i) {
        var axis = axis(network.items[i]);
        long slack = Long.MAX_VALUE;
        for (int l = network.firstOut[i]; l < network.firstOut[i + 1]; l++) {
            var link = network.links[network.out[l]];
            slack = Math.min(slack, axis.between(link.type().fromFinish() ? end[i] : start[i], before(link, start, end)));
        }
        long until = finish;
        for (int above = network.parent(i); above >= 0; above = network.parent(above)) if (network.firstOut[above + 1] > network.firstOut[above]) until = Math.min(until, end[above]);
        return Math.max(0, Math.min(slack, axis.between(end[i], until)));
    }

    /** On the critical path: no slack is left. What is finished is on none. */
    public boolean critical(int place) {
        return critical(place, Duration.ZERO);
    }

    /** Critical, or nearly: at most this much slack is left. */
    public boolean critical(int place, Duration within) {
        return network.items[place].finished() == null && totalSlackOf(place) <= within.toSeconds();
    }
}
