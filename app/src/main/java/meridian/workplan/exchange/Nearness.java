package meridian.workplan.exchange;

import java.nio.charset.Charset;

/** How far two short names are apart: 0 the same, 1 nothing in common. */
final class Nearness {
    private Nearness() {}

    /** Up to here one is taken for a slip of the other: one letter in four, or one sound-alike character in two. */
    static final double SLIP = 0.26;

    private static final Charset GB2312 = Charset.forName("GB2312");

    /** Weighted edit distance with transpositions, in shares of the longer name. */
    static double between(String one, String other) {
        var a = one.codePoints().toArray();
        var b = other.codePoints().toArray();
        if (a.length == 0 || b.length == 0) return a.length == b.length ? 0 : 1;
        if (a.length > 40 || b.length > 40) return one.equals(other) ? 0 : 1;
        var cost = new double[a.length + 1][b.length + 1];
        for (int i = 1; i <= a.length; i++) cost[i][0] = cost[i - 1][0] + single(a[i - 1]);
        for (int j = 1; j <= b.length; j++) cost[0][j] = cost[0][j - 1] + single(b[j - 1]);
        for (int i = 1; i <= a.length; i++)
            for (int j = 1; j <= b.length; j++) {
                double best = cost[i - 1][j - 1] + swapped(a[i - 1], b[j - 1]);
                best = Math.min(best, Math.min(cost[i - 1][j] + single(a[i - 1]), cost[i][j - 1] + single(b[j - 1])));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && !Character.isDigit(a[i - 1]) && !Character.isDigit(a[i - 2]))
                    best = Math.min(best, cost[i - 2][j - 2] + 1);
                cost[i][j] = best;
            }
        return cost[a.length][b.length] / Math.max(a.length, b.length);
    }

    // “Owner 2” and “Owner 3” are two people, not a slip.
    private static double single(int c) {
        return Character.isDigit(c) ? 9 : 1;
    }

    private static double swapped(int a, int b) {
        if (a == b || Character.toLowerCase(a) == Character.toLowerCase(b)) return 0;
        if (Character.isDigit(a) || Character.isDigit(b)) return 9;
        return soundAlike(a, b) ? 0.4 : 1;
    }

    /** The 3,755 common characters of GB 2312 are in pinyin order, so neighbours there sound the same: 男 and 南. */
    private static boolean soundAlike(int a, int b) {
        int first = place(a), second = place(b);
        return first >= 0 && second >= 0 && Math.abs(first - second) <= 5;
    }

    private static int place(int c) {
        if (c < 0x4E00 || c > 0x9FA5) return -1;
        var code = Character.toString(c).getBytes(GB2312);
        if (code.length != 2) return -1;
        int row = (code[0] & 0xFF) - 0xB0, cell = (code[1] & 0xFF) - 0xA1;
        return row < 0 || row > 0x27 ? -1 : row * 94 + cell;
    }
}
