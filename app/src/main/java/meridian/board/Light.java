package meridian.board;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How a party stands, as one colour with its reasons. Pure. */
public enum Light {
    RED, AMBER, GREEN, NONE;

    /** A fifth of the open tasks being late is no longer an exception. */
    private static final int FIFTH = 5;

    /** What is counted for it; {@code longBlocked} of those blocked are so for more than two days. */
    public record Facts(int tasks, int open, int emergencies, int milestonesLate, int longBlocked, int blocked, int overdue, int clocksMissed, int highRisks) {}

    /** One cause: the last part of its message’s key, and how often. */
    public record Reason(String kind, int many) {}

    public record Judged(Light light, List<Reason> reasons) {}

    public static Judged of(Facts facts) {
        var red = new ArrayList<Reason>();
        add(red, "emergency", facts.emergencies());
        add(red, "milestone_late", facts.milestonesLate());
        add(red, "blocked_long", facts.longBlocked());
        boolean mostlyLate = facts.overdue() > 0 && facts.overdue() * FIFTH >= facts.open();
        if (mostlyLate) add(red, "overdue", facts.overdue());
        var amber = new ArrayList<Reason>();
        if (!mostlyLate) add(amber, "overdue", facts.overdue());
        add(amber, "blocked", facts.blocked() - facts.longBlocked());
        add(amber, "clock_missed", facts.clocksMissed());
        add(amber, "high_risk", facts.highRisks());
        var reasons = new ArrayList<>(red);
        reasons.addAll(amber);
        var light = !red.isEmpty() ? RED : !amber.isEmpty() ? AMBER : facts.tasks() == 0 ? NONE : GREEN;
        return new Judged(light, List.copyOf(reasons));
    }

    private static void add(List<Reason> reasons, String kind, int many) {
        if (many > 0) reasons.add(new Reason(kind, many));
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
