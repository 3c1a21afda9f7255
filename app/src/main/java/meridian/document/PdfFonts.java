package meridian.document;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.jspecify.annotations.Nullable;

/**
 * The shipped fonts, read once and kept while memory allows. Reading a glyph moves a position inside the font, so one
 * document at a time borrows them.
 */
final class PdfFonts {
    private static final List<Face> FACES = List.of(
            new Face("Noto Sans SC", 400, "NotoSansSC_400Regular.ttf"),
            new Face("Noto Sans SC", 700, "NotoSansSC_700Bold.ttf"),
            new Face("Noto Sans", 400, "NotoSans_400Regular.ttf"),
            new Face("Noto Sans", 700, "NotoSans_700Bold.ttf"));

    private static final ReentrantLock LENT = new ReentrantLock(true);
    private static SoftReference<@Nullable PdfFonts> cached = new SoftReference<>(null);

    private final List<Loaded> fonts;

    private PdfFonts(List<Loaded> fonts) {
        this.fonts = fonts;
    }

    record Face(String family, int weight, String file) {}

    record Loaded(Face face, TrueTypeFont font) {}

    /** A font as one PDF has it; only glyphs that are used get into the file. */
    record Embedded(Face face, TrueTypeFont source, PDType0Font font) {}

    interface Work {
        void with(PdfFonts fonts) throws IOException;
    }

    static void lend(Work work) throws IOException {
        LENT.lock();
        try {
            var fonts = cached.get();
            if (fonts == null) {
                fonts = read();
                cached = new SoftReference<>(fonts);
            }
            work.with(fonts);
        } finally {
            LENT.unlock();
        }
    }

    List<Embedded> into(PDDocument pdf) throws IOException {
        var embedded = new ArrayList<Embedded>();
        for (var loaded : fonts)
            embedded.add(new Embedded(loaded.face(), loaded.font(), PDType0Font.load(pdf, loaded.font(), true)));
        return embedded;
    }

    static PdfFonts read() throws IOException {
        var fonts = new ArrayList<Loaded>();
        for (var face : FACES) fonts.add(new Loaded(face, read(face.file())));
        return new PdfFonts(fonts);
    }

    private static TrueTypeFont read(String file) throws IOException {
        try (var in = PdfFonts.class.getResourceAsStream("/document/fonts/" + file)) {
            if (in == null) throw new IOException("The font " + file + " is missing");
            return new TTFParser().parse(new RandomAccessReadBuffer(in.readAllBytes()));
        }
    }
}
