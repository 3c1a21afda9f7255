package meridian.document;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import meridian.document.Block.Bullets;
import meridian.document.Block.FieldTable;
import meridian.document.Block.Heading;
import meridian.document.Block.PageBreak;
import meridian.document.Block.Paragraph;
import meridian.document.Block.SignatureBlock;
import meridian.document.Block.Table;
import meridian.document.DocumentContent.Sheet;
import org.jspecify.annotations.Nullable;

/** The body of a Word file. Lengths are twentieths of a point; the order of elements is the schema's. */
final class DocxBody {
    static final String NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    private static final String HEAD_FILL = "EEF1F4";
    private static final int DOTS = 1;
    private static final int ROOM_TO_SIGN = 760;

    private final DocumentContent content;
    private final HeadLines head;
    private final DocxPage page;
    private final boolean apart;
    private final @Nullable Marks marks;
    private int numberedLists;
    private int bookmarks;

    DocxBody(DocumentContent content, HeadLines head, @Nullable Marks marks) {
        this(content, head, DocxPage.of(content.sheet()), false, marks);
    }

    /** @param apart for pieces that go into somebody else’s file, which has lists of its own */
    DocxBody(DocumentContent content, HeadLines head, DocxPage page, boolean apart, @Nullable Marks marks) {
        this.content = content;
        this.head = head;
        this.page = page;
        this.apart = apart;
        this.marks = marks;
    }

    void write(Markup xml) {
        xml.open("w:document", "xmlns:w", NAMESPACE, "xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships");
        xml.open("w:body");
        title(xml);
        for (var block : content.blocks()) write(xml, block);
        if (!content.head().revisions().isEmpty()) {
            paragraph(xml, "Heading1", head.revisionsTitle());
            table(xml, head.revisions(), "TableText", 0);
        }
        section(xml);
        xml.close(2);
    }

    /** Every numbered list counts from one, so each needs its own numbering. Known once the body is written. */
    void writeNumbering(Markup xml) {
        xml.open("w:numbering", "xmlns:w", NAMESPACE);
        abstractNumbering(xml, "0", "bullet", "•");
        abstractNumbering(xml, "1", "decimal", "%1.");
        xml.open("w:num", "w:numId", "" + DOTS).empty("w:abstractNumId", "w:val", "0").close();
        for (int list = 1; list <= numberedLists; list++) {
            xml.open("w:num", "w:numId", "" + (DOTS + list)).empty("w:abstractNumId", "w:val", "1");
            xml.open("w:lvlOverride", "w:ilvl", "0").empty("w:startOverride", "w:val", "1").close(2);
        }
        xml.close();
    }

    private static void abstractNumbering(Markup xml, String id, String format, String text) {
        xml.open("w:abstractNum", "w:abstractNumId", id).empty("w:multiLevelType", "w:val", "singleLevel");
        xml.open("w:lvl", "w:ilvl", "0").empty("w:start", "w:val", "1").empty("w:numFmt", "w:val", format);
        xml.empty("w:lvlText", "w:val", text).empty("w:lvlJc", "w:val", "left");
        xml.open("w:pPr").empty("w:ind", "w:left", "420", "w:hanging", "340").close();
        xml.open("w:rPr").empty("w:rFonts", "w:ascii", "Arial", "w:hAnsi", "Arial", "w:eastAsia", "宋体", "w:hint", "default").close(3);
    }

    private void title(Markup xml) {
        if (!content.head().organisation().isBlank()) paragraph(xml, "Subtitle", content.head().organisation());
        paragraph(xml, "Title", head.title(), marks == null ? null : marks.origin());
        writeHead(xml);
    }

    void writeHead(Markup xml) {
        var widths = page.shares(18, 32, 18, 32);
        openTable(xml, widths);
        for (var pair : head.pairs()) {
            openRow(xml);
            for (int i = 0; i < 2; i++) {
                label(xml, pair.get(i).label(), widths[2 * i]);
                cell(xml, pair.get(i).value(), widths[2 * i + 1], 1);
            }
            xml.close();
        }
        for (var line : head.wide()) {
            openRow(xml);
            label(xml, line.label(), widths[0]);
            cell(xml, line.value(), widths[1] + widths[2] + widths[3], 3);
            xml.close();
        }
        closeTable(xml);
    }

