package meridian.notification;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import org.jspecify.annotations.Nullable;

/** When something may leave for somebody, by the clock on their wall. */
final class Departure {
    /** Digests leave at the beginning of the working day. */
    static final LocalTime MORNING = LocalTime.of(8, 0);

    private Departure() {}

    /** The first moment from now on that is not in the person’s quiet hours; at once for what is critical. */
    static Instant earliest(Instant now, boolean critical, @Nullable Quiet quiet, ZoneId zone) {
        if (critical || quiet == null) return now;
        var local = LocalDateTime.ofInstant(now, zone);
        if (!quiet.at(local.toLocalTime())) return now;
        var end = local.toLocalDate().atTime(quiet.until());
        if (!end.isAfter(local)) end = end.plusDays(1);
        var ends = comes(end, now, zone);
        // A clock that is set forward or back meanwhile may end them sooner.
        for (var change = zone.getRules().nextTransition(now); change != null && change.getInstant().isBefore(ends); change = zone.getRules().nextTransition(change.getInstant())) {
            if (!quiet.at(change.getDateTimeAfter().toLocalTime())) return change.getInstant();
        }
        return ends;
    }

    /** The first moment after now at which the wall shows this time; of a time that is left out, the same on a later day. */
    private static Instant comes(LocalDateTime time, Instant now, ZoneId zone) {
        for (var day = time; ; day = day.plusDays(1)) {
            for (var offset : zone.getRules().getValidOffsets(day)) {
                if (day.toInstant(offset).isAfter(now)) return day.toInstant(offset);
            }
        }
    }

    /** When the next gathered letter leaves: the next morning, or the next Monday’s; later where these are quiet hours. */
    static Instant digest(Instant now, Digest digest, @Nullable Quiet quiet, ZoneId zone) {
        var local = LocalDateTime.ofInstant(now, zone);
        var next = local.toLocalDate().atTime(MORNING);
        if (digest == Digest.WEEKLY) next = next.with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
        if (!next.isAfter(local)) next = next.plusDays(digest == Digest.WEEKLY ? 7 : 1);
        return earliest(next.atZone(zone).toInstant(), false, quiet, zone);
    }
}
