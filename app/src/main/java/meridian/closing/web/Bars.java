package meridian.closing.web;

import java.util.ArrayList;
import java.util.List;

/** Bars that are drawn on the server: each is made of pieces in the proportions of their numbers, in a width of {@link #WIDTH}. Pure. */
public record Bars(List<Bar> bars) {
    public static final int WIDTH = 400;
    public static final int HEIGHT = 16;

    /** {@code kind}: the colour it is drawn in; the number stands beside it in words, too. */
    public record Piece(String kind, String word, int value) {}

    public record Bar(String label, List<Piece> pieces) {
        public int total() {
            return pieces.stream().mapToInt(Piece::value).sum();
        }

        /** The pieces as rectangles; what is not nothing can be seen. */
        public List<Drawn> drawn() {
            var drawn = new ArrayList<Drawn>();
            int total = total();
            double x = 0;
            for (var piece : pieces) {
                if (piece.value() <= 0 || total == 0) continue;
                double width = (double) WIDTH * piece.value() / total;
                drawn.add(new Drawn(piece, Math.round(x * 10) / 10.0, Math.max(1, Math.round(width * 10) / 10.0)));
                x += width;
            }
            return drawn;
        }
    }

    public record Drawn(Piece piece, double x, double width) {}

    public boolean empty() {
        return bars.stream().allMatch(bar -> bar.total() == 0);
    }
}
