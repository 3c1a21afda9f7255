package meridian.risk;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How many risks were open at the end of each week, by the level they had then, and what came and went in it; as a chart in
 * a box of {@link #WIDTH} by {@link #HEIGHT}. The running week counts as of now. Levels are read by the bands of today. Pure.
 */
public record Trend(List<Week> weeks, int most) {
    public static final int WIDTH = 600;
    public static final int HEIGHT = 150;

    /** A risk was in this state and had this rating from an instant on. */
    public record Turn(UUID risk, Instant at, RiskStatus status, Level estimate, Risk.@Nullable Rating rating) {}

    /** {@code raised} and {@code ended} happened in it (what was opened again and ended again ends once a time). */
    public record Week(LocalDate monday, int high, int medium, int low, int raised, int ended, double x, double width) {
        public int open() {
            return high + medium + low;
        }

        public String left() {
            return number(x);
        }

        public String wide() {
            return number(width);
        }
    }

    /** One piece of a week’s bar. */
    public record Piece(Level level, int many, String top, String tall) {}

    /** The pieces of a week’s bar, low ones at its foot. */
    public List<Piece> pieces(Week week) {
        var pieces = new ArrayList<Piece>();
        double y = HEIGHT;
        int[] many = {week.low(), week.medium(), week.high()};
        for (var level : Level.values()) {
            int here = many[level.ordinal()];
            if (here == 0) continue;
            double height = (double) HEIGHT * here / most;
            y -= height;
            pieces.add(new Piece(level, here, number(y), number(height)));
        }
        return pieces;
    }

    /** Of the weeks from the first Monday to that of {@code last}; {@code turns} in the order they happened. */
    public static Trend of(List<Turn> turns, LocalDate first, LocalDate last, ZoneId zone, Bands bands) {
        var weeks = new ArrayList<Week>();
        Map<UUID, Turn> standing = new HashMap<>();
        int next = 0;
        int many = (int) (last.toEpochDay() - first.toEpochDay()) / 7 + 1;
        double step = (double) WIDTH / Math.max(1, many);
        double gap = Math.min(step / 5, 8);
        for (int i = 0; i < many; i++) {
            var monday = first.plusWeeks(i);
            var begins = monday.atStartOfDay(zone).toInstant();
            var ends = monday.plusWeeks(1).atStartOfDay(zone).toInstant();
            int raised = 0;
            int ended = 0;
            for (; next < turns.size() && turns.get(next).at().isBefore(ends); next++) {
                var turn = turns.get(next);
                var before = standing.put(turn.risk(), turn);
                if (turn.at().isBefore(begins)) continue;
                if (before == null) raised++;
                if (!turn.status().open() && (before == null || before.status().open())) ended++;
            }
            var counts = new EnumMap<Level, Integer>(Level.class);
            for (var turn : standing.values()) if (turn.status().open()) counts.merge(turn.rating() == null ? turn.estimate() : bands.of(turn.rating().probability(), turn.rating().impact()), 1, Integer::sum);
            weeks.add(new Week(monday, counts.getOrDefault(Level.HIGH, 0), counts.getOrDefault(Level.MEDIUM, 0), counts.getOrDefault(Level.LOW, 0), raised, ended, i * step + gap / 2, step - gap));
        }
        return new Trend(List.copyOf(weeks), Math.max(1, weeks.stream().mapToInt(Week::open).max().orElse(1)));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
