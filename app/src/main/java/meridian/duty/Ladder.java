package meridian.duty;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When each rung takes effect, in percent of the duty’s clock counted from its opening; null: that rung is left out. */
public record Ladder(@Nullable Integer reminder, @Nullable Integer owner, @Nullable Integer lead, @Nullable Integer chief, @Nullable Integer sponsor) {
    /** Reminder at 75 % of the clock, the owner again at its end, then lead, chief coordinator and sponsor. */
    public static final Ladder STANDARD = new Ladder(75, 100, 125, 150, 200);

    /** What concerns only the owner: reminded, and asked again when due; nobody else is. */
    public static final Ladder PERSONAL = new Ladder(75, 100, null, null, null);

    public static final int MOST = 1000;

    /** The percentage of a rung; null when it is left out. */
    public @Nullable Integer at(Rung rung) {
        return switch (rung) {
            case REMINDER -> reminder;
            case OWNER -> owner;
            case LEAD -> lead;
            case CHIEF -> chief;
            case SPONSOR -> sponsor;
        };
    }

    /** Whether every rung is later than the one beneath it, and within bounds. */
    public boolean ascends() {
        int last = 0;
        for (var rung : Rung.values()) {
            var percent = at(rung);
            if (percent == null) continue;
            if (percent <= last || percent > MOST) return false;
            last = percent;
        }
        return true;
    }

    /** Rungs that are left out beneath one that is there: what is asked of them passes to the next one up. */
    public List<Rung> gaps() {
        var gaps = new ArrayList<Rung>();
        var open = new ArrayList<Rung>();
        for (var rung : Rung.values()) {
            if (at(rung) == null) open.add(rung);
            else {
                gaps.addAll(open);
                open.clear();
            }
        }
        return gaps;
    }

    /** Whether it ever reaches anybody but the owner. */
    public boolean climbs() {
        return lead != null || chief != null || sponsor != null;
    }
}
