package meridian.duty;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every case of a promise, and the sums and the chart over them. */
class PromiseTest {
    private static final Instant NOW = Instant.parse("2026-11-25T02:00:00Z");
    private static final Instant PAST = Instant.parse("2026-11-24T10:00:00Z");

    @Test
    void whatIsDueIsKeptKeptLateOrMissed() {
        assertThat(Promise.of("met", PAST, null, NOW)).contains(Promise.KEPT);
        assertThat(Promise.of("met_late", PAST, null, NOW)).contains(Promise.KEPT_LATE);
        assertThat(Promise.of("open", PAST, null, NOW)).contains(Promise.MISSED);
        assertThat(Promise.of("missed", PAST, null, NOW)).contains(Promise.MISSED);
        assertThat(Promise.of("open", NOW, null, NOW)).contains(Promise.MISSED);
    }

    @Test
    void whatIsNotDueOrNoLongerOwedCountsForNothing() {
        assertThat(Promise.of("cancelled", PAST, null, NOW)).isEmpty();
        assertThat(Promise.of("open", NOW.plusSeconds(1), null, NOW)).isEmpty();
        assertThat(Promise.of("met", NOW.plusSeconds(1), null, NOW)).as("kept early").isEmpty();
    }

    @Test
    void aClockThatStandsStillIsOverOnlyIfItWasWhenItStopped() {
        assertThat(Promise.of("open", PAST, PAST.minusSeconds(1), NOW)).isEmpty();
        assertThat(Promise.of("open", PAST, PAST.plusSeconds(1), NOW)).contains(Promise.MISSED);
    }

    @Test
    void theSumsHoldEveryWeekAndNoneIsOrderedByHowWellItWasKept() {
        var first = LocalDate.of(2026, 11, 9);
        var promises = new Promises(List.of(
                line("b", first, new Kept(1, 1, 0, 1, 0, 0)),
                line("a", first.plusWeeks(2), new Kept(0, 0, 3, 0, 1, 2))), first, first.plusWeeks(2));
        assertThat(promises.total()).isEqualTo(new Kept(1, 1, 3, 1, 1, 2));
        assertThat(promises.total().percent()).isEqualTo(20);
        assertThat(promises.byKind()).extracting(Promises.Part::key).containsExactly("a", "b");
        assertThat(promises.weeks()).extracting(week -> week.kept().due()).containsExactly(2, 0, 3);
        assertThat(new Kept(199, 1, 0, 0, 0, 0).percent()).as("never rounded up to all of it").isEqualTo(99);
        assertThat(Kept.NONE.percent()).isNull();
    }

    @Test
    void theTallestWeekFillsTheChart() {
        var first = LocalDate.of(2026, 11, 9);
        var chart = PromiseChart.of(new Promises(List.of(line("a", first, new Kept(2, 1, 1, 0, 1, 0)), line("a", first.plusWeeks(1), new Kept(1, 0, 0, 0, 0, 0))), first, first.plusWeeks(1)).weeks());
        assertThat(chart.most()).isEqualTo(4);
        var full = chart.bars().getFirst().pieces();
        assertThat(full).extracting(PromiseChart.Piece::kind).containsExactly("kept", "late", "elsewhere");
        assertThat(full.getLast().y()).isZero();
        assertThat(full.stream().mapToDouble(PromiseChart.Piece::height).sum()).isEqualTo(PromiseChart.HEIGHT);
        assertThat(chart.bars().getLast().pieces().getFirst().height()).isEqualTo(PromiseChart.HEIGHT / 4.0);
        assertThat(PromiseChart.of(List.of()).bars()).isEmpty();
    }

    private static Promises.Line line(String kind, LocalDate week, Kept kept) {
        return new Promises.Line(null, null, kind, week, kept);
    }
}
