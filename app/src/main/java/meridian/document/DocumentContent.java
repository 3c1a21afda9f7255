package meridian.document;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import meridian.document.Block.Bullets;
import meridian.document.Block.Column;
import meridian.document.Block.Field;
import meridian.document.Block.FieldTable;
import meridian.document.Block.Heading;
import meridian.document.Block.Marks;
import meridian.document.Block.PageBreak;
import meridian.document.Block.Paragraph;
import meridian.document.Block.SignatureBlock;
import meridian.document.Block.Table;

/** All a document says, once, for every form it is handed over in. The revision record of the head closes it. */
public record DocumentContent(Head head, Sheet sheet, List<Block> blocks) {

    /** A4, upright or on its side for wide tables. */
    public enum Sheet { PORTRAIT, LANDSCAPE }

    public DocumentContent {
        blocks = List.copyOf(blocks);
    }

    public static Builder of(Head head) {
        return new Builder(head);
    }

    public static final class Builder {
        private final Head head;
        private final List<Block> blocks = new ArrayList<>();
        private Sheet sheet = Sheet.PORTRAIT;

        private Builder(Head head) {
            this.head = head;
        }

        public Builder landscape() {
            sheet = Sheet.LANDSCAPE;
            return this;
        }

        public Builder heading(String text) {
            return add(new Heading(1, text));
        }

        public Builder heading(int level, String text) {
            return add(new Heading(level, text));
        }

        public Builder paragraph(String text) {
            return add(new Paragraph(text));
        }

        public Builder bullets(List<String> items) {
            return add(new Bullets(Marks.DOTS, items));
        }

        public Builder numbered(List<String> items) {
            return add(new Bullets(Marks.NUMBERS, items));
        }

        public Builder fields(Field... fields) {
            return add(new FieldTable(Arrays.asList(fields)));
        }

        public Builder table(List<Column> columns, List<List<String>> rows) {
            return add(new Table(columns, rows));
        }

        public Builder pageBreak() {
            return add(new PageBreak());
        }

        public Builder signatures(List<Block.Signer> signers) {
            return add(new SignatureBlock(signers));
        }

        /** Names what was added last. */
        public Builder named(String name, String... columns) {
            return named(name, List.of(columns), List.of());
        }

        /** Names the table added last, its columns and its rows. */
        public Builder named(String name, List<String> columns, List<String> rows) {
            blocks.add(new Block.Named(name, columns, rows, blocks.removeLast()));
            return this;
        }

        public Builder add(Block block) {
            blocks.add(block);
            return this;
        }

        public DocumentContent build() {
            return new DocumentContent(head, sheet, blocks);
        }
    }
}
