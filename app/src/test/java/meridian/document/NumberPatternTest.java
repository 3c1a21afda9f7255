package meridian.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NumberPatternTest {

    @Test
    void theSerialHasAtLeastThreeDigits() {
        assertThat(NumberPattern.USUAL.number("HQ", "HDSS", 2026, "CH", 7)).isEqualTo("HQ-HDSS-2026-CH-007");
        assertThat(NumberPattern.USUAL.number("HQ", "HDSS", 2026, "CH", 1234)).isEqualTo("HQ-HDSS-2026-CH-1234");
    }

    @Test
    void aWorkspaceMayHaveItsOwnPattern() {
        assertThat(new NumberPattern("{unit}〔{year}〕{kind}{serial}号").number("远食", "HDSS", 2026, "纪要", 3)).isEqualTo("远食〔2026〕纪要003号");
        assertThat(new NumberPattern("{project}/{serial}").number("HQ", "A$1\\", 2026, "CH", 1)).isEqualTo("A$1\\/001");
    }

    @Test
    void aPatternThatCouldRepeatANumberIsRefused() {
        assertThatThrownBy(() -> new NumberPattern("{unit}-{year}")).hasMessageContaining("{serial}");
        assertThatThrownBy(() -> new NumberPattern("{unit}-{month}-{serial}")).hasMessageContaining("{month}");
        assertThatThrownBy(() -> NumberPattern.USUAL.number("HQ", "HDSS", 2026, "CH", 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
