package meridian.document;

import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.Chunk;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A stretch of a text that is, or is not, in another one: word by word, where a Chinese character is a word. */
public record Piece(String text, boolean changed) {
    private static final Pattern WORD = Pattern.compile("\\p{IsHan}|[\\p{L}\\p{M}\\p{N}&&[^\\p{IsHan}]]+|\\s+|.", Pattern.DOTALL);
    // Beyond this, finding the shortest way from one text to the other costs more than it tells.
    private static final int MOST_WORDS = 2000;

    /** The text that was there, with what went. */
    public static List<Piece> gone(String before, String after) {
        return pieces(before, after, true);
    }

    /** The text that is there now, with what came. */
    public static List<Piece> come(String before, String after) {
        return pieces(before, after, false);
    }

    private static List<Piece> pieces(String before, String after, boolean gone) {
        var shown = gone ? before : after;
        if (shown.isEmpty()) return List.of();
        var old = words(before);
        var fresh = words(after);
        if (before.isEmpty() || after.isEmpty() || old.size() > MOST_WORDS || fresh.size() > MOST_WORDS) return List.of(new Piece(shown, true));
        var words = gone ? old : fresh;
        var pieces = new ArrayList<Piece>();
        int at = 0;
        for (var delta : DiffUtils.diff(old, fresh, new MyersDiffWithLinearSpace<>(), null).getDeltas()) {
            Chunk<String> chunk = gone ? delta.getSource() : delta.getTarget();
            add(pieces, words.subList(at, chunk.getPosition()), false);
            at = chunk.getPosition() + chunk.size();
            add(pieces, words.subList(chunk.getPosition(), at), true);
        }
        add(pieces, words.subList(at, words.size()), false);
        return pieces;
    }

    private static void add(List<Piece> pieces, List<String> words, boolean changed) {
        if (!words.isEmpty()) pieces.add(new Piece(String.join("", words), changed));
    }

    private static List<String> words(String text) {
        return WORD.matcher(text).results().map(MatchResult::group).toList();
    }
}
