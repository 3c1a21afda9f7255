package meridian.duty.web;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Until when a duty can be put off in one tap, in the mornings of whoever does it. */
enum Snooze {
    HOURS, TOMORROW, MONDAY;

    private static final LocalTime MORNING = LocalTime.of(9, 0);

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    Instant until(Instant now, ZoneId zone) {
        var today = LocalDate.ofInstant(now, zone);
        return switch (this) {
            case HOURS -> now.plusSeconds(2 * 3_600);
            case TOMORROW -> ZonedDateTime.of(today.plusDays(1), MORNING, zone).toInstant();
            case MONDAY -> ZonedDateTime.of(today.with(TemporalAdjusters.next(DayOfWeek.MONDAY)), MORNING, zone).toInstant();
        };
    }

    /** Those that end before the duty is due. */
    static List<Snooze> possible(Instant now, Instant due, ZoneId zone) {
        return Arrays.stream(values()).filter(one -> !one.until(now, zone).isAfter(due)).toList();
    }
}
