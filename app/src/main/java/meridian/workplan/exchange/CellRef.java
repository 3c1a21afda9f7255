package meridian.workplan.exchange;

/** A cell by row and column, both counted from 1 as on the screen: {@code H6} is row 6, column 8. */
public record CellRef(int row, int column) implements Comparable<CellRef> {

    /** {@code H6}; refuses anything else. */
    public static CellRef of(String name) {
        int at = 0;
        int column = 0;
        while (at < name.length() && name.charAt(at) >= 'A' && name.charAt(at) <= 'Z' && at < 3)
            column = column * 26 + name.charAt(at++) - 'A' + 1;
        int row = 0;
        int digits = at;
        while (digits < name.length() && name.charAt(digits) >= '0' && name.charAt(digits) <= '9' && digits - at < 7)
            row = row * 10 + name.charAt(digits++) - '0';
        if (column == 0 || row == 0 || digits != name.length()) throw new IllegalArgumentException("not a cell: " + name);
        return new CellRef(row, column);
    }

    public static String letters(int column) {
        var letters = new StringBuilder();
        for (int rest = column; rest > 0; rest = (rest - 1) / 26) letters.insert(0, (char) ('A' + (rest - 1) % 26));
        return letters.toString();
    }

    @Override
    public int compareTo(CellRef other) {
        return row != other.row ? Integer.compare(row, other.row) : Integer.compare(column, other.column);
    }

    @Override
    public String toString() {
        return letters(column) + row;
    }
}
