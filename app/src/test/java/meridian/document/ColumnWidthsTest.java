package meridian.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import meridian.document.Block.Column;
import meridian.document.Block.Table;
import org.junit.jupiter.api.Test;

/** No day breaks in two because its column asked for too little. */
class ColumnWidthsTest {
    @Test
    void aDayAndANumberStayWholeAtTheCostOfTheTextBeside() {
        var table = new Table(List.of(Column.centred("序号", 2), Column.centred("日期", 2), Column.of("决议", 96)), List.of(List.of("1", "2026-11-24", "先在三家门店试点。".repeat(40))));
        var widths = ColumnWidths.of(table, 470, 1000);
        assertThat(Arrays.stream(widths).sum()).isEqualTo(1000);
        assertThat(widths[1]).as("a day in letters of 10.5 points and its edges").isBetween(130, 170);
        assertThat(widths[2]).isGreaterThan(700);
    }

    @Test
    void whatHasRoomStaysAsItWasAskedFor() {
        var table = new Table(List.of(Column.of("甲", 25), Column.of("乙", 75)), List.of(List.of("短", "长".repeat(300))));
        assertThat(ColumnWidths.of(table, 470, 1000)).containsExactly(250, 750);
    }

    @Test
    void anAddressWithoutASpaceTakesNoMoreThanAWord() {
        assertThat(ColumnWidths.longest("https://example.com/" + "a".repeat(500))).isLessThan(7);
        assertThat(ColumnWidths.longest("see 2026-11-24 09:00 there")).as("a day and its time").isBetween(7.5, 9.0);
        assertThat(ColumnWidths.longest("≥\u00a012,000,000")).as("a target, whose sign is wide").isBetween(6.5, 7.0);
        assertThat(ColumnWidths.longest("第1页\n共2页")).isBetween(1.0, 1.5);
    }

    @Test
    void theMoreColumnsTheSmallerTheLettersSoThatDaysStayWhole() {
        var columns = IntStream.range(0, 19).mapToObj(i -> Column.centred(i % 3 == 0 ? "Constraint" : "日期", 6)).toList();
        var row = IntStream.range(0, 19).mapToObj(i -> i < 8 ? "2026-11-24" : "").toList();
        var widths = ColumnWidths.of(new Table(columns, List.of(row)), 728, 728);
        assertThat(ColumnWidths.Letters.of(new Table(columns, List.of(row)))).isEqualTo(ColumnWidths.Letters.SMALLEST);
        assertThat(widths[1]).as("a day in letters of 6 points and its edges").isGreaterThanOrEqualTo((int) (ColumnWidths.longest("2026-11-24") * 6 + 4));
    }

    @Test
    void whereNothingFitsEachGivesItsShare() {
        var columns = IntStream.range(0, 30).mapToObj(i -> Column.centred("Responsible", 6)).toList();
        var widths = ColumnWidths.of(new Table(columns, List.of()), 728, 1000);
        assertThat(Arrays.stream(widths).sum()).isEqualTo(1000);
        assertThat(Arrays.stream(widths).min().orElseThrow()).isGreaterThan(30);
    }
}
