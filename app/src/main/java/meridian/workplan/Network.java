package meridian.workplan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import meridian.calendar.WorkCalendar;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Schedule} is computed from: tasks by their place (0, 1, 2 …), the links between them, and each one's
 * calendar. A task that is a parent is a summary: it has no work of its own, spans its children, and what it waits for its
 * children wait for.
 */
public final class Network {
    /** Not finished, not begun, not dated: the instant of nothing. */
    static final long NONE = Long.MIN_VALUE;

    /**
     * One task.
     *
     * @param parent place of its summary task, or −1
     * @param calendar place of its calendar; −1 counts every hour (elapsed durations)
     * @param work how long it takes in its calendar; nothing for a milestone
     * @param on the date of a dated constraint, as an instant (23:59 inclusive finishes are 24:00 here)
     * @param deadline does not move the task; what is later has negative slack
     * @param begun when it really began; it is not moved before or behind that
     * @param finished when it really finished; neither links nor constraints move it
     * @param fixed dates set by hand (both or none): kept, whatever its predecessors say
     */
    public record Item(
            int parent,
            int calendar,
            Duration work,
            Constraint constraint,
            @Nullable Instant on,
            @Nullable Instant deadline,
            @Nullable Instant begun,
            @Nullable Instant finished,
            @Nullable Span fixed) {

        public Item {
            if (work.isNegative()) throw new IllegalArgumentException("negative work");
            if (constraint.dated() && on == null) throw new IllegalArgumentException(constraint + " without a date");
        }

        public static Item of(int calendar, Duration work) {
            return new Item(-1, calendar, work, Constraint.AS_SOON_AS_POSSIBLE, null, null, null, null, null);
        }

        public Item under(int parent) {
            return new Item(parent, calendar, work, constraint, on, deadline, begun, finished, fixed);
        }

        public Item taking(Duration work) {
            return new Item(parent, calendar, work, constraint, on, deadline, begun, finished, fixed);
        }

        public Item asked(Constraint constraint, @Nullable Instant on) {
            return new Item(parent, calendar, work, constraint, on, deadline, begun, finished, fixed);
        }

        public Item due(@Nullable Instant deadline) {
            return new Item(parent, calendar, work, constraint, on, deadline, begun, finished, fixed);
        }

        public Item done(@Nullable Instant begun, @Nullable Instant finished) {
            return new Item(parent, calendar, work, constraint, on, deadline, begun, finished, fixed);
        }

        public Item fixed(Span span) {
            return new Item(parent, calendar, work, constraint, on, deadline, begun, finished, span);
        }
    }

    public record Span(Instant start, Instant finish) {}

    /**
     * The successor waits for the predecessor, and for the lag after it: counted in the successor's calendar, or by the
     * clock on the wall if elapsed. A negative lag is a lead.
     */
    public record Link(int predecessor, int successor, LinkType type, Duration lag, boolean elapsed) {
        public static Link of(int predecessor, int successor, LinkType type) {
            return new Link(predecessor, successor, type, Duration.ZERO, false);
        }

        public Link lagging(Duration lag) {
            return new Link(predecessor, successor, type, lag, elapsed);
        }
    }

    final Instant start;
    final List<WorkCalendar> calendars;
    final Item[] items;
    final Link[] links;
    /** Children of i: {@code children[firstChild[i] .. firstChild[i + 1])}; links likewise. */
    final int[] firstChild;
    final int[] children;
    final int[] firstIn;
    final int[] in;
    final int[] firstOut;
    final int[] out;
    /** Every node behind what it waits for: i is a task or a summary's beginning, n + i a summary's end. */
    final int[] order;
    final int[] rank;

    private Network(Instant start, List<WorkCalendar> calendars, Item[] items, Link[] links) {
        this.start = start;
        this.calendars = List.copyOf(calendars);
        this.items = items;
        this.links = links;
        int n = items.length;
        firstChild = new int[n + 1];
        firstIn = new int[n + 1];
        firstOut = new int[n + 1];
        for (int i = 0; i < n; i++) if (parent(i) >= 0) firstChild[parent(i) + 1]++;
        for (var link : links) {
            firstIn[link.successor + 1]++;
            firstOut[link.predecessor + 1]++;
        }
        for (int i = 0; i < n; i++) {
            firstChild[i + 1] += firstChild[i];
            firstIn[i + 1] += firstIn[i];
            firstOut[i + 1] += firstOut[i];
        }
        children = new int[firstChild[n]];
        in = new int[links.length];
        out = new int[links.length];
        var nextChild = firstChild.clone();
        var nextIn = firstIn.clone();
        var nextOut = firstOut.clone();
        for (int i = 0; i < n; i++) if (parent(i) >= 0) children[nextChild[parent(i)]++] = i;
        for (int l = 0; l < links.length; l++) {
            in[nextIn[links[l].successor]++] = l;
            out[nextOut[links[l].predecessor]++] = l;
        }
        order = new Order(this).sorted();
        rank = new int[2 * n];
        Arrays.fill(rank, -1);
        for (int at = 0; at < order.length; at++) rank[order[at]] = at;
    }

    // The same tasks and links with other numbers: the order stays.
    private Network(Network same, Instant start, Item[] items) {
        this.start = start;
        this.calendars = same.calendars;
        this.items = items;
        this.links = same.links;
        this.firstChild = same.firstChild;
        this.children = same.children;
        this.firstIn = same.firstIn;
        this.in = same.in;
        this.firstOut = same.firstOut;
        this.out = same.out;
        this.order = same.order;
        this.rank = same.rank;
    }

    public int size() {
        return items.length;
    }

    public Item item(int place) {
        return items[place];
    }

    public List<Link> links() {
        return List.of(links);
    }

