package meridian.bench;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One measured number against its target; {@code target} and {@code met} are null where there is none. */
record Figure(String name, String metric, double value, String unit, @Nullable Double target, @Nullable Boolean met) {
    private static final String ROW = "%-10s %-58s %12s %-8s %10s  %s";
    static final String HEADING = ROW.formatted("name", "metric", "value", "unit", "target", "met");

    static Figure atMost(String name, String metric, double value, String unit, double target) {
        return new Figure(name, metric, value, unit, target, value <= target);
    }

    static Figure atLeast(String name, String metric, double value, String unit, double target) {
        return new Figure(name, metric, value, unit, target, value >= target);
    }

    static Figure plain(String name, String metric, double value, String unit) {
        return new Figure(name, metric, value, unit, null, null);
    }

    String json() {
        return "{\"name\":\"%s\",\"metric\":\"%s\",\"value\":%s,\"unit\":\"%s\",\"target\":%s,\"met\":%s}".formatted(name, metric, number(value), unit, target == null ? "null" : number(target), met);
    }

    String row() {
        return ROW.formatted(name, metric, number(value), unit, target == null ? "" : (Boolean.TRUE.equals(met) == value <= target ? "≤ " : "≥ ") + number(target), met == null ? "" : met ? "yes" : "NO").stripTrailing();
    }

    private static String number(double value) {
        return value >= 100 || value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : String.format(Locale.ROOT, "%.2f", value);
    }
}
