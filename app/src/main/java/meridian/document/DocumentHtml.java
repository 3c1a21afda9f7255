package meridian.document;

import java.util.List;
import meridian.document.Block.Bullets;
import meridian.document.Block.FieldTable;
import meridian.document.Block.Heading;
import meridian.document.Block.Marks;
import meridian.document.Block.PageBreak;
import meridian.document.Block.Paragraph;
import meridian.document.Block.SignatureBlock;
import meridian.document.Block.Table;
import meridian.web.Words;

/**
 * A document as HTML: {@link #article} for a page of ours, beside {@code css/document.css}; the PDF is made from the same
 * article. Well-formed as XML too. Everything in it is escaped.
 */
public final class DocumentHtml {
    static final double UPRIGHT = 470, ON_ITS_SIDE = 728; // the width of the text in points
    private static final double FIELD = 0.78; // of it, beside the labels

    private final DocumentContent content;
    private final HeadLines head;
    private final Markup html;
    private int headings;

    private DocumentHtml(DocumentContent content, Words words, Markup html) {
        this.content = content;
        this.head = new HeadLines(content.head(), words);
        this.html = html;
    }

    /** The document as one {@code <article class="document">}, safe to put into a page as it is. */
    public static String article(DocumentContent content, Words words) {
        var out = new StringBuilder();
        new DocumentHtml(content, words, new Markup(out)).article();
        return out.toString();
    }

    /** The whole file that becomes a PDF: the article, what runs at the edges of its pages, and its bookmarks. */
    static String file(DocumentContent content, Words words, String css) {
        var out = new StringBuilder();
        new DocumentHtml(content, words, new Markup(out)).file(css);
        return out.toString();
    }

    private void file(String css) {
        html.open("html", "lang", language());
        html.open("head").leaf("title", content.head().title());
        html.empty("meta", "name", "description", "content", content.head().title() + " " + head.running());
        html.leaf("style", css);
        bookmarks();
        html.close();
        html.open("body", "class", content.head().language().getLanguage());
        edges();
        article();
        html.close(2);
    }

    private void bookmarks() {
        html.open("bookmarks");
        int depth = 0;
        int count = 0;
        for (var block : content.blocks()) {
            if (!(block instanceof Heading heading)) continue;
            int level = Math.min(heading.level(), depth + 1);
            for (; depth >= level; depth--) html.close();
            html.open("bookmark", "name", heading.text(), "href", "#section-" + ++count);
            depth = level;
        }
        html.close(depth + 1);
    }

    private void edges() {
        html.open("div", "class", "page-top");
        html.open("table").open("tr").leaf("td", head.running()).leaf("td", head.runningClass(), "class", "end").close(3);
        var page = head.page();
        html.open("div", "class", "page-bottom");
        html.open("table").open("tr").leaf("td", head.owner());
        html.open("td", "class", "end").text(page.get(0)).leaf("span", "", "class", "page-number").text(page.get(1));
        html.leaf("span", "", "class", "page-count").text(page.get(2)).close(4);
    }

    private void article() {
        html.open("article", "class", content.sheet() == DocumentContent.Sheet.LANDSCAPE ? "document document-landscape" : "document", "lang", language());
        title();
        for (var block : content.blocks()) write(block);
        if (!content.head().revisions().isEmpty()) {
            html.open("div", "class", "document-revisions").leaf("h2", head.revisionsTitle());
            table(head.revisions(), "document-table");
            html.close();
        }
        html.close();
    }

    private void title() {
        if (!content.head().organisation().isBlank())
            html.leaf("p", content.head().organisation(), "class", "document-organisation");
        html.leaf("h1", head.title());
        html.open("table", "class", "document-head").open("tbody");
        for (var pair : head.pairs()) {
            html.open("tr");
            for (var line : pair) html.leaf("th", line.label(), "scope", "row").leaf("td", line.value());
            html.close();
        }
        for (var line : head.wide())
            html.open("tr").leaf("th", line.label(), "scope", "row").leaf("td", line.value(), "colspan", "3").close();
        html.close(2);
    }

    private void write(Block block) {
        switch (block) {
            case Heading(int level, String text) -> html.leaf("h" + (level + 1), text, "id", "section-" + ++headings);
            case Paragraph(String text) -> SafeText.lines(text).forEach(line -> html.leaf("p", line));
            case Bullets(Marks marks, List<String> items) -> {
                html.open(marks == Marks.NUMBERS ? "ol" : "ul");
                for (var item : items) cell("li", item);
                html.close();
            }
            case FieldTable(List<Block.Field> fields) -> {
                html.open("table", "class", "document-fields").open("tbody");
                for (var field : fields) {
                    row(ColumnWidths.tall(field.value(), points() * FIELD, ColumnWidths.Letters.USUAL));
                    html.leaf("th", field.label(), "scope", "row");
                    cell("td", field.value());
                    html.close();
                }
                html.close(2);
            }
            case Table table -> table(table, switch (ColumnWidths.Letters.of(table)) {
                case USUAL -> "document-table";
                case SMALL -> "document-table document-many";
                case SMALLEST -> "document-table document-most";
            });
            case Block.Named named -> write(named.block());
            case PageBreak() -> html.leaf("div", "", "class", "document-break");
            case SignatureBlock signatures -> table(head.signatures(signatures), "document-table document-signatures");
        }
    }

    private void table(Table table, String style) {
        html.open("table", "class", style);
        double points = points();
        var widths = ColumnWidths.of(table, points, 1000);
        var letters = ColumnWidths.Letters.of(table);
        for (int width : widths) html.empty("col", "style", "width:" + width / 10 + "." + width % 10 + "%");
        html.open("thead").open("tr");
        for (var column : table.columns()) html.leaf("th", HeadLines.columnTitle(column), "scope", "col", "class", align(column));
        html.close(2).open("tbody");
        for (var row : table.rows()) {
            row(ColumnWidths.tall(row, widths, points / 1000, letters));
            for (int i = 0; i < row.size(); i++) cell("td", row.get(i), "class", align(table.columns().get(i)));
            html.close();
        }
        html.close(2);
    }

    private double points() {
        return content.sheet() == DocumentContent.Sheet.LANDSCAPE ? ON_ITS_SIDE : UPRIGHT;
    }

    private void row(boolean tall) {
        if (tall) html.open("tr", "class", "document-tall");
        else html.open("tr");
    }

    private void cell(String tag, String text, String... attributes) {
        html.open(tag, attributes);
        var lines = SafeText.lines(text);
        for (int i = 0; i < lines.size(); i++) {
            if (i > 0) html.empty("br");
            html.text(lines.get(i));
        }
        html.close();
    }

    private static String align(Block.Column column) {
        return switch (column.align()) {
            case START -> "start";
            case CENTRE -> "centre";
            case END -> "end";
        };
    }

    private String language() {
        return content.head().language().toLanguageTag();
    }
}
