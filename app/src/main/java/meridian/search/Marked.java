package meridian.search;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A piece of a text in which what was looked for is marked. Its parts are plain texts: what they say is escaped where they are shown. */
public record Marked(List<Part> parts) {
    private static final int BEFORE = 40;

    public record Part(String text, boolean hit) {}

    /** The whole text. */
    static Marked whole(String text, List<String> marks) {
        return new Marked(parts(text, hits(text, marks)));
    }

    /** A piece of about so many characters around the first hit; the beginning where there is none. */
    static Marked around(String text, List<String> marks, int most) {
        var flat = text.replaceAll("\\s+", " ").strip();
        var hits = hits(flat, marks);
        int first = 0;
        while (first < hits.length && !hits[first]) first++;
        int from = first == hits.length || flat.length() <= most ? 0 : Math.max(0, Math.min(first - BEFORE, flat.length() - most));
        int to = Math.min(flat.length(), from + most);
        if (from > 0 && Character.isLowSurrogate(flat.charAt(from))) from--;
        if (to < flat.length() && Character.isLowSurrogate(flat.charAt(to))) to--;
        var parts = parts(flat.substring(from, to), java.util.Arrays.copyOfRange(hits, from, to));
        if (from > 0) parts.addFirst(new Part("… ", false));
        if (to < flat.length()) parts.add(new Part(" …", false));
        return new Marked(parts);
    }

    public boolean empty() {
        return parts.isEmpty();
    }

    // Folded character by character, so that a place in the folded text is the same place in the text.
    private static boolean[] hits(String text, List<String> marks) {
        var folded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) folded.append(fold(text.charAt(i)));
        var hits = new boolean[text.length()];
        for (var mark : marks) if (!mark(folded, mark, hits) && mark.length() > 2 && mark.charAt(0) >= 0x2e80) for (int i = 0; i + 2 <= mark.length(); i++) mark(folded, mark.substring(i, i + 2), hits);
        return hits;
    }

    private static boolean mark(StringBuilder folded, String mark, boolean[] hits) {
        boolean any = false;
        // An ending that English words change is let go of.
        var sought = mark.length() > 5 && mark.charAt(0) < 0x80 ? mark.substring(0, mark.length() - 2) : mark;
        boolean begins = mark.charAt(0) < 0x2e80;
        for (int at = folded.indexOf(sought); at >= 0; at = folded.indexOf(sought, at + 1)) {
            if (begins && at > 0 && Character.isLetterOrDigit(folded.charAt(at - 1)) && folded.charAt(at - 1) < 0x2e80) continue;
            any = true;
            int end = at + sought.length();
            if (sought.length() < mark.length()) while (end < folded.length() && end < at + mark.length() + 3 && Character.isLetter(folded.charAt(end)) && folded.charAt(end) < 0x2e80) end++;
            java.util.Arrays.fill(hits, at, end, true);
        }
        return any;
    }

    private static char fold(char c) {
        if (c < 0x80) return Character.toLowerCase(c);
        if (Character.isSurrogate(c)) return c;
        var plain = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return plain.length() == 1 ? plain.charAt(0) : c;
    }

    private static List<Part> parts(String text, boolean[] hits) {
        var parts = new ArrayList<Part>();
        for (int from = 0; from < text.length(); ) {
            int to = from + 1;
            while (to < text.length() && hits[to] == hits[from]) to++;
            parts.add(new Part(text.substring(from, to), hits[from]));
            from = to;
        }
        return parts;
    }
}
