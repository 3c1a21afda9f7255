package meridian.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import meridian.project.Indicator.Comparison;
import meridian.project.Indicator.Measurement;
import meridian.project.Indicator.PartyTarget;
import meridian.project.Indicator.Rollup;
import meridian.project.IndicatorProgress.State;
import meridian.tenancy.IndicatorId;
import meridian.tenancy.MeasurementId;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IndicatorProgressTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final PartyId EAST = PartyId.next();
    private static final PartyId SOUTH = PartyId.next();

    private final List<Measurement> measurements = new ArrayList<>();

    @Test
    void aSumAddsTheNewestValueOfEveryParty() {
        measured(EAST, "100", 1);
        measured(EAST, "150", 5);
        measured(SOUTH, "50", 3);
        assertThat(progress(Rollup.SUM, Comparison.AT_LEAST, "400").actual()).isEqualByComparingTo("200");
        assertThat(progress(Rollup.SUM, Comparison.AT_LEAST, "400").percent()).isEqualTo(50);
    }

    @Test
    void averagesWeightedAndNot() {
        measured(EAST, "80", 1);
        measured(SOUTH, "60", 1);
        assertThat(progress(Rollup.AVERAGE, Comparison.AT_LEAST, "80").actual()).isEqualByComparingTo("70");
        // East weighs 1, South 3.
        assertThat(progress(Rollup.WEIGHTED, Comparison.AT_LEAST, "80").actual()).isEqualByComparingTo("65");
    }

    @Test
    void aThirdIsRoundedToFourDecimals() {
        measured(EAST, "1", 1);
        measured(SOUTH, "0", 1);
        measured(null, "0", 1);
        assertThat(progress(Rollup.AVERAGE, Comparison.AT_LEAST, "1").actual()).isEqualByComparingTo("0.3333");
    }

    @Test
    void theLatestIsTheNewestOfAllAndOfOneDayTheOneEnteredLater() {
        measured(EAST, "3", 9);
        measured(SOUTH, "7", 2);
        assertThat(progress(Rollup.LATEST, Comparison.EQUAL, "3").actual()).isEqualByComparingTo("3");
        measured(SOUTH, "8", 9);
        assertThat(progress(Rollup.LATEST, Comparison.EQUAL, "8").actual()).isEqualByComparingTo("8");
    }

    @Test
    void nothingMeasuredIsNoValueAndNoPercent() {
        for (var rollup : Rollup.values()) {
            var progress = progress(rollup, Comparison.AT_LEAST, "5");
            assertThat(progress.actual()).isNull();
            assertThat(progress.percent()).isNull();
            assertThat(progress.state(TODAY)).isEqualTo(State.NOT_MEASURED);
            assertThat(progress.overTime()).isEmpty();
        }
    }

    @Test
    void withoutATargetThereIsNoPercent() {
        measured(EAST, "5", 1);
        var progress = IndicatorProgress.of(indicator(Rollup.SUM, Comparison.AT_LEAST, null, null), TODAY);
        assertThat(progress.percent()).isNull();
        assertThat(progress.state(TODAY)).isEqualTo(State.NO_TARGET);
    }

    @Test
    void percentagesOfEveryComparison() {
        assertThat(percent(Comparison.AT_LEAST, "500", "499.99")).isEqualTo(99);
        assertThat(percent(Comparison.AT_LEAST, "500", "500")).isEqualTo(100);
        assertThat(percent(Comparison.AT_LEAST, "500", "750")).isEqualTo(150);
        assertThat(percent(Comparison.AT_LEAST, "500", "-20")).isZero();
        assertThat(percent(Comparison.AT_MOST, "10", "8")).isEqualTo(100);
        assertThat(percent(Comparison.AT_MOST, "10", "20")).isEqualTo(50);
        assertThat(percent(Comparison.AT_MOST, "10", "0")).isEqualTo(100);
        assertThat(percent(Comparison.EQUAL, "10", "10.0000")).isEqualTo(100);
        assertThat(percent(Comparison.EQUAL, "10", "12")).isEqualTo(80);
        assertThat(percent(Comparison.EQUAL, "10", "-90")).isZero();
    }

    @Test
    void aTargetOfZeroDividesNothing() {
        assertThat(percent(Comparison.AT_LEAST, "0", "-1")).isZero();
        assertThat(percent(Comparison.AT_LEAST, "0", "0")).isEqualTo(100);
        assertThat(percent(Comparison.AT_MOST, "0", "3")).isZero();
        assertThat(percent(Comparison.AT_MOST, "0", "0")).isEqualTo(100);
        assertThat(percent(Comparison.EQUAL, "0", "1")).isZero();
        assertThat(percent(Comparison.AT_MOST, "-5", "-1")).isZero();
        assertThat(percent(Comparison.AT_LEAST, "0.0001", "999999999999999")).isEqualTo(999);
    }

    @Test
    void whatIsPastDueAndNotReachedWasMissed() {
        measured(EAST, "10", 1);
        assertThat(IndicatorProgress.of(indicator(Rollup.SUM, Comparison.AT_LEAST, "20", TODAY.minusDays(1)), TODAY).state(TODAY)).isEqualTo(State.MISSED);
        assertThat(IndicatorProgress.of(indicator(Rollup.SUM, Comparison.AT_LEAST, "20", TODAY), TODAY).state(TODAY)).isEqualTo(State.ON_THE_WAY);
        assertThat(IndicatorProgress.of(indicator(Rollup.SUM, Comparison.AT_LEAST, "10", TODAY.minusDays(1)), TODAY).state(TODAY)).isEqualTo(State.REACHED);
    }

    @Test
    void everyPartyHasItsOwnProgress() {
        measured(EAST, "30", 1);
        var parties = progress(Rollup.SUM, Comparison.AT_LEAST, "100").parties();
        assertThat(parties.getFirst().percent()).isEqualTo(50); // of 60
        assertThat(parties.getFirst().state()).isEqualTo(State.ON_THE_WAY);
        assertThat(parties.getLast().state()).isEqualTo(State.NO_TARGET);
    }

    @Test
    void overTimeHasOnePointADayWithEverybodysNewestValue() {
        measured(EAST, "1", 1);
        measured(SOUTH, "2", 2);
        measured(EAST, "5", 2);
        assertThat(progress(Rollup.SUM, Comparison.AT_LEAST, "10").overTime()).extracting(point -> point.value().intValueExact()).containsExactly(1, 7);
    }

    @Test
    void theChartHoldsItsPointsAndNeedsNoSpan() {
        assertThat(IndicatorChart.of(List.of(new IndicatorProgress.Point(TODAY, BigDecimal.ZERO)), BigDecimal.ZERO).dots()).hasSize(1);
        var chart = IndicatorChart.of(List.of(new IndicatorProgress.Point(TODAY.minusDays(4), new BigDecimal("-3")), new IndicatorProgress.Point(TODAY, new BigDecimal("9"))), new BigDecimal("12"));
        assertThat(chart.dots()).allSatisfy(dot -> {
            assertThat(dot.x()).isBetween(0.0, (double) chart.width());
            assertThat(dot.y()).isBetween(0.0, (double) chart.height());
        });
        assertThat(chart.target()).isNotNull().isBetween(0.0, chart.dots().getLast().y());
    }

    @Test
    void eachPartyHasItsOwnLineOverTheSameDays() {
        measured(EAST, "10", 1);
        measured(EAST, "12", 1);
        measured(EAST, "40", 11);
        measured(SOUTH, "5", 6);
        var summed = IndicatorChart.ofParties(progress(Rollup.SUM, Comparison.AT_LEAST, "100"));
        assertThat(summed).extracting(one -> one.party().party().party()).containsExactly(EAST, SOUTH);
        assertThat(summed.getFirst().chart().dots()).extracting(dot -> dot.point().value().toPlainString()).as("of one day the last counts").containsExactly("12", "40");
        assertThat(summed.getLast().chart().dots().getFirst().x()).as("half-way between the first day and the last").isEqualTo(150.0);
        assertThat(summed.getLast().chart().dots().getFirst().y()).as("at the top of its own scale").isEqualTo(8.0);
        var averaged = IndicatorChart.ofParties(progress(Rollup.AVERAGE, Comparison.AT_LEAST, "100"));
        assertThat(averaged.getLast().chart().dots().getFirst().y()).as("on the scale of all").isGreaterThan(70.0);
    }

    @Test
    void whoWasNotMeasuredHasNoLine() {
        measured(null, "5", 6);
        assertThat(IndicatorChart.ofParties(progress(Rollup.SUM, Comparison.AT_LEAST, "100"))).isEmpty();
    }

    private static @Nullable Integer percent(Comparison comparison, String target, String actual) {
        return IndicatorProgress.percent(comparison, new BigDecimal(target), new BigDecimal(actual));
    }

    private IndicatorProgress progress(Rollup rollup, Comparison comparison, String target) {
        return IndicatorProgress.of(indicator(rollup, comparison, target, null), TODAY);
    }

    private Indicator indicator(Rollup rollup, Comparison comparison, @Nullable String target, @Nullable LocalDate due) {
        return new Indicator(IndicatorId.next(), "x", "", comparison, target == null ? null : new BigDecimal(target), rollup, due, 0,
                List.of(new PartyTarget(EAST, "East", new BigDecimal("60"), BigDecimal.ONE), new PartyTarget(SOUTH, "South", null, new BigDecimal("3"))), List.copyOf(measurements));
    }

    private void measured(@Nullable PartyId party, String value, int day) {
        measurements.add(new Measurement(MeasurementId.next(), party, null, new BigDecimal(value), LocalDate.of(2026, 11, day), "", MemberId.next(), "", Instant.ofEpochSecond(measurements.size())));
    }
}
