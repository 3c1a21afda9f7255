package meridian.document;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import meridian.web.Words;
import org.springframework.stereotype.Component;

/**
 * A document as Word file (Office Open XML, ECMA-376), written part by part straight into the ZIP: real heading styles,
 * head rows that repeat, page x of y as fields. Chinese is set in 宋体 and 黑体 where the reader has them.
 */
@Component
public class DocxWriter {
    private static final String WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
    private static final String RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
    private static final String STYLES = resource("styles.xml");
    private static final String FONTS = resource("fontTable.xml");

    private final Words words;

    public DocxWriter(Words words) {
        this.words = words;
    }

    public void write(DocumentContent content, Export export, OutputStream out) throws IOException {
        var head = new HeadLines(content.head(), words);
        var zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        try {
            var body = new DocxBody(content, head, export.marks());
            part(zip, "[Content_Types].xml", DocxWriter::contentTypes);
            part(zip, "_rels/.rels", DocxWriter::packageRelations);
            part(zip, "docProps/core.xml", xml -> properties(xml, content.head(), export));
            part(zip, "word/_rels/document.xml.rels", DocxWriter::documentRelations);
            part(zip, "word/document.xml", body::write);
            part(zip, "word/numbering.xml", body::writeNumbering);
            var edges = new DocxEdges(content, head, export);
            part(zip, "word/header1.xml", edges::writeHeader);
            part(zip, "word/footer1.xml", edges::writeFooter);
            part(zip, "word/settings.xml", DocxWriter::settings);
            copy(zip, "word/styles.xml", styles(content));
            copy(zip, "word/fontTable.xml", FONTS);
            zip.finish();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void contentTypes(Markup xml) {
        xml.open("Types", "xmlns", PACKAGE + "content-types");
        xml.empty("Default", "Extension", "rels", "ContentType", "application/vnd.openxmlformats-package.relationships+xml");
        xml.empty("Default", "Extension", "xml", "ContentType", "application/xml");
        type(xml, "/word/document.xml", WORD + "document.main+xml");
        type(xml, "/word/styles.xml", WORD + "styles+xml");
        type(xml, "/word/numbering.xml", WORD + "numbering+xml");
        type(xml, "/word/settings.xml", WORD + "settings+xml");
        type(xml, "/word/fontTable.xml", WORD + "fontTable+xml");
        type(xml, "/word/header1.xml", WORD + "header+xml");
        type(xml, "/word/footer1.xml", WORD + "footer+xml");
        type(xml, "/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
        xml.close();
    }

    private static void type(Markup xml, String part, String type) {
        xml.empty("Override", "PartName", part, "ContentType", type);
    }

    private static void packageRelations(Markup xml) {
        xml.open("Relationships", "xmlns", PACKAGE + "relationships");
        xml.empty("Relationship", "Id", "rId1", "Type", RELATIONS + "/officeDocument", "Target", "word/document.xml");
        xml.empty("Relationship", "Id", "rId2", "Type", PACKAGE + "relationships/metadata/core-properties", "Target", "docProps/core.xml");
        xml.close();
    }

    private static void documentRelations(Markup xml) {
        xml.open("Relationships", "xmlns", PACKAGE + "relationships");
        relation(xml, "rId1", "styles", "styles.xml");
        relation(xml, "rId2", "numbering", "numbering.xml");
        relation(xml, "rId3", "settings", "settings.xml");
        relation(xml, "rId4", "fontTable", "fontTable.xml");
        relation(xml, DocxEdges.HEADER, "header", "header1.xml");
        relation(xml, DocxEdges.FOOTER, "footer", "footer1.xml");
        xml.close();
    }

    private static void relation(Markup xml, String id, String kind, String target) {
        xml.empty("Relationship", "Id", id, "Type", RELATIONS + "/" + kind, "Target", target);
    }

    static void properties(Markup xml, Head head, Export export) {
        var at = export.at().toInstant().truncatedTo(ChronoUnit.SECONDS).toString();
        xml.open("cp:coreProperties",
                "xmlns:cp", PACKAGE + "metadata/core-properties",
                "xmlns:dc", "http://purl.org/dc/elements/1.1/",
                "xmlns:dcterms", "http://purl.org/dc/terms/",
                "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
        xml.leaf("dc:title", head.title());
        xml.leaf("dc:subject", head.number());
        xml.leaf("dc:creator", head.prepared() == null ? head.organisation() : head.prepared().name());
        xml.leaf("dc:language", head.language().toLanguageTag());
        xml.leaf("dcterms:created", at, "xsi:type", "dcterms:W3CDTF");
        xml.leaf("dcterms:modified", at, "xsi:type", "dcterms:W3CDTF");
        xml.leaf("cp:version", head.version().toString());
        xml.close();
    }

    private static void settings(Markup xml) {
        xml.open("w:settings", "xmlns:w", DocxBody.NAMESPACE);
        xml.empty("w:defaultTabStop", "w:val", "420");
        xml.empty("w:characterSpacingControl", "w:val", "compressPunctuation");
        xml.open("w:compat");
        xml.empty("w:compatSetting", "w:name", "compatibilityMode", "w:uri", "http://schemas.microsoft.com/office/word", "w:val", "15");
        xml.close(2);
    }

    static String styles(DocumentContent content) {
        return STYLES.replace("{latin}", chinese(content) ? "Times New Roman" : "Arial");
    }

    private static boolean chinese(DocumentContent content) {
        return "zh".equals(content.head().language().getLanguage());
    }

    private static void part(ZipOutputStream zip, String name, Consumer<Markup> content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        var writer = new BufferedWriter(new OutputStreamWriter(zip, StandardCharsets.UTF_8));
        content.accept(new Markup(writer).declaration());
        writer.flush();
        zip.closeEntry();
    }

    private static void copy(ZipOutputStream zip, String name, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private static String resource(String name) {
        try (var in = DocxWriter.class.getResourceAsStream("/document/docx/" + name)) {
            if (in == null) throw new IllegalStateException(name + " is missing");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
