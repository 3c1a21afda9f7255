package meridian.document;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import meridian.document.Block.Bullets;
import meridian.document.Block.FieldTable;
import meridian.document.Block.Heading;
import meridian.document.Block.Marks;
import meridian.document.Block.PageBreak;
import meridian.document.Block.Paragraph;
import meridian.document.Block.SignatureBlock;
import meridian.document.Block.Table;
import meridian.document.DocumentContent.Sheet;

/** The body of a Word file. Lengths are twentieths of a point; the order of elements is the schema's. */
final class DocxBody {
    static final String NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    private static final String HEAD_FILL = "EEF1F4";
    private static final int DOTS = 1;
    private static final int ROOM_TO_SIGN = 760;

    private final DocumentContent content;
    private final HeadLines head;
    private final DocxPage page;
    private int numberedLists;

    DocxBody(DocumentContent content, HeadLines head) {
        this.content = content;
        this.head = head;
        this.page = DocxPage.of(content.sheet());
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
        paragraph(xml, "Title", content.head().title());
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

    private void write(Markup xml, Block block) {
        switch (block) {
            case Heading(int level, String text) -> paragraph(xml, "Heading" + level, SafeText.line(text));
            case Paragraph(String text) -> SafeText.lines(text).forEach(line -> paragraph(xml, "Normal", line));
            case Bullets(Marks marks, List<String> items) -> {
                int numbering = marks == Marks.DOTS ? DOTS : DOTS + ++numberedLists;
                for (var item : items) listItem(xml, item, numbering);
            }
            case FieldTable(List<Block.Field> fields) -> {
                var widths = page.shares(22, 78);
                openTable(xml, widths);
                for (var field : fields) {
                    openRow(xml);
                    label(xml, field.label(), widths[0]);
                    cell(xml, field.value(), widths[1], 1);
                    xml.close();
                }
                closeTable(xml);
            }
            case Table table -> table(xml, table, "TableText", 0);
            case PageBreak() -> xml.open("w:p").open("w:r").empty("w:br", "w:type", "page").close(2);
            case SignatureBlock signatures -> table(xml, head.signatures(signatures), "TableSign", ROOM_TO_SIGN);
        }
    }

    private void table(Markup xml, Table table, String style, int rowHeight) {
        var columns = table.columns();
        var widths = page.shares(columns.stream().mapToInt(Block.Column::width).toArray());
        openTable(xml, widths);
        xml.open("w:tr").open("w:trPr").empty("w:cantSplit").empty("w:tblHeader").close();
        for (int i = 0; i < widths.length; i++)
            cell(xml, HeadLines.columnTitle(columns.get(i)), "TableHead", widths[i], 1, columns.get(i).align(), true);
        xml.close();
        for (var row : table.rows()) {
            openRow(xml, rowHeight);
            for (int i = 0; i < widths.length; i++)
                cell(xml, row.get(i), style, widths[i], 1, columns.get(i).align(), false);
            xml.close();
        }
        closeTable(xml);
    }

    private static void openTable(Markup xml, int[] widths) {
        xml.open("w:tbl").open("w:tblPr").empty("w:tblStyle", "w:val", "TableGrid");
        xml.empty("w:tblW", "w:w", "" + Arrays.stream(widths).sum(), "w:type", "dxa").empty("w:tblLayout", "w:type", "fixed");
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
        openRow(xml, 0);
    }

    private static void openRow(Markup xml, int height) {
        xml.open("w:tr").open("w:trPr").empty("w:cantSplit");
        if (height > 0) xml.empty("w:trHeight", "w:val", "" + height, "w:hRule", "atLeast");
        xml.close();
    }

    private static void label(Markup xml, String text, int width) {
        cell(xml, text, "TableLabel", width, 1, Block.Align.START, true);
    }

    private static void cell(Markup xml, String text, int width, int span) {
        cell(xml, text, "TableText", width, span, Block.Align.START, false);
    }

    private static void cell(Markup xml, String text, String style, int width, int span, Block.Align align, boolean filled) {
        xml.open("w:tc").open("w:tcPr").empty("w:tcW", "w:w", "" + width, "w:type", "dxa");
        if (span > 1) xml.empty("w:gridSpan", "w:val", "" + span);
        if (filled) xml.empty("w:shd", "w:val", "clear", "w:color", "auto", "w:fill", HEAD_FILL);
        xml.empty("w:vAlign", "w:val", "center").close();
        xml.open("w:p").open("w:pPr").empty("w:pStyle", "w:val", style);
        if (align != Block.Align.START) xml.empty("w:jc", "w:val", align == Block.Align.END ? "right" : "center");
        xml.close();
        runs(xml, text);
        xml.close(2);
    }

    private static void listItem(Markup xml, String text, int numbering) {
        xml.open("w:p").open("w:pPr").empty("w:pStyle", "w:val", "ListParagraph");
        xml.open("w:numPr").empty("w:ilvl", "w:val", "0").empty("w:numId", "w:val", "" + numbering).close(2);
        runs(xml, text);
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
