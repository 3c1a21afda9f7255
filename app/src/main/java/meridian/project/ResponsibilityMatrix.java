package meridian.project;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import meridian.tenancy.DeliverableId;
import meridian.tenancy.PartyId;
import org.jspecify.annotations.Nullable;

/**
 * Who does what (RACI): for each deliverable and party at most one letter. R does it, A answers for it, C is asked before,
 * I is told. A row needs exactly one A and somebody who does it; A may be the one who does it.
 */
public record ResponsibilityMatrix(List<Row> rows, List<Column> columns, Map<Cell, String> letters) {
    public static final List<String> LETTERS = List.of("R", "A", "C", "I");

    public record Row(DeliverableId id, String name) {}

    public record Column(PartyId id, String name) {}

    public record Cell(DeliverableId deliverable, PartyId party) {}

    /** Every cell there is, with a letter or without. */
    public Set<Cell> cells() {
        var cells = new HashSet<Cell>();
        for (var row : rows) for (var column : columns) cells.add(new Cell(row.id(), column.id()));
        return cells;
    }

    /** The letter of a cell; empty where there is none. */
    public String at(Row row, Column column) {
        return letters.getOrDefault(new Cell(row.id(), column.id()), "");
    }

    /** How many answer for a row; anything but one is a fault. */
    public long answerable(Row row) {
        return columns.stream().filter(column -> at(row, column).equals("A")).count();
    }

    /** What is wrong with a row: {@code no_a}, {@code many_a} or null. */
    public @Nullable String fault(Row row) {
        var answerable = answerable(row);
        return answerable == 1 ? null : answerable == 0 ? "no_a" : "many_a";
    }

    public long faults() {
        return rows.stream().filter(row -> fault(row) != null).count();
    }

    /** How often a party bears a letter. */
    public long count(Column column, String letter) {
        return rows.stream().filter(row -> at(row, column).equals(letter)).count();
    }

    /** The fingerprint of the whole matrix: two that look alike have the same. */
    public String state() {
        var all = new ArrayList<String>();
        for (var row : rows) for (var column : columns) all.add(row.id() + " " + column.id() + " " + at(row, column));
        all.sort(null);
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(String.join("\n", all).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
