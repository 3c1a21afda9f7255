package meridian.workplan.exchange;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Collection;
import java.util.Locale;
import java.util.Properties;

/** Turns message keys of this package into a language. The web gives its own; a shell takes {@link #of(Locale)}. */
@FunctionalInterface
public interface Wording {

    /** @param args already plain text */
    String format(String key, Object[] args);

    default String say(String key, Object... args) {
        var plain = new Object[args.length];
        for (int i = 0; i < args.length; i++) plain[i] = plain(args[i]);
        return format(key, plain);
    }

    private String plain(Object value) {
        return switch (value) {
            case Column column -> say(column.key());
            case Status status -> say(status.key());
            case Length length -> say("exchange.length." + length.unit().name().toLowerCase(Locale.ROOT), length.amount().toPlainString());
            case Collection<?> many -> String.join(say("exchange.join"), many.stream().map(this::plain).toList());
            // As text: MessageFormat would write row 5000 as 5,000.
            default -> value.toString();
        };
    }

    static Wording of(Locale locale) {
        var messages = new Properties();
        var file = "/messages/exchange_" + (locale.getLanguage().equals("zh") ? "zh_CN" : "en") + ".properties";
        try (var in = Wording.class.getResourceAsStream(file)) {
            if (in == null) throw new IllegalStateException(file + " is missing");
            messages.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return (key, args) -> {
            var text = messages.getProperty(key, key);
            boolean plain = text.indexOf('{') < 0 && text.indexOf('\'') < 0; // said of every row of a plan, and dear to read as a pattern
            return plain ? text : new MessageFormat(text, locale).format(args);
        };
    }
}
