package meridian.document;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import meridian.document.Block.Bullets;
import meridian.document.Block.FieldTable;
import meridian.document.Block.Heading;
import meridian.document.Block.Named;
import meridian.document.Block.Paragraph;
import meridian.document.Block.SignatureBlock;
import meridian.document.Block.Table;
import meridian.web.Words;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * A company’s own Word file with places to fill, written {@code {{name}}} (or with full-width braces), however Word has split
 * them into runs. A place alone in its paragraph may take in whole pieces ({@code {{body}}}, {@code {{section.2}}}, a table); a
 * table’s row with places like {@code {{deliverables.name}}} is repeated for every row there is.
 */
final class DocxTemplate {
    /** What every document has. */
    static final List<TemplateKind.Place> COMMON = List.of(
            place("title"), place("number"), place("version"), place("class"), place("retention"), place("organisation"), place("project.name"), place("prepared.name"), place("prepared.date"),
            place("checked.name"), place("checked.date"), place("approved.name"), place("approved.date"), place("effective"), place("distribution"), place("exported.by"), place("exported.at"),
            place("head"), place("body"), place("section.1"), place("section.1.title"), place("revisions"), place("revision.version"), place("revision.date"), place("revision.by"), place("revision.change"),
            place("signatures"), place("signature.role"), place("signature.name"), place("signature.opinion"), place("signature.date"));

    private static final Pattern PLACE = Pattern.compile("\\{\\{([^{}]{1,100})}}");
    private static final Pattern BROKEN = Pattern.compile("\\{\\{.{0,30}|.{0,30}}}");
    private static final Pattern SECTION = Pattern.compile("section\\.\\d{1,3}(\\.title)?");
    private static final int FIRST_BOOKMARK = 900_000;
    private static final String FIRST_HEADER = "word/headerMeridian.xml";

    private final WordFile file;

    private DocxTemplate(WordFile file) {
        this.file = file;
    }

    private static TemplateKind.Place place(String name) {
        return new TemplateKind.Place(name, "template.place." + name);
    }

    static DocxTemplate of(byte[] bytes) {
        return new DocxTemplate(WordFile.read(bytes, WordFile.Use.TEMPLATE));
    }

    /** The places it has, in the order in which they stand; of what was begun and not ended, or ended and not begun, the words with their braces. */
    Set<String> places() {
        var found = new LinkedHashSet<String>();
        for (var part : texts()) {
            for (var paragraph : WordFile.elements(file.xml(part), WordFile.W, "p")) {
                var text = new Runs(paragraph).text();
                found(text).forEach(found::add);
                BROKEN.matcher(PLACE.matcher(text).replaceAll(" ")).results().map(place -> place.group().strip()).forEach(found::add);
            }
        }
        return found;
    }

    private static List<String> found(String text) {
        return PLACE.matcher(text).results().map(place -> name(place.group(1))).toList();
    }

