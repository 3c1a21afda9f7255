package meridian.project;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import meridian.project.Indicator.Comparison;
import meridian.project.Indicator.Measurement;
import meridian.project.Indicator.PartyTarget;
import meridian.tenancy.PartyId;
import org.jspecify.annotations.Nullable;

/**
 * How far an indicator has come. A party’s value is its newest measurement; the whole project’s own measurement stands
 * beside the parties’ as one more, with weight 1. Averages are rounded to four decimals, percentages down, so that 100 %
 * means reached. Pure.
 */
public record IndicatorProgress(Indicator indicator, @Nullable BigDecimal actual, List<PartyProgress> parties, List<Point> overTime) {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int MOST_PERCENT = 999;

    public enum State {
        NO_TARGET, NOT_MEASURED, REACHED, ON_THE_WAY, MISSED;

        public String text() {
            return name().toLowerCase();
        }
    }

    public record PartyProgress(PartyTarget party, @Nullable Measurement latest, @Nullable Integer percent, State state, List<Point> overTime) {}

    public record Point(LocalDate on, BigDecimal value) {}

    public static IndicatorProgress of(Indicator indicator, LocalDate today) {
        var newest = new HashMap<@Nullable PartyId, Measurement>();
        var points = new ArrayList<Point>();
        var ofParties = new HashMap<@Nullable PartyId, List<Point>>();
        for (var measurement : indicator.measurements().stream().sorted(Measurement.NEWEST_LAST).toList()) {
            newest.put(measurement.party(), measurement);
            add(ofParties.computeIfAbsent(measurement.party(), party -> new ArrayList<>()), new Point(measurement.on(), measurement.value()));
            var total = rolledUp(indicator, newest.values());
            if (total != null) add(points, new Point(measurement.on(), total));
        }
        var parties = indicator.parties().stream().map(party -> progress(indicator, party, newest.get(party.party()), ofParties.getOrDefault(party.party(), List.of()), today)).toList();
        return new IndicatorProgress(indicator, rolledUp(indicator, newest.values()), parties, List.copyOf(points));
    }

    // Of one day the last counts.
    private static void add(List<Point> points, Point point) {
        if (!points.isEmpty() && points.getLast().on().equals(point.on())) points.removeLast();
        points.add(point);
    }

    private static PartyProgress progress(Indicator indicator, PartyTarget party, @Nullable Measurement latest, List<Point> overTime, LocalDate today) {
        var actual = latest == null ? null : latest.value();
        return new PartyProgress(party, latest, percent(indicator.comparator(), party.target(), actual), state(indicator.comparator(), party.target(), actual, indicator.dueOn(), today), List.copyOf(overTime));
    }

    /** The project’s value out of what was measured last; null where nothing was. */
    static @Nullable BigDecimal rolledUp(Indicator indicator, Collection<Measurement> newest) {
        if (newest.isEmpty()) return null;
        return switch (indicator.rollup()) {
            case SUM -> newest.stream().map(Measurement::value).reduce(BigDecimal.ZERO, BigDecimal::add);
            case AVERAGE -> mean(newest, Map.of());
            case WEIGHTED -> mean(newest, weights(indicator));
            case LATEST -> newest.stream().max(Measurement.NEWEST_LAST).orElseThrow().value();
        };
    }

    private static Map<PartyId, BigDecimal> weights(Indicator indicator) {
        var weights = new HashMap<PartyId, BigDecimal>();
        indicator.parties().forEach(party -> weights.put(party.party(), party.weight()));
        return weights;
    }

    private static @Nullable BigDecimal mean(Collection<Measurement> newest, Map<PartyId, BigDecimal> weights) {
        var sum = BigDecimal.ZERO;
        var whole = BigDecimal.ZERO;
        for (var measurement : newest) {
            var weight = measurement.party() == null ? BigDecimal.ONE : weights.getOrDefault(measurement.party(), BigDecimal.ONE);
            sum = sum.add(measurement.value().multiply(weight));
            whole = whole.add(weight);
        }
        return whole.signum() == 0 ? null : sum.divide(whole, 4, RoundingMode.HALF_UP);
    }

    /** Whole percent of the target, never 100 before it is reached; null without a target or a value. */
    static @Nullable Integer percent(Comparison comparator, @Nullable BigDecimal target, @Nullable BigDecimal actual) {
        if (target == null || actual == null) return null;
        if (comparator.reached(target, actual)) return comparator == Comparison.AT_LEAST && target.signum() > 0 ? Math.clamp(share(actual, target), 100, MOST_PERCENT) : 100;
        return Math.clamp(switch (comparator) {
            case AT_LEAST -> target.signum() > 0 ? share(actual, target) : 0;
            case AT_MOST -> target.signum() > 0 ? share(target, actual) : 0;
            case EQUAL -> target.signum() == 0 ? 0 : 100 - share(actual.subtract(target).abs(), target.abs());
        }, 0, 99);
    }

    private static long share(BigDecimal part, BigDecimal whole) {
        return part.multiply(HUNDRED).divide(whole, 0, RoundingMode.DOWN).min(BigDecimal.valueOf(100_000)).longValue();
    }

    private static State state(Comparison comparator, @Nullable BigDecimal target, @Nullable BigDecimal actual, @Nullable LocalDate dueOn, LocalDate today) {
        if (target == null) return State.NO_TARGET;
        if (actual != null && comparator.reached(target, actual)) return State.REACHED;
        if (dueOn != null && dueOn.isBefore(today)) return State.MISSED;
        return actual == null ? State.NOT_MEASURED : State.ON_THE_WAY;
    }

    public @Nullable Integer percent() {
        return percent(indicator.comparator(), indicator.target(), actual);
    }

    /** The length of a bar: 0 to 100. */
    public int length() {
        var percent = percent();
        return percent == null ? 0 : Math.min(100, percent);
    }

    public State state(LocalDate today) {
        return state(indicator.comparator(), indicator.target(), actual, indicator.dueOn(), today);
    }
}
