package meridian.launch;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import meridian.workplan.PlanLine;

/**
 * How far a party’s part of the plan has moved away from what it agreed to. What is over by now moves no more; a task that
 * changed its party is dropped for the one and added for the other. {@code agreed} is how many tasks there were.
 */
public record PlanDrift(int agreed, List<Moved> moved, List<String> added, List<String> dropped) {
    /** A task whose finish is by so many days later (positive) or earlier. */
    public record Moved(int number, String title, boolean milestone, String from, String to, long days) {}

    /** How far a plan may move before a party is asked again: a finish by days, and the tasks that came or went as a share of all. */
    public record Tolerance(int days, int percent) {
        public static final Tolerance USUAL = new Tolerance(5, 10);
    }

    static PlanDrift between(List<PlanLine> agreed, List<PlanLine> now) {
        var before = new HashMap<String, PlanLine>();
        for (var line : agreed) before.put(line.id(), line);
        var moved = new ArrayList<Moved>();
        var added = new ArrayList<String>();
        for (var line : now) {
            var was = before.remove(line.id());
            if (was == null) {
                if (!line.over()) added.add(line.number() + " " + line.title());
            } else if (!line.over() && !was.finish().equals(line.finish())) {
                moved.add(new Moved(line.number(), line.title(), line.milestone(), was.finish(), line.finish(), days(was.finish(), line.finish())));
            }
        }
        var dropped = agreed.stream().filter(line -> before.containsKey(line.id())).map(line -> line.number() + " " + line.title()).toList();
        return new PlanDrift(agreed.size(), List.copyOf(moved), List.copyOf(added), dropped);
    }

    // A date that came or went counts as far.
    private static long days(String from, String to) {
        if (from.isEmpty() || to.isEmpty()) return Integer.MAX_VALUE;
        return ChronoUnit.DAYS.between(LocalDate.parse(from), LocalDate.parse(to));
    }

    /** Whether it is more than the party has to put up with unasked. */
    public boolean beyond(Tolerance tolerance) {
        return moved.stream().anyMatch(one -> Math.abs(one.days()) > tolerance.days()) || (added.size() + dropped.size()) * 100L > (long) tolerance.percent() * Math.max(1, agreed);
    }
}
