package meridian.tenancy;

import org.jspecify.annotations.Nullable;

/** What people type, made safe to keep: no control, zero-width or direction-changing characters; stripped. */
public final class Text {
    private Text() {}

    public static String clean(@Nullable String typed) {
        if (typed == null || typed.isEmpty()) return "";
        var out = new StringBuilder(typed.length());
        typed.codePoints().filter(Text::harmless).forEach(out::appendCodePoint);
        return out.toString().replace("\r\n", "\n").replace('\r', '\n').strip();
    }

    private static boolean harmless(int c) {
        if (c == '\n' || c == '\r' || c == '\t') return true;
        if (c == 0x200D) return true; // joins emoji
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE -> false;
            default -> true;
        };
    }
}
