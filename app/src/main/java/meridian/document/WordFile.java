package meridian.document;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import meridian.tenancy.Refused;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * A Word file that somebody brought, read with suspicion: whatever could run, reach outside, hide another file or burst is
 * refused with the reason, beside the field {@code file}, before anything of it is used.
 */
public final class WordFile {
    public static final String W = DocxBody.NAMESPACE;
    static final String R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    static final int MOST = 5 * 1024 * 1024;

    private static final String MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    private static final int MOST_PARTS = 500;
    private static final int MOST_UNPACKED = 40 * 1024 * 1024;
    private static final int MOST_XML = 8 * 1024 * 1024;
    private static final int SMALL = 2 * 1024 * 1024;
    private static final int MOST_TIMES = 100;
    private static final int DEEPEST = 400;
    private static final Set<String> HIDDEN = Set.of("oleObject", "package", "control", "activeXControlBinary", "aFChunk", "subDocument", "frame", "wordVbaData");
    // Fields of a text that fetch or start something.
    private static final Pattern FETCHING = Pattern.compile("\\b(INCLUDETEXT|INCLUDEPICTURE|IMPORT|DDE|DDEAUTO|LINK|DATABASE|MACROBUTTON|RD)\\b", Pattern.CASE_INSENSITIVE);

    /** What it is for: a template that will be handed out again may not even link; an edited file is only read. */
    public enum Use { TEMPLATE, EDITED }

    private final Map<String, byte[]> parts;
    private final Map<String, Document> read = new TreeMap<>();

    private WordFile(Map<String, byte[]> parts) {
        this.parts = parts;
    }

    public static WordFile read(byte[] bytes, Use use) {
        if (bytes.length == 0) throw refused("none");
        if (bytes.length > MOST) throw Refused.at("file", "word.refused.too_large", MOST / 1024 / 1024);
        if (bytes.length > 8 && (bytes[0] & 0xFF) == 0xD0 && (bytes[1] & 0xFF) == 0xCF) throw refused("old_or_locked");
        if (bytes.length < 4 || bytes[0] != 'P' || bytes[1] != 'K') throw refused("not_word");
        var file = new WordFile(unpacked(bytes));
        file.inspect(use);
        return file;
    }

