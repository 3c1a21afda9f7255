package meridian.coordination;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the two clocks were kept: in all, by severity and by party hit. An emergency that hit two parties counts for both; one
 * that hit nobody named counts only in all.
 */
public record EmergencyStatistics(Row total, List<Row> bySeverity, List<Row> byParty) {
    /** An emergency and the parties it hit. */
    public record Case(Emergency emergency, List<String> parties) {}

    /** One clock over several emergencies. {@code median} is of those that were stopped; null where none was. */
    public record Kept(int kept, int missed, int running, @Nullable Duration median) {
        /** Whole percent of those decided that were kept; null where none is. */
        public @Nullable Integer percent() {
            return kept + missed == 0 ? null : (int) Math.round(100.0 * kept / (kept + missed));
        }
    }

    /** {@code name} is a severity's word or a party's name; empty for the total. */
    public record Row(String name, int count, Kept response, Kept solution) {}

    public static EmergencyStatistics of(List<Case> cases, List<String> parties, Instant now) {
        var bySeverity = Stream.of(Severity.values())
                .map(severity -> row(severity.text(), cases.stream().filter(each -> each.emergency().severity() == severity).toList(), now))
                .filter(row -> row.count() > 0)
                .toList();
        var named = new ArrayList<>(parties);
        cases.stream().flatMap(each -> each.parties().stream()).filter(name -> !named.contains(name)).distinct().forEach(named::add);
        var byParty = named.stream()
                .map(name -> row(name, cases.stream().filter(each -> each.parties().contains(name)).toList(), now))
                .filter(row -> row.count() > 0)
                .toList();
        return new EmergencyStatistics(row("", cases, now), bySeverity, byParty);
    }

    private static Row row(String name, List<Case> cases, Instant now) {
        return new Row(name, cases.size(), kept(cases, Emergency::response, now), kept(cases, Emergency::solution, now));
    }

    // A clock that still runs is missed once its time is over, and undecided before.
    private static Kept kept(List<Case> cases, Function<Emergency, EmergencyClock> which, Instant now) {
        var clocks = cases.stream().map(each -> which.apply(each.emergency())).toList();
        int kept = (int) clocks.stream().filter(EmergencyClock::kept).count();
        int missed = (int) clocks.stream().filter(clock -> clock.missed(now)).count();
        return new Kept(kept, missed, clocks.size() - kept - missed, median(clocks.stream().map(EmergencyClock::taken).filter(Objects::nonNull).sorted().toList()));
    }

    private static @Nullable Duration median(List<Duration> sorted) {
        if (sorted.isEmpty()) return null;
        var middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : sorted.get(middle - 1).plus(sorted.get(middle)).dividedBy(2);
    }
}
