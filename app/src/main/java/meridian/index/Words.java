package meridian.index;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import org.tartarus.snowball.ext.EnglishStemmer;

/**
 * Cuts texts into what they are found by. Chinese, Japanese and Korean are not written in words: each pair of neighbouring characters
 * stands for what it may be a word of, and the last of a run stands alone, so that one character is found as the beginning of
 * its pairs. Other scripts are cut into words, in small letters, each with its English stem.
 */
public final class Words {
    /** Nobody looks for longer ones. */
    static final int LONGEST = 40;

    private Words() {}

    /** One form for what looks the same: width, ligatures and case do not count. */
    public static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    /** A number as it is compared: {@code ｒ－７}, {@code R7} and {@code R-7} are one. */
    public static String numberKey(String number) {
        var plain = Normalizer.normalize(number, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT);
        var key = new StringBuilder();
        plain.codePoints().filter(Character::isLetterOrDigit).forEach(key::appendCodePoint);
        return key.toString();
    }

    /** What the text is found by, at most so many. */
    public static Set<String> of(String text, int most) {
        var found = new LinkedHashSet<String>();
        add(text, most, found);
        return found;
    }

    static void add(String text, int most, Collection<String> found) {
        var stemmer = new EnglishStemmer();
        runs(plain(text), (run, characters) -> {
            if (found.size() >= most) return;
            if (characters) {
                var points = run.codePoints().toArray();
                for (int i = 0; i + 1 < points.length && found.size() < most; i++) found.add(new String(points, i, 2));
                found.add(new String(points, points.length - 1, 1));
            } else {
                found.add(run);
                found.add(stem(run, stemmer));
            }
        });
    }

    /** What somebody typed, as words that all have to be there. The last one may be only the beginning of a word. */
    public static List<Asked> asked(String typed) {
        var asked = new ArrayList<Asked>();
        var stemmer = new EnglishStemmer();
        runs(plain(typed), (run, characters) -> {
            if (!characters) {
                asked.add(new Asked(run, stem(run, stemmer), false));
                return;
            }
            var points = run.codePoints().toArray();
            if (points.length == 1) asked.add(new Asked(run, run, true));
            for (int i = 0; i + 1 < points.length; i++) {
                var pair = new String(points, i, 2);
                asked.add(new Asked(pair, pair, false));
            }
        });
        if (!asked.isEmpty()) {
            var last = asked.removeLast();
            asked.add(last.word().codePoints().anyMatch(Words::character) ? last : new Asked(last.word(), last.stem(), true));
        }
        return asked;
    }

    /** The pieces of a text that are not cut further where they are shown: whole words, and runs of characters. */
    public static List<String> pieces(String text) {
        var pieces = new ArrayList<String>();
        runs(plain(text), (run, characters) -> pieces.add(run));
        return pieces;
    }

    /** One word that is looked for; {@code begins}: whatever begins with it will do. */
    public record Asked(String word, String stem, boolean begins) {
        /** As PostgreSQL reads it; a word has only letters and digits, so nothing in it is an operator. */
        public String query() {
            var exact = "'" + word + "'" + (begins ? ":*" : "");
            return stem.equals(word) ? exact : "(" + exact + "|'" + stem + "')";
        }
    }

    /** The pieces of a plain text that hold letters and digits; {@code true} for those of characters. */
    private static void runs(String plain, BiConsumer<String, Boolean> taken) {
        int length = plain.length();
        for (int at = 0; at < length; ) {
            int point = plain.codePointAt(at);
            if (!belongs(point)) {
                at += Character.charCount(point);
                continue;
            }
            boolean characters = character(point);
            int end = at;
            int many = 0;
            while (end < length && many < (characters ? Integer.MAX_VALUE : LONGEST)) {
                int next = plain.codePointAt(end);
                if (!belongs(next) || character(next) != characters) break;
                end += Character.charCount(next);
                many++;
            }
            taken.accept(plain.substring(at, end), characters);
            at = end;
        }
    }

    private static boolean belongs(int point) {
        return Character.isLetterOrDigit(point) || point > 0x7f && Character.getType(point) == Character.NON_SPACING_MARK;
    }

    private static boolean character(int point) {
        if (point < 0x1100) return false;
        return switch (Character.UnicodeScript.of(point)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO -> true;
            default -> point == 'ー';
        };
    }

    private static String stem(String word, EnglishStemmer stemmer) {
        for (int i = 0; i < word.length(); i++) if (word.charAt(i) < 'a' || word.charAt(i) > 'z') return word;
        stemmer.setCurrent(word);
        return stemmer.stem() ? stemmer.getCurrent() : word;
    }
}
