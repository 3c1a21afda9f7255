package meridian.workplan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a row stands among its siblings, as a text that sorts byte by byte (COLLATE "C"): four digits in base 62 that
 * count, then, where rows were put between two neighbours, a fraction without trailing zeros. There is always room
 * between two different keys, and appending never makes a key longer.
 */
final class Position {
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int BASE = 62;
    private static final int COUNT = 4;
    private static final int LAST = BASE * BASE * BASE * BASE - 1;
    private static final int FIRST = LAST / 2;

    private Position() {}

    /** A key after {@code low} and before {@code high}; null is the open end. */
    static String between(@Nullable String low, @Nullable String high) {
        if (low == null && high == null) return text(FIRST);
        if (high == null) return after(low);
        if (low == null) return before(high);
        if (low.compareTo(high) >= 0) throw new IllegalArgumentException(low + " is not before " + high);
        int from = count(low), to = count(high);
        if (to - from > 1) return text(from + (to - from) / 2);
        if (from == to) return text(from) + middle(fraction(low), fraction(high));
        return fraction(high).isEmpty() ? text(from) + middle(fraction(low), null) : text(to);
    }

    /** As many keys as wanted, in order, all after {@code low}. */
    static List<String> after(@Nullable String low, int many) {
        var keys = new ArrayList<String>(many);
        for (int i = 0; i < many; i++) {
            low = between(low, null);
            keys.add(low);
        }
        return keys;
    }

    private static String after(String low) {
        int from = count(low);
        return from < LAST ? text(from + 1) : text(from) + middle(fraction(low), null);
    }

    // The bare zero is never given out: nothing could stand before it.
    private static String before(String high) {
        int to = count(high);
        if (to > 1) return text(to - 1);
        return text(0) + middle("", to == 1 ? null : fraction(high));
    }

    /** The fraction between two fractions, each read as 0.xyz; null is one. */
    private static String middle(String low, @Nullable String high) {
        var out = new StringBuilder();
        for (int i = 0; ; i++) {
            int from = i < low.length() ? digit(low.charAt(i)) : 0;
            int to = high == null ? BASE : i < high.length() ? digit(high.charAt(i)) : 0;
            if (to - from > 1) return out.append(DIGITS.charAt((from + to) / 2)).toString();
            out.append(DIGITS.charAt(from));
            if (to > from) high = null;
        }
    }

    private static int count(String key) {
        int count = 0;
        for (int i = 0; i < COUNT; i++) count = count * BASE + digit(key.charAt(i));
        return count;
    }

    private static String fraction(String key) {
        return key.substring(COUNT);
    }

    private static String text(int count) {
        var out = new char[COUNT];
        for (int i = COUNT - 1; i >= 0; i--, count /= BASE) out[i] = DIGITS.charAt(count % BASE);
        return new String(out);
    }

    private static int digit(char c) {
        int digit = DIGITS.indexOf(c);
        if (digit < 0) throw new IllegalArgumentException("not a digit: " + c);
        return digit;
    }
}
