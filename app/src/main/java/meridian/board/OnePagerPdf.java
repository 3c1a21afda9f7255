package meridian.board;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import meridian.board.OnePagerSheet.Block;
import meridian.document.DrawnPdf;
import meridian.document.Export;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.jspecify.annotations.Nullable;

/** A one-pager as exactly one sheet of A4, and as a picture of that sheet. The lists give way until everything fits, then the size of the words; no word is lost. */
public final class OnePagerPdf {
    private static final float WIDTH = 595.28f, HEIGHT = 841.89f, MARGIN = 34, TEXT = WIDTH - 2 * MARGIN, GAP = 16;
    private static final float DOTS_PER_INCH = 150;
    private static final Color INK = new Color(0x1F2430), GREY = new Color(0x5A6270), RULE = new Color(0xC9CDD3), SOFT = new Color(0xEEF1F4), WANTED = new Color(0xFDF3E3);

    private final OnePagerSheet sheet;
    private @Nullable DrawnPdf pdf;
    private boolean drawing;
    private float words = 9;
    private float y;

    private OnePagerPdf(OnePagerSheet sheet) {
        this.sheet = sheet;
    }

    public static byte[] pdf(OnePagerSheet sheet, Export export) throws IOException {
        var out = new ByteArrayOutputStream();
        DrawnPdf.write(sheet.title(), sheet.organisation(), sheet.language(), export, pages -> new OnePagerPdf(sheet).draw(pages), out);
        return out.toByteArray();
    }

    public static byte[] picture(OnePagerSheet sheet, Export export) throws IOException {
        try (var pdf = Loader.loadPDF(pdf(sheet, export))) {
            var out = new ByteArrayOutputStream();
            ImageIO.write(new PDFRenderer(pdf).renderImageWithDPI(0, DOTS_PER_INCH, ImageType.RGB), "png", out);
            return out.toByteArray();
        }
    }

    static Color colour(Light light) {
        return switch (light) {
            case RED -> new Color(0xBF2B22);
            case AMBER -> new Color(0xB26A00);
            case GREEN -> new Color(0x2E7D46);
            case NONE -> GREY;
        };
    }

    private void draw(DrawnPdf pages) throws IOException {
        pdf = pages;
        int rows = 5;
        while (rows > 2 && !fits(rows)) rows--;
        while (words > 7 && !fits(rows)) words -= 0.5f;
        pages.page(WIDTH, HEIGHT);
        lay(rows, true);
    }

    private boolean fits(int rows) throws IOException {
        return lay(rows, false) <= HEIGHT - MARGIN - 6;
    }

    private float lay(int rows, boolean draw) throws IOException {
        drawing = draw;
        y = MARGIN;
        text(true, 15, INK, MARGIN, y + 14, sheet.title(), TEXT);
        text(false, 8, GREY, MARGIN, y + 28, sheet.note(), TEXT - 150);
        right(8, GREY, MARGIN + TEXT, y + 28, sheet.document(), 150);
        y += 35;
        rule(MARGIN, TEXT);
        y += 6;
        facts();
        paragraph(sheet.summaryTitle(), List.of(sheet.summary().split("\n")), null);
        parties();
        float half = (TEXT - GAP) / 2;
        columns(half, rows, List.of(sheet.done(), sheet.late(), sheet.blocked()), List.of(sheet.next(), sheet.milestones(), sheet.clocks()));
        columns(half, rows, List.of(sheet.indicators()), List.of(sheet.risks()));
        paragraph(sheet.decisionsTitle(), sheet.decisions(), WANTED);
        hands();
        if (drawing) {
            text(false, 7.5f, GREY, MARGIN, HEIGHT - MARGIN + 8, sheet.organisation(), TEXT / 2);
            right(7.5f, GREY, MARGIN + TEXT, HEIGHT - MARGIN + 8, "1/1", 40);
        }
        return y;
    }

    private void facts() throws IOException {
        float width = (TEXT - 4 * 8) / 5, x = MARGIN;
        for (var fact : sheet.facts()) {
            box(SOFT, x, y, width, 34);
            text(false, 7.5f, GREY, x + 7, y + 12, fact.label(), width - 14);
            text(true, 13, fact.loud() ? colour(Light.RED) : INK, x + 7, y + 28, fact.value(), width - 14);
            x += width + 8;
        }
        y += 42;
    }

    private void paragraph(String title, List<String> lines, @Nullable Color behind) throws IOException {
        float inset = behind == null ? 0 : 8, size = words, step = size * 1.39f;
        var wrapped = new ArrayList<String>();
        for (var line : lines) wrapped.addAll(wrapped(line, size, TEXT - 2 * inset));
        float high = 15 + step * wrapped.size() + (behind == null ? 2 : 8);
        if (behind != null) box(behind, MARGIN, y, TEXT, high);
        if (behind != null) y += 3;
        text(true, 9.5f, INK, MARGIN + inset, y + 9, title, TEXT);
        y += 13;
        for (var line : wrapped) {
            text(false, size, INK, MARGIN + inset, y + size, line, TEXT);
            y += step;
        }
        y += behind == null ? 6 : 8;
    }

    private void hands() throws IOException {
        if (sheet.hands().isEmpty()) return;
        for (var line : wrapped(sheet.hands(), 7.5f, TEXT)) {
            text(false, 7.5f, GREY, MARGIN, y + 9, line, TEXT);
            y += 11;
        }
    }

