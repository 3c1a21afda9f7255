package meridian.duty;

import org.jspecify.annotations.Nullable;

/**
 * How many promises were kept, kept late and missed; of the latter two, how many for a cause that lay elsewhere (客观原因); of all, how many by
 * a due time that was granted later.
 */
public record Kept(int kept, int late, int missed, int lateElsewhere, int missedElsewhere, int extended) {
    public static final Kept NONE = new Kept(0, 0, 0, 0, 0, 0);

    public Kept plus(Kept other) {
        return new Kept(kept + other.kept, late + other.late, missed + other.missed, lateElsewhere + other.lateElsewhere, missedElsewhere + other.missedElsewhere, extended + other.extended);
    }

    public int due() {
        return kept + late + missed;
    }

    public int elsewhere() {
        return lateElsewhere + missedElsewhere;
    }

    /** Late or missed for a cause of one’s own, as far as nothing else was said. */
    public int lateOwn() {
        return late - lateElsewhere;
    }

    public int missedOwn() {
        return missed - missedElsewhere;
    }

    /** Whole percent of what was due that was kept in time, never rounded up to all of it; null where nothing was due. */
    public @Nullable Integer percent() {
        return due() == 0 ? null : (int) (100L * kept / due());
    }
}
