package meridian.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HolidaySetsTest {

    @Test
    void chinasDaysComeWithMakeUpWorkdays() {
        var days = HolidaySets.holidays("CN", 2026);
        assertThat(days).contains(
                DayOverride.off(LocalDate.of(2026, 2, 17), "春节", "holiday-cn 2026"),
                DayOverride.working(LocalDate.of(2026, 2, 14), "春节", "holiday-cn 2026"));
        assertThat(days).hasSize(39);
    }

    @Test
    void chinasNextYearIsUnknownUntilItIsAnnounced() {
        assertThat(HolidaySets.covers("CN", 2026)).isTrue();
        assertThat(HolidaySets.covers("CN", 2031)).isFalse();
        assertThat(HolidaySets.holidays("CN", 2031)).isEmpty();
    }

    @Test
    void bavariaHasCorpusChristiAndGermanyAsAWholeDoesNot() {
        var corpusChristi = LocalDate.of(2026, 6, 4);
        assertThat(off("DE-BY", 2026)).contains(corpusChristi, LocalDate.of(2026, 10, 3));
        assertThat(off("DE", 2026)).contains(LocalDate.of(2026, 10, 3)).doesNotContain(corpusChristi);
        assertThat(HolidaySets.holidays("DE-BY", 2026, Locale.GERMAN)).extracting(DayOverride::name).contains("Fronleichnam");
        assertThat(HolidaySets.holidays("DE-BY", 2026)).extracting(DayOverride::source).containsOnly("jollyday DE-BY");
        assertThat(HolidaySets.parts("DE")).contains("DE-BY", "DE-BY-AG").doesNotContain("DE");
    }

    @ParameterizedTest
    @CsvSource({"2024, 2024-02-12", "2025, 2025-01-29", "2026, 2026-02-17", "2027, 2027-02-08", "2028, 2028-01-26", "2029, 2029-02-14", "2030, 2030-02-05"})
    void singaporeHasChineseNewYear(int year, LocalDate day) {
        assertThat(off("SG", year)).contains(day, LocalDate.of(year, 8, 9), LocalDate.of(year, 12, 25));
    }

    @Test
    void whatTheLibraryGetsWrongIsReadFromOurTables() {
        assertThat(off("SG", 2026)).contains(LocalDate.of(2026, 5, 27)).doesNotContain(LocalDate.of(2026, 5, 28));
        assertThat(off("JP", 2026)).contains(LocalDate.of(2026, 2, 23), LocalDate.of(2026, 9, 22)).doesNotContain(LocalDate.of(2026, 12, 23));
        assertThat(off("HK", 2026)).contains(LocalDate.of(2026, 4, 7));
        assertThat(HolidaySets.covers("SG", 2027)).isTrue();
        assertThat(HolidaySets.covers("SG", 2028)).isFalse();
    }

    @Test
    void aHolidayMovedToAFridayIsOffOnBothDays() {
        assertThat(off("US", 2026)).contains(LocalDate.of(2026, 7, 3), LocalDate.of(2026, 7, 4));
    }

    @Test
    void aReaderOfChineseReadsChineseNamesOfForeignHolidays() {
        assertThat(HolidaySets.holidays("DE-BY", 2026, Locale.SIMPLIFIED_CHINESE)).extracting(DayOverride::name).contains("基督圣体节", "德国统一日");
        assertThat(HolidaySets.holidays("SG", 2026, Locale.CHINA)).extracting(DayOverride::name).contains("卫塞节", "卫塞节补假");
        assertThat(HolidaySets.holidays("US", 2026, Locale.CHINA)).extracting(DayOverride::name).contains("马丁·路德·金日");
        assertThat(HolidaySets.holidays("US", 2026)).extracting(DayOverride::name).contains("New Year’s Day", "Martin Luther King, Jr. Day");
        for (var set : List.of("DE", "DE-BY", "GB-ENG", "US", "FR", "CH", "AT", "NL", "SG", "JP", "HK")) {
            assertThat(HolidaySets.holidays(set, 2026, Locale.CHINA)).extracting(DayOverride::name).as(set).noneMatch(name -> name.matches(".*[A-Za-z].*"));
        }
    }

    @Test
    void englandsBankHolidaysAreEnglands() {
        assertThat(off("GB-ENG", 2026)).contains(LocalDate.of(2026, 4, 6), LocalDate.of(2026, 12, 28));
    }

    @Test
    void countriesAreListedAndUnknownOnesRefused() {
        assertThat(HolidaySets.countries()).contains("CN", "DE", "SG", "JP", "US", "GB").doesNotContain("NYSE").isSorted();
        for (var wrong : List.of("XX", "NYSE", "de", "DE-ZZ", "CN-31", "", "../CN")) {
            assertThatIllegalArgumentException().isThrownBy(() -> HolidaySets.holidays(wrong, 2026)).withMessageContaining(wrong);
        }
    }

    @Test
    void everyTableCanBeReadAndIsInOrder() {
        for (var set : List.of("CN", "SG", "JP", "HK")) {
            for (int year = 2024; year <= 2030; year++) {
                assertThat(HolidaySets.holidays(set, year)).extracting(DayOverride::day).isSorted().doesNotHaveDuplicates();
            }
        }
    }

    private static List<LocalDate> off(String set, int year) {
        return HolidaySets.holidays(set, year).stream().filter(day -> !day.working()).map(DayOverride::day).toList();
    }
}
