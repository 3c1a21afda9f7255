package meridian.document;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One piece of a document's body. All text in it is plain text as people typed it: a line break stays one, nothing in it
 * is markup, and the writers leave out what a document cannot hold.
 */
public sealed interface Block {

    /** Level 1 to 3; becomes a real heading in Word and a bookmark in a PDF. */
    record Heading(int level, String text) implements Block {
        public Heading {
            if (level < 1 || level > 3) throw new IllegalArgumentException("Headings have levels 1 to 3, not " + level);
        }
    }

    record Paragraph(String text) implements Block {}

    record Bullets(Marks marks, List<String> items) implements Block {
        public Bullets {
            items = List.copyOf(items);
        }
    }

    enum Marks { DOTS, NUMBERS }

    /** Labels with their values, one a row. */
    record FieldTable(List<Field> fields) implements Block {
        public FieldTable {
            fields = List.copyOf(fields);
        }
    }

    record Field(String label, String value) {}

    /** Every row has as many cells as there are columns; the head row repeats on every page. */
    record Table(List<Column> columns, List<List<String>> rows) implements Block {
        public Table {
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
            if (columns.isEmpty()) throw new IllegalArgumentException("A table needs a column");
            for (var row : rows)
                if (row.size() != columns.size())
                    throw new IllegalArgumentException("A row of " + row.size() + " cells in a table of " + columns.size() + " columns");
        }
    }

    /** The width is a share of the page's, relative to the other columns'. */
    record Column(String title, int width, Align align) {
        public Column {
            if (width < 1) throw new IllegalArgumentException("A column needs a width, not " + width);
        }

        public static Column of(String title, int width) {
            return new Column(title, width, Align.START);
        }

        public static Column centred(String title, int width) {
            return new Column(title, width, Align.CENTRE);
        }

        public static Column number(String title, int width) {
            return new Column(title, width, Align.END);
        }
    }

    enum Align { START, CENTRE, END }

    record PageBreak() implements Block {}

    /** Who has signed or approved, and room for those who still will, by hand or by stamp. */
    record SignatureBlock(List<Signer> signers) implements Block {
        public SignatureBlock {
            signers = List.copyOf(signers);
        }
    }

    /**
     * A piece with a name by which a template, or a file that comes back, finds it; so have the columns of its table (the fields of a
     * field table) and, where each stands for a thing that is kept, its rows.
     */
    record Named(String name, List<String> columns, List<String> rows, Block block) implements Block {
        public Named {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }
    }

    /** Who signs in which role, with what they said, on which day and, where it is known, at what time. */
    record Signer(String role, String name, String opinion, @Nullable LocalDate on, @Nullable LocalTime at) {
        public Signer(String role, String name, String opinion, @Nullable LocalDate on) {
            this(role, name, opinion, on, null);
        }
    }
}
