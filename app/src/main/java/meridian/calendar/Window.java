package meridian.calendar;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A stretch of real time in which a region works: {@code from} inclusive, {@code to} exclusive, never empty. */
public record Window(Instant from, Instant to) {

    public Window {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("a window ends after it begins: " + from + " to " + to);
        }
    }

    public Duration length() {
        return Duration.between(from, to);
    }

    public boolean contains(Instant instant) {
        return !instant.isBefore(from) && instant.isBefore(to);
    }

    /** What two lists of windows, each in order and without overlaps, have in common. */
    public static List<Window> common(List<Window> ours, List<Window> theirs) {
        var common = new ArrayList<Window>();
        for (int i = 0, j = 0; i < ours.size() && j < theirs.size(); ) {
            var a = ours.get(i);
            var b = theirs.get(j);
            var from = a.from.isAfter(b.from) ? a.from : b.from;
            var to = a.to.isBefore(b.to) ? a.to : b.to;
            if (from.isBefore(to)) {
                common.add(new Window(from, to));
            }
            if (a.to.isBefore(b.to)) {
                i++;
            } else {
                j++;
            }
        }
        return List.copyOf(common);
    }
}
