package meridian.document;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PDFontSupplier;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.GregorianCalendar;
import java.util.List;
import meridian.document.DocumentContent.Sheet;
import meridian.tenancy.Refused;
import meridian.web.Words;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.state.PDExtendedGraphicsState;
import org.apache.pdfbox.util.Matrix;
import org.springframework.stereotype.Component;

/**
 * A document as PDF: tagged for screen readers, with its fonts inside, bookmarks, and text that can be searched and
 * copied. Nothing outside is ever read while one is made. Documents are made one at a time.
 */
@Component
public class PdfWriter {
    private static final String CSS = resource("/static/css/document.css") + resource("/document/pdf.css");
    private static final String LANDSCAPE_CSS = CSS + resource("/document/landscape.css");
    private static final int MOST_PAGES = 250;
    // Points of a page that are left for text.
    private static final double UPRIGHT_HEIGHT = 690;
    private static final double ON_ITS_SIDE_HEIGHT = 460;
    private static final float WATERMARK_SIZE = 15;

    private final Words words;

    static {
        XRLog.setLoggingEnabled(false);
    }

    public PdfWriter(Words words) {
        this.words = words;
    }

    /** Whether a document is short enough for a PDF: what is much longer would take all there is of memory. */
    public boolean fits(DocumentContent content) {
        return pages(content) <= MOST_PAGES;
    }

    // By the tables alone: nothing else is long.
    private static int pages(DocumentContent content) {
        boolean onItsSide = content.sheet() == Sheet.LANDSCAPE;
        double height = 0;
        for (var block : content.blocks())
            if ((block instanceof Block.Named named ? named.block() : block) instanceof Block.Table table) height += ColumnWidths.height(table, onItsSide ? DocumentHtml.ON_ITS_SIDE : DocumentHtml.UPRIGHT);
        return (int) Math.ceil(height / (onItsSide ? ON_ITS_SIDE_HEIGHT : UPRIGHT_HEIGHT));
    }

    /** Refused where it does not {@link #fits fit}. */
    public void write(DocumentContent content, Export export, OutputStream out) throws IOException {
        if (!fits(content)) throw Refused.because("document.too_long_for_paper", pages(content), MOST_PAGES);
        var html = DocumentHtml.file(content, words, content.sheet() == Sheet.LANDSCAPE ? LANDSCAPE_CSS : CSS);
        PdfFonts.lend(shipped -> {
            try (var pdf = new PDDocument()) {
                var fonts = shipped.into(pdf);
                render(html, pdf, fonts);
                var mark = new HeadLines(content.head(), words).watermark(export);
                if (mark.isPresent()) watermark(pdf, fonts.getFirst().font(), mark.get());
                describe(pdf, content.head(), export);
                pdf.save(OutputStream.nullOutputStream()); // makes the subsets, whose text maps can then be repaired
                for (var font : fonts) ToUnicode.repair(font);
                pdf.save(out);
            }
        });
    }

    private static void render(String html, PDDocument pdf, List<PdfFonts.Embedded> fonts) throws IOException {
        var builder = new PdfRendererBuilder()
                .withHtmlContent(html, null)
                .usePDDocument(pdf)
                .useReplacementText("□")
                .usePdfUaAccessibility(true)
                .useUriResolver((base, uri) -> null)
                .useExternalResourceAccessControl((uri, type) -> false, ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI)
                .useExternalResourceAccessControl((uri, type) -> false, ExternalResourceControlPriority.RUN_AFTER_RESOLVING_URI);
        for (var font : fonts)
            builder.useFont(new PDFontSupplier(font.font()), font.face().family(), font.face().weight(), FontStyle.NORMAL, true);
        try (var renderer = builder.buildPdfRenderer()) {
            renderer.createPDFWithoutClosing();
        }
    }

    static void watermark(PDDocument pdf, PDType0Font font, String text) throws IOException {
        var faint = new PDExtendedGraphicsState();
        faint.setNonStrokingAlphaConstant(0.12f);
        var visible = drawable(font, text);
        float width = font.getStringWidth(visible) / 1000 * WATERMARK_SIZE;
        for (var page : pdf.getPages()) watermark(pdf, page, font, faint, visible, width);
    }

    private static void watermark(PDDocument pdf, PDPage page, PDType0Font font, PDExtendedGraphicsState faint, String text, float width)
            throws IOException {
        try (var canvas = new PDPageContentStream(pdf, page, AppendMode.APPEND, true, true)) {
            canvas.beginMarkedContent(COSName.ARTIFACT);
            canvas.setGraphicsStateParameters(faint);
            canvas.beginText();
            canvas.setFont(font, WATERMARK_SIZE);
            for (float y = 60; y < page.getMediaBox().getHeight(); y += 190)
                for (float x = 40; x < page.getMediaBox().getWidth(); x += width + 60) {
                    canvas.setTextMatrix(Matrix.getRotateInstance(Math.toRadians(30), x, y));
                    canvas.showText(text);
                }
            canvas.endText();
            canvas.endMarkedContent();
        }
    }

    private static String drawable(PDType0Font font, String text) {
        var out = new StringBuilder();
        text.codePoints().forEach(c -> {
            var character = Character.toString(c);
            try {
                font.encode(character);
                out.append(character);
            } catch (IOException | IllegalArgumentException e) {
                out.append('□');
            }
        });
        return out.toString();
    }

    private static void describe(PDDocument pdf, Head head, Export export) {
        var information = pdf.getDocumentInformation();
        information.setTitle(SafeText.line(head.title()));
        information.setAuthor(SafeText.line(head.organisation()));
        information.setSubject(SafeText.line(head.number()));
        information.setCreator("Meridian");
        information.setCreationDate(GregorianCalendar.from(export.at()));
        pdf.getDocumentCatalog().setLanguage(head.language().toLanguageTag());
    }

    private static String resource(String name) {
        try (var in = PdfWriter.class.getResourceAsStream(name)) {
            if (in == null) throw new IllegalStateException(name + " is missing");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
