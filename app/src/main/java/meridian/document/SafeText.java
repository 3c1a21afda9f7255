package meridian.document;

import java.util.List;

/**
 * Text from people, freed of what XML 1.0 forbids and of what would show it other than it is: control characters,
 * halves of surrogate pairs, noncharacters, and the marks that turn the direction of writing. Line ends become {@code \n}.
 */
final class SafeText {
    private SafeText() {}

    static String clean(String text) {
        var out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c == '\r') {
                out.append('\n');
                if (i < text.length() && text.charAt(i) == '\n') i++;
            } else if (c == '\n' || c == 0x0B || c == 0x0C || c == 0x85 || c == 0x2028 || c == 0x2029) {
                out.append('\n');
            } else if (c == '\t') {
                out.append(' ');
            } else if (allowed(c)) {
                out.appendCodePoint(c);
            }
        }
        return out.toString();
    }

    /** Cleaned, on one line. */
    static String line(String text) {
        return clean(text).replace('\n', ' ').strip();
    }

    /** Cleaned, line by line, without empty lines at either end. */
    static List<String> lines(String text) {
        return List.of(clean(text).strip().split("\n", -1));
    }

    private static boolean allowed(int c) {
        return c >= 0x20
                && !(c >= 0x7F && c <= 0x9F)
                && !(c >= 0xD800 && c <= 0xDFFF)
                && !(c >= 0xFDD0 && c <= 0xFDEF)
                && (c & 0xFFFE) != 0xFFFE
                && !turns(c)
                && c != 0xFEFF;
    }

    private static boolean turns(int c) {
        return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }
}