    public boolean summary(int place) {
        return firstChild[place + 1] > firstChild[place];
    }

    int parent(int place) {
        return items[place].parent;
    }

    /** The same network with one task changed in itself; a task that changes its parent needs a network of its own. */
    public Network with(int place, Item item) {
        if (item.parent != items[place].parent) throw new IllegalArgumentException("the parent stays");
        var changed = items.clone();
        changed[place] = item;
        return new Network(this, start, changed);
    }

    /** As {@link #with(int, Item)}, of several tasks at once. */
    Network with(Map<Integer, Item> items) {
        if (items.isEmpty()) return this;
        var changed = this.items.clone();
        items.forEach((place, item) -> {
            if (item.parent != changed[place].parent) throw new IllegalArgumentException("the parent stays");
            changed[place] = item;
        });
        return new Network(this, start, changed);
    }

    /** Begins a network; the project begins at {@code start}. */
    public static Builder from(Instant start) {
        return new Builder(start);
    }

    public static final class Builder {
        private final Instant start;
        private final List<WorkCalendar> calendars = new ArrayList<>();
        private final List<Item> items = new ArrayList<>();
        private final List<Link> links = new ArrayList<>();

        private Builder(Instant start) {
            this.start = start;
        }

        /** Its place for {@link Item#calendar}; an equal calendar keeps the place it has. */
        public int calendar(WorkCalendar calendar) {
            int known = calendars.indexOf(calendar);
            if (known >= 0) return known;
            calendars.add(calendar);
            return calendars.size() - 1;
        }

        /** The place of the task. */
        public int add(Item item) {
            items.add(item);
            return items.size() - 1;
        }

        public Builder link(Link link) {
            links.add(link);
            return this;
        }

        public Builder link(int predecessor, int successor, LinkType type) {
            return link(Link.of(predecessor, successor, type));
        }

        /**
         * @throws PlanCycle if tasks wait for each other in a circle
         * @throws IllegalArgumentException if a parent, a calendar or an end of a link is none
         */
        public Network build() {
            int n = items.size();
            for (var item : items) {
                if (item.parent < -1 || item.parent >= n) throw new IllegalArgumentException("no parent " + item.parent);
                if (item.calendar < -1 || item.calendar >= calendars.size()) throw new IllegalArgumentException("no calendar " + item.calendar);
            }
            for (var link : links)
                if (link.predecessor < 0 || link.predecessor >= n || link.successor < 0 || link.successor >= n) throw new IllegalArgumentException("no such link " + link);
            return new Network(start, calendars, items.toArray(Item[]::new), links.toArray(Link[]::new));
        }
    }

    /** Sorts the nodes so that each stands behind what it waits for, or names a circle. */
    private record Order(Network network) {
        int[] sorted() {
            int n = network.items.length;
            var waits = new int[2 * n];
            int nodes = 0;
            for (int i = 0; i < n; i++) {
                waits[i] = network.firstIn[i + 1] - network.firstIn[i] + (network.parent(i) >= 0 ? 1 : 0);
                nodes++;
                if (network.summary(i)) {
                    waits[n + i] = network.firstChild[i + 1] - network.firstChild[i];
                    nodes++;
                }
            }
            var sorted = new int[nodes];
            int filled = 0;
            for (int i = 0; i < n; i++) if (waits[i] == 0) sorted[filled++] = i;
            for (int at = 0; at < filled; at++) filled = release(sorted[at], waits, sorted, filled);
            if (filled < nodes) throw new PlanCycle(circle(waits));
            return sorted;
        }

        private int release(int node, int[] waits, int[] sorted, int filled) {
            int n = network.items.length;
            boolean end = node >= n;
            int i = end ? node - n : node;
            if (!end && network.summary(i)) {
                for (int c = network.firstChild[i]; c < network.firstChild[i + 1]; c++) if (--waits[network.children[c]] == 0) sorted[filled++] = network.children[c];
                return filled;
            }
            for (int l = network.firstOut[i]; l < network.firstOut[i + 1]; l++) {
                int successor = network.links[network.out[l]].successor;
                if (--waits[successor] == 0) sorted[filled++] = successor;
            }
            int parent = network.parent(i);
            if (parent >= 0 && --waits[n + parent] == 0) sorted[filled++] = n + parent;
            return filled;
        }

        // Every node that was not released waits for another such: going back along one of them each time must come round.
        private List<Integer> circle(int[] waits) {
            int n = network.items.length;
            int at = 0;
            while (waits[at] == 0) at++;
            var walked = new ArrayList<Integer>();
            var seen = new int[2 * n];
            while (seen[at] == 0) {
                walked.add(at);
                seen[at] = walked.size();
                at = awaited(at, waits);
            }
            var members = new ArrayList<Integer>();
            for (int node : walked.subList(seen[at] - 1, walked.size())) {
                int i = node >= n ? node - n : node;
                if (members.isEmpty() || members.getLast() != i) members.add(i);
            }
            if (members.size() > 1 && members.getFirst().equals(members.getLast())) members.removeLast();
            return members.reversed();
        }

        private int awaited(int node, int[] waits) {
            int n = network.items.length;
            if (node >= n) {
                for (int c = network.firstChild[node - n]; c < network.firstChild[node - n + 1]; c++) {
                    int child = network.children[c];
                    int end = network.summary(child) ? n + child : child;
                    if (waits[end] > 0) return end;
                }
            } else {
                for (int l = network.firstIn[node]; l < network.firstIn[node + 1]; l++) {
                    int predecessor = network.links[network.in[l]].predecessor;
                    int end = network.summary(predecessor) ? n + predecessor : predecessor;
                    if (waits[end] > 0) return end;
                }
            }
            return network.parent(node >= n ? node - n : node);
        }
    }
}