    private static String name(String typed) {
        return Normalizer.normalize(typed, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
    }

    /** Whether a place is one that the kind has. */
    static boolean known(String place, TemplateKind kind) {
        return SECTION.matcher(place).matches() || COMMON.stream().anyMatch(one -> one.name().equals(place)) || kind.places().stream().anyMatch(one -> one.name().equals(place));
    }

    private List<String> texts() {
        return file.names().stream().filter(name -> name.equals("word/document.xml") || name.matches("word/(header|footer)[^/]*\\.xml")).sorted().toList();
    }

    /** The document in this company’s clothes. */
    byte[] filled(DocumentContent content, Export export, Words words) throws IOException {
        var filling = new Filling(content, export, words);
        for (var part : texts()) filling.part(file.xml(part));
        filling.origin();
        if (filling.head.watermark(export).isPresent()) filling.watermark();
        if (file.has("docProps/core.xml")) {
            var core = new StringWriter();
            DocxWriter.properties(new Markup(core).declaration(), content.head(), export);
            file.put("docProps/core.xml", core.toString().getBytes(StandardCharsets.UTF_8));
        }
        return file.written();
    }

    /** The rows behind the places of one table. */
    private record Rows(List<String> columns, List<List<String>> rows, List<String> ids) {
        Rows(List<String> columns, List<List<String>> rows) {
            this(columns, rows, List.of());
        }
    }

    private final class Filling {
        private final DocumentContent content;
        private final Export export;
        private final HeadLines head;
        private final Map<String, String> texts = new HashMap<>();
        private final Map<String, List<Block>> pieces = new LinkedHashMap<>();
        private final Map<String, Rows> rows = new HashMap<>();
        private final Map<String, String> styles;
        private int bookmarks;

        Filling(DocumentContent content, Export export, Words words) {
            this.content = content;
            this.export = export;
            this.head = new HeadLines(content.head(), words);
            this.styles = ownStyles();
            head.places().forEach(texts::put);
            texts.put("exported.by", export.by());
            texts.put("exported.at", export.stamp());
            pieces.put("body", content.blocks());
            pieces.put("revisions", content.head().revisions().isEmpty() ? List.of() : List.of(head.revisions()));
            rows.put("revision", new Rows(List.of("version", "date", "by", "change"), head.revisions().rows()));
            int section = 0;
            for (var block : content.blocks()) {
                if (block instanceof Heading(int level, String text) && level == 1) {
                    texts.put("section." + ++section + ".title", text);
                    pieces.put("section." + section, new ArrayList<>());
                } else if (section > 0) pieces.get("section." + section).add(block);
                if (block instanceof Named named) named(named);
                if (block instanceof SignatureBlock signatures && !rows.containsKey("signature")) {
                    pieces.put("signatures", List.of(signatures));
                    rows.put("signature", new Rows(List.of("role", "name", "opinion", "date"), head.signatures(signatures).rows()));
                }
            }
        }

        private void named(Named named) {
            pieces.put(named.name(), List.of(named.block()));
            switch (named.block()) {
                case Paragraph(String text) -> {
                    texts.put(named.name(), text);
                    pieces.remove(named.name());
                }
                case Bullets(var marks, var items) -> rows.put(named.name(), new Rows(List.of(Fields.ITEM), items.stream().map(List::of).toList(), named.rows()));
                case Table table -> rows.put(named.name(), new Rows(named.columns(), table.rows(), named.rows()));
                case FieldTable(var fields) -> {
                    for (int i = 0; i < fields.size(); i++) texts.put(named.name() + "." + named.columns().get(i), fields.get(i).value());
                }
                default -> {}
            }
        }

        void part(Document xml) {
            for (var row : WordFile.elements(xml, WordFile.W, "tr")) repeat(row);
            for (var paragraph : WordFile.elements(xml, WordFile.W, "p")) if (paragraph.getParentNode() != null) fill(paragraph, Map.of());
            breaks(xml);
        }

        // A row of a table inside a row repeats by itself; the outer row stays.
        private void repeat(Element row) {
            var paragraphs = WordFile.elements(row, WordFile.W, "p").stream().filter(paragraph -> WordFile.around(paragraph, "tr") == row).toList();
            var table = paragraphs.stream().flatMap(paragraph -> found(new Runs(paragraph).text()).stream()).map(this::tableOf).filter(java.util.Objects::nonNull).findFirst().orElse(null);
            if (table == null) return;
            var behind = rows.getOrDefault(table, new Rows(List.of(), List.of()));
            var parent = row.getParentNode();
            int line = 0;
            for (var values : behind.rows().isEmpty() ? List.of(List.<String>of()) : behind.rows()) {
                var id = line < behind.ids().size() ? behind.ids().get(line) : null;
                line++;
                var copy = (Element) row.cloneNode(true);
                parent.insertBefore(copy, row);
                var said = new HashMap<String, String>();
                for (int i = 0; i < values.size(); i++) said.put(table + "." + behind.columns().get(i), values.get(i));
                for (var paragraph : WordFile.elements(copy, WordFile.W, "p")) {
                    var only = alone(new Runs(paragraph).text());
                    fill(paragraph, said, table + ".");
                    if (id != null && only != null && only.startsWith(table + ".")) mark(paragraph, Fields.key(table, id, only.substring(table.length() + 1)));
                }
            }
            parent.removeChild(row);
        }

        private @Nullable String tableOf(String place) {
            int dot = place.lastIndexOf('.');
            if (dot < 0) return null;
            var table = place.substring(0, dot);
            return rows.containsKey(table) || table.equals("signature") ? table : null;
        }

        private void fill(Element paragraph, Map<String, String> row) {
            fill(paragraph, row, "\u0000");
        }

        private void fill(Element paragraph, Map<String, String> row, String emptyPrefix) {
            var runs = new Runs(paragraph);
            var text = runs.text();
            var places = PLACE.matcher(text).results().toList();
            if (places.isEmpty()) return;
            var alone = alone(text);
            if (alone != null && block(alone)) {
                replace(paragraph, alone);
                return;
            }
            for (int i = places.size() - 1; i >= 0; i--) {
                var place = places.get(i);
                var name = name(place.group(1));
                var value = row.containsKey(name) ? row.get(name) : name.startsWith(emptyPrefix) ? "" : texts.containsKey(name) ? texts.get(name) : block(name) ? plain(name) : SECTION.matcher(name).matches() ? "" : null;
                if (value != null) runs.replace(place.start(), place.end(), SafeText.clean(value).strip());
            }
            if (alone != null && row.isEmpty()) mark(paragraph, alone);
        }

        private static @Nullable String alone(String text) {
            var places = PLACE.matcher(text).results().toList();
            return places.size() == 1 && places.getFirst().group().equals(text.strip()) ? name(places.getFirst().group(1)) : null;
        }

        private void mark(Element paragraph, String key) {
            var mark = export.marks() == null ? null : export.marks().of(key);
            if (mark != null) bookmark(paragraph, mark);
        }

        private void bookmark(Element paragraph, String name) {
            var document = paragraph.getOwnerDocument();
            var start = document.createElementNS(WordFile.W, "w:bookmarkStart");
            var end = document.createElementNS(WordFile.W, "w:bookmarkEnd");
            var id = String.valueOf(FIRST_BOOKMARK + bookmarks++);
            start.setAttributeNS(WordFile.W, "w:id", id);
            start.setAttributeNS(WordFile.W, "w:name", name);
            end.setAttributeNS(WordFile.W, "w:id", id);
            var first = paragraph.getFirstChild();
            paragraph.insertBefore(start, WordFile.is(first, "pPr") ? first.getNextSibling() : first);
            paragraph.appendChild(end);
        }

        /** By what an edited copy is known again. */
        void origin() {
            var paragraphs = WordFile.elements(file.xml("word/document.xml"), WordFile.W, "p");
            if (export.marks() != null && !paragraphs.isEmpty()) bookmark(paragraphs.getFirst(), export.marks().origin());
        }

        private boolean block(String name) {
            return name.equals("head") || pieces.containsKey(name) || name.equals("signatures") || name.equals("revisions") || SECTION.matcher(name).matches() && !name.endsWith(".title");
        }

        private String plain(String name) {
            return pieces.getOrDefault(name, List.of()).stream().map(block -> switch (block instanceof Named named ? named.block() : block) {
                case Heading(int level, String text) -> text;
                case Paragraph(String text) -> text;
                case Bullets(var marks, var items) -> items.stream().map(item -> "• " + item).collect(Collectors.joining("\n"));
                case FieldTable(var fields) -> fields.stream().map(field -> field.label() + " " + field.value()).collect(Collectors.joining("\n"));
                case Table table -> table.rows().stream().map(cells -> String.join("  ", cells)).collect(Collectors.joining("\n"));
                default -> "";
            }).collect(Collectors.joining("\n"));
        }

        private void replace(Element paragraph, String name) {
            var document = paragraph.getOwnerDocument();
            var written = new StringWriter();
            var body = new DocxBody(content, head, page(), true, export.marks());
            var xml = new Markup(written);
            xml.open("w:body", "xmlns:w", WordFile.W, "xmlns:r", WordFile.R);
            if (name.equals("head")) body.writeHead(xml);
            else for (var block : pieces.getOrDefault(name, List.of())) body.write(xml, block);
            xml.close();
            var parsed = WordFile.parsed(written.toString().getBytes(StandardCharsets.UTF_8)).getDocumentElement();
            for (var style : WordFile.elements(parsed, WordFile.W, "pStyle", "tblStyle")) style.setAttributeNS(WordFile.W, "w:val", styles.getOrDefault(style.getAttributeNS(WordFile.W, "val"), style.getAttributeNS(WordFile.W, "val")));
            var parent = paragraph.getParentNode();
            boolean any = false;
            for (var node = parsed.getFirstChild(); node != null; node = node.getNextSibling()) {
                parent.insertBefore(document.importNode(node, true), paragraph);
                any = true;
            }
            // A cell must end with a paragraph, and the last one may carry a section’s layout.
            if (any && WordFile.elements(paragraph, WordFile.W, "sectPr").isEmpty() && paragraph.getNextSibling() != null && !WordFile.is(parent, "tc")) parent.removeChild(paragraph);
            else new Runs(paragraph).clear();
        }

        // Ours that the company has under the same name look as the company’s do; the others are brought along.
        private Map<String, String> ownStyles() {
            var ids = new HashMap<String, String>();
            if (!file.has("word/styles.xml")) return ids;
            var theirs = file.xml("word/styles.xml");
            var byName = new HashMap<String, String>();
            var taken = new LinkedHashSet<String>();
            for (var style : WordFile.elements(theirs, WordFile.W, "style")) {
                byName.put(styleName(style), style.getAttributeNS(WordFile.W, "styleId"));
                taken.add(style.getAttributeNS(WordFile.W, "styleId"));
            }
            var ours = WordFile.elements(WordFile.parsed(DocxWriter.styles(content).getBytes(StandardCharsets.UTF_8)), WordFile.W, "style");
            for (var style : ours) {
                var id = style.getAttributeNS(WordFile.W, "styleId");
                ids.put(id, byName.getOrDefault(styleName(style), taken.contains(id) ? "Meridian" + id : id));
            }
            for (var style : ours) {
                if (byName.containsKey(styleName(style))) continue;
                var copy = (Element) theirs.importNode(style, true);
                copy.removeAttributeNS(WordFile.W, "default");
                copy.setAttributeNS(WordFile.W, "w:styleId", ids.get(style.getAttributeNS(WordFile.W, "styleId")));
                for (var other : WordFile.elements(copy, WordFile.W, "basedOn", "next")) other.setAttributeNS(WordFile.W, "w:val", ids.getOrDefault(other.getAttributeNS(WordFile.W, "val"), other.getAttributeNS(WordFile.W, "val")));
                theirs.getDocumentElement().appendChild(copy);
            }
            return ids;
        }

        private static String styleName(Element style) {
            return WordFile.elements(style, WordFile.W, "name").stream().map(name -> name.getAttributeNS(WordFile.W, "val").toLowerCase(Locale.ROOT)).findFirst().orElse("");
        }

        private DocxPage page() {
            var sections = WordFile.elements(file.xml("word/document.xml"), WordFile.W, "sectPr");
            if (sections.isEmpty()) return DocxPage.of(content.sheet());
            var size = WordFile.elements(sections.getLast(), WordFile.W, "pgSz");
            var margins = WordFile.elements(sections.getLast(), WordFile.W, "pgMar");
            if (size.isEmpty() || margins.isEmpty()) return DocxPage.of(content.sheet());
            int width = number(size.getFirst(), "w"), left = number(margins.getFirst(), "left"), right = number(margins.getFirst(), "right");
            return width - left - right < 2000 ? DocxPage.of(content.sheet()) : new DocxPage(width, number(size.getFirst(), "h"), 0, 0, (left + right) / 2);
        }

        private static int number(Element element, String attribute) {
            try {
                return Integer.parseInt(element.getAttributeNS(WordFile.W, attribute));
            } catch (NumberFormatException e) {
                return 0;
            }
        }

        // Whoever took out something classified is named behind every page, whatever the template says.
        void watermark() {
            var written = new StringWriter();
            new DocxEdges(content, head, export).writeHeader(new Markup(written));
            var ours = written.toString().getBytes(StandardCharsets.UTF_8);
            var headers = file.names().stream().filter(name -> name.matches("word/header[^/]*\\.xml")).sorted().toList();
            for (var part : headers) {
                var xml = file.xml(part);
                var paragraphs = WordFile.elements(xml, WordFile.W, "p");
                var picture = WordFile.elements(WordFile.parsed(ours), WordFile.W, "pict").getFirst();
                var run = xml.importNode(picture.getParentNode(), true);
                if (paragraphs.isEmpty()) {
                    var paragraph = xml.createElementNS(WordFile.W, "w:p");
                    paragraph.appendChild(run);
                    xml.getDocumentElement().appendChild(paragraph);
                } else paragraphs.getFirst().appendChild(run);
            }
            var bare = WordFile.elements(file.xml("word/document.xml"), WordFile.W, "sectPr").stream().filter(section -> WordFile.elements(section, WordFile.W, "headerReference").stream().noneMatch(reference -> reference.getAttributeNS(WordFile.W, "type").equals("default"))).toList();
            if (bare.isEmpty()) return;
            file.put(FIRST_HEADER, ours);
            var types = file.xml("[Content_Types].xml");
            var type = types.createElementNS(types.getDocumentElement().getNamespaceURI(), "Override");
            type.setAttribute("PartName", "/" + FIRST_HEADER);
            type.setAttribute("ContentType", "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml");
            types.getDocumentElement().appendChild(type);
            var relations = file.xml("word/_rels/document.xml.rels");
            var relation = relations.createElementNS(relations.getDocumentElement().getNamespaceURI(), "Relationship");
            relation.setAttribute("Id", "rIdMeridianHeader");
            relation.setAttribute("Type", WordFile.R + "/header");
            relation.setAttribute("Target", "headerMeridian.xml");
            relations.getDocumentElement().appendChild(relation);
            // The first section without one takes it; those after it inherit theirs.
            var section = bare.getFirst();
            var reference = section.getOwnerDocument().createElementNS(WordFile.W, "w:headerReference");
            reference.setAttributeNS(WordFile.W, "w:type", "default");
            reference.setAttributeNS(WordFile.R, "r:id", "rIdMeridianHeader");
            section.insertBefore(reference, section.getFirstChild());
        }
    }

    /** The text of a paragraph across its runs. */
    private static final class Runs {
        private final List<Element> pieces;

        Runs(Element paragraph) {
            pieces = WordFile.elements(paragraph, WordFile.W, "t").stream().filter(text -> WordFile.around(text, "p") == paragraph && WordFile.around(text, "del") == null).toList();
        }

        String text() {
            return pieces.stream().map(Node::getTextContent).collect(Collectors.joining()).replace('｛', '{').replace('｝', '}');
        }

        /** What is between takes its look from where it begins. */
        void replace(int from, int to, String value) {
            int at = 0;
            boolean said = false;
            for (var piece : pieces) {
                var text = piece.getTextContent();
                int start = at, end = at + text.length();
                at = end;
                if (end <= from || start >= to) continue;
                var before = text.substring(0, Math.max(0, from - start));
                var after = text.substring(Math.min(text.length(), to - start));
                set(piece, said ? before + after : before + value + after);
                said = true;
            }
        }

        void clear() {
            pieces.forEach(piece -> piece.setTextContent(""));
        }

        private static void set(Element piece, String text) {
            piece.setAttributeNS("http://www.w3.org/XML/1998/namespace", "xml:space", "preserve");
            piece.setTextContent(text);
        }
    }

    /** Line breaks in what was filled in become breaks of the text. */
    static void breaks(Document xml) {
        for (var text : WordFile.elements(xml, WordFile.W, "t")) {
            var lines = text.getTextContent().split("\n", -1);
            if (lines.length == 1) continue;
            var run = text.getParentNode();
            for (int i = 0; i < lines.length; i++) {
                if (i > 0) run.insertBefore(xml.createElementNS(WordFile.W, "w:br"), text);
                var line = (Element) text.cloneNode(false);
                line.setTextContent(lines[i]);
                run.insertBefore(line, text);
            }
            run.removeChild(text);
        }
    }
}