    private static Map<String, byte[]> unpacked(byte[] bytes) {
        var parts = new LinkedHashMap<String, byte[]>();
        long whole = 0, xml = 0;
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8)) {
            for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
                if (entry.isDirectory()) continue;
                var name = entry.getName();
                if (parts.size() >= MOST_PARTS) throw refused("bomb");
                if (name.startsWith("/") || name.contains("..") || name.contains("\\") || name.length() > 250) throw refused("broken");
                var content = zip.readNBytes((int) Math.min(MOST_UNPACKED - whole + 1, Integer.MAX_VALUE));
                whole += content.length;
                if (whole > MOST_UNPACKED || whole > SMALL && whole / bytes.length > MOST_TIMES) throw refused("bomb");
                // Parsed, XML takes about ten times its room.
                if (isXml(name)) xml += content.length;
                if (xml > MOST_XML) throw refused("bomb");
                if (parts.put(name, content) != null) throw refused("broken");
            }
        } catch (IOException | IllegalArgumentException e) {
            throw refused("broken");
        }
        if (!parts.containsKey("[Content_Types].xml")) throw refused("not_word");
        return parts;
    }

    private void inspect(Use use) {
        for (var name : parts.keySet()) {
            var lower = name.toLowerCase(Locale.ROOT);
            if (lower.endsWith("vbaproject.bin") || lower.endsWith("vbadata.xml")) throw refused("macros");
            if (lower.contains("/embeddings/") || lower.contains("/activex/")) throw Refused.at("file", "word.refused.embedded", name);
        }
        for (var name : List.copyOf(parts.keySet())) {
            if (isXml(name)) xml(name);
        }
        boolean main = false;
        for (var type : elements(xml("[Content_Types].xml"), "*", "Override", "Default")) {
            var said = type.getAttribute("ContentType");
            if (said.contains("macroEnabled") || said.contains("vbaProject")) throw refused("macros");
            main |= said.equals(MAIN) && type.getAttribute("PartName").equals("/word/document.xml");
        }
        if (!main || !parts.containsKey("word/document.xml")) throw refused("not_word");
        for (var name : parts.keySet()) if (name.endsWith(".rels")) relations(name, use);
        for (var name : parts.keySet()) if (name.startsWith("word/") && isXml(name)) fields(xml(name));
        if (!"document".equals(xml("word/document.xml").getDocumentElement().getLocalName())) throw refused("broken");
    }

    private void relations(String part, Use use) {
        for (var relation : elements(xml(part), "*", "Relationship")) {
            var type = relation.getAttribute("Type");
            var kind = type.substring(type.lastIndexOf('/') + 1);
            if (kind.equals("vbaProject")) throw refused("macros");
            if (kind.equals("attachedTemplate")) throw Refused.at("file", "word.refused.attached", shortened(relation.getAttribute("Target")));
            if (HIDDEN.contains(kind)) throw Refused.at("file", "word.refused.embedded", shortened(relation.getAttribute("Target")));
            boolean outside = relation.getAttribute("TargetMode").equalsIgnoreCase("External") || relation.getAttribute("Target").matches("(?i)[a-z][a-z0-9+.-]*:.*|//.*|\\\\\\\\.*");
            if (outside && !(use == Use.EDITED && kind.equals("hyperlink"))) throw Refused.at("file", "word.refused.external", shortened(relation.getAttribute("Target")));
        }
    }

    private static void fields(Document xml) {
        for (var simple : elements(xml, W, "fldSimple")) fetching(simple.getAttributeNS(W, "instr"));
        // An instruction may be split into pieces, so that none of them looks like one.
        var instruction = elements(xml, W, "instrText").stream().map(Node::getTextContent).collect(Collectors.joining());
        fetching(instruction);
    }

    private static void fetching(String instruction) {
        var found = FETCHING.matcher(instruction);
        if (found.find()) throw Refused.at("file", "word.refused.field", found.group(1).toUpperCase(Locale.ROOT));
    }

    private static String shortened(String text) {
        return text.length() <= 120 ? text : text.substring(0, 119) + "…";
    }

    private static boolean isXml(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".xml") || lower.endsWith(".rels") || lower.endsWith(".vml");
    }

    static Refused refused(String why) {
        return Refused.at("file", "word.refused." + why);
    }

    public boolean has(String part) {
        return parts.containsKey(part);
    }

    Set<String> names() {
        return Set.copyOf(parts.keySet());
    }

    /** A part as it is now; what is changed in it is written. */
    public Document xml(String part) {
        return read.computeIfAbsent(part, name -> {
            var content = parts.get(name);
            if (content == null) throw refused("broken");
            return parsed(content);
        });
    }

    void put(String part, byte[] content) {
        parts.put(part, content);
        read.remove(part);
    }

    static Document parsed(byte[] content) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            factory.setAttribute("jdk.xml.maxElementDepth", String.valueOf(DEEPEST));
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new ByteArrayInputStream(content));
        } catch (SAXException e) {
            throw refused(String.valueOf(e.getMessage()).contains("DOCTYPE") ? "dtd" : "broken");
        } catch (IOException e) {
            throw refused("broken");
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] written() throws IOException {
        read.forEach((name, document) -> parts.put(name, bytes(document)));
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            for (var part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    private static byte[] bytes(Document document) {
        try {
            var out = new ByteArrayOutputStream();
            document.setXmlStandalone(true);
            var writing = TransformerFactory.newInstance().newTransformer();
            writing.setOutputProperty(OutputKeys.ENCODING, "UTF-8");
            writing.transform(new DOMSource(document), new StreamResult(out));
            return out.toByteArray();
        } catch (TransformerException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Everything beneath of these names, in the order of the text. */
    public static List<Element> elements(Node under, String namespace, String... names) {
        var found = new ArrayList<Element>();
        for (var name : names) {
            NodeList list = under instanceof Document document ? document.getElementsByTagNameNS(namespace, name) : ((Element) under).getElementsByTagNameNS(namespace, name);
            for (int i = 0; i < list.getLength(); i++) found.add((Element) list.item(i));
        }
        return found;
    }

    public static boolean is(@Nullable Node node, String name) {
        return node instanceof Element element && W.equals(element.getNamespaceURI()) && name.equals(element.getLocalName());
    }

    /** The nearest around a node of this name, or null. */
    public static @Nullable Element around(Node node, String name) {
        for (var up = node.getParentNode(); up != null; up = up.getParentNode()) if (is(up, name)) return (Element) up;
        return null;
    }

    /** What a paragraph, or all paragraphs beneath a node, say: deletions left out, breaks kept. */
    public static String text(Node node) {
        var out = new StringBuilder();
        text(node, out);
        return out.toString().strip();
    }

    private static void text(Node node, StringBuilder out) {
        for (var child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (is(child, "t")) out.append(child.getTextContent());
            else if (is(child, "br") || is(child, "cr")) out.append('\n');
            else if (is(child, "tab")) out.append(' ');
            else if (is(child, "noBreakHyphen")) out.append('-');
            else if (is(child, "del") || is(child, "moveFrom") || is(child, "pPr") || is(child, "rPr")) continue;
            else {
                text(child, out);
                if (is(child, "p") && child.getNextSibling() != null) out.append('\n');
            }
        }
    }
}
