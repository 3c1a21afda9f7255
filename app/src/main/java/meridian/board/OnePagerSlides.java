package meridian.board;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import meridian.board.OnePagerSheet.Block;
import meridian.document.Export;
import meridian.document.Slides;
import meridian.document.Slides.Area;
import meridian.document.Slides.Cell;
import meridian.document.Slides.Grid;
import meridian.document.Slides.Line;
import meridian.document.Slides.Lines;
import meridian.document.Slides.Piece;
import meridian.document.Slides.Slide;
import meridian.document.SlidesWriter;

/** A one-pager as two slides: how the parties stand and what is wanted; what was, what comes, what threatens. */
public final class OnePagerSlides {
    private static final String INK = "1F2430", GREY = "5A6270", SOFT = "EEF1F4", WANTED = "FDF3E3";
    private static final double LEFT = 1.2, WIDTH = Slides.WIDTH - 2 * LEFT;
    /** From here on a letter is as wide as two. */
    private static final int FIRST_WIDE = 0x2E80;

    private OnePagerSlides() {}

    public static byte[] of(OnePagerSheet sheet, Export export) throws IOException {
        var out = new ByteArrayOutputStream();
        SlidesWriter.write(new Slides(sheet.title(), sheet.organisation(), sheet.language(), List.of(standing(sheet), work(sheet))), export, out);
        return out.toByteArray();
    }

    private static Slide standing(OnePagerSheet sheet) {
        var pieces = new ArrayList<Piece>();
        double width = (WIDTH - 4 * 0.4) / 5, x = LEFT;
        for (var fact : sheet.facts()) {
            pieces.add(new Lines(new Area(x, 2.8, width, 1.9), SOFT, List.of(new Line(fact.label(), 10, false, GREY, false), new Line(fact.value(), 17, true, fact.loud() ? colour(Light.RED) : INK, false))));
            x += width + 0.4;
        }
        double left = 20.4, right = WIDTH - left - 0.7;
        var rows = new ArrayList<List<Cell>>();
        rows.add(sheet.columns().stream().map(title -> new Cell(title, 10, true, GREY, SOFT)).toList());
        for (var party : sheet.parties()) {
            rows.add(List.of(cell(fitting(party.name(), 14), true, INK), cell(sign(party.light()) + " " + party.lightWord(), true, colour(party.light())), cell(party.progress(), false, INK), cell(party.overdue(), false, INK), cell(party.blocked(), false, INK), cell(fitting(party.reason(), 56), false, INK)));
        }
        pieces.add(new Lines(new Area(LEFT, 5.1, left, 0.8), null, List.of(new Line(sheet.moreParties().isEmpty() ? sheet.partiesTitle() : sheet.partiesTitle() + "  " + sheet.moreParties(), 13, true, INK, false))));
        pieces.add(new Grid(new Area(LEFT, 6, left, Math.min(12, 1.05 * rows.size())), List.of(20, 14, 13, 11, 11, 41), rows));
        var summary = new ArrayList<Line>();
        summary.add(new Line(sheet.summaryTitle(), 13, true, INK, false));
        sheet.summary().lines().forEach(line -> summary.add(new Line(line, 12, false, INK, false)));
        pieces.add(new Lines(new Area(LEFT + left + 0.7, 5.1, right, 5.6), null, summary));
        var decisions = new ArrayList<Line>();
        decisions.add(new Line(sheet.decisionsTitle(), 13, true, INK, false));
        sheet.decisions().forEach(line -> decisions.add(new Line(line, 12, false, INK, true)));
        pieces.add(new Lines(new Area(LEFT + left + 0.7, 11, right, 7.2), WANTED, decisions));
        if (!sheet.hands().isEmpty()) pieces.add(new Lines(new Area(LEFT, 18.2, WIDTH, 0.7), null, List.of(new Line(sheet.hands(), 9, false, GREY, false))));
        return new Slide(sheet.title(), sheet.note() + "    " + sheet.document(), pieces);
    }

    private static Slide work(OnePagerSheet sheet) {
        var pieces = new ArrayList<Piece>();
        double width = (WIDTH - 3 * 0.6) / 4, high = 7.5;
        int n = 0;
        for (var block : List.of(sheet.done(), sheet.late(), sheet.blocked(), sheet.next(), sheet.milestones(), sheet.clocks(), sheet.indicators(), sheet.risks())) {
            pieces.add(new Lines(new Area(LEFT + (n % 4) * (width + 0.6), 2.9 + (n / 4) * (high + 0.3), width, high), SOFT, lines(block)));
            n++;
        }
        if (!sheet.hands().isEmpty()) pieces.add(new Lines(new Area(LEFT, 18.2, WIDTH, 0.7), null, List.of(new Line(sheet.hands(), 9, false, GREY, false))));
        return new Slide(sheet.title(), sheet.note() + "    " + sheet.document(), pieces);
    }

    private static List<Line> lines(Block block) {
        var lines = new ArrayList<Line>();
        lines.add(new Line(block.count().isEmpty() ? block.title() : block.title() + "  " + block.count(), 13, true, INK, false));
        if (block.lines().isEmpty()) lines.add(new Line(block.none(), 10.5, false, GREY, false));
        for (var line : block.lines()) {
            lines.add(new Line(fitting(line.text(), 40), 10.5, false, INK, true));
            if (!line.note().isEmpty()) lines.add(new Line("    " + fitting(line.note(), 44), 9, false, line.loud() ? colour(Light.RED) : GREY, false));
        }
        if (!block.more().isEmpty()) lines.add(new Line(block.more(), 9, false, GREY, false));
        return lines;
    }

    private static Cell cell(String text, boolean strong, String colour) {
        return new Cell(text, 10.5, strong, colour, null);
    }

    private static String sign(Light light) {
        return switch (light) {
            case RED -> "◆";
            case AMBER -> "▲";
            case GREEN -> "●";
            case NONE -> "○";
        };
    }

    private static String colour(Light light) {
        return String.format(Locale.ROOT, "%06X", OnePagerPdf.colour(light).getRGB() & 0xFFFFFF);
    }

    // A slide does not measure; what is too wide for its line would push the rest out of the box.
    private static String fitting(String text, int most) {
        int width = 0;
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            width += text.codePointAt(i) < FIRST_WIDE ? 1 : 2;
            if (width > most) return text.substring(0, i) + "…";
        }
        return text;
    }
}
