package meridian.document;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a presentation shows, as native texts, tables and shapes on wide sheets (33.867 cm by 19.05 cm, measured from the top
 * left). Colours are six hexadecimal digits.
 */
public record Slides(String title, String organisation, Locale language, List<Slide> slides) {
    public static final double WIDTH = 33.867;
    public static final double HEIGHT = 19.05;

    public Slides {
        slides = List.copyOf(slides);
    }

    /** The heading is the slide’s title for outlines and screen readers. */
    public record Slide(String heading, String note, List<Piece> pieces) {
        public Slide {
            pieces = List.copyOf(pieces);
        }
    }

    public record Area(double x, double y, double width, double height) {}

    public sealed interface Piece {}

    /** Lines in a box; {@code fill} is null where nothing is behind them. */
    public record Lines(Area area, @Nullable String fill, List<Line> lines) implements Piece {
        public Lines {
            lines = List.copyOf(lines);
        }
    }

    public record Line(String text, double size, boolean strong, String colour, boolean bullet) {}

    /** A table; the widths are shares of its area. The first row is its head. */
    public record Grid(Area area, List<Integer> widths, List<List<Cell>> rows) implements Piece {
        public Grid {
            widths = List.copyOf(widths);
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    public record Cell(String text, double size, boolean strong, String colour, @Nullable String fill) {}
}
