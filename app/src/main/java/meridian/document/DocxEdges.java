package meridian.document;

/** What stands at the top and bottom of every page of a Word file, and the watermark behind it. */
final class DocxEdges {
    static final String HEADER = "rId10";
    static final String FOOTER = "rId11";

    private final DocumentContent content;
    private final HeadLines head;
    private final Export export;
    private final DocxPage page;

    DocxEdges(DocumentContent content, HeadLines head, Export export) {
        this.content = content;
        this.head = head;
        this.export = export;
        this.page = DocxPage.of(content.sheet());
    }

    void writeHeader(Markup xml) {
        xml.open("w:hdr",
                "xmlns:w", DocxBody.NAMESPACE,
                "xmlns:v", "urn:schemas-microsoft-com:vml",
                "xmlns:o", "urn:schemas-microsoft-com:office:office");
        openLine(xml, "Header");
        head.watermark(export).ifPresent(text -> watermark(xml, text));
        DocxBody.runs(xml, head.running());
        tab(xml);
        DocxBody.runs(xml, head.runningClass());
        xml.close(2);
    }

    void writeFooter(Markup xml) {
        xml.open("w:ftr", "xmlns:w", DocxBody.NAMESPACE);
        openLine(xml, "Footer");
        DocxBody.runs(xml, head.owner());
        tab(xml);
        var words = head.page();
        exactly(xml, words.get(0));
        field(xml, "PAGE");
        exactly(xml, words.get(1));
        field(xml, "NUMPAGES");
        exactly(xml, words.get(2));
        xml.close(2);
    }

    private void openLine(Markup xml, String style) {
        xml.open("w:p").open("w:pPr").empty("w:pStyle", "w:val", style);
        xml.open("w:tabs").empty("w:tab", "w:val", "right", "w:pos", "" + page.text()).close(2);
    }

    private static void tab(Markup xml) {
        xml.open("w:r").empty("w:tab").close();
    }

    private static void exactly(Markup xml, String text) {
        if (!text.isEmpty()) xml.open("w:r").leaf("w:t", text, "xml:space", "preserve").close();
    }

    private static void field(Markup xml, String instruction) {
        xml.open("w:fldSimple", "w:instr", " " + instruction + " ").open("w:r").leaf("w:t", "1").close(2);
    }

    private void watermark(Markup xml, String text) {
        xml.open("w:r").open("w:pict");
        xml.open("v:shapetype", "id", "_x0000_t136", "coordsize", "21600,21600", "o:spt", "136", "adj", "10800",
                "path", "m@7,l@8,m@5,21600l@6,21600e");
        xml.empty("v:path", "textpathok", "t").empty("v:textpath", "on", "t", "fitshape", "t").close();
        xml.open("v:shape", "id", "Watermark", "o:spid", "_x0000_s2049", "type", "#_x0000_t136", "fillcolor", "#c8c8c8", "stroked", "f",
                "style", "position:absolute;margin-left:0;margin-top:0;width:" + Math.clamp(44 * text.length(), 180, 440) + "pt;height:44pt;rotation:330;z-index:-251658752;"
                        + "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
                        + "mso-position-vertical:center;mso-position-vertical-relative:margin");
        xml.empty("v:fill", "opacity", ".5");
        xml.empty("v:textpath", "style", "font-family:\"宋体\";font-size:1pt", "string", text);
        xml.close(3);
    }
}
