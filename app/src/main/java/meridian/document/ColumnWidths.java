package meridian.document;

import java.util.Arrays;
import java.util.List;
import meridian.document.Block.Table;

/**
 * How wide the columns of a table are set: in the proportions they ask for, but none so narrow that a day, a number or a short word in
 * it would break; what that takes is taken from the columns with room to spare. Only where all of them are too narrow does each give.
 */
final class ColumnWidths {
    /** The more columns, the smaller the letters: their size and the edges of a cell, both sides together, in points. */
    enum Letters {
        USUAL(10.5, 15),
        SMALL(7.5, 7),
        SMALLEST(6, 4);

        private static final int MANY = 8;
        private static final int MOST = 14;

        final double size;
        final double edges;

        Letters(double size, double edges) {
            this.size = size;
            this.edges = edges;
        }

        static Letters of(Table table) {
            int columns = table.columns().size();
            return columns > MOST ? SMALLEST : columns > MANY ? SMALL : USUAL;
        }
    }

    /** A word longer than this many widths of its letters may break: an address, a fingerprint. */
    private static final double LONGEST_WHOLE = 12.5;
    /** Of Chinese characters in the title of a column: so few are not broken, of more there are at most two lines. */
    private static final int TITLE_WHOLE = 5;

    private static final double BOLD = 1.18; // of the width of usual letters
    private static final double LINE = 1.45; // of the letters’ size
    private static final int FIRST_WIDE = 0x2E80;
    private static final double TALL = 180; // points
    private static final int SURELY_LOW = 12;

    private ColumnWidths() {}

    /**
     * The widths of a table {@code points} wide, as parts of {@code whole}: they add up to it.
     */
    static int[] of(Table table, double points, int whole) {
        var letters = Letters.of(table);
        int asked = table.columns().stream().mapToInt(Block.Column::width).sum();
        var widths = table.columns().stream().mapToDouble(column -> points * column.width() / asked).toArray();
        var least = new double[widths.length];
        for (int i = 0; i < least.length; i++) {
            double word = BOLD * title(HeadLines.columnTitle(table.columns().get(i)));
            for (var row : table.rows()) word = Math.max(word, row.get(i).length() <= TITLE_WHOLE - 1 ? title(row.get(i)) : longest(row.get(i)));
            least[i] = word * letters.size + letters.edges;
        }
        return parts(fitted(widths, least), whole);
    }

    /** About how high a table is, set {@code points} wide: in points. */
    static double height(Table table, double points) {
        var letters = Letters.of(table);
        double height = 0;
        var widths = of(table, points, (int) points);
        for (var row : table.rows()) {
            double lines = 1;
            for (int i = 0; i < widths.length; i++) lines = Math.max(lines, lines(row.get(i), widths[i], letters));
            height += lines * letters.size * LINE + letters.edges / 2;
        }
        return height;
    }

    private static double lines(String text, double points, Letters letters) {
        double most = Math.max(1, (points - letters.edges) / letters.size), lines = 0;
        for (var line : text.split("\n", -1)) lines += Math.max(1, Math.ceil(line.codePoints().mapToDouble(c -> c >= FIRST_WIDE ? 1 : width(c)).sum() / most));
        return lines;
    }

    /** Whether a text set so wide is so high that a page would stay half empty, were it kept together. */
    static boolean tall(String text, double points, Letters letters) {
        return text.length() > SURELY_LOW && lines(text, points, letters) * letters.size * LINE > TALL;
    }

    static boolean tall(List<String> row, int[] widths, double unit, Letters letters) {
        for (int i = 0; i < widths.length; i++) if (tall(row.get(i), widths[i] * unit, letters)) return true;
        return false;
    }

    private static double title(String title) {
        long wide = title.codePoints().filter(c -> c >= FIRST_WIDE).count();
        return Math.max(longest(title), wide <= TITLE_WHOLE ? wide : Math.min(wide / 2.0 + 0.5, TITLE_WHOLE));
    }

    static double[] fitted(double[] widths, double[] least) {
        double room = 0, lacking = 0, all = Arrays.stream(widths).sum(), needed = Arrays.stream(least).sum();
        for (int i = 0; i < widths.length; i++) {
            room += Math.max(0, widths[i] - least[i]);
            lacking += Math.max(0, least[i] - widths[i]);
        }
        if (lacking == 0) return widths;
        var fitted = new double[widths.length];
        for (int i = 0; i < widths.length; i++) {
            if (needed >= all) fitted[i] = least[i] * all / needed;
            else fitted[i] = widths[i] <= least[i] ? least[i] : widths[i] - (widths[i] - least[i]) * lacking / room;
        }
        return fitted;
    }

    private static int[] parts(double[] widths, int whole) {
        double all = Arrays.stream(widths).sum(), until = 0;
        var parts = new int[widths.length];
        int before = 0;
        for (int i = 0; i < parts.length; i++) {
            until += widths[i];
            int to = i == parts.length - 1 ? whole : (int) Math.round(whole * until / all);
            parts[i] = to - before;
            before = to;
        }
        return parts;
    }

    /** The widest piece that stays whole, in widths of the letters’ size: a word, a day; a Chinese character by itself. */
    static double longest(String text) {
        double longest = 0, word = 0;
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            int c = text.codePointAt(i);
            boolean parts = c == ' ' && !clock(text, i) || c == '\n' || c == '\t' || c >= FIRST_WIDE;
            if (!parts) {
                word += width(c);
                continue;
            }
            longest = Math.max(longest, Math.max(whole(word), c >= FIRST_WIDE ? 1 : 0));
            word = 0;
        }
        return Math.max(longest, whole(word));
    }

    // The space between a day and a time of it.
    private static boolean clock(String text, int space) {
        return space > 0 && space + 5 < text.length() && Character.isDigit(text.charAt(space - 1)) && text.charAt(space + 3) == ':' && Character.isDigit(text.charAt(space + 1));
    }

    // What is too long breaks anyway; it asks for no more than a short word does.
    private static double whole(double word) {
        return word > LONGEST_WHOLE ? LONGEST_WHOLE / 2 : word;
    }

    private static double width(int c) {
        if (c >= '0' && c <= '9') return 0.58;
        if (c >= 'A' && c <= 'Z') return 0.68;
        if (c >= 0x2190 && c < 0x2300) return 1; // arrows, ≥ and ≤ are as wide as a Chinese character
        if (c == 'm' || c == 'w' || c == '%') return 0.86;
        return switch (c) {
            case 'i', 'l', 'j', '.', ',', ':', ';', '\'', '|', '!' -> 0.28;
            case '-', '(', ')', 'r', 't', 'f', '/', '\u00a0' -> 0.38;
            default -> c < 0x2500 ? 0.58 : 0.75;
        };
    }
}