    void write(Markup xml, Block block) {
        switch (block) {
            case Heading(int level, String text) -> paragraph(xml, "Heading" + level, SafeText.line(text));
            case Paragraph(String text) -> SafeText.lines(text).forEach(line -> paragraph(xml, "Normal", line));
            case Bullets(Block.Marks kind, List<String> items) -> {
                if (apart) {
                    for (int i = 0; i < items.size(); i++) paragraph(xml, "ListParagraph", (kind == Block.Marks.DOTS ? "• " : i + 1 + ". ") + items.get(i));
                    return;
                }
                int numbering = kind == Block.Marks.DOTS ? DOTS : DOTS + ++numberedLists;
                for (var item : items) listItem(xml, item, numbering, null);
            }
            case FieldTable(List<Block.Field> fields) -> {
                var widths = page.shares(22, 78);
                openTable(xml, widths);
                for (var field : fields) {
                    openRow(xml, 0, ColumnWidths.tall(field.value(), widths[1] / 20.0, ColumnWidths.Letters.USUAL));
                    label(xml, field.label(), widths[0]);
                    cell(xml, field.value(), widths[1], 1);
                    xml.close();
                }
                closeTable(xml);
            }
            case Table table -> table(xml, table, "TableText", 0);
            case Block.Named named -> named(xml, named);
            case PageBreak() -> xml.open("w:p").open("w:r").empty("w:br", "w:type", "page").close(2);
            case SignatureBlock signatures -> table(xml, head.signatures(signatures), "TableSign", ROOM_TO_SIGN);
        }
    }

    // A text has a content control around it and a bookmark in it; a cell and an item of a list have a bookmark.
    private void named(Markup xml, Block.Named named) {
        if (marks == null) {
            write(xml, named.block());
            return;
        }
        switch (named.block()) {
            case Paragraph(String text) when marks.of(named.name()) != null -> {
                var mark = Objects.requireNonNull(marks.of(named.name()));
                xml.open("w:sdt").open("w:sdtPr").empty("w:tag", "w:val", mark).close().open("w:sdtContent");
                var lines = SafeText.lines(text);
                int id = ++bookmarks;
                for (int i = 0; i < lines.size(); i++) {
                    xml.open("w:p").open("w:pPr").empty("w:pStyle", "w:val", "Normal").close();
                    if (i == 0) xml.empty("w:bookmarkStart", "w:id", "" + id, "w:name", mark);
                    runs(xml, lines.get(i));
                    if (i == lines.size() - 1) xml.empty("w:bookmarkEnd", "w:id", "" + id);
                    xml.close();
                }
                xml.close(2);
            }
            case Bullets(Block.Marks kind, List<String> items) when !apart && !named.rows().isEmpty() -> {
                int numbering = kind == Block.Marks.DOTS ? DOTS : DOTS + ++numberedLists;
                for (int i = 0; i < items.size(); i++) listItem(xml, items.get(i), numbering, marks.of(Fields.key(named.name(), named.rows().get(i), Fields.ITEM)));
            }
            case Table table when !named.rows().isEmpty() -> table(xml, table, "TableText", 0, named);
            default -> write(xml, named.block());
        }
    }

    private void table(Markup xml, Table table, String style, int rowHeight) {
        table(xml, table, style, rowHeight, null);
    }

    private void table(Markup xml, Table table, String style, int rowHeight, Block.@Nullable Named named) {
        var columns = table.columns();
        var widths = ColumnWidths.of(table, page.text() / 20.0, page.text());
        var letters = ColumnWidths.Letters.of(table);
        openTable(xml, widths, letters);
        xml.open("w:tr").open("w:trPr").empty("w:cantSplit").empty("w:tblHeader").close();
        for (int i = 0; i < widths.length; i++)
            cell(xml, HeadLines.columnTitle(columns.get(i)), styled("TableHead", "TableHead", letters), widths[i], 1, columns.get(i).align(), true);
        xml.close();
        for (int r = 0; r < table.rows().size(); r++) {
            openRow(xml, rowHeight, ColumnWidths.tall(table.rows().get(r), widths, 1 / 20.0, letters));
            for (int i = 0; i < widths.length; i++) {
                var mark = named == null || marks == null ? null : marks.of(Fields.key(named.name(), named.rows().get(r), named.columns().get(i)));
                cell(xml, table.rows().get(r).get(i), styled("Table", style, letters), widths[i], 1, columns.get(i).align(), false, mark);
            }
            xml.close();
        }
        closeTable(xml);
    }

    private static void openTable(Markup xml, int[] widths) {
        openTable(xml, widths, ColumnWidths.Letters.USUAL);
    }

    private static String styled(String name, String usual, ColumnWidths.Letters letters) {
        return switch (letters) {
            case USUAL -> usual;
            case SMALL -> name + "Small";
            case SMALLEST -> name + "Smallest";
        };
    }

