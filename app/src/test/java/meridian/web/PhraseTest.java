package meridian.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Every text of the product reads as MessageFormat would write it. */
class PhraseTest {
    private static final List<Object[]> SAID = List.of(
            new Object[] {"a", "b", "c", "d", "e", "f", "g"}, new Object[] {0, 1, 2, 3, 4, 5, 6}, new Object[] {1234, 12345678L, new BigDecimal("1234.50"), 0.25, -5, -1234, 1}, new Object[] {"only one"});

    @Test
    void textsAreWrittenAsBefore() {
        var words = new Words();
        for (var locale : List.of(Words.CHINESE, Words.ENGLISH)) {
            words.all(locale).forEach((key, text) -> {
                for (var said : SAID) {
                    if (said.length < 7 && text.contains("choice")) continue; // a choice needs a number
                    if (said[0] instanceof String && text.contains("choice")) continue;
                    assertThat(words.in(locale, key, said)).as(key).isEqualTo(new MessageFormat(text, locale).format(said));
                }
                if (text.indexOf('{') < 0) assertThat(words.in(locale, key)).isEqualTo(text);
            });
        }
    }

    @Test
    void aPlaceWithoutAnArgumentStaysVisible() {
        assertThat(new Phrase("{0} owes {1}", Locale.ENGLISH).with("Wang")).isEqualTo("Wang owes {1}");
        assertThat(new Phrase("{0}", Locale.ENGLISH).with((Object) null)).isEqualTo("null");
    }
}
