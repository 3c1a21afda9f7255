package meridian.workplan.exchange;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which sheet holds the plan, which row its headings, and which column means what (counted from 1). Recognised from the
 * file, or given back corrected by a person.
 *
 * @param headingRow the last row of the headings; 0 where none was found
 * @param unrecognised headings that mean nothing here, by column
 */
public record Columns(int sheet, int headingRow, Map<Column, Integer> of, Map<Integer, String> unrecognised) {
    private static final int SEARCHED = 40;
    private static final int LONGEST = 60;

    public Columns {
        of = java.util.Collections.unmodifiableMap(of.isEmpty() ? new EnumMap<>(Column.class) : new EnumMap<>(of));
        unrecognised = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(unrecognised));
    }

    /** The best of all sheets: the row that names the most columns, a task's among them. */
    public static Columns recognise(PlanFile file) {
        var best = new Columns(0, 0, Map.of(), Map.of());
        for (int sheet = 0; sheet < file.sheets().size(); sheet++) {
            var found = recognise(file.sheets().get(sheet), sheet);
            if (found.weight() > best.weight()) best = found;
        }
        return best;
    }

    static Columns recognise(Sheet sheet, int index) {
        var best = new Columns(index, 0, Map.of(), Map.of());
        var rows = sheet.rows();
        for (int i = 0; i < Math.min(rows.size(), SEARCHED); i++) {
            var single = headings(index, rows.get(i), null);
            if (single.weight() > best.weight()) best = single;
            if (i + 1 < rows.size() && rows.get(i + 1).number() == rows.get(i).number() + 1) {
                var twoStorey = headings(index, rows.get(i + 1), rows.get(i));
                // A second row belongs to the headings only where it names more and does not look like data.
                if (single.weight() > 0 && twoStorey.weight() > Math.max(best.weight(), single.weight())
                        && headings(index, rows.get(i + 1), null).of.size() >= 2) best = twoStorey;
            }
        }
        return best;
    }

    /** What the headings in a row that a person points to mean. */
    public static Columns at(PlanFile file, int sheet, int headingRow) {
        var rows = sheet >= 0 && sheet < file.sheets().size() ? file.sheets().get(sheet).rows() : java.util.List.<Sheet.Row>of();
        var row = rows.stream().filter(one -> one.number() == headingRow).findFirst().orElse(null);
        if (row == null) return new Columns(sheet, headingRow, Map.of(), Map.of());
        var single = headings(sheet, row, null);
        var above = rows.stream().filter(one -> one.number() == headingRow - 1).findFirst().orElse(null);
        var twoStorey = above == null ? single : headings(sheet, row, above);
        return twoStorey.weight() > single.weight() ? twoStorey : single;
    }

    private int weight() {
        return of.containsKey(Column.TASK) && of.size() >= 2 ? of.size() : 0;
    }

    private static Columns headings(int sheet, Sheet.Row row, Sheet.@Nullable Row above) {
        var texts = new LinkedHashMap<Integer, String>();
        int width = Math.max(row.cells().size(), above == null ? 0 : above.cells().size());
        for (int column = 1; column <= width; column++) {
            var text = row.cell(column).blank() && above != null ? above.cell(column).text() : row.cell(column).text();
            if (!text.isBlank()) texts.put(column, shown(text.strip()));
        }
        var of = new EnumMap<Column, Integer>(Column.class);
        var left = new LinkedHashMap<Integer, String>();
        texts.forEach((column, text) -> {
            var meaning = Column.named(text);
            if (meaning == null || of.putIfAbsent(meaning, column) != null) left.put(column, text);
        });
        if (of.size() >= 2)
            for (int column : new ArrayList<>(left.keySet())) {
                var meaning = Column.resembling(texts.get(column));
                if (meaning != null && of.putIfAbsent(meaning, column) == null) left.remove(column);
            }
        if (of.containsKey(Column.DEPARTMENT) && !of.containsKey(Column.PARTY)) of.put(Column.PARTY, of.remove(Column.DEPARTMENT));
        if (!of.containsKey(Column.TASK) && of.size() >= 3) standIn(of);
        return new Columns(sheet, row.number(), of, left);
    }

    /** What is longer than any heading is none, and not worth the search. */
    private static String shown(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    /** A table without a column for tasks keeps them in the next best one. */
    private static void standIn(EnumMap<Column, Integer> of) {
        for (var other : new Column[] {Column.DESCRIPTION, Column.PACKAGE, Column.DELIVERABLE})
            if (of.containsKey(other)) {
                of.put(Column.TASK, of.remove(other));
                return;
            }
    }

    public boolean has(Column column) {
        return of.containsKey(column);
    }

    /** Counted from 1; 0 where the file has no such column. */
    public int at(Column column) {
        return of.getOrDefault(column, 0);
    }

    public Columns on(int sheet, int headingRow) {
        return new Columns(sheet, headingRow, of, unrecognised);
    }

    /** The same with one meaning moved to another column; 0 takes it away. What stood there loses its meaning. */
    public Columns with(Column meaning, int column) {
        var changed = new EnumMap<Column, Integer>(Column.class);
        changed.putAll(of);
        changed.values().removeIf(at -> at == column);
        if (column > 0) changed.put(meaning, column);
        else changed.remove(meaning);
        var left = new LinkedHashMap<>(unrecognised);
        left.remove(column);
        return new Columns(sheet, headingRow, changed, left);
    }

    /** {@code 0;3;number=1,task=4}: to keep in a form and give back to {@link #parse}. */
    @Override
    public String toString() {
        var text = new StringBuilder().append(sheet).append(';').append(headingRow).append(';');
        of.forEach((column, at) -> text.append(text.charAt(text.length() - 1) == ';' ? "" : ",").append(column.code()).append('=').append(at));
        return text.toString();
    }

    /** Refuses what is not of that form with IllegalArgumentException. */
    public static Columns parse(String text) {
        var parts = text.split(";", -1);
        if (parts.length != 3) throw new IllegalArgumentException("not columns: " + text);
        var of = new EnumMap<Column, Integer>(Column.class);
        var used = new HashSet<Integer>();
        for (var pair : parts[2].isEmpty() ? new String[0] : parts[2].split(",")) {
            var sides = pair.split("=", 2);
            if (sides.length != 2) throw new IllegalArgumentException("not columns: " + text);
            int at = Integer.parseInt(sides[1]);
            if (at < 1 || at > 16_384 || !used.add(at)) throw new IllegalArgumentException("not columns: " + text);
            of.put(Column.valueOf(sides[0].toUpperCase(java.util.Locale.ROOT)), at);
        }
        return new Columns(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), of, Map.of());
    }
}
