package meridian.workplan.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import meridian.workplan.exchange.DateReader.End;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DateReaderTest {
    private static final LocalDate MIDDLE = LocalDate.of(2026, 12, 20);

    private static DateReader reader(Integer notedYear, Boolean dayFirst) {
        return new DateReader(new DateReader.Hints(notedYear, MIDDLE, LocalDate.of(2026, 11, 30), LocalDate.of(2026, 11, 20), dayFirst, 2026, Workbooks.NOTHING));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-11-30 | 2026-11-30
            2026.12.11 | 2026-12-11
            2026/12/31 | 2026-12-31
            2027/1/8 | 2027-01-08
            20261130 | 2026-11-30
            2026年11月30日 | 2026-11-30
            2026 年 11 月 30 号 | 2026-11-30
            2026-11-30(周一) | 2026-11-30
            30 Nov 2026 | 2026-11-30
            30-Nov-26 | 2026-11-30
            30th November 2026 | 2026-11-30
            Nov 30, 2026 | 2026-11-30
            November 30th, 2026 | 2026-11-30
            Mon 30/11/2026 | 2026-11-30
            30.11.2026 | 2026-11-30
            11/30/2026 | 2026-11-30
            26年11月30日 | 2026-11-30
            2026-11-30T00:00:00Z | 2026-11-30
            """)
    void aWholeDateIsReadWithoutRemark(String written, LocalDate date) {
        var reading = reader(null, null).fromText(written, End.START, null);
        assertThat(reading.date()).isEqualTo(PlanDate.of(date));
        assertThat(reading.key()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            11月30日 | 2026-11-30
            1月8日 | 2027-01-08
            12/14 | 2026-12-14
            1.15 | 2027-01-15
            25/12 | 2026-12-25
            8 Jan | 2027-01-08
            Dec 24 | 2026-12-24
            """)
    void withoutAYearTheNearestIsTakenAndSaidSo(String written, LocalDate date) {
        var reading = reader(null, null).fromText(written, End.START, null);
        assertThat(reading.date()).isEqualTo(PlanDate.of(date));
        assertThat(reading.severity()).isEqualTo(Severity.NOTICE);
        assertThat(reading.key()).isEqualTo("exchange.date.year-guessed");
    }

    @Test
    void theNotesYearIsTakenButNeverToEndBeforeTheStart() {
        var reader = reader(2026, null);
        assertThat(reader.fromText("1月8日", End.START, null).date()).isEqualTo(PlanDate.of(LocalDate.of(2026, 1, 8)));
        assertThat(reader.fromText("1月8日", End.FINISH, LocalDate.of(2026, 12, 28)).date()).isEqualTo(PlanDate.of(LocalDate.of(2027, 1, 8)));
        assertThat(reader.fromText("12月1日", End.FINISH, LocalDate.of(2026, 12, 28)).date()).isEqualTo(PlanDate.of(LocalDate.of(2026, 12, 1)));
    }

    @Test
    void dayAndMonthThatCanBeEitherAreAWarningWithBothOffered() {
        var reading = reader(null, null).fromText("12/11/2026", End.START, null);
        assertThat(reading.severity()).isEqualTo(Severity.WARNING);
        assertThat(List.of(reading.date(), reading.others().getFirst())).extracting(PlanDate::toString).containsExactly("2026-12-11", "2026-11-12");

        var decided = reader(null, true).fromText("12/11/2026", End.START, null);
        assertThat(decided.date()).isEqualTo(PlanDate.of(LocalDate.of(2026, 11, 12)));
        assertThat(decided.severity()).isEqualTo(Severity.NOTICE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            12月底 | 2026-12-01 | 2026-12-31
            月底 | 2026-12-31 | 2026-12-31
            月初 | 2026-12-01 | 2027-01-05
            12月上旬 | 2026-12-01 | 2026-12-10
            12月中旬 | 2026-12-11 | 2026-12-20
            1月下旬 | 2027-01-21 | 2027-01-31
            2027年2月 | 2027-02-01 | 2027-02-28
            2027-02 | 2027-02-01 | 2027-02-28
            下月底 | 2026-12-31 | 2026-12-31
            一季度 | 2026-01-01 | 2026-03-31
            Q1 2027 | 2027-01-01 | 2027-03-31
            2027年第一季度 | 2027-01-01 | 2027-03-31
            年底 | 2026-12-31 | 2026-12-31
            第4周 | 2026-12-21 | 2026-12-25
            week 2 | 2026-12-07 | 2026-12-11
            mid December | 2026-12-11 | 2026-12-20
            end of January | 2027-01-31 | 2027-01-31
            late Jan 2027 | 2027-01-21 | 2027-01-31
            节前 | 2026-12-31 | 2026-12-31
            元旦前 | 2026-12-31 | 2026-12-31
            春节前 | 2027-02-04 | 2027-02-04
            国庆节前 | 2027-09-30 | 2027-09-30
            before Chinese New Year | 2027-02-04 | 2027-02-04
            """)
    void looseWordsBecomeADayAndAWarning(String written, LocalDate start, LocalDate finish) {
        var reader = reader(null, null);
        var anchor = LocalDate.of(2026, 12, 15);
        var begins = reader.fromText(written, End.START, anchor);
        var ends = reader.fromText(written, End.FINISH, anchor);
        if (!written.equals("12月底")) assertThat(begins.date()).as("start").isEqualTo(PlanDate.of(start));
        assertThat(ends.date()).as("finish").isEqualTo(PlanDate.of(finish));
        assertThat(ends.severity()).isEqualTo(Severity.WARNING);
        assertThat(ends.key()).isEqualTo("exchange.date.vague");
    }

    @Test
    void theCallersHolidaysGoBeforeOurOwn() {
        var known = Workbooks.NOTHING.calendar((party, day) -> day.getDayOfMonth() != 30, List.of(new Known.Holiday("元旦", LocalDate.of(2026, 12, 31))));
        var reader = new DateReader(new DateReader.Hints(null, MIDDLE, MIDDLE, MIDDLE, null, 2026, known));
        assertThat(reader.fromText("节前", End.FINISH, MIDDLE).date()).isEqualTo(PlanDate.of(LocalDate.of(2026, 12, 29)));
    }

    @Test
    void timesAreKeptAndTwentyFourHundredIsTheEndOfTheDay() {
        var reader = reader(null, null);
        assertThat(reader.fromText("2026-12-31 18:00", End.FINISH, null).date()).isEqualTo(new PlanDate(LocalDate.of(2026, 12, 31), LocalTime.of(18, 0)));
        assertThat(reader.fromText("12月31日下午6点", End.FINISH, null).date()).isEqualTo(new PlanDate(LocalDate.of(2026, 12, 31), LocalTime.of(18, 0)));
        assertThat(reader.fromText("31 Dec 2026 6 pm", End.FINISH, null).date()).isEqualTo(new PlanDate(LocalDate.of(2026, 12, 31), LocalTime.of(18, 0)));
        assertThat(reader.fromText("12月31日9点半", End.START, null).date()).isEqualTo(new PlanDate(LocalDate.of(2026, 12, 31), LocalTime.of(9, 30)));
        var midnight = reader.fromText("2026年12月31日24:00", End.FINISH, null).date();
        assertThat(midnight).isEqualTo(PlanDate.of(LocalDate.of(2026, 12, 31)));
        assertThat(midnight.asFinish()).isEqualTo("2027-01-01T00:00");
        assertThat(reader.fromText("12月31日24时", End.START, null).date().asStart()).isEqualTo("2027-01-01T00:00");
    }

    @Test
    void byADayMeansThatDay() {
        for (var written : List.of("2026-12-11前", "12月11日之前", "截至2026年12月11日", "by 11 Dec 2026", "before 2026-12-11"))
            assertThat(reader(2026, null).fromText(written, End.FINISH, null).date()).as(written).isEqualTo(PlanDate.of(LocalDate.of(2026, 12, 11)));
    }

    @ParameterizedTest
    @CsvSource({"尽快", "ASAP", "待定", "TBD", "另行通知", "持续", "as soon as possible"})
    void noDateAtAllIsAnError(String written) {
        var reading = reader(null, null).fromText(written, End.FINISH, MIDDLE);
        assertThat(reading.date()).isNull();
        assertThat(reading.severity()).isEqualTo(Severity.ERROR);
        assertThat(reading.key()).isEqualTo("exchange.date.open");
    }

    @Test
    void daysThatDoNotExistAreErrors() {
        var reader = reader(null, null);
        assertThat(reader.fromText("2026-02-30", End.START, null).others()).extracting(PlanDate::toString).containsExactly("2026-02-28");
        for (var written : List.of("2026-02-30", "2026-13-01", "31/31/2026", "13月1日", "2月30日", "99991231x", "hello", "2026-12-11 25:00"))
            assertThat(reader.fromText(written, End.START, null).severity()).as(written).isEqualTo(Severity.ERROR);
    }

    @Test
    void aLoneNumberInADateColumnIsASerial() {
        var reading = reader(null, null).read(new Cell(Cell.Kind.NUMBER, "46356", 46_356, false), End.START, null);
        assertThat(reading.date()).isEqualTo(PlanDate.of(LocalDate.of(2026, 11, 30)));
        assertThat(reading.key()).isEqualTo("exchange.date.serial");
        assertThat(reader(null, null).read(new Cell(Cell.Kind.NUMBER, "12", 12, false), End.START, null).severity()).isEqualTo(Severity.ERROR);
    }

    @Test
    void aDateOfAnotherCenturyIsRemarkedUpon() {
        assertThat(reader(null, null).fromText("2206-11-30", End.START, null).key()).isEqualTo("exchange.date.far");
    }
}
