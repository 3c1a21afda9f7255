package meridian.duty;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Promises over the weeks in a box of {@link #WIDTH} by {@link #HEIGHT}: a bar a week, from below kept, kept late, missed, and what was late or
 * missed for a cause that lay elsewhere. The tallest bar fills it. Pure.
 */
public record PromiseChart(List<Bar> bars, int most) {
    public static final int WIDTH = 600;
    public static final int HEIGHT = 150;

    /** One piece of a bar; {@code kind} is its word and its colour. */
    public record Piece(String kind, int many, double y, double height) {
        public String top() {
            return number(y);
        }

        public String tall() {
            return number(height);
        }
    }

    public record Bar(LocalDate week, Kept kept, double x, double width, List<Piece> pieces) {
        public String left() {
            return number(x);
        }

        public String wide() {
            return number(width);
        }
    }

    public static PromiseChart of(List<Promises.Part<LocalDate>> weeks) {
        int most = Math.max(1, weeks.stream().mapToInt(week -> week.kept().due()).max().orElse(1));
        double step = (double) WIDTH / Math.max(1, weeks.size());
        double gap = Math.min(step / 5, 8);
        var bars = new ArrayList<Bar>();
        for (int i = 0; i < weeks.size(); i++) {
            var kept = weeks.get(i).kept();
            var pieces = new ArrayList<Piece>();
            double y = HEIGHT;
            var words = List.of("kept", "late", "missed", "elsewhere");
            int[] many = {kept.kept(), kept.lateOwn(), kept.missedOwn(), kept.elsewhere()};
            for (int piece = 0; piece < many.length; piece++) {
                if (many[piece] == 0) continue;
                double height = (double) HEIGHT * many[piece] / most;
                y -= height;
                pieces.add(new Piece(words.get(piece), many[piece], y, height));
            }
            bars.add(new Bar(weeks.get(i).key(), kept, i * step + gap / 2, step - gap, pieces));
        }
        return new PromiseChart(bars, most);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
