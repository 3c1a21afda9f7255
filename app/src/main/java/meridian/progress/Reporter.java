package meridian.progress;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import meridian.tenancy.MemberId;
import meridian.tenancy.PartyId;
import meridian.tenancy.RegionId;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may have to report on a project: whose calendar counts for them, and what waits for them. {@code earliest}
 * is the first day on which one of their open tasks starts or is due; null when none has a date.
 */
public record Reporter(MemberId member, String name, RegionId region, ZoneId zone, @Nullable PartyId party, boolean started, @Nullable LocalDate earliest) {
    /** Has open work on this day: something under way, or something that should have begun or be over. */
    public boolean hasWork(LocalDate day) {
        return started || earliest != null && !earliest.isAfter(day);
    }

    public LocalDate today(Instant now) {
        return LocalDate.ofInstant(now, zone);
    }
}
