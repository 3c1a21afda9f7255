package meridian.workplan.exchange;

import java.util.ArrayList;
import java.util.List;

/** One sheet: its rows that hold anything, in order. A merged range is filled downwards with its first cell. */
public record Sheet(String name, boolean hidden, List<Row> rows) {

    /** @param number counted from 1, as on the screen; {@code cells} begins at column A */
    public record Row(int number, List<Cell> cells) {

        public Cell cell(int column) {
            return column >= 1 && column <= cells.size() ? cells.get(column - 1) : Cell.BLANK;
        }

        /** Nothing typed in this row; what merged ranges lend it does not count. */
        public boolean blank() {
            return cells.stream().allMatch(cell -> cell.blank() || cell.merged());
        }
    }

    static Row row(int number, List<Cell> cells) {
        return new Row(number, List.copyOf(cells));
    }

    /** Lends the first cell of every vertical merge to the rows below it. */
    static List<Row> filled(List<Row> rows, List<int[]> merges) {
        if (merges.isEmpty()) return rows;
        var cells = new java.util.HashMap<Integer, List<Cell>>();
        var index = new java.util.TreeMap<Integer, Row>();
        rows.forEach(row -> index.put(row.number(), row));
        for (var merge : merges) {
            int top = merge[0], left = merge[1], bottom = merge[2];
            var first = index.get(top);
            if (first == null || first.cell(left).blank()) continue;
            var lent = first.cell(left).copied();
            for (int number : index.subMap(top, false, bottom, true).keySet()) {
                var row = cells.computeIfAbsent(number, n -> new ArrayList<>(index.get(n).cells()));
                while (row.size() < left) row.add(Cell.BLANK);
                if (row.get(left - 1).blank()) row.set(left - 1, lent);
            }
        }
        return rows.stream()
                .map(row -> cells.containsKey(row.number()) ? row(row.number(), cells.get(row.number())) : row)
                .toList();
    }
}
