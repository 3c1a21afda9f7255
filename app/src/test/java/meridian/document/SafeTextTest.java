package meridian.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SafeTextTest {

    @Test
    void whatXmlForbidsIsLeftOut() {
        assertThat(SafeText.clean("a\0b\u0008c\uFFFEd\uD800e\uDFFFf\u009Fg")).isEqualTo("abcdefg");
    }

    @Test
    void ordinaryTextOfAnyScriptStays() {
        var text = "目标 “x’s” é ñ 𠮷 😀 a\u200Db";
        assertThat(SafeText.clean(text)).isEqualTo(text);
    }

    @Test
    void marksThatTurnTheDirectionAreLeftOut() {
        assertThat(SafeText.clean("\u202Efdp.exe\u202C\u2067x\u2069\u200F")).isEqualTo("fdp.exex");
    }

    @Test
    void everyLineEndIsOne() {
        assertThat(SafeText.lines("\n a\r\nb\rc\u2028d\u000Be \n\n")).containsExactly("a", "b", "c", "d", "e");
        assertThat(SafeText.line(" a\r\nb\tc ")).isEqualTo("a b c");
    }
}
