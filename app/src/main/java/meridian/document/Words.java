package meridian.document;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Properties;

/** The document's own labels (编号, 密级 …) in one language, by key. */
@FunctionalInterface
public interface Words {

    String of(String key, Object... arguments);

    /** The words that come with this module; Chinese for any Chinese locale, English otherwise. */
    static Words in(Locale language) {
        return "zh".equals(language.getLanguage()) ? Shipped.CHINESE : Shipped.ENGLISH;
    }

    final class Shipped {
        private static final Words CHINESE = read("zh_CN", Locale.SIMPLIFIED_CHINESE);
        private static final Words ENGLISH = read("en", Locale.ENGLISH);

        private Shipped() {}

        private static Words read(String suffix, Locale language) {
            var texts = new Properties();
            var name = "/messages/document_" + suffix + ".properties";
            try (var in = Words.class.getResourceAsStream(name)) {
                if (in == null) throw new IllegalStateException(name + " is missing");
                texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return (key, arguments) -> {
                var text = texts.getProperty(key);
                if (text == null) throw new IllegalArgumentException("No words for " + key);
                return new MessageFormat(text, language).format(arguments);
            };
        }
    }
}
