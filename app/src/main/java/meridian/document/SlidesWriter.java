package meridian.document;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import meridian.document.Slides.Area;
import meridian.document.Slides.Cell;
import meridian.document.Slides.Grid;
import meridian.document.Slides.Line;
import meridian.document.Slides.Lines;
import meridian.document.Slides.Slide;
import org.jspecify.annotations.Nullable;

/** A presentation (PresentationML, ECMA-376), written part by part straight into the ZIP, as documents are. */
public final class SlidesWriter {
    private static final String TYPE = "application/vnd.openxmlformats-officedocument.presentationml.";
    private static final String RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
    private static final String DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main";
    private static final String PRESENTATION = "http://schemas.openxmlformats.org/presentationml/2006/main";
    private static final double EMU = 360_000; // a centimetre
    private static final String RULE = "C9CDD3";

    private final Slides slides;
    private final Export export;
    private int shapes;

    private SlidesWriter(Slides slides, Export export) {
        this.slides = slides;
        this.export = export;
    }

    public static void write(Slides slides, Export export, OutputStream out) throws IOException {
        try {
            new SlidesWriter(slides, export).write(out);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void write(OutputStream out) throws IOException {
        var zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        part(zip, "[Content_Types].xml", this::contentTypes);
        part(zip, "_rels/.rels", xml -> relations(xml, RELATIONS + "/officeDocument", "ppt/presentation.xml", PACKAGE + "relationships/metadata/core-properties", "docProps/core.xml"));
        part(zip, "docProps/core.xml", this::properties);
        part(zip, "ppt/presentation.xml", this::presentation);
        part(zip, "ppt/_rels/presentation.xml.rels", xml -> {
            xml.open("Relationships", "xmlns", PACKAGE + "relationships");
            relation(xml, "rId1", RELATIONS + "/slideMaster", "slideMasters/slideMaster1.xml");
            relation(xml, "rId2", RELATIONS + "/theme", "theme/theme1.xml");
            for (int i = 1; i <= slides.slides().size(); i++) relation(xml, "rId" + (2 + i), RELATIONS + "/slide", "slides/slide" + i + ".xml");
            xml.close();
        });
        copy(zip, "ppt/theme/theme1.xml", "theme.xml");
        copy(zip, "ppt/slideMasters/slideMaster1.xml", "master.xml");
        part(zip, "ppt/slideMasters/_rels/slideMaster1.xml.rels", xml -> relations(xml, RELATIONS + "/slideLayout", "../slideLayouts/slideLayout1.xml", RELATIONS + "/theme", "../theme/theme1.xml"));
        copy(zip, "ppt/slideLayouts/slideLayout1.xml", "layout.xml");
        part(zip, "ppt/slideLayouts/_rels/slideLayout1.xml.rels", xml -> relations(xml, RELATIONS + "/slideMaster", "../slideMasters/slideMaster1.xml"));
        int number = 0;
        for (var slide : slides.slides()) {
            var name = "slide" + ++number + ".xml";
            part(zip, "ppt/slides/" + name, xml -> slide(xml, slide));
            part(zip, "ppt/slides/_rels/" + name + ".rels", xml -> relations(xml, RELATIONS + "/slideLayout", "../slideLayouts/slideLayout1.xml"));
        }
        zip.finish();
    }

    private void contentTypes(Markup xml) {
        xml.open("Types", "xmlns", PACKAGE + "content-types");
        xml.empty("Default", "Extension", "rels", "ContentType", "application/vnd.openxmlformats-package.relationships+xml");
        xml.empty("Default", "Extension", "xml", "ContentType", "application/xml");
        type(xml, "/ppt/presentation.xml", TYPE + "presentation.main+xml");
        type(xml, "/ppt/slideMasters/slideMaster1.xml", TYPE + "slideMaster+xml");
        type(xml, "/ppt/slideLayouts/slideLayout1.xml", TYPE + "slideLayout+xml");
        for (int i = 1; i <= slides.slides().size(); i++) type(xml, "/ppt/slides/slide" + i + ".xml", TYPE + "slide+xml");
        type(xml, "/ppt/theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml");
        type(xml, "/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
        xml.close();
    }

    private static void type(Markup xml, String part, String type) {
        xml.empty("Override", "PartName", part, "ContentType", type);
    }

    private static void relations(Markup xml, String... typesAndTargets) {
        xml.open("Relationships", "xmlns", PACKAGE + "relationships");
        for (int i = 0; i < typesAndTargets.length; i += 2) relation(xml, "rId" + (i / 2 + 1), typesAndTargets[i], typesAndTargets[i + 1]);
        xml.close();
    }

    private static void relation(Markup xml, String id, String type, String target) {
        xml.empty("Relationship", "Id", id, "Type", type, "Target", target);
    }

    private void properties(Markup xml) {
        var at = export.at().toInstant().truncatedTo(ChronoUnit.SECONDS).toString();
        xml.open("cp:coreProperties", "xmlns:cp", PACKAGE + "metadata/core-properties", "xmlns:dc", "http://purl.org/dc/elements/1.1/", "xmlns:dcterms", "http://purl.org/dc/terms/", "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
        xml.leaf("dc:title", slides.title()).leaf("dc:creator", slides.organisation());
        xml.leaf("dcterms:created", at, "xsi:type", "dcterms:W3CDTF").leaf("dcterms:modified", at, "xsi:type", "dcterms:W3CDTF");
        xml.close();
    }

    private void presentation(Markup xml) {
        xml.open("p:presentation", "xmlns:a", DRAWING, "xmlns:r", RELATIONS, "xmlns:p", PRESENTATION, "saveSubsetFonts", "1");
        xml.open("p:sldMasterIdLst").empty("p:sldMasterId", "id", "2147483648", "r:id", "rId1").close();
        xml.open("p:sldIdLst");
        for (int i = 1; i <= slides.slides().size(); i++) xml.empty("p:sldId", "id", "" + (255 + i), "r:id", "rId" + (2 + i));
        xml.close();
        xml.empty("p:sldSz", "cx", emu(Slides.WIDTH), "cy", emu(Slides.HEIGHT)).empty("p:notesSz", "cx", "6858000", "cy", "9144000");
        xml.close();
    }

    private void slide(Markup xml, Slide slide) {
        shapes = 1;
        xml.open("p:sld", "xmlns:a", DRAWING, "xmlns:r", RELATIONS, "xmlns:p", PRESENTATION).open("p:cSld").open("p:spTree");
        xml.open("p:nvGrpSpPr").empty("p:cNvPr", "id", "1", "name", "").empty("p:cNvGrpSpPr").empty("p:nvPr").close();
        xml.open("p:grpSpPr").open("a:xfrm").empty("a:off", "x", "0", "y", "0").empty("a:ext", "cx", "0", "cy", "0").empty("a:chOff", "x", "0", "y", "0").empty("a:chExt", "cx", "0", "cy", "0").close(2);
        if (!export.behind().isEmpty()) behind(xml);
        heading(xml, slide.heading());
        lines(xml, new Lines(new Area(1.2, 1.75, Slides.WIDTH - 2.4, 0.9), null, List.of(new Line(slide.note(), 11, false, "5A6270", false))));
        for (var piece : slide.pieces()) {
            switch (piece) {
                case Lines lines -> lines(xml, lines);
                case Grid grid -> grid(xml, grid);
            }
        }
        xml.close(2);
        xml.open("p:clrMapOvr").empty("a:masterClrMapping").close(2);
    }

    // Faint, across the slide, beneath everything else.
    private void behind(Markup xml) {
        xml.open("p:sp").open("p:nvSpPr").empty("p:cNvPr", "id", "" + ++shapes, "name", "Watermark").empty("p:cNvSpPr", "txBox", "1").empty("p:nvPr").close();
        xml.open("p:spPr").open("a:xfrm", "rot", "-1800000");
        place(xml, new Area(1, Slides.HEIGHT / 2 - 1.5, Slides.WIDTH - 2, 3));
        xml.close().open("a:prstGeom", "prst", "rect").empty("a:avLst").close().empty("a:noFill").close();
        xml.open("p:txBody").empty("a:bodyPr", "wrap", "square", "anchor", "ctr").empty("a:lstStyle").open("a:p").empty("a:pPr", "algn", "ctr");
        run(xml, export.behind(), 40, false, "E3E5E8");
        xml.close(3);
    }

    private void heading(Markup xml, String text) {
        xml.open("p:sp").open("p:nvSpPr").empty("p:cNvPr", "id", "" + ++shapes, "name", "Title").open("p:cNvSpPr").empty("a:spLocks", "noGrp", "1").close().open("p:nvPr").empty("p:ph", "type", "title").close(2);
        xml.empty("p:spPr").open("p:txBody").empty("a:bodyPr").empty("a:lstStyle").open("a:p").open("a:r");
        xml.empty("a:rPr", "lang", slides.language().toLanguageTag()).leaf("a:t", SafeText.line(text)).close(4);
    }

    private void lines(Markup xml, Lines box) {
        xml.open("p:sp").open("p:nvSpPr").empty("p:cNvPr", "id", "" + ++shapes, "name", "Text " + shapes).empty("p:cNvSpPr", "txBox", "1").empty("p:nvPr").close();
        xml.open("p:spPr").open("a:xfrm");
        place(xml, box.area());
        xml.close().open("a:prstGeom", "prst", "rect").empty("a:avLst").close();
        fill(xml, box.fill());
        xml.close();
        var inset = emu(box.fill() == null ? 0 : 0.3);
        xml.open("p:txBody").open("a:bodyPr", "wrap", "square", "lIns", inset, "tIns", inset, "rIns", inset, "bIns", inset, "anchor", "t").empty("a:normAutofit").close().empty("a:lstStyle");
        for (var line : box.lines()) paragraph(xml, line);
        if (box.lines().isEmpty()) xml.empty("a:p");
        xml.close(2);
    }

    private void paragraph(Markup xml, Line line) {
        xml.open("a:p");
        if (line.bullet()) xml.open("a:pPr", "marL", "171450", "indent", "-171450").open("a:spcBef").empty("a:spcPts", "val", "200").close().empty("a:buFont", "typeface", "Arial").empty("a:buChar", "char", "•").close();
        else xml.open("a:pPr").open("a:spcBef").empty("a:spcPts", "val", "200").close().empty("a:buNone").close();
        run(xml, line.text(), line.size(), line.strong(), line.colour());
        xml.close();
    }

    private void run(Markup xml, String text, double size, boolean strong, String colour) {
        xml.open("a:r").open("a:rPr", "lang", slides.language().toLanguageTag(), "sz", "" + Math.round(size * 100), "b", strong ? "1" : "0");
        fill(xml, colour);
        // The name by which Office finds the font on every system; LibreOffice and WPS fall back to their own.
        xml.empty("a:latin", "typeface", "Arial").empty("a:ea", "typeface", "微软雅黑").close();
        xml.leaf("a:t", SafeText.line(text)).close();
    }

    private void grid(Markup xml, Grid grid) {
        xml.open("p:graphicFrame").open("p:nvGraphicFramePr").empty("p:cNvPr", "id", "" + ++shapes, "name", "Table " + shapes).open("p:cNvGraphicFramePr").empty("a:graphicFrameLocks", "noGrp", "1").close().empty("p:nvPr").close();
        xml.open("p:xfrm");
        place(xml, grid.area());
        xml.close().open("a:graphic").open("a:graphicData", "uri", "http://schemas.openxmlformats.org/drawingml/2006/table");
        xml.open("a:tbl").empty("a:tblPr", "firstRow", "1").open("a:tblGrid");
        int whole = grid.widths().stream().mapToInt(Integer::intValue).sum();
        for (int width : grid.widths()) xml.empty("a:gridCol", "w", emu(grid.area().width() * width / whole));
        xml.close();
        var height = emu(grid.area().height() / Math.max(1, grid.rows().size()));
        for (var row : grid.rows()) {
            xml.open("a:tr", "h", height);
            for (var cell : row) cell(xml, cell);
            xml.close();
        }
        xml.close(4);
    }

    private void cell(Markup xml, Cell cell) {
        xml.open("a:tc").open("a:txBody").empty("a:bodyPr").empty("a:lstStyle").open("a:p");
        run(xml, cell.text(), cell.size(), cell.strong(), cell.colour());
        xml.close(2);
        xml.open("a:tcPr", "marL", "72000", "marR", "72000", "marT", "28800", "marB", "28800", "anchor", "ctr");
        for (var side : new String[] {"a:lnL", "a:lnR"}) xml.open(side, "w", "0").empty("a:noFill").close();
        for (var side : new String[] {"a:lnT", "a:lnB"}) {
            xml.open(side, "w", "6350");
            fill(xml, RULE);
            xml.close();
        }
        fill(xml, cell.fill());
        xml.close(2);
    }

    private static void fill(Markup xml, @Nullable String colour) {
        if (colour == null) xml.empty("a:noFill");
        else xml.open("a:solidFill").empty("a:srgbClr", "val", colour).close();
    }

    private static void place(Markup xml, Area area) {
        xml.empty("a:off", "x", emu(area.x()), "y", emu(area.y())).empty("a:ext", "cx", emu(area.width()), "cy", emu(area.height()));
    }

    private static String emu(double centimetres) {
        return String.valueOf(Math.round(centimetres * EMU));
    }

    private static void part(ZipOutputStream zip, String name, Consumer<Markup> content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        var writer = new BufferedWriter(new OutputStreamWriter(zip, StandardCharsets.UTF_8));
        content.accept(new Markup(writer).declaration());
        writer.flush();
        zip.closeEntry();
    }

    private static void copy(ZipOutputStream zip, String name, String resource) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        try (var in = SlidesWriter.class.getResourceAsStream("/document/pptx/" + resource)) {
            if (in == null) throw new IllegalStateException(resource + " is missing");
            in.transferTo(zip);
        }
        zip.closeEntry();
    }
}
