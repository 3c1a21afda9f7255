package meridian.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes XML. Tags and attribute names come from our code, all else goes through {@link SafeText} and is escaped here:
 * there is no way to write a piece of ready-made markup.
 */
final class Markup {
    private final Appendable out;
    private final Deque<String> open = new ArrayDeque<>();

    Markup(Appendable out) {
        this.out = out;
    }

    Markup declaration() {
        return raw("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
    }

    /** @param attributes names and values in turn */
    Markup open(String tag, String... attributes) {
        start(tag, attributes).raw(">");
        open.push(tag);
        return this;
    }

    Markup empty(String tag, String... attributes) {
        return start(tag, attributes).raw("/>");
    }

    Markup text(String text) {
        return escaped(SafeText.clean(text));
    }

    Markup close() {
        return raw("</").raw(open.pop()).raw(">");
    }

    Markup close(int tags) {
        for (int i = 0; i < tags; i++) close();
        return this;
    }

    /** An element that holds nothing but text. */
    Markup leaf(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    private Markup start(String tag, String... attributes) {
        raw("<").raw(tag);
        for (int i = 0; i < attributes.length; i += 2)
            raw(" ").raw(attributes[i]).raw("=\"").escaped(SafeText.line(attributes[i + 1])).raw("\"");
        return this;
    }

    private Markup escaped(String text) {
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            var entity = switch (text.charAt(i)) {
                case '<' -> "&lt;";
                case '>' -> "&gt;";
                case '&' -> "&amp;";
                case '"' -> "&quot;";
                case '\'' -> "&#39;";
                default -> null;
            };
            if (entity == null) continue;
            raw(text, from, i).raw(entity);
            from = i + 1;
        }
        return raw(text, from, text.length());
    }

    private Markup raw(String text) {
        return raw(text, 0, text.length());
    }

    private Markup raw(String text, int from, int to) {
        try {
            out.append(text, from, to);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
