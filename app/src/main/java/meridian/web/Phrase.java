package meridian.web;

import java.text.MessageFormat;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One text of the product with its places, read once. Written as {@link MessageFormat} writes it, which reads the pattern anew
 * each time and was the dearest part of a page; it still does those that choose by number.
 */
final class Phrase {
    private final String text;
    private final Locale locale;
    private final String @Nullable [] pieces; // before each place, and after the last
    private final int[] places;
    private final @Nullable MessageFormat chooses;

    Phrase(String text, Locale locale) {
        this.text = text;
        this.locale = locale;
        var found = new ArrayList<String>();
        var numbers = new ArrayList<Integer>();
        boolean simple = text.indexOf('\'') < 0;
        int from = 0;
        for (int open = text.indexOf('{'); simple && open >= 0; open = text.indexOf('{', from)) {
            int close = text.indexOf('}', open);
            simple = close > open + 1 && close < open + 3 && text.substring(open + 1, close).chars().allMatch(c -> c >= '0' && c <= '9');
            if (!simple) break;
            found.add(text.substring(from, open));
            numbers.add(Integer.parseInt(text, open + 1, close, 10));
            from = close + 1;
        }
        found.add(text.substring(from));
        pieces = simple ? found.toArray(String[]::new) : null;
        places = numbers.stream().mapToInt(Integer::intValue).toArray();
        chooses = simple || text.indexOf('{') < 0 ? null : new MessageFormat(text, locale);
    }

    String text() {
        return text;
    }

    String with(@Nullable Object... arguments) {
        if (arguments.length == 0 && text.indexOf('{') < 0) return text;
        if (pieces == null) return (chooses == null ? new MessageFormat(text, locale) : (MessageFormat) chooses.clone()).format(arguments);
        if (places.length == 0) return text;
        var written = new StringBuilder(text.length() + 16 * places.length);
        for (int i = 0; i < places.length; i++) {
            written.append(pieces[i]);
            if (places[i] >= arguments.length) written.append('{').append(places[i]).append('}');
            else write(arguments[places[i]], written);
        }
        return written.append(pieces[places.length]).toString();
    }

    private void write(@Nullable Object argument, StringBuilder written) {
        if (argument instanceof Integer small && small > -1000 && small < 1000) written.append(small.intValue());
        else if (argument instanceof Number number) written.append(NumberFormat.getInstance(locale).format(number));
        else written.append(argument);
    }
}