    private void parties() throws IOException {
        float[] at = {0, 104, 166, 222, 262, 302, TEXT};
        text(true, 9.5f, INK, MARGIN, y + 9, sheet.partiesTitle(), TEXT);
        y += 13;
        box(SOFT, MARGIN, y, TEXT, 14);
        for (int i = 0; i < sheet.columns().size(); i++) text(true, 7.5f, GREY, MARGIN + at[i] + 5, y + 10, sheet.columns().get(i), at[i + 1] - at[i] - 8);
        y += 14;
        for (var party : sheet.parties()) {
            var said = List.of(party.name(), party.lightWord(), party.progress(), party.overdue(), party.blocked(), party.reason());
            for (int i = 0; i < said.size(); i++) {
                boolean light = i == 1;
                if (light) mark(party.light(), MARGIN + at[1] + 9, y + 7.5f);
                text(i == 0 || light, 8.5f, light ? colour(party.light()) : INK, MARGIN + at[i] + (light ? 18 : 5), y + 10.5f, said.get(i), at[i + 1] - at[i] - (light ? 20 : 8));
            }
            y += 15;
            rule(MARGIN, TEXT);
        }
        if (!sheet.moreParties().isEmpty()) {
            text(false, 8, GREY, MARGIN + 5, y + 10, sheet.moreParties(), TEXT);
            y += 13;
        }
        y += 8;
    }

    // A shape of its own for each: colour alone would not reach everybody, nor a black and white printer.
    private void mark(Light light, float x, float middle) throws IOException {
        var colour = colour(light);
        switch (light) {
            case RED -> shape(colour, x - 4, middle, x, middle - 4, x + 4, middle, x, middle + 4);
            case AMBER -> shape(colour, x - 4, middle + 3.5f, x, middle - 3.5f, x + 4, middle + 3.5f);
            case GREEN, NONE -> {
                var round = new float[32];
                for (int i = 0; i < 16; i++) {
                    round[2 * i] = (float) (x + 3.6 * Math.cos(Math.PI * i / 8));
                    round[2 * i + 1] = (float) (middle + 3.6 * Math.sin(Math.PI * i / 8));
                }
                shape(colour, round);
            }
        }
    }

    private void columns(float width, int rows, List<Block> left, List<Block> right) throws IOException {
        float top = y;
        for (var block : left) block(block.first(rows), MARGIN, width, block.lines().size() > rows);
        float leftEnd = y;
        y = top;
        for (var block : right) block(block.first(rows), MARGIN + width + GAP, width, block.lines().size() > rows);
        y = Math.max(leftEnd, y);
    }

    private void block(Block block, float x, float width, boolean cut) throws IOException {
        text(true, 9.5f, INK, x, y + 9, block.count().isEmpty() ? block.title() : block.title() + "  " + block.count(), width - 60);
        if (!block.more().isEmpty() && !cut) right(7.5f, GREY, x + width, y + 9, block.more(), 60);
        y += 13;
        rule(x, width);
        if (block.lines().isEmpty()) {
            text(false, 8.5f, GREY, x, y + 10, block.none(), width);
            y += 13;
        }
        for (var line : block.lines()) {
            float note = Math.min(width * 0.55f, pdf().width(false, 7.5f, line.note()));
            text(false, 8.5f, INK, x, y + 10, line.text(), width - note - 8);
            right(7.5f, line.loud() ? colour(Light.RED) : GREY, x + width, y + 10, line.note(), note + 1);
            y += 13;
        }
        y += 7;
    }

    private List<String> wrapped(String text, float size, float most) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        float width = 0;
        int lastSpace = -1;
        for (int c : text.codePoints().toArray()) {
            float one = pdf().width(false, size, Character.toString(c));
            if (width + one > most && !line.isEmpty()) {
                // Latin words stay whole; Chinese breaks anywhere.
                var rest = lastSpace > 0 && c < 0x2E80 ? line.substring(lastSpace + 1) : "";
                lines.add(line.substring(0, line.length() - rest.length()).stripTrailing());
                line = new StringBuilder(rest);
                width = pdf().width(false, size, rest);
                lastSpace = -1;
            }
            if (c == ' ' || c >= 0x2E80) lastSpace = line.length();
            line.appendCodePoint(c);
            width += one;
        }
        lines.add(line.toString());
        return lines;
    }

    private DrawnPdf pdf() {
        return java.util.Objects.requireNonNull(pdf);
    }

    private void text(boolean strong, float size, Color colour, float x, float baseline, String text, float most) throws IOException {
        if (drawing) pdf().text(strong, size, colour, x, baseline, text, most);
    }

    private void right(float size, Color colour, float x, float baseline, String text, float most) throws IOException {
        if (drawing) pdf().text(false, size, colour, x - Math.min(most, pdf().width(false, size, text) + 0.5f), baseline, text, most);
    }

    private void box(Color colour, float x, float top, float width, float high) throws IOException {
        if (drawing) pdf().box(colour, x, top, width, high);
    }

    private void shape(Color colour, float... points) throws IOException {
        if (drawing) pdf().shape(colour, points);
    }

    private void rule(float x, float width) throws IOException {
        if (drawing) pdf().line(RULE, 0.5f, x, y, x + width, y);
    }
}
