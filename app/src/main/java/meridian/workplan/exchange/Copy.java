package meridian.workplan.exchange;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a workbook that was taken out here remembers of the plan as it was then, on a sheet nobody sees: whose row each
 * number is, and a mark of every cell. When it comes back edited, the marks tell what was edited in it and what has
 * changed here since.
 *
 * @param rows by the number in the sheet
 */
public record Copy(UUID project, Instant at, List<Column> columns, Map<String, Row> rows) {
    static final String SHEET = "Meridian";
    private static final String SIGN = "meridian-copy-1";
    private static final int MARK = 8;
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_~";
    private static final String BETWEEN = "\t";

    public Copy {
        columns = List.copyOf(columns);
        rows = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(rows));
    }

    /** @param marks one for each of the columns */
    public record Row(UUID task, int version, String marks) {}

    /** What the cell says is what it said when the plan was taken out. */
    public boolean same(Row row, Column column, String text) {
        return mark(text).equals(mark(row, column));
    }

    /** What the cell of this column was marked with; empty where none was. */
    public String mark(Row row, Column column) {
        int at = columns.indexOf(column) * MARK;
        return at >= 0 && row.marks().length() >= at + MARK ? row.marks().substring(at, at + MARK) : "";
    }

    public static String marks(List<Column> columns, TaskDraft task) {
        var marks = new StringBuilder(columns.size() * MARK);
        for (var column : columns) marks.append(mark(CellText.of(task, column)));
        return marks.toString();
    }

    /** 48 bits of FNV-1a: enough to see an edit; nothing is kept from anybody by it. */
    public static String mark(String text) {
        if (text.isEmpty()) return "-".repeat(MARK);
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i) & 0xFF) * 0x100000001b3L;
            hash = (hash ^ text.charAt(i) >>> 8) * 0x100000001b3L;
        }
        hash ^= hash >>> 32;
        var mark = new char[MARK];
        for (int i = 0; i < MARK; i++, hash >>>= 6) mark[i] = DIGITS.charAt((int) (hash & 63));
        return new String(mark);
    }

    // ---- as a sheet: a head, then a row for each task

    List<String> head() {
        return List.of(SIGN, project.toString(), at.toString(), columns.stream().map(Column::code).collect(Collectors.joining(",")));
    }

    static String line(String number, Row row) {
        return String.join(BETWEEN, row.task().toString(), String.valueOf(row.version()), row.marks(), number);
    }

    static boolean is(Sheet sheet) {
        return sheet.hidden() && sheet.name().equals(SHEET) && !sheet.rows().isEmpty() && sheet.rows().getFirst().cell(1).text().equals(SIGN);
    }

    /** Null where no sheet is one, or where it was tampered with so far that it cannot be read. */
    static @Nullable Copy of(List<Sheet> sheets) {
        return sheets.stream().filter(Copy::is).findFirst().map(Copy::read).orElse(null);
    }

    private static @Nullable Copy read(Sheet sheet) {
        try {
            var head = sheet.rows().getFirst();
            var columns = new ArrayList<Column>();
            for (var code : head.cell(4).text().split(",")) columns.add(Column.valueOf(code.toUpperCase(java.util.Locale.ROOT)));
            var rows = new LinkedHashMap<String, Row>();
            for (var row : sheet.rows().subList(1, sheet.rows().size())) {
                var parts = row.cell(1).text().split(BETWEEN, 4);
                if (parts.length < 4) return null;
                rows.put(parts[3], new Row(UUID.fromString(parts[0]), Integer.parseInt(parts[1]), parts[2]));
            }
            return new Copy(UUID.fromString(head.cell(2).text()), Instant.parse(head.cell(3).text()), columns, rows);
        } catch (IllegalArgumentException | DateTimeParseException tampered) {
            return null;
        }
    }
}
