package meridian.web;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Every text of the product, from {@code messages/<module>_<language>.properties}: two languages, one set of keys. Always
 * formatted by {@link MessageFormat}; dates and numbers are given as text already written for the reader.
 */
@Component
public final class Words {
    public static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;
    public static final Locale ENGLISH = Locale.ENGLISH;

    private volatile Map<String, String> chinese;
    private volatile Map<String, String> english;

    public Words() {
        read("classpath*:messages/");
    }

    /** Takes the texts from the files at this place from now on. */
    void read(String place) {
        chinese = load(place, "zh_CN");
        english = load(place, "en");
    }

    /** The text in the language nearest to the locale; a key without a text shows itself in brackets. */
    public String in(Locale locale, String key, Object... arguments) {
        var texts = locale.getLanguage().equals("zh") ? chinese : english;
        var text = texts.get(key);
        if (text == null) return "[" + key + "]";
        if (arguments.length == 0 && text.indexOf('{') < 0) return text;
        return new MessageFormat(text, locale).format(arguments);
    }

    public boolean has(String key) {
        return chinese.containsKey(key);
    }

    /** All texts of a language, for the test that holds the two against each other. */
    public Map<String, String> all(Locale locale) {
        return Map.copyOf(locale.getLanguage().equals("zh") ? chinese : english);
    }

    private static Map<String, String> load(String place, String language) {
        var texts = new HashMap<String, String>();
        try {
            for (var file : new PathMatchingResourcePatternResolver().getResources(place + "*_" + language + ".properties")) {
                var properties = new Properties();
                try (var reader = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
                    properties.load(reader);
                }
                properties.forEach((key, text) -> texts.put(key.toString(), text.toString()));
            }
        } catch (IOException e) {
            throw new IllegalStateException("messages cannot be read", e);
        }
        return texts;
    }
}
