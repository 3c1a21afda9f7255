package meridian.duty;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import meridian.tenancy.PartyId;
import meridian.tenancy.ProjectId;
import org.jspecify.annotations.Nullable;

/** A promise record, seen from any side: sums over parties, kinds, projects and weeks. Knows of no person. Pure. */
public record Promises(List<Line> lines, LocalDate first, LocalDate last) {
    /** What one party (null: nobody’s in particular) owed of one kind in one week, which begins on this Monday. */
    public record Line(@Nullable ProjectId project, @Nullable PartyId party, String kind, LocalDate week, Kept kept) {}

    /** A part of it with its sum. */
    public record Part<K>(K key, Kept kept) {}

    public Promises only(Predicate<Line> which) {
        return new Promises(lines.stream().filter(which).toList(), first, last);
    }

    public Kept total() {
        return sum(lines);
    }

    /** Sums by what is taken from each line, those of {@code order} first and in that order, then by name; nothing is ordered by how well it was kept. */
    public <K> List<Part<K>> by(Function<Line, K> key, Collection<? extends K> order) {
        var parts = new LinkedHashMap<K, Kept>();
        for (var known : order) parts.put(known, Kept.NONE);
        for (var line : lines) parts.merge(key.apply(line), line.kept(), Kept::plus);
        return parts.entrySet().stream().filter(part -> part.getValue().due() > 0).map(part -> new Part<>(part.getKey(), part.getValue())).toList();
    }

    public List<Part<String>> byKind() {
        return by(Line::kind, lines.stream().map(Line::kind).distinct().sorted().toList());
    }

    /** Every week from the first to the last, also those in which nothing was due. */
    public List<Part<LocalDate>> weeks() {
        Map<LocalDate, Kept> sums = new LinkedHashMap<>();
        for (var week = first; !week.isAfter(last); week = week.plusWeeks(1)) sums.put(week, Kept.NONE);
        for (var line : lines) sums.computeIfPresent(line.week(), (week, kept) -> kept.plus(line.kept()));
        var weeks = new ArrayList<Part<LocalDate>>();
        sums.forEach((week, kept) -> weeks.add(new Part<>(week, kept)));
        return weeks;
    }

    private static Kept sum(List<Line> lines) {
        return lines.stream().map(Line::kept).filter(Objects::nonNull).reduce(Kept.NONE, Kept::plus);
    }
}
