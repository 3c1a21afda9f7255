package meridian.workplan.exchange;

import java.text.Normalizer;

/**
 * Text without what nobody can see: control characters, zero-width and direction marks, stray spaces at the ends.
 *
 * @param hidden something invisible was taken out
 * @param trimmed spaces stood at an end
 */
record CleanText(String text, boolean hidden, boolean trimmed) {

    static CleanText of(String raw) {
        if (plain(raw)) return new CleanText(raw, false, false);
        var clean = new StringBuilder(raw.length());
        boolean hidden = false;
        for (int i = 0; i < raw.length(); ) {
            int c = raw.codePointAt(i);
            i += Character.charCount(c);
            if (c == '\r') {
                if (i < raw.length() && raw.charAt(i) == '\n') continue;
                c = '\n';
            }
            if (c == '\t' || c == 0xA0 || c == 0x3000 || c >= 0x2000 && c <= 0x200A || c == 0x202F) clean.append(' ');
            else if (c == 0x2028 || c == 0x2029 || c == 0x85) clean.append('\n');
            else if (c == 0x200D && joinsEmoji(clean, raw, i)) clean.appendCodePoint(c);
            else if (c != '\n' && invisible(c)) hidden = true;
            else clean.appendCodePoint(c);
        }
        var composed = Normalizer.normalize(clean, Normalizer.Form.NFC);
        var text = composed.strip();
        return new CleanText(text, hidden, !text.isEmpty() && text.length() != composed.length());
    }

    private static boolean plain(String raw) {
        if (raw.isEmpty()) return true;
        if (raw.charAt(0) <= ' ' || raw.charAt(raw.length() - 1) <= ' ') return false;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            boolean ordinary = c >= ' ' && c < 0x7F || c >= 0x4E00 && c <= 0x9FFF || c == '\n' || c >= 0xFF01 && c <= 0xFF5E || c == '、' || c == '。';
            if (!ordinary) return false;
        }
        return true;
    }

    private static boolean joinsEmoji(StringBuilder before, String raw, int next) {
        return !before.isEmpty() && next < raw.length()
                && before.codePointBefore(before.length()) > 0x2190 && raw.codePointAt(next) > 0x2190;
    }

    private static boolean invisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> true;
            default -> c == 0x3164 || c == 0x115F || c == 0x1160 || c == 0x2800;
        };
    }
}
