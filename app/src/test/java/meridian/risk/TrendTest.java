package meridian.risk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Three risks over three weeks. */
class TrendTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 2);
    private static final ZoneId HOME = ZoneId.of("Asia/Shanghai");

    private final UUID customs = UUID.randomUUID();
    private final UUID printer = UUID.randomUUID();

    @Test
    void aWeekCountsWhatIsOpenAtItsEndByTheLevelItHasThen() {
        var trend = trend(
                turn(customs, "2026-11-03T02:00:00Z", RiskStatus.PROPOSED, Level.MEDIUM, null),
                turn(printer, "2026-11-04T02:00:00Z", RiskStatus.PROPOSED, Level.LOW, null),
                turn(customs, "2026-11-10T02:00:00Z", RiskStatus.ASSESSED, Level.MEDIUM, new Risk.Rating(4, 4)),
                turn(printer, "2026-11-17T02:00:00Z", RiskStatus.CLOSED, Level.LOW, null));
        assertThat(trend.weeks()).extracting(Trend.Week::high).containsExactly(0, 1, 1);
        assertThat(trend.weeks()).extracting(Trend.Week::medium).containsExactly(1, 0, 0);
        assertThat(trend.weeks()).extracting(Trend.Week::low).containsExactly(1, 1, 0);
        assertThat(trend.weeks()).extracting(Trend.Week::raised).containsExactly(2, 0, 0);
        assertThat(trend.weeks()).extracting(Trend.Week::ended).containsExactly(0, 0, 1);
        assertThat(trend.most()).isEqualTo(2);
        assertThat(trend.pieces(trend.weeks().get(1))).extracting(Trend.Piece::level).containsExactly(Level.LOW, Level.HIGH);
    }

    @Test
    void aWeekEndsAtHomeAndWhatWasBeforeTheFirstOneStandsInIt() {
        // 23:30 UTC on Sunday is Monday in 上海.
        var trend = trend(turn(customs, "2026-10-28T02:00:00Z", RiskStatus.PROPOSED, Level.HIGH, null), turn(printer, "2026-11-08T23:30:00Z", RiskStatus.PROPOSED, Level.LOW, null));
        assertThat(trend.weeks()).extracting(Trend.Week::open).containsExactly(1, 2, 2);
        assertThat(trend.weeks()).extracting(Trend.Week::raised).containsExactly(0, 1, 0);
    }

    @Test
    void whatIsOpenedAgainCountsAgain() {
        var trend = trend(
                turn(customs, "2026-11-03T02:00:00Z", RiskStatus.PROPOSED, Level.HIGH, null),
                turn(customs, "2026-11-04T02:00:00Z", RiskStatus.OCCURRED, Level.HIGH, null),
                turn(customs, "2026-11-11T02:00:00Z", RiskStatus.PROPOSED, Level.HIGH, null));
        assertThat(trend.weeks()).extracting(Trend.Week::open).containsExactly(0, 1, 1);
        assertThat(trend.weeks()).extracting(Trend.Week::ended).containsExactly(1, 0, 0);
        assertThat(Trend.of(List.of(), MONDAY, MONDAY, HOME, Bands.USUAL).weeks()).singleElement().extracting(Trend.Week::open).isEqualTo(0);
    }

    private static Trend trend(Trend.Turn... turns) {
        return Trend.of(List.of(turns), MONDAY, MONDAY.plusWeeks(2), HOME, Bands.USUAL);
    }

    private static Trend.Turn turn(UUID risk, String at, RiskStatus status, Level estimate, Risk.Rating rating) {
        return new Trend.Turn(risk, Instant.parse(at), status, estimate, rating);
    }
}