    private static void openTable(Markup xml, int[] widths, ColumnWidths.Letters letters) {
        xml.open("w:tbl").open("w:tblPr").empty("w:tblStyle", "w:val", "TableGrid");
        xml.empty("w:tblW", "w:w", "" + Arrays.stream(widths).sum(), "w:type", "dxa").empty("w:tblLayout", "w:type", "fixed");
        var edge = switch (letters) {
            case USUAL -> ""; // the style's own
            case SMALL -> "60";
            case SMALLEST -> "30";
        };
        if (!edge.isEmpty()) xml.open("w:tblCellMar").empty("w:left", "w:w", edge, "w:type", "dxa").empty("w:right", "w:w", edge, "w:type", "dxa").close();
        xml.empty("w:tblLook", "w:val", "0000").close();
        xml.open("w:tblGrid");
        for (int width : widths) xml.empty("w:gridCol", "w:w", "" + width);
        xml.close();
    }

    /** Two tables in a row would become one; a thin paragraph keeps them apart. */
    private static void closeTable(Markup xml) {
        xml.close();
        paragraph(xml, "AfterTable", "");
    }

    private static void openRow(Markup xml) {
        openRow(xml, 0, false);
    }

    // A row stays together, unless that would leave its page half empty.
    private static void openRow(Markup xml, int height, boolean tall) {
        xml.open("w:tr").open("w:trPr");
        if (!tall) xml.empty("w:cantSplit");
        if (height > 0) xml.empty("w:trHeight", "w:val", "" + height, "w:hRule", "atLeast");
        xml.close();
    }

    private void label(Markup xml, String text, int width) {
        cell(xml, text, "TableLabel", width, 1, Block.Align.START, true);
    }

    private void cell(Markup xml, String text, int width, int span) {
        cell(xml, text, "TableText", width, span, Block.Align.START, false);
    }

    private void cell(Markup xml, String text, String style, int width, int span, Block.Align align, boolean filled) {
        cell(xml, text, style, width, span, align, filled, null);
    }

    private void cell(Markup xml, String text, String style, int width, int span, Block.Align align, boolean filled, @Nullable String mark) {
        xml.open("w:tc").open("w:tcPr").empty("w:tcW", "w:w", "" + width, "w:type", "dxa");
        if (span > 1) xml.empty("w:gridSpan", "w:val", "" + span);
        if (filled) xml.empty("w:shd", "w:val", "clear", "w:color", "auto", "w:fill", HEAD_FILL);
        xml.empty("w:vAlign", "w:val", "center").close();
        xml.open("w:p").open("w:pPr").empty("w:pStyle", "w:val", style);
        if (align != Block.Align.START) xml.empty("w:jc", "w:val", align == Block.Align.END ? "right" : "center");
        xml.close();
        marked(xml, text, mark);
        xml.close(2);
    }

    private void listItem(Markup xml, String text, int numbering, @Nullable String mark) {
        xml.open("w:p").open("w:pPr").empty("w:pStyle", "w:val", "ListParagraph");
        xml.open("w:numPr").empty("w:ilvl", "w:val", "0").empty("w:numId", "w:val", "" + numbering).close(2);
        marked(xml, text, mark);
        xml.close();
    }

    private void marked(Markup xml, String text, @Nullable String mark) {
        int id = mark == null ? 0 : ++bookmarks;
        if (mark != null) xml.empty("w:bookmarkStart", "w:id", "" + id, "w:name", mark);
        runs(xml, text);
        if (mark != null) xml.empty("w:bookmarkEnd", "w:id", "" + id);
    }

    private void paragraph(Markup xml, String style, String text, @Nullable String mark) {
        xml.open("w:p").open("w:pPr").empty("w:pStyle", "w:val", style).close();
        marked(xml, text, mark);
        xml.close();
    }

    static void paragraph(Markup xml, String style, String text) {
        xml.open("w:p").open("w:pPr").empty("w:pStyle", "w:val", style).close();
        runs(xml, text);
        xml.close();
    }

    static void runs(Markup xml, String text) {
        if (text.isEmpty()) return;
        var lines = new ArrayList<>(SafeText.lines(text));
        xml.open("w:r");
        for (int i = 0; i < lines.size(); i++) {
            if (i > 0) xml.empty("w:br");
            xml.leaf("w:t", lines.get(i), "xml:space", "preserve");
        }
        xml.close();
    }

    private void section(Markup xml) {
        xml.open("w:sectPr");
        xml.empty("w:headerReference", "w:type", "default", "r:id", DocxEdges.HEADER);
        xml.empty("w:footerReference", "w:type", "default", "r:id", DocxEdges.FOOTER);
        if (content.sheet() == Sheet.LANDSCAPE)
            xml.empty("w:pgSz", "w:w", "" + page.width(), "w:h", "" + page.height(), "w:orient", "landscape");
        else xml.empty("w:pgSz", "w:w", "" + page.width(), "w:h", "" + page.height());
        xml.empty("w:pgMar",
                "w:top", "" + page.top(), "w:right", "" + page.side(), "w:bottom", "" + page.bottom(), "w:left", "" + page.side(),
                "w:header", "720", "w:footer", "620", "w:gutter", "0");
        xml.close();
    }
}
