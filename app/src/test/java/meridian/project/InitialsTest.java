package meridian.project;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitialsTest {
    @ParameterizedTest
    @CsvSource({"华北渠道整合, HBQDZH", "新品区域上市, XPQYSS", "双十一客服保障, SSYKFBZ", "618大促, 618DC", "CRM升级（二期）, CRMSJEQ", "啊座, AZ", "·—, ''"})
    void aChineseNameHasTheInitialsOfItsPinyin(String name, String initials) {
        assertThat(Initials.of(name)).isEqualTo(initials);
    }
}
