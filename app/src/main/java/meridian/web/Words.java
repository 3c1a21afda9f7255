package meridian.web;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Every text of the product, from {@code messages/<module>_<language>.properties}: two languages, one set of keys. Always
 * formatted as by {@link java.text.MessageFormat}; dates and numbers are given as text already written for the reader.
 */
@Component
public final class Words {
    public static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;
    public static final Locale ENGLISH = Locale.ENGLISH;

    private volatile Map<String, Phrase> chinese;
    private volatile Map<String, Phrase> english;

    public Words() {
        read("classpath*:messages/");
    }

    /** The language of the house that a tag, as a browser or a person's settings say it, asks for. */
    public static Locale language(String tag) {
        return tag.startsWith("zh") ? CHINESE : ENGLISH;
    }

    /** Takes the texts from the files at this place from now on. */
    void read(String place) {
        chinese = load(place, "zh_CN", CHINESE);
        english = load(place, "en", ENGLISH);
    }

    /** The text in the language nearest to the locale; a key without a text shows itself in brackets. */
    public String in(Locale locale, String key, Object... arguments) {
        var texts = locale.getLanguage().equals("zh") ? chinese : english;
        var text = texts.get(key);
        return text == null ? "[" + key + "]" : text.with(arguments);
    }

    public boolean has(String key) {
        return chinese.containsKey(key);
    }

    /** All texts of a language, for the test that holds the two against each other. */
    public Map<String, String> all(Locale locale) {
        var texts = new HashMap<String, String>();
        (locale.getLanguage().equals("zh") ? chinese : english).forEach((key, phrase) -> texts.put(key, phrase.text()));
        return texts;
    }

    private static Map<String, Phrase> load(String place, String language, Locale locale) {
        var texts = new HashMap<String, Phrase>();
        try {
            for (var file : new PathMatchingResourcePatternResolver().getResources(place + "*_" + language + ".properties")) {
                var properties = new Properties();
                try (var reader = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
                    properties.load(reader);
                }
                properties.forEach((key, text) -> texts.put(key.toString(), new Phrase(text.toString(), locale)));
            }
        } catch (IOException e) {
            throw new IllegalStateException("messages cannot be read", e);
        }
        return texts;
    }
}
