package meridian.tenancy;

import org.jspecify.annotations.Nullable;

/** What people type, made safe to keep: no control, zero-width or direction-changing characters; stripped. */
public final class Text {
    /** Makes one emoji of two; between nothing it is nothing that could be seen. */
    private static final int JOINER = 0x200D;

    private Text() {}

    public static String clean(@Nullable String typed) {
        if (typed == null || typed.isEmpty()) return "";
        var out = new StringBuilder(typed.length());
        boolean joined = false;
        for (int i = 0; i < typed.length(); ) {
            int c = typed.codePointAt(i);
            i += Character.charCount(c);
            if (c == JOINER) {
                joined = !out.isEmpty() && visible(out.codePointBefore(out.length()));
            } else if (harmless(c)) {
                if (joined && visible(c)) out.appendCodePoint(JOINER);
                joined = false;
                out.appendCodePoint(c);
            }
        }
        var cleaned = out.toString().replace("\r\n", "\n").replace('\r', '\n').strip();
        return cleaned.codePoints().anyMatch(c -> c != JOINER && visible(c) && Character.getType(c) != Character.NON_SPACING_MARK) ? cleaned : "";
    }

    private static boolean visible(int c) {
        return !Character.isWhitespace(c) && !Character.isSpaceChar(c);
    }

    private static boolean harmless(int c) {
        if (c == '\n' || c == '\r' || c == '\t') return true;
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE -> false;
            default -> true;
        };
    }
}
