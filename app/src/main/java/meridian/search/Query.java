package meridian.search;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import meridian.index.Words;

/**
 * What somebody looks for: words that all have to be there, {@code "phrases"} that have to stand as they are, and {@code -words} that
 * must not. Anything else that was typed is no word and does nothing.
 *
 * @param without what may stand nowhere in a thing, be it found by its title alone; empty where there is nothing of that kind
 * @param marks what is marked where it stands in a result, the longest first
 * @param number what was typed, as numbers are compared
 */
record Query(String words, String without, List<String> phrases, List<String> marks, String number) {
    /** More than this nobody types. */
    static final int LONGEST = 200;

    private static final int MOST = 24;
    private static final Pattern QUOTED = Pattern.compile("(?<![\\p{L}\\p{N}])(-?)[\"“”„「『]([^\"“”„「」『』]*)[\"“”」』]");
    private static final Pattern WITHOUT = Pattern.compile("(?<!\\S)-([\\p{L}\\p{N}]\\S*)");

    static Query of(String typed) {
        var phrases = new ArrayList<String>();
        var without = new ArrayList<String>();
        var quoted = QUOTED.matcher(typed);
        var rest = new StringBuilder();
        var whole = new ArrayList<String>();
        while (quoted.find()) {
            var said = quoted.group(2).strip();
            if (!said.isEmpty() && quoted.group(1).isEmpty()) {
                phrases.add(Words.plain(said));
                whole.add(said);
            } else if (!said.isEmpty()) without.add(said);
            quoted.appendReplacement(rest, " ");
        }
        quoted.appendTail(rest);
        var left = WITHOUT.matcher(rest);
        var plain = left.replaceAll(match -> {
            without.add(match.group(1));
            return " ";
        });
        var terms = new ArrayList<Words.Asked>();
        for (var said : whole) Words.asked(said).forEach(asked -> terms.add(single(asked.word()) ? asked : new Words.Asked(asked.word(), asked.word(), false)));
        terms.addAll(Words.asked(plain));
        var all = terms.stream().map(Words.Asked::query).distinct().limit(MOST).collect(Collectors.joining("&"));
        var nots = new ArrayList<String>();
        for (var said : without) {
            var not = Words.asked(said).stream().map(asked -> single(asked.word()) ? asked.query() : new Words.Asked(asked.word(), asked.stem(), false).query()).limit(MOST).collect(Collectors.joining("&"));
            if (!not.isEmpty()) nots.add("(" + not + ")");
        }
        if (!all.isEmpty()) all += nots.stream().map(not -> "&!" + not).collect(Collectors.joining());
        var marks = new ArrayList<String>(phrases);
        marks.addAll(Words.pieces(plain));
        return new Query(all, String.join("|", nots), phrases.stream().limit(MOST).toList(), marks.stream().distinct().sorted(java.util.Comparator.comparing(String::length).reversed()).limit(MOST).toList(), Words.numberKey(typed));
    }

    private static boolean single(String word) {
        return word.codePointCount(0, word.length()) == 1;
    }

    /** Whether there is nothing to look for. */
    boolean empty() {
        return words.isEmpty();
    }
}
