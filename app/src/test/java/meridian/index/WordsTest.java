package meridian.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void chineseIsCutIntoPairsAndTheLastCharacterStandsAlone() {
        assertThat(Words.of("预算审批", 99)).containsExactly("预算", "算审", "审批", "批");
        assertThat(Words.of("门店：5G 网络，验收", 99)).containsExactly("门店", "店", "5g", "网络", "络", "验收", "收");
    }

    @Test
    void otherScriptsAreCutIntoWordsWithTheirStems() {
        assertThat(Words.of("Approved reports", 99)).containsExactly("approved", "approv", "reports", "report");
        assertThat(Words.of("Größe HDSS-42 v2.0", 99)).containsExactly("größe", "hdss", "42", "v2", "0");
        assertThat(Words.of("a".repeat(100), 99)).containsExactly("a".repeat(40), "a".repeat(20));
    }

    @Test
    void widthCaseAndDashesDoNotCount() {
        assertThat(Words.plain("ＡＢＣ１２３")).isEqualTo("abc123");
        for (var typed : new String[] {"R-7", "r-7", "ｒ－７", "R7", " r – 7 "}) assertThat(Words.numberKey(typed)).isEqualTo("R7");
        assertThat(Words.numberKey("XH-HDSS-2026-CH-001")).isEqualTo("XHHDSS2026CH001");
    }

    @Test
    void theLastWordMayBeOnlyBegunAndOneCharacterIsTheBeginningOfItsPairs() {
        assertThat(Words.asked("budget rep").stream().map(Words.Asked::query)).containsExactly("'budget'", "'rep':*");
        assertThat(Words.asked("预算审").stream().map(Words.Asked::query)).containsExactly("'预算'", "'算审'");
        assertThat(Words.asked("店").stream().map(Words.Asked::query)).containsExactly("'店':*");
        assertThat(Words.asked("reports 门").stream().map(Words.Asked::query)).containsExactly("('reports'|'report')", "'门':*");
    }

    @Test
    void operatorsAreNotWords() {
        assertThat(Words.asked("'; drop table & | ! ( ) <-> :* \\")).extracting(Words.Asked::word).containsExactly("drop", "table");
        assertThat(Words.asked("& | ! ' \" \\ :*")).isEmpty();
    }
}
