package meridian.project;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import meridian.project.Indicator.Rollup;
import meridian.project.IndicatorProgress.PartyProgress;
import meridian.project.IndicatorProgress.Point;
import org.jspecify.annotations.Nullable;

/**
 * The line of values over time in a box of {@code width} by {@code height}, with the target as a level. The level axis holds 0,
 * every value and the target. Pure.
 */
public record IndicatorChart(int width, int height, List<Dot> dots, @Nullable Double target) {
    private static final double PAD = 8;

    public record Dot(double x, double y, Point point) {
        public String left() {
            return coordinate(x);
        }

        public String top() {
            return coordinate(y);
        }
    }

    /** The days and values that a chart has room for. */
    record Frame(LocalDate first, LocalDate last, BigDecimal low, BigDecimal high) {
        static Frame of(List<Point> points, @Nullable BigDecimal target) {
            var levels = new ArrayList<>(points.stream().map(Point::value).toList());
            levels.add(BigDecimal.ZERO);
            if (target != null) levels.add(target);
            var low = levels.stream().reduce(BigDecimal::min).orElseThrow();
            var high = levels.stream().reduce(BigDecimal::max).orElseThrow();
            return new Frame(points.getFirst().on(), points.getLast().on(), low, low.compareTo(high) == 0 ? low.add(BigDecimal.ONE) : high);
        }

        Frame with(Frame other, boolean levels) {
            return new Frame(first.isBefore(other.first) ? first : other.first, last.isAfter(other.last) ? last : other.last, levels ? low.min(other.low) : low, levels ? high.max(other.high) : high);
        }
    }

    /** One party’s line. */
    public record OfParty(PartyProgress party, IndicatorChart chart) {}

    /** The whole project’s line; there is at least one point. */
    public static IndicatorChart of(List<Point> points, @Nullable BigDecimal target) {
        return in(Frame.of(points, target), 600, 160, points, target);
    }

    /**
     * A small chart of each party that was measured, all over the same days. Where the parties’ values add up, each has a scale of its own,
     * because a small party’s share would be a flat line; otherwise all have the same and can be compared.
     */
    public static List<OfParty> ofParties(IndicatorProgress progress) {
        var measured = progress.parties().stream().filter(party -> !party.overTime().isEmpty()).toList();
        boolean shared = progress.indicator().rollup() != Rollup.SUM;
        var all = measured.stream().map(IndicatorChart::frame).reduce((one, other) -> one.with(other, true));
        return measured.stream().map(party -> new OfParty(party, in(frame(party).with(all.orElseThrow(), shared), 300, 96, party.overTime(), party.party().target()))).toList();
    }

    private static Frame frame(PartyProgress party) {
        return Frame.of(party.overTime(), party.party().target());
    }

    private static IndicatorChart in(Frame frame, int width, int height, List<Point> points, @Nullable BigDecimal target) {
        var days = frame.last().toEpochDay() - frame.first().toEpochDay();
        var dots = points.stream()
                .map(point -> new Dot(days == 0 ? width / 2.0 : PAD + (width - 2 * PAD) * (point.on().toEpochDay() - frame.first().toEpochDay()) / days, level(frame, height, point.value()), point))
                .toList();
        return new IndicatorChart(width, height, dots, target == null ? null : level(frame, height, target));
    }

    private static double level(Frame frame, int height, BigDecimal value) {
        var bottom = frame.low().doubleValue();
        return height - PAD - (height - 2 * PAD) * (value.doubleValue() - bottom) / (frame.high().doubleValue() - bottom);
    }

    public Point first() {
        return dots.getFirst().point();
    }

    public Point last() {
        return dots.getLast().point();
    }

    /** What it shows of a day, where that has a value. */
    public @Nullable BigDecimal at(LocalDate day) {
        return dots.stream().map(Dot::point).filter(point -> point.on().equals(day)).findFirst().map(Point::value).orElse(null);
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
