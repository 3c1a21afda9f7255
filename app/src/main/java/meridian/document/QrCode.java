package meridian.document;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;

/** A QR code in the right margin of a PDF’s pages, so that a sheet that was printed, stamped and scanned tells what it was; no text lies there. */
public final class QrCode {
    private static final float SIDE = 40;
    private static final float RIGHT = 14;
    private static final float BOTTOM = 70;

    private QrCode() {}

    /** The file with this text on every page, beside the end of what stands on it. */
    public static byte[] on(byte[] pdf, String text) {
        var code = code(text);
        try (var document = Loader.loadPDF(pdf)) {
            for (var page : document.getPages()) {
                float dot = SIDE / code.getWidth();
                float left = page.getMediaBox().getWidth() - RIGHT - SIDE;
                try (var canvas = new PDPageContentStream(document, page, AppendMode.APPEND, true, true)) {
                    canvas.beginMarkedContent(COSName.ARTIFACT);
                    canvas.setNonStrokingColor(0f);
                    for (int y = 0; y < code.getHeight(); y++)
                        for (int x = 0; x < code.getWidth(); x++)
                            if (code.get(x, y)) canvas.addRect(left + x * dot, BOTTOM + SIDE - (y + 1) * dot, dot * 1.02f, dot * 1.02f);
                    canvas.fill();
                    canvas.endMarkedContent();
                }
            }
            var out = new ByteArrayOutputStream(pdf.length + 20_000);
            document.save(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BitMatrix code(String text) {
        try {
            return new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0, Map.of(EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M, EncodeHintType.MARGIN, 0, EncodeHintType.CHARACTER_SET, "UTF-8"));
        } catch (WriterException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
