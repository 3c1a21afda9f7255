package meridian.document;

import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.jspecify.annotations.Nullable;

/**
 * A PDF that is drawn rather than written: boxes, lines and texts in the shipped fonts, measured in points from the top
 * left of each page. Texts can be searched and copied. Drawn one at a time, as documents are.
 */
public final class DrawnPdf implements AutoCloseable {
    private final PDDocument pdf;
    private final PDType0Font plain;
    private final PDType0Font bold;
    private final Map<PDType0Font, Map<Integer, Float>> widths = new HashMap<>();
    private @Nullable PDPageContentStream canvas;
    private float height;
    private @Nullable Color filling;
    private @Nullable Color stroking;
    private float thickness = -1;

    /** What is drawn. */
    public interface Drawing {
        void on(DrawnPdf pages) throws IOException;
    }

    private DrawnPdf(PDDocument pdf, PDType0Font plain, PDType0Font bold) {
        this.pdf = pdf;
        this.plain = plain;
        this.bold = bold;
    }

    public static void write(String title, String organisation, Locale language, Export export, Drawing drawing, OutputStream out) throws IOException {
        PdfFonts.lend(shipped -> {
            try (var pdf = new PDDocument()) {
                var fonts = shipped.into(pdf);
                try (var pages = new DrawnPdf(pdf, fonts.get(0).font(), fonts.get(1).font())) {
                    drawing.on(pages);
                }
                if (!export.behind().isEmpty()) PdfWriter.watermark(pdf, fonts.get(0).font(), export.behind());
                var information = pdf.getDocumentInformation();
                information.setTitle(SafeText.line(title));
                information.setAuthor(SafeText.line(organisation));
                information.setSubject(SafeText.line(export.by()));
                information.setCreator("Meridian");
                information.setCreationDate(GregorianCalendar.from(export.at()));
                pdf.getDocumentCatalog().setLanguage(language.toLanguageTag());
                pdf.save(OutputStream.nullOutputStream()); // makes the subsets, whose text maps can then be repaired
                for (var font : List.of(fonts.get(0), fonts.get(1))) ToUnicode.repair(font);
                pdf.save(out);
            }
        });
    }

    public void page(float width, float height) throws IOException {
        close();
        var page = new PDPage(new PDRectangle(width, height));
        pdf.addPage(page);
        canvas = new PDPageContentStream(pdf, page);
        this.height = height;
        filling = stroking = null;
        thickness = -1;
    }

    public void box(Color colour, float x, float y, float width, float high) throws IOException {
        fill(colour);
        canvas().addRect(x, height - y - high, width, high);
        canvas().fill();
    }

    public void line(Color colour, float wide, float... points) throws IOException {
        stroke(colour, wide);
        path(points);
        canvas().stroke();
    }

    public void shape(Color colour, float... points) throws IOException {
        fill(colour);
        path(points);
        canvas().closePath();
        canvas().fill();
    }

    /** What is drawn within a rectangle: nothing of it is seen beside it. */
    public void within(float x, float y, float width, float high, Drawing drawing) throws IOException {
        canvas().saveGraphicsState();
        canvas().addRect(x, height - y - high, width, high);
        canvas().clip();
        drawing.on(this);
        canvas().restoreGraphicsState();
        filling = stroking = null;
        thickness = -1;
    }

    /** Writes on a baseline at y; what is longer than {@code most} ends in an ellipsis. */
    public void text(boolean strong, float size, Color colour, float x, float y, String text, float most) throws IOException {
        var font = strong ? bold : plain;
        var shown = fitting(font, size, SafeText.line(text), most);
        if (shown.isEmpty()) return;
        fill(colour);
        canvas().beginText();
        canvas().setFont(font, size);
        canvas().newLineAtOffset(x, height - y);
        canvas().showText(shown);
        canvas().endText();
    }

    public float width(boolean strong, float size, String text) {
        float width = 0;
        var font = strong ? bold : plain;
        for (int c : text.codePoints().toArray()) width += Math.max(0, width(font, c));
        return width * size / 1000;
    }

    private String fitting(PDType0Font font, float size, String text, float most) {
        var out = new StringBuilder();
        float width = 0, room = most * 1000 / size, dots = width(font, '…');
        int fits = 0;
        for (int c : text.codePoints().toArray()) {
            float one = width(font, c);
            boolean missing = one < 0;
            if (missing) one = 1000;
            if (width + one > room) {
                out.setLength(fits);
                return room > dots ? out.append('…').toString() : "";
            }
            width += one;
            if (missing) out.append('□');
            else out.appendCodePoint(c);
            if (width + dots <= room) fits = out.length();
        }
        return out.toString();
    }

    private float width(PDType0Font font, int character) {
        return widths.computeIfAbsent(font, f -> new HashMap<>()).computeIfAbsent(character, c -> {
            try {
                return font.getStringWidth(Character.toString(c));
            } catch (IOException | IllegalArgumentException e) {
                return -1f;
            }
        });
    }

    private void path(float... points) throws IOException {
        canvas().moveTo(points[0], height - points[1]);
        for (int i = 2; i < points.length; i += 2) canvas().lineTo(points[i], height - points[i + 1]);
    }

    private void fill(Color colour) throws IOException {
        if (colour.equals(filling)) return;
        canvas().setNonStrokingColor(colour);
        filling = colour;
    }

    private void stroke(Color colour, float wide) throws IOException {
        if (!colour.equals(stroking)) canvas().setStrokingColor(colour);
        if (wide != thickness) canvas().setLineWidth(wide);
        stroking = colour;
        thickness = wide;
    }

    private PDPageContentStream canvas() {
        if (canvas == null) throw new IllegalStateException("no page yet");
        return canvas;
    }

    @Override
    public void close() throws IOException {
        if (canvas != null) canvas.close();
        canvas = null;
    }
}
