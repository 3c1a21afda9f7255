package meridian.coordination;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the two clocks were kept: in all, by severity and by party hit. An emergency that hit two parties counts for both; one
 * that hit nobody named counts only in all. Only rows that count something are there, those of parties in the order of the parties.
 */
public record EmergencyStatistics(Row total, List<Row> bySeverity, List<Row> byParty) {
    /**
     * One clock over several emergencies. One that still runs is missed once its time is over, and undecided before. {@code median} is of
     * those that were stopped; null where none was.
     */
    public record Kept(int kept, int missed, int running, @Nullable Duration median) {
        static final Kept NONE = new Kept(0, 0, 0, null);

        /** Whole percent of those decided that were kept; null where none is. */
        public @Nullable Integer percent() {
            return kept + missed == 0 ? null : (int) Math.round(100.0 * kept / (kept + missed));
        }
    }

    /** {@code name} is a severity's word or a party's name; empty for the total. */
    public record Row(String name, int count, Kept response, Kept solution) {
        static final Row NONE = new Row("", 0, Kept.NONE, Kept.NONE);
    }
}
