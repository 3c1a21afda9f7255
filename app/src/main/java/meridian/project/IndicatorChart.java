package meridian.project;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The line of an indicator’s values over time in a box of {@link #WIDTH} by {@link #HEIGHT}, with the target as a level.
 * The level axis holds 0, every value and the target. Pure.
 */
public record IndicatorChart(List<Dot> dots, @Nullable Double target, BigDecimal low, BigDecimal high) {
    public static final int WIDTH = 600;
    public static final int HEIGHT = 160;
    private static final double PAD = 8;

    public record Dot(double x, double y, IndicatorProgress.Point point) {
        public String left() {
            return coordinate(x);
        }

        public String top() {
            return coordinate(y);
        }
    }

    public static IndicatorChart of(List<IndicatorProgress.Point> points, @Nullable BigDecimal target) {
        var low = BigDecimal.ZERO;
        var high = target == null ? BigDecimal.ZERO : target.max(BigDecimal.ZERO);
        if (target != null) low = low.min(target);
        for (var point : points) {
            low = low.min(point.value());
            high = high.max(point.value());
        }
        if (low.compareTo(high) == 0) high = low.add(BigDecimal.ONE);
        var bottom = low.doubleValue();
        var span = high.doubleValue() - bottom;
        var first = points.isEmpty() ? 0 : points.getFirst().on().toEpochDay();
        var days = points.isEmpty() ? 0 : points.getLast().on().toEpochDay() - first;
        var dots = points.stream()
                .map(point -> new Dot(
                        days == 0 ? WIDTH / 2.0 : PAD + (WIDTH - 2 * PAD) * (point.on().toEpochDay() - first) / days,
                        level(point.value(), bottom, span),
                        point))
                .toList();
        return new IndicatorChart(dots, target == null ? null : level(target, bottom, span), low, high);
    }

    private static double level(BigDecimal value, double bottom, double span) {
        return HEIGHT - PAD - (HEIGHT - 2 * PAD) * (value.doubleValue() - bottom) / span;
    }

    /** The line as SVG writes it. */
    public String line() {
        return dots.stream().map(dot -> dot.left() + "," + dot.top()).collect(Collectors.joining(" "));
    }

    public String level() {
        return target == null ? "0" : coordinate(target);
    }

    private static String coordinate(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
