package meridian.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTest {
    private static final String JOINER = "\u200D";

    @Test
    void whatCannotBeSeenFillsNothingIn() {
        for (var nothing : new String[] {JOINER, JOINER + JOINER, " " + JOINER + "\n" + JOINER, "\u200B\u202E", "\u00A0\u3000", "\uFE0F" + JOINER + "\uFE0F"}) assertThat(Text.clean(nothing)).isEmpty();
    }

    @Test
    void aJoinerStaysWhereItJoins() {
        var coder = "👩" + JOINER + "💻";
        assertThat(Text.clean(coder)).isEqualTo(coder);
        assertThat(Text.clean(JOINER + " 试点 " + JOINER + JOINER + " " + coder + JOINER)).isEqualTo("试点  " + coder);
        var heart = "❤\uFE0F" + JOINER + "🔥";
        assertThat(Text.clean(heart)).isEqualTo(heart);
    }
}
